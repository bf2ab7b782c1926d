using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using FlowGen.Runtime.Tests.Servers;
using FlowGen.Runtime.Tests.TestClients;

namespace FlowGen.Runtime.Tests.Signing;

/// <summary>The environment is the process's own, so the tests that change it run one after the other, here.</summary>
public sealed class CredentialTests : IDisposable
{
    private static readonly string[] Variables =
        ["ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_SECRET", "ALIBABA_CLOUD_SECURITY_TOKEN", RestClient.KeyVariable];

    private readonly Dictionary<string, string?> _before = Variables.ToDictionary(name => name, Environment.GetEnvironmentVariable);

    public CredentialTests()
    {
        foreach (var name in Variables)
        {
            Environment.SetEnvironmentVariable(name, null);
        }
    }

    public void Dispose()
    {
        foreach (var (name, value) in _before)
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }

    [Fact]
    public async Task The_environment_gives_a_fixed_key()
    {
        Environment.SetEnvironmentVariable("ALIBABA_CLOUD_ACCESS_KEY_ID", "id-1");
        Environment.SetEnvironmentVariable("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "secret-1");

        var credentials = AlibabaCredentials.FromEnvironment();
        var key = await credentials.GetAccessKeyAsync(TestContext.Current.CancellationToken);

        Assert.Equal("id-1", credentials.AccountId);
        Assert.Equal(("id-1", "secret-1", null), (key.AccessKeyId, key.AccessKeySecret, key.SecurityToken));
    }

    [Fact]
    public async Task The_environment_gives_a_temporary_key()
    {
        Environment.SetEnvironmentVariable("ALIBABA_CLOUD_ACCESS_KEY_ID", "id-1");
        Environment.SetEnvironmentVariable("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "secret-1");
        Environment.SetEnvironmentVariable("ALIBABA_CLOUD_SECURITY_TOKEN", "token-1");

        var key = await AlibabaCredentials.FromEnvironment().GetAccessKeyAsync(TestContext.Current.CancellationToken);

        Assert.Equal("token-1", key.SecurityToken);
    }

    [Theory]
    [InlineData(null, "secret-1", "ALIBABA_CLOUD_ACCESS_KEY_ID")]
    [InlineData("", "secret-1", "ALIBABA_CLOUD_ACCESS_KEY_ID")]
    [InlineData("id-1", null, "ALIBABA_CLOUD_ACCESS_KEY_SECRET")]
    [InlineData("id-1", "", "ALIBABA_CLOUD_ACCESS_KEY_SECRET")]
    public void A_variable_that_is_unset_or_empty_is_named(string? id, string? secret, string missing)
    {
        Environment.SetEnvironmentVariable("ALIBABA_CLOUD_ACCESS_KEY_ID", id);
        Environment.SetEnvironmentVariable("ALIBABA_CLOUD_ACCESS_KEY_SECRET", secret);

        var exception = Assert.Throws<MissingCredentialException>(AlibabaCredentials.FromEnvironment);

        Assert.Equal(missing, exception.VariableName);
        Assert.Contains(missing, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', exception.Message);
        Assert.DoesNotContain("secret-1", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_bearer_key_comes_from_the_variable_that_is_named()
    {
        Assert.Equal(RestClient.KeyVariable, Assert.Throws<MissingCredentialException>(() => BearerCredentials.FromEnvironment(RestClient.KeyVariable)).VariableName);

        Environment.SetEnvironmentVariable(RestClient.KeyVariable, "k-1");

        Assert.Equal(BearerCredentials.FromKey("k-1").AccountId, BearerCredentials.FromEnvironment(RestClient.KeyVariable).AccountId);
    }

    [Fact]
    public void A_bearer_keys_account_is_a_short_digest_that_tells_keys_apart()
    {
        var account = BearerCredentials.FromKey("k-1").AccountId;

        Assert.Matches("^[0-9a-f]{16}$", account);
        Assert.NotEqual(account, BearerCredentials.FromKey("k-2").AccountId);
    }

    [Theory]
    [InlineData("")]
    [InlineData("key\r\nx-evil: 1")]
    [InlineData("key\n")]
    [InlineData("ke\0y")]
    [InlineData("ключ")]
    [InlineData("k ey")]
    public void A_key_that_no_header_can_carry_is_refused_without_being_repeated(string key)
    {
        Assert.All<Func<object>>(
            [
                () => BearerCredentials.FromKey(key),
                () => AlibabaCredentials.FromAccessKey(key, "secret"),
                () => AlibabaCredentials.FromAccessKey("id", key),
            ],
            make =>
            {
                var exception = Assert.ThrowsAny<ArgumentException>(make);
                Assert.True(key.Length == 0 || !exception.Message.Contains(key, StringComparison.Ordinal), exception.Message);
            });
    }

    [Fact]
    public void A_variable_with_a_line_break_at_its_end_is_refused_by_its_name()
    {
        Environment.SetEnvironmentVariable(RestClient.KeyVariable, "k-1\n");

        var exception = Assert.Throws<ArgumentException>(() => BearerCredentials.FromEnvironment(RestClient.KeyVariable));

        Assert.Contains(RestClient.KeyVariable, exception.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string> Kinds() => ["alibaba", "bearer", "key"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Nothing_that_prints_an_object_shows_its_secret(string kind)
    {
        var (holder, secrets) = Holder(kind);

        Assert.All(
            [holder.ToString()!, $"{holder}", JsonSerializer.Serialize(holder, holder.GetType())],
            text => Assert.All(secrets, secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_debugger_shows_no_field_or_property_that_holds_a_secret(string kind)
    {
        var (holder, secrets) = Holder(kind);
        var shown = holder.GetType().GetCustomAttribute<DebuggerDisplayAttribute>(inherit: false);
        Assert.Equal("{ToString(),nq}", shown?.Value);

        for (var type = holder.GetType(); type is not null && type != typeof(object); type = type.BaseType)
        {
            const BindingFlags All = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
            Assert.All(
                type.GetFields(All).Where(field => Tells(field.GetValue(holder), secrets)).Cast<MemberInfo>()
                    .Concat(type.GetProperties(All).Where(property => Tells(property.GetValue(holder), secrets))),
                member => Assert.Equal(DebuggerBrowsableState.Never, member.GetCustomAttribute<DebuggerBrowsableAttribute>()?.State));
        }
    }

    [Fact]
    public void Credentials_of_another_kind_than_the_provider_takes_are_refused_at_construction()
    {
        using var http = new HttpClient();
        var rpc = Assert.Throws<ArgumentException>(() => new RpcClient(http, new() { Credentials = ApiKeyCredentials.FromKey("k-1") }));
        var rest = Assert.Throws<ArgumentException>(() => new RestClient(http, new() { Credentials = AlibabaCredentials.FromAccessKey("id", "s-1") }));

        Assert.Contains("'test-rpc' takes AlibabaCredentials, not ApiKeyCredentials", rpc.Message, StringComparison.Ordinal);
        Assert.Contains("'test-rest' takes BearerCredentials", rest.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_credentials_are_refused_at_construction_with_what_to_set()
    {
        using var http = new HttpClient();
        var rpc = Assert.Throws<ArgumentException>(() => new RpcClient(http, new()));
        var rest = Assert.Throws<ArgumentException>(() => new RestClient(http, new()));

        Assert.Contains("AlibabaCredentials.FromEnvironment()", rpc.Message, StringComparison.Ordinal);
        Assert.Contains($"BearerCredentials.FromEnvironment(\"{RestClient.KeyVariable}\")", rest.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signer_of_ones_own_needs_no_credentials()
    {
        await using var server = await LoopbackServer.StartAsync(200, """{"Code":"OK","Data":{"Id":"1"}}""");
        using var http = new HttpClient();
        var client = new RpcClient(http, new() { Signer = new StampSigner(), Endpoint = server.Address });

        var result = await client.GetGadgetAsync(new("1"), TestContext.Current.CancellationToken);

        Assert.True(result.IsSuccess);
        Assert.Equal("0 bytes", Assert.Single(server.Received).Headers["x-stamp"]);
    }

    private static (object Holder, string[] Secrets) Holder(string kind)
    {
        switch (kind)
        {
            case "alibaba":
                var credentials = AlibabaCredentials.FromAccessKey("id-1", "secret-1", "token-1");
                credentials.UseAccessKeyAsync(TestContext.Current.CancellationToken).AsTask().GetAwaiter().GetResult();
                return (credentials, ["secret-1", "token-1"]);
            case "bearer":
                return (BearerCredentials.FromKey("secret-1"), ["secret-1"]);
            default:
                return (new AlibabaAccessKey("id-1", "secret-1", "token-1"), ["secret-1", "token-1"]);
        }
    }

    private static bool Tells(object? value, string[] secrets) => value switch
    {
        string text => secrets.Contains(text),
        IEnumerable<string> texts => texts.Any(secrets.Contains),
        AlibabaAccessKey[] keys => keys.Length > 0,
        _ => false,
    };

    private sealed class StampSigner : FlowGen.Signing.IRequestSigner
    {
        public ValueTask SignAsync(HttpRequestMessage request, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
        {
            request.Headers.Add("x-stamp", $"{body.Length} bytes");
            return ValueTask.CompletedTask;
        }
    }
}
