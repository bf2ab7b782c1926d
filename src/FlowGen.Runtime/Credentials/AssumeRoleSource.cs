using FlowGen.Signing;

namespace FlowGen.Credentials;

/// <summary>A role that another key permits to assume (STS <c>AssumeRole</c>).</summary>
internal sealed class AssumeRoleSource(AlibabaCredentialChainOptions options, CredentialHttp http, AssumedRole role, IKeySource caller) : IKeySource
{
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(10);

    public string Name => "the RAM role";

    public async ValueTask<FetchedKey> FetchAsync(CancellationToken cancellationToken)
    {
        var key = await caller.FetchAsync(cancellationToken).ConfigureAwait(false);
        var query = CanonicalQuery.Of([.. role.Parameters(Name, options)]);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(role.Endpoint(Name, options), $"/?{query}"));
        request.Headers.TryAddWithoutValidation("accept", "application/json");
        request.Headers.TryAddWithoutValidation(Acs3HeaderNames.Action, "AssumeRole");
        request.Headers.TryAddWithoutValidation(Acs3HeaderNames.Version, "2015-04-01");
        var signer = new Acs3HmacSha256Signer(new FixedAlibabaCredentials(key.Key), options.TimeProvider);
        await signer.SignAsync(request, default, cancellationToken).ConfigureAwait(false);
        var answer = await http.SendAsync(Name, request, LongestAnswer, isLocal: false, cancellationToken).ConfigureAwait(false);
        return TemporaryKeyReader.ReadWrapped(Name, answer, options.TimeProvider);
    }
}
