using System.Globalization;
using FlowGen.Signing;

namespace FlowGen.Credentials;

/// <summary>A role that an OIDC token in a file permits to assume (STS <c>AssumeRoleWithOIDC</c>), as pods of ACK have one.</summary>
internal sealed class OidcRoleSource(
    AlibabaCredentialChainOptions options,
    CredentialHttp http,
    AssumedRole role,
    string? providerArn,
    string? tokenFile) : IKeySource
{
    internal const string ProviderVariable = "ALIBABA_CLOUD_OIDC_PROVIDER_ARN";
    internal const string TokenFileVariable = "ALIBABA_CLOUD_OIDC_TOKEN_FILE";

    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(10);

    public string Name => "the OIDC role";

    public async ValueTask<FetchedKey> FetchAsync(CancellationToken cancellationToken)
    {
        var parameters = role.Parameters(Name, options);
        parameters.Add(new("OIDCProviderArn", providerArn ?? options.Variable(ProviderVariable) ?? throw new CredentialsUnavailableException($"{Name} names no OIDC provider")));
        parameters.Add(new("OIDCToken", await TokenAsync(cancellationToken).ConfigureAwait(false)));

        // The call is not signed: the token proves who asks.
        var date = options.TimeProvider.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var query = CanonicalQuery.Of(
        [
            new("Action", "AssumeRoleWithOIDC"),
            new("Format", "JSON"),
            new("SignatureNonce", Nonce.Next()),
            new("Timestamp", date),
            new("Version", "2015-04-01"),
        ]);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(role.Endpoint(Name, options), $"/?{query}"))
        {
            Content = new FormUrlEncodedContent(parameters),
        };
        request.Headers.TryAddWithoutValidation("accept", "application/json");
        var answer = await http.SendAsync(Name, request, LongestAnswer, isLocal: false, cancellationToken).ConfigureAwait(false);
        return TemporaryKeyReader.ReadWrapped(Name, answer, options.TimeProvider);
    }

    // Read anew each time: whoever put the file there renews it.
    private async Task<string> TokenAsync(CancellationToken cancellationToken)
    {
        var file = tokenFile ?? options.Variable(TokenFileVariable) ?? throw new CredentialsUnavailableException($"{Name} names no file with a token");
        var token = (await SharedFile.ReadAsync(Name, file, cancellationToken).ConfigureAwait(false))?.Trim();
        return string.IsNullOrEmpty(token) ? throw new CredentialsUnavailableException($"{Name} finds no token in '{file}'") : token;
    }
}
