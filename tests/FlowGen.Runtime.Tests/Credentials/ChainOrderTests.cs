using System.Net;
using FlowGen.Runtime.Tests.Servers;

namespace FlowGen.Runtime.Tests.Credentials;

/// <summary>Every source works, and the first in the vendor's order that gives a key is the one.</summary>
public sealed class ChainOrderTests : IDisposable
{
    private const string Config = """
        {
          "current": "main",
          "profiles": [
            { "name": "main", "mode": "AK", "access_key_id": "cli-id", "access_key_secret": "cli-secret" },
            { "name": "sts", "mode": "StsToken", "access_key_id": "sts-id", "access_key_secret": "sts-secret", "sts_token": "sts-token" },
            { "name": "ecs", "mode": "EcsRamRole", "ram_role_name": "WebRole" },
            { "name": "role", "mode": "RamRoleArn", "access_key_id": "base-id", "access_key_secret": "base-secret", "ram_role_arn": "acs:ram::1:role/r", "ram_session_name": "s 1", "expired_seconds": 900, "sts_region": "cn-beijing", "external_id": "e", "policy": "{}" },
            { "name": "chained", "mode": "ChainableRamRoleArn", "source_profile": "sts", "ram_role_arn": "acs:ram::1:role/r", "enable_vpc": true, "sts_region": "cn-beijing" },
            { "name": "uri", "mode": "CredentialsURI", "credentials_uri": "http://127.0.0.1:9/key?code=hidden" },
            { "name": "loop", "mode": "ChainableRamRoleArn", "source_profile": "pool", "ram_role_arn": "r" },
            { "name": "pool", "mode": "ChainableRamRoleArn", "source_profile": "loop", "ram_role_arn": "r" },
            { "name": "oauth", "mode": "OAuth", "oauth_site_type": "CN", "oauth_refresh_token": "hidden" },
            { "name": "pair", "mode": "RsaKeyPair" },
            { "name": "empty", "mode": "AK" }
          ]
        }
        """;

    private const string Ini = """
        ; a comment
        [default]
        type = access_key        # the kind
        access_key_id = ini-id
        access_key_secret = ini-secret

        [other]
        type=ecs_ram_role
        role_name=IniRole
        [role]
        type = ram_role_arn
        access_key_id = base-id
        access_key_secret = base-secret
        role_arn = acs:ram::1:role/r
        role_session_name = s
        [key]
        type = rsa_key_pair
        [off]
        enable = false
        type = access_key
        access_key_id = off-id
        access_key_secret = off-secret
        """;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly ChainWorld _world = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Each_source_gives_way_to_the_ones_before_it()
    {
        _world.Variables["ALIBABA_CLOUD_CREDENTIALS_URI"] = "http://127.0.0.1:9/key";
        var metadata = false;
        _world.Answer = (method, address) => address switch
        {
            "http://127.0.0.1:9/key" => _world.Flat("uri-id", Hour),
            "http://100.100.100.200/latest/meta-data/ram/security-credentials/" when metadata => ChainWorld.Text("WebRole\n"),
            "http://100.100.100.200/latest/meta-data/ram/security-credentials/WebRole" when metadata => _world.Flat("ecs-id", Hour),
            _ when address.StartsWith("https://sts.aliyuncs.com/?Action=AssumeRoleWithOIDC&", StringComparison.Ordinal) && method == "POST" => _world.Wrapped("oidc-id", Hour),
            _ => null,
        };

        Assert.Equal(("uri-id", "secret-of-uri-id", "token-of-uri-id"), await KeyAsync());
        metadata = true;
        Assert.Equal("ecs-id", (await KeyAsync()).Id);
        _world.Write(".alibabacloud/credentials.ini", Ini);
        Assert.Equal(("ini-id", "ini-secret", null), await KeyAsync());
        _world.Write(".aliyun/config.json", Config);
        Assert.Equal(("cli-id", "cli-secret", null), await KeyAsync());
        _world.Variables["ALIBABA_CLOUD_ROLE_ARN"] = "acs:ram::1:role/pod";
        _world.Variables["ALIBABA_CLOUD_OIDC_PROVIDER_ARN"] = "acs:ram::1:oidc-provider/ack";
        _world.Variables["ALIBABA_CLOUD_OIDC_TOKEN_FILE"] = _world.Write("token", "ey.J.z\n");
        Assert.Equal(("oidc-id", "secret-of-oidc-id", "token-of-oidc-id"), await KeyAsync());
        _world.Variables["ALIBABA_CLOUD_ACCESS_KEY_ID"] = "env-id";
        _world.Variables["ALIBABA_CLOUD_ACCESS_KEY_SECRET"] = "env-secret";
        Assert.Equal(("env-id", "env-secret", null), await KeyAsync());
    }

