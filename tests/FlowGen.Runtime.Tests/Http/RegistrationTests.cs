using FlowGen.Runtime.Tests.Servers;
using FlowGen.Runtime.Tests.TestClients;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace FlowGen.Runtime.Tests.Http;

public sealed class RegistrationTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_client_and_its_interface_are_one_singleton_that_calls()
    {
        await using var server = await LoopbackServer.StartAsync(200, """{"Code":"OK","Data":{"Id":"1"}}""");
        var services = new ServiceCollection();
        services.AddFlowClient<RpcClient>(options =>
        {
            options.Credentials = AlibabaCredentials.FromAccessKey("id", "secret");
            options.RateLimit = RateLimit.Documented();
            options.Endpoint = server.Address;
        });
        await using var provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });

        var client = provider.GetRequiredService<RpcClient>();
        using var scope = provider.CreateScope();
        Assert.Same(client, scope.ServiceProvider.GetRequiredService<IRpcClient>());
        Assert.True((await client.GetGadgetAsync(new("1"), Token)).IsSuccess);
    }

    [Fact]
    public async Task Options_named_after_the_provider_come_from_configuration_too()
    {
        await using var server = await LoopbackServer.StartAsync(503, "{}");
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Cams:Endpoint"] = server.Address.ToString(),
            ["Cams:MaxRetries"] = "0",
        }).Build();
        var services = new ServiceCollection();
        services.AddFlowClient<RpcClient>(options =>
        {
            options.Credentials = AlibabaCredentials.FromAccessKey("id", "secret");
            options.RateLimit = RateLimit.Unlimited("one call");
        });
        services.Configure<FlowClientOptions>(RpcClient.Provider.Name, configuration.GetSection("Cams"));
        await using var provider = services.BuildServiceProvider();

        var result = await provider.GetRequiredService<IRpcClient>().GetGadgetAsync(new("1"), Token);

        Assert.Equal(ApiErrorCategory.Transient, result.Error?.Category);
        Assert.Single(server.Received);
    }

    [Fact]
    public async Task Redirects_are_not_followed()
    {
        await using var elsewhere = await LoopbackServer.StartAsync(200, """{"Code":"OK","Data":{"Id":"1"}}""");
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            context.Response.Redirect(elsewhere.Address.ToString());
            return Task.CompletedTask;
        });
        var services = new ServiceCollection();
        services.AddFlowClient<RpcClient>(options =>
        {
            options.Credentials = AlibabaCredentials.FromAccessKey("id", "secret");
            options.Endpoint = server.Address;
        });
        await using var provider = services.BuildServiceProvider();

        var result = await provider.GetRequiredService<RpcClient>().GetGadgetAsync(new("1"), Token);

        Assert.False(result.IsSuccess);
        Assert.Empty(elsewhere.Received);
    }

    [Fact]
    public async Task Handlers_can_be_added_to_its_HTTP_client()
    {
        using var handler = new InMemoryHandler("""{"Code":"OK","Data":{"Id":"1"}}""");
        var services = new ServiceCollection();
        services.AddFlowClient<RpcClient>(options => options.Credentials = AlibabaCredentials.FromAccessKey("id", "secret"))
            .ConfigurePrimaryHttpMessageHandler(() => handler);
        await using var provider = services.BuildServiceProvider();

        Assert.True((await provider.GetRequiredService<RpcClient>().GetGadgetAsync(new("1"), Token)).IsSuccess);
        Assert.Equal(1, handler.Requests);
    }

    [Fact]
    public void Options_that_cannot_be_used_say_so_where_the_client_is_asked_for()
    {
        var services = new ServiceCollection();
        services.AddFlowClient<RpcClient>(options => options.MaxRetries = 99);
        using var provider = services.BuildServiceProvider();

        var exception = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<RpcClient>);

        Assert.Contains("'test-rpc'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("FlowClientOptions.MaxRetries must be 0 to 10", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_credentials_stop_the_host_at_its_start()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddFlowClient<RpcClient>(options => options.RateLimit = RateLimit.Documented());
        using var host = builder.Build();

        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Token));

        Assert.Contains("AlibabaCredentials.FromEnvironment()", exception.Message, StringComparison.Ordinal);
    }
}
