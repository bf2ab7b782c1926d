using FlowGen.Runtime.Tests.Servers;
using FlowGen.Runtime.Tests.TestClients;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace FlowGen.Runtime.Tests.Http;

public sealed class ConfigurationTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_option_comes_from_its_key()
    {
        var options = Options<RpcClient>(new()
        {
            ["Endpoint"] = "https://cams.test.invalid/base",
            ["Account"] = "1234",
            ["Timeout"] = "00:01:00",
            ["AttemptTimeout"] = "00:00:05",
            ["MaxRetries"] = "7",
            ["QueueLimit"] = "8",
            ["MaxResponseBytes"] = "9",
            ["RateLimit:Permits"] = "3",
            ["RateLimit:Window"] = "00:00:02",
            ["Credentials:AccessKeyId"] = "id-1",
            ["Credentials:AccessKeySecret"] = "secret-1",
        });

        Assert.Equal(
            ("https://cams.test.invalid/base", "1234", TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(5), 7, 8, 9, "3 in 00:00:02", "id-1"),
            (options.Endpoint?.AbsoluteUri, options.Account, options.Timeout, options.AttemptTimeout, options.MaxRetries, options.QueueLimit, options.MaxResponseBytes, options.RateLimit?.ToString(), options.Credentials?.AccountId));
    }

    [Theory]
    [InlineData("RateLimit", "documented", "documented")]
    [InlineData("RateLimit:Unlimited", "a gateway keeps it", "unlimited: a gateway keeps it")]
    public void The_quota_is_the_documented_one_or_someone_elses(string key, string value, string limit) =>
        Assert.Equal(limit, Options<RpcClient>(new() { [key] = value }).RateLimit?.ToString());

    [Fact]
    public void Without_a_key_Alibabas_default_chain_is_asked_with_its_profile()
    {
        Assert.StartsWith("default chain", Options<RpcClient>([]).Credentials?.AccountId, StringComparison.Ordinal);
        Assert.Equal("default chain, profile p", Options<RpcClient>(new() { ["Credentials:Profile"] = "p" }).Credentials?.AccountId);
    }

    [Fact]
    public void A_key_that_is_sent_comes_from_configuration_or_from_a_variable()
    {
        const string Variable = "FLOWGEN_TEST_CONFIGURED_KEY";
        Environment.SetEnvironmentVariable(Variable, "k-2");
        try
        {
            Assert.Equal(BearerCredentials.FromKey("k-1").AccountId, Options<RestClient>(new() { ["Credentials:ApiKey"] = "k-1" }).Credentials?.AccountId);
            Assert.Equal(BearerCredentials.FromKey("k-2").AccountId, Options<RestClient>(new() { ["Credentials:Variable"] = Variable }).Credentials?.AccountId);
        }
        finally
        {
            Environment.SetEnvironmentVariable(Variable, null);
        }
    }

    [Fact]
    public void What_is_set_in_code_goes_before_configuration()
    {
        var options = Options<RpcClient>(new() { ["MaxRetries"] = "7", ["QueueLimit"] = "8" }, options => options.MaxRetries = 1);

        Assert.Equal((1, 8), (options.MaxRetries, options.QueueLimit));
    }

    [Theory]
    [InlineData("Timout", "00:01:00", "'Cams:Timout' is no option; there are: Account, AttemptTimeout,")]
    [InlineData("Timeout", "soon", "'Cams:Timeout' is 'soon', which is no time like 00:00:30")]
    [InlineData("MaxRetries", "many", "'Cams:MaxRetries' is 'many', which is no whole number")]
    [InlineData("MaxRetries", "99", "FlowClientOptions.MaxRetries must be 0 to 10")]
    [InlineData("Endpoint", "hidden.example/path", "'Cams:Endpoint' is no absolute address")]
    [InlineData("Region", "moon", "'Cams:Region' is 'moon'; the provider has: ")]
    [InlineData("RateLimit", "none", "'Cams:RateLimit' is 'none'; it can be 'Documented'")]
    [InlineData("RateLimit:Permits", "5", "'Cams:RateLimit:Window' is missing")]
    [InlineData("RateLimit:Unlimited", " ", "'Cams:RateLimit:Unlimited' must say why")]
    [InlineData("Credentials:Secret", "hidden", "'Cams:Credentials:Secret' is no option; there are: AccessKeyId, AccessKeySecret,")]
    [InlineData("Credentials:AccessKeyId", "hidden\n", "'Cams:Credentials' cannot be used: ")]
    public async Task What_is_not_understood_stops_the_host_at_its_start_by_its_key(string key, string value, string expected)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection([new($"Cams:{key}", value)]);
        builder.Services.AddFlowClient<RpcClient>(builder.Configuration.GetSection("Cams"));
        using var host = builder.Build();

        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Token));

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_from_configuration_calls()
    {
        await using var server = await LoopbackServer.StartAsync(200, """{"Code":"OK","Data":{"Id":"1"}}""");
        var services = new ServiceCollection();
        services.AddFlowClient<RpcClient>(Configuration(new()
        {
            ["Endpoint"] = server.Address.ToString(),
            ["RateLimit"] = "Documented",
            ["Credentials:AccessKeyId"] = "id-1",
            ["Credentials:AccessKeySecret"] = "secret-1",
        }));
        await using var provider = services.BuildServiceProvider();

        Assert.True((await provider.GetRequiredService<IRpcClient>().GetGadgetAsync(new("1"), Token)).IsSuccess);
        Assert.Contains("Credential=id-1,", Assert.Single(server.Received).Headers["authorization"], StringComparison.Ordinal);
    }

    private static FlowClientOptions Options<TClient>(Dictionary<string, string?> values, Action<FlowClientOptions>? configure = null)
        where TClient : class, FlowGen.Http.IFlowClient<TClient>
    {
        var services = new ServiceCollection();
        services.AddFlowClient<TClient>(Configuration(values), configure);
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptionsFactory<FlowClientOptions>>().Create(TClient.Provider.Name);
    }

    private static IConfigurationSection Configuration(Dictionary<string, string?> values) => new ConfigurationBuilder()
        .AddInMemoryCollection(values.Select(static value => KeyValuePair.Create("Cams:" + value.Key, value.Value)))
        .Build()
        .GetSection("Cams");
}