    [Fact]
    public async Task An_OIDC_role_is_assumed_without_a_signature_by_a_form_with_the_files_token()
    {
        _world.Variables["ALIBABA_CLOUD_ROLE_ARN"] = "acs:ram::1:role/pod";
        _world.Variables["ALIBABA_CLOUD_OIDC_PROVIDER_ARN"] = "acs:ram::1:oidc-provider/ack";
        _world.Variables["ALIBABA_CLOUD_OIDC_TOKEN_FILE"] = _world.Write("token", "ey.J.z\n");
        _world.Variables["ALIBABA_CLOUD_ROLE_SESSION_NAME"] = "session";
        _world.Variables["ALIBABA_CLOUD_STS_REGION"] = "ap-southeast-1";
        _world.Variables["ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED"] = "True";
        _world.Answer = (_, _) => _world.Wrapped("oidc-id", Hour);

        await KeyAsync();

        var (method, address, body, headers) = Assert.Single(_world.Requests);
        Assert.Equal("POST", method);
        Assert.Matches(@"^https://sts-vpc\.ap-southeast-1\.aliyuncs\.com/\?Action=AssumeRoleWithOIDC&Format=JSON&SignatureNonce=[0-9a-f]{32}&Timestamp=2025-01-02T03%3A04%3A05Z&Version=2015-04-01$", address);
        Assert.Equal("DurationSeconds=3600&RoleArn=acs%3Aram%3A%3A1%3Arole%2Fpod&RoleSessionName=session&OIDCProviderArn=acs%3Aram%3A%3A1%3Aoidc-provider%2Fack&OIDCToken=ey.J.z", body);
        Assert.DoesNotContain("Authorization", headers.Keys);
    }

    [Theory]
    [InlineData("sts", "sts-id")]
    [InlineData("ecs", "ecs-id")]
    [InlineData("role", "role-id")]
    [InlineData("chained", "role-id")]
    [InlineData("uri", "uri-id")]
    public async Task Every_mode_of_the_command_line_tools_file_that_needs_no_browser_works(string profile, string id)
    {
        _world.Write(".aliyun/config.json", Config);
        _world.Answer = (_, address) => address switch
        {
            "http://100.100.100.200/latest/meta-data/ram/security-credentials/WebRole" => _world.Flat("ecs-id", Hour),
            "http://127.0.0.1:9/key?code=hidden" => _world.Flat("uri-id", Hour),
            "https://sts.cn-beijing.aliyuncs.com/?DurationSeconds=900&ExternalId=e&Policy=%7B%7D&RoleArn=acs%3Aram%3A%3A1%3Arole%2Fr&RoleSessionName=s%201" => _world.Wrapped("role-id", Hour),
            "https://sts-vpc.cn-beijing.aliyuncs.com/?DurationSeconds=3600&RoleArn=acs%3Aram%3A%3A1%3Arole%2Fr&RoleSessionName=flowgen" => _world.Wrapped("role-id", Hour),
            _ => null,
        };

        Assert.Equal(id, (await KeyAsync(profile)).Id);
        _world.Variables["ALIBABA_CLOUD_PROFILE"] = profile;
        Assert.Equal(id, (await KeyAsync()).Id);
        if (id == "role-id")
        {
            var headers = _world.Requests[0].Headers;
            Assert.Equal(("AssumeRole", "2015-04-01"), (headers["x-acs-action"], headers["x-acs-version"]));
            Assert.StartsWith($"ACS3-HMAC-SHA256 Credential={(profile == "role" ? "base-id" : "sts-id")},", headers["Authorization"], StringComparison.Ordinal);
            Assert.Equal(profile == "chained", headers.ContainsKey("x-acs-security-token"));
        }
    }

