using System.Net;
using System.Net.Sockets;

namespace FlowGen.Sandbox.Tests;

public sealed class FlowSandboxOptionsTests
{
    private static readonly SandboxFlow Flow = new() { Provider = "alibaba-cams", Id = "1", Name = "One", Status = "DRAFT", Json = "{}" };

    public static TheoryData<FlowSandboxOptions, string> Wrong => new()
    {
        { new() { Port = -1 }, "port" },
        { new() { Port = 65536 }, "port" },
        { new() { AccessKeyId = "with,comma" }, "AccessKeyId" },
        { new() { AccessKeySecret = "" }, "AccessKeySecret" },
        { new() { SecurityToken = "with space" }, "SecurityToken" },
        { new() { ApiKey = "" }, "ApiKey" },
        { new() { AccountId = "7" }, "AccountId" },
        { new() { Flows = [Flow with { Provider = "meta" }] }, "meta" },
        { new() { Flows = [Flow with { Id = "" }] }, "no id" },
        { new() { Flows = [Flow, Flow with { Name = "Another" }] }, "twice" },
        { new() { Flows = [Flow with { Json = "{" }] }, "JSON" },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public async Task A_wrong_option_is_named(FlowSandboxOptions options, string name)
    {
        ArgumentException exception = await Assert.ThrowsAsync<ArgumentException>(() => FlowSandbox.StartAsync(options, TestContext.Current.CancellationToken));

        Assert.Contains(name, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_left_out_is_made_up_anew_for_each_sandbox()
    {
        await using FlowSandbox one = await FlowSandbox.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using FlowSandbox two = await FlowSandbox.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

        string[] Made(FlowSandbox sandbox) =>
            [sandbox.CamsEndpoint.ToString(), sandbox.AccessKeyId, sandbox.AccessKeySecret, sandbox.CustSpaceId, sandbox.ApiKey, sandbox.AccountId, sandbox.ChannelId];
        Assert.Empty(Made(one).Intersect(Made(two)));
        Assert.True(Guid.TryParse(one.AccountId, out _));
        Assert.Null(one.SecurityToken);
        Assert.True(one.CamsEndpoint.IsLoopback);
        Assert.Equal(one.CamsEndpoint.Port, one.EightByEightEndpoint.Port);
    }

    [Fact]
    public async Task Each_provider_has_a_flow_in_every_state_of_the_life_cycle()
    {
        await using FlowSandbox sandbox = await FlowSandbox.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(
            ["DRAFT", "PUBLISHED", "DEPRECATED"],
            sandbox.Flows.Where(flow => flow.Provider == "alibaba-cams").Select(flow => flow.Status));
        Assert.Equal(
            ["DRAFT", "PUBLISHED", "DEPRECATED"],
            sandbox.Flows.Where(flow => flow.Provider == "8x8-chatapps").Select(flow => flow.Status));
    }

    [Fact]
    public async Task A_port_in_use_is_an_input_output_error()
    {
        using TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Start();
        int port = ((IPEndPoint)taken.LocalEndpoint).Port;

        await Assert.ThrowsAnyAsync<IOException>(() => FlowSandbox.StartAsync(new() { Port = port }, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_disposed_sandbox_serves_no_more_and_frees_its_port()
    {
        FlowSandbox sandbox = await FlowSandbox.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        int port = sandbox.CamsEndpoint.Port;
        await sandbox.DisposeAsync();
        await sandbox.DisposeAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => Answer.ToAsync(sandbox.CamsEndpoint.ToString()));
        await using FlowSandbox next = await FlowSandbox.StartAsync(new() { Port = port }, TestContext.Current.CancellationToken);
        Assert.Equal(port, next.CamsEndpoint.Port);
    }
}
