using System.Net.Http.Headers;
using System.Text.Json;

namespace FlowGen.Credentials;

/// <summary>
/// The key of a CloudSSO user, for as long as the login holds that the command-line tool keeps in its profile. The portal gives a key for the
/// login's token; a login that is over needs a browser, and so the tool.
/// </summary>
internal sealed class CloudSsoSource(AlibabaCredentialChainOptions options, CredentialHttp http, CloudSsoLogin login) : IKeySource
{
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(10);

    public string Name => $"CloudSSO, by the profile '{login.Profile}',";

    public async ValueTask<FetchedKey> FetchAsync(CancellationToken cancellationToken)
    {
        if (login.AccessToken is null || login.End is not { } end || end <= options.TimeProvider.GetUtcNow())
        {
            throw new CredentialsUnavailableException($"{Name} needs a new login: the last one is over. Log in again with the command-line tool");
        }

        if (login.AccountId is null || login.AccessConfigurationId is null || !Uri.TryCreate(login.SignInAddress, UriKind.Absolute, out var portal) || portal.Scheme != Uri.UriSchemeHttps)
        {
            throw new CredentialsUnavailableException($"{Name} has no https sign-in address, no account or no access configuration");
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(portal, "/cloud-credentials")) { Content = new ByteArrayContent(Body()) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", login.AccessToken);
        request.Headers.TryAddWithoutValidation("accept", "application/json");
        var answer = await http.SendAsync(Name, request, LongestAnswer, isLocal: false, cancellationToken).ConfigureAwait(false);
        return TemporaryKeyReader.ReadWrapped(Name, answer, options.TimeProvider, "CloudCredential");
    }

    private byte[] Body()
    {
        using var body = new MemoryStream();
        using (var writer = new Utf8JsonWriter(body))
        {
            writer.WriteStartObject();
            writer.WriteString("AccountId", login.AccountId);
            writer.WriteString("AccessConfigurationId", login.AccessConfigurationId);
            writer.WriteEndObject();
        }

        return body.ToArray();
    }
}