    [Theory]
    [InlineData("other", "ini-ecs-id")]
    [InlineData("role", "role-id")]
    public async Task Sections_of_the_ini_file_name_roles_too(string section, string id)
    {
        _world.Variables["ALIBABA_CLOUD_CREDENTIALS_FILE"] = _world.Write("elsewhere.ini", Ini);
        _world.Variables["ALIBABA_CLOUD_CLI_PROFILE_DISABLED"] = "true";
        _world.Write(".aliyun/config.json", Config);
        _world.Answer = (_, address) => address switch
        {
            "http://100.100.100.200/latest/meta-data/ram/security-credentials/IniRole" => _world.Flat("ini-ecs-id", Hour),
            "https://sts.aliyuncs.com/?DurationSeconds=3600&RoleArn=acs%3Aram%3A%3A1%3Arole%2Fr&RoleSessionName=s" => _world.Wrapped("role-id", Hour),
            _ => null,
        };

        Assert.Equal(id, (await KeyAsync(section)).Id);
    }

    [Theory]
    [InlineData("key", "of the type 'rsa_key_pair', which is not supported")]
    [InlineData("off", "the section 'off' switched off")]
    public async Task A_section_that_cannot_be_used_is_named(string section, string expected)
    {
        _world.Write(".alibabacloud/credentials.ini", Ini);

        Assert.Contains(expected, (await Assert.ThrowsAsync<CredentialsUnavailableException>(() => KeyAsync(section))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, false, true)]
    [InlineData(false, false, true)]
    [InlineData(false, true, false)]
    public async Task The_metadata_service_is_asked_with_a_token_and_without_one_only_where_that_is_permitted(bool hasTokens, bool mustHaveOne, bool succeeds)
    {
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            if (context.Request.Method == "PUT")
            {
                Assert.Equal("21600", context.Request.Headers["X-aliyun-ecs-metadata-token-ttl-seconds"]);
                return hasTokens ? LoopbackServer.AnswerAsync(context, 200, "metadata-token\n") : LoopbackServer.AnswerAsync(context, 404, "");
            }

            return LoopbackServer.AnswerAsync(context, 200, context.Request.Path.Value!.EndsWith('/')
                ? "My Role".Replace(' ', '-')
                : """{"Code":"Success","AccessKeyId":"ecs-id","AccessKeySecret":"s","SecurityToken":"t","Expiration":"2999-01-01T00:00:00Z"}""");
        });
        var chain = AlibabaCredentials.FromDefaultChain(new()
        {
            MetadataEndpoint = server.Address,
            HomeFolder = "/nowhere",
            Variable = name => name == "ALIBABA_CLOUD_IMDSV1_DISABLED" && mustHaveOne ? "true" : null,
        });

        if (!succeeds)
        {
            var exception = await Assert.ThrowsAsync<CredentialsUnavailableException>(() => chain.GetAccessKeyAsync(Token).AsTask());
            Assert.Contains("HTTP 404 to the request for a token", exception.Message, StringComparison.Ordinal);
            return;
        }

