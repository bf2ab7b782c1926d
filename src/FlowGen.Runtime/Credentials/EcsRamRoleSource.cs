using System.Globalization;

namespace FlowGen.Credentials;

/// <summary>
/// The role of the ECS instance that the program runs on, from the instance's metadata service: with a token of the service
/// (IMDSv2), and without one where the service gives none, unless <c>ALIBABA_CLOUD_IMDSV1_DISABLED</c> says <c>true</c>.
/// </summary>
internal sealed class EcsRamRoleSource(AlibabaCredentialChainOptions options, CredentialHttp http, string? roleName) : IKeySource
{
    private const string DisabledVariable = "ALIBABA_CLOUD_ECS_METADATA_DISABLED";
    private const string TokenRequiredVariable = "ALIBABA_CLOUD_IMDSV1_DISABLED";
    private const string RolePath = "/latest/meta-data/ram/security-credentials/";
    private const int TokenSeconds = 21600;

    // The service is a hop away; where there is none, nothing answers.
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(1);

    public string Name => "the ECS metadata service";

    public async ValueTask<FetchedKey> FetchAsync(CancellationToken cancellationToken)
    {
        if (options.IsSet(DisabledVariable))
        {
            throw new CredentialsUnavailableException($"{Name} is switched off by {DisabledVariable}");
        }

        var token = await TokenAsync(cancellationToken).ConfigureAwait(false);
        var role = roleName ?? await RoleAsync(token, cancellationToken).ConfigureAwait(false);
        var answer = await GetAsync(RolePath + Uri.EscapeDataString(role), token, cancellationToken).ConfigureAwait(false);
        return TemporaryKeyReader.ReadFlat(Name, answer, options.TimeProvider);
    }

    private async Task<string?> TokenAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(options.MetadataEndpoint, "/latest/api/token"));
            request.Headers.TryAddWithoutValidation("X-aliyun-ecs-metadata-token-ttl-seconds", TokenSeconds.ToString(CultureInfo.InvariantCulture));
            var answer = await http.SendAsync(Name, request, LongestAnswer, isLocal: true, cancellationToken).ConfigureAwait(false);
            return answer is { Status: 200, Text: { Length: > 0 } token } && !token.AsSpan().ContainsAnyExceptInRange('!', '~')
                ? token
                : throw new CredentialsUnavailableException(FormattableString.Invariant($"{Name} answered HTTP {answer.Status} to the request for a token"));
        }
        catch (CredentialsUnavailableException) when (!options.IsSet(TokenRequiredVariable))
        {
            return null;
        }
    }

    private async Task<string> RoleAsync(string? token, CancellationToken cancellationToken)
    {
        var answer = await GetAsync(RolePath, token, cancellationToken).ConfigureAwait(false);
        return answer is { Status: 200, Text: { Length: > 0 and <= 256 } role } && !role.AsSpan().ContainsAnyExceptInRange('!', '~')
            ? role
            : throw new CredentialsUnavailableException(FormattableString.Invariant($"{Name} names no role (HTTP {answer.Status}); the instance may have none"));
    }

    private async Task<CredentialAnswer> GetAsync(string path, string? token, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(options.MetadataEndpoint, path));
        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation("X-aliyun-ecs-metadata-token", token);
        }

        return await http.SendAsync(Name, request, LongestAnswer, isLocal: true, cancellationToken).ConfigureAwait(false);
    }
}
