using System.Globalization;
using System.Net;

namespace FlowGen.Runtime.Tests.Credentials;

/// <summary>The key of a CloudSSO user comes from the portal as long as the command-line tool's login holds, which the tool alone can renew.</summary>
public sealed class CloudSsoTests : IDisposable
{
    private readonly ChainWorld _world = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_login_is_exchanged_for_a_key()
    {
        WriteProfile();
        _world.Answer = (_, _) => Answer("sso-id");

        var key = await _world.Chain().GetAccessKeyAsync(Token);

        Assert.Equal(("sso-id", "secret-of-sso-id", "token-of-sso-id"), (key.AccessKeyId, key.AccessKeySecret, key.SecurityToken));
        var (method, address, body, headers) = Assert.Single(_world.Requests);
        Assert.Equal(("POST", "https://signin.example/cloud-credentials"), (method, address));
        Assert.Equal("""{"AccountId":"1234","AccessConfigurationId":"ac-1"}""", body);
        Assert.Equal("Bearer hidden-login", headers["Authorization"]);
    }

    [Fact]
    public async Task A_key_is_renewed_with_the_login_that_is_in_the_file_by_then()
    {
        WriteProfile();
        _world.Answer = (_, _) => Answer($"sso-{_world.Requests.Count}");
        var chain = _world.Chain();
        Assert.Equal("sso-1", (await chain.GetAccessKeyAsync(Token)).AccessKeyId);

        WriteProfile("next-login", TimeSpan.FromHours(9));
        _world.Clock.Advance(TimeSpan.FromHours(2));

        Assert.Equal("sso-2", (await chain.GetAccessKeyAsync(Token)).AccessKeyId);
        Assert.Equal("Bearer next-login", _world.Requests[^1].Headers["Authorization"]);
    }

    [Fact]
    public async Task A_login_that_is_over_is_told_and_nothing_is_sent()
    {
        _world.Variables["ALIBABA_CLOUD_ECS_METADATA_DISABLED"] = "true";
        WriteProfile(lifetime: TimeSpan.FromHours(-1));

        var exception = await Assert.ThrowsAsync<CredentialsUnavailableException>(() => _world.Chain().GetAccessKeyAsync(Token).AsTask());

        Assert.Contains("by the profile 'sso', needs a new login", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", exception.ToString(), StringComparison.Ordinal);
        Assert.Empty(_world.Requests);
    }

    [Theory]
    [InlineData("http://signin.example/login", "1234")]
    [InlineData("signin", "1234")]
    [InlineData("https://signin.example/login", "")]
    public async Task What_is_missing_or_would_show_the_login_to_the_network_is_told(string address, string account)
    {
        _world.Variables["ALIBABA_CLOUD_ECS_METADATA_DISABLED"] = "true";
        WriteProfile(address: address, account: account);

        var exception = await Assert.ThrowsAsync<CredentialsUnavailableException>(() => _world.Chain().GetAccessKeyAsync(Token).AsTask());

        Assert.Contains("has no https sign-in address, no account or no access configuration", exception.Message, StringComparison.Ordinal);
        Assert.Empty(_world.Requests);
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden, """{"ErrorCode":"hidden"}""", "answered HTTP 403")]
    [InlineData(HttpStatusCode.OK, "{}", "answered without 'CloudCredential'")]
    [InlineData(HttpStatusCode.OK, """{"CloudCredential":{"AccessKeyId":"hidden"}}""", "no secret")]
    public async Task An_answer_that_is_no_key_is_told_without_being_repeated(HttpStatusCode status, string answer, string expected)
    {
        _world.Variables["ALIBABA_CLOUD_ECS_METADATA_DISABLED"] = "true";
        WriteProfile();
        _world.Answer = (_, _) => ChainWorld.Text(answer, status);

        var exception = await Assert.ThrowsAsync<CredentialsUnavailableException>(() => _world.Chain().GetAccessKeyAsync(Token).AsTask());

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", exception.ToString(), StringComparison.Ordinal);
    }

    private void WriteProfile(string login = "hidden-login", TimeSpan? lifetime = null, string address = "https://signin.example/start/login", string account = "1234") =>
        _world.Write(".aliyun/config.json", FormattableString.Invariant($$"""
            {
              "current": "sso",
              "profiles": [
                {
                  "name": "sso", "mode": "CloudSSO", "cloud_sso_sign_in_url": "{{address}}", "cloud_sso_account_id": "{{account}}",
                  "cloud_sso_access_config": "ac-1", "access_token": "{{login}}",
                  "cloud_sso_access_token_expire": {{(_world.Clock.GetUtcNow() + (lifetime ?? TimeSpan.FromHours(3))).ToUnixTimeSeconds()}}
                }
              ]
            }
            """));

    private HttpResponseMessage Answer(string id)
    {
        var end = (_world.Clock.GetUtcNow() + TimeSpan.FromHours(1)).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return ChainWorld.Text($$"""{"CloudCredential":{"AccessKeyId":"{{id}}","AccessKeySecret":"secret-of-{{id}}","SecurityToken":"token-of-{{id}}","Expiration":"{{end}}"},"RequestId":"R"}""");
    }
}