        Assert.Equal("ecs-id", (await chain.GetAccessKeyAsync(Token)).AccessKeyId);
        Assert.Equal(
            ["PUT /latest/api/token", "GET /latest/meta-data/ram/security-credentials/", "GET /latest/meta-data/ram/security-credentials/My-Role"],
            server.Received.Select(request => $"{request.Method} {request.Target}"));
        Assert.All(server.Received.Skip(1), request => Assert.Equal(hasTokens ? "metadata-token" : null, request.Headers.GetValueOrDefault("x-aliyun-ecs-metadata-token")));
    }

    [Fact]
    public async Task When_nothing_is_set_up_the_message_says_so_of_every_source()
    {
        _world.Variables["ALIBABA_CLOUD_ECS_METADATA_DISABLED"] = "true";

        var exception = await Assert.ThrowsAsync<CredentialsUnavailableException>(() => KeyAsync());

        Assert.Empty(_world.Requests);
        Assert.All(
            ["the environment has no access key id", "config.json' does not exist", "credentials.ini' does not exist", "switched off by ALIBABA_CLOUD_ECS_METADATA_DISABLED"],
            text => Assert.Contains(text, exception.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("oauth", "in the mode 'OAuth', which is not supported: to renew its key would be to rewrite the file")]
    [InlineData("pair", "in the mode 'RsaKeyPair', which is not supported")]
    [InlineData("loop", "profiles whose source is each other: loop, pool")]
    [InlineData("empty", "the profile 'empty' has no access key id or no secret")]
    [InlineData("none", "has no profile 'none'")]
    public async Task A_profile_that_cannot_be_used_is_named(string profile, string expected)
    {
        _world.Write(".aliyun/config.json", Config);

        Assert.Contains(expected, (await Assert.ThrowsAsync<CredentialsUnavailableException>(() => KeyAsync(profile))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"Code":"Success","AccessKeyId":"hidden-id","AccessKeySecret":"hidden secret","SecurityToken":"hidden-token","Expiration":"2999-01-01T00:00:00Z"}""", "cannot be used")]
    [InlineData("""{"Code":"Success","AccessKeyId":"hidden-id","AccessKeySecret":"hidden-secret","SecurityToken":"hidden-token","Expiration":"2000-01-01T00:00:00Z"}""", "has expired")]
    [InlineData("""{"Code":"Success","AccessKeyId":"hidden-id","AccessKeySecret":"hidden-secret","SecurityToken":"hidden-token","Expiration":"soon"}""", "until when")]
    [InlineData("""{"Code":"Success","AccessKeyId":"hidden-id"}""", "no secret")]
    [InlineData("""{"Code":"Failed"}""", "with the code 'Failed'")]
    [InlineData("""{"Code":"hidden hidden"}""", "with the code that is no word")]
    [InlineData("hidden", "no JSON")]
    [InlineData("[\"hidden\"]", "HTTP 200")]
    [InlineData("", "no JSON")]
    public async Task An_answer_that_is_no_key_is_told_without_being_repeated(string answer, string expected)
    {
        _world.Variables["ALIBABA_CLOUD_ECS_METADATA_DISABLED"] = "true";
        _world.Variables["ALIBABA_CLOUD_CREDENTIALS_URI"] = "http://127.0.0.1:9/?code=hidden";
        _world.Answer = (_, _) => ChainWorld.Text(answer);

        var exception = await Assert.ThrowsAsync<CredentialsUnavailableException>(() => KeyAsync());

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_without_end_is_cut_off()
    {
        _world.Variables["ALIBABA_CLOUD_ECS_METADATA_DISABLED"] = "true";
        _world.Variables["ALIBABA_CLOUD_CREDENTIALS_URI"] = "http://127.0.0.1:9/";
        _world.Answer = (_, _) => ChainWorld.Text(new string(' ', 1 << 20), HttpStatusCode.OK);

        Assert.Contains("more than 65536 bytes", (await Assert.ThrowsAsync<CredentialsUnavailableException>(() => KeyAsync())).Message, StringComparison.Ordinal);
    }

    private async Task<(string Id, string Secret, string? Token)> KeyAsync(string? profile = null)
    {
        var key = await _world.Chain(profile).GetAccessKeyAsync(Token);
        return (key.AccessKeyId, key.AccessKeySecret, key.SecurityToken);
    }
}
