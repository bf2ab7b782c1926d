namespace FlowGen.Credentials;

/// <summary>A server of the user's own that answers with a temporary key.</summary>
internal sealed class CredentialsUriSource(AlibabaCredentialChainOptions options, CredentialHttp http, string address) : IKeySource
{
    internal const string Variable = "ALIBABA_CLOUD_CREDENTIALS_URI";

    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(10);

    // The address itself is not shown: its query may hold a secret.
    public string Name => "the credentials URI";

    public async ValueTask<FetchedKey> FetchAsync(CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps))
        {
            throw new CredentialsUnavailableException($"{Name} is no absolute http or https address");
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, uri);
        var answer = await http.SendAsync(Name, request, LongestAnswer, isLocal: uri.IsLoopback, cancellationToken).ConfigureAwait(false);
        return TemporaryKeyReader.ReadFlat(Name, answer, options.TimeProvider);
    }
}
