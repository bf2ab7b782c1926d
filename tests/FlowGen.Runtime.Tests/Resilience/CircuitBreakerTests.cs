using FlowGen.Runtime.Tests.Clocks;
using FlowGen.Runtime.Tests.Servers;
using FlowGen.Runtime.Tests.TestClients;

namespace FlowGen.Runtime.Tests.Resilience;

public sealed class CircuitBreakerTests : IDisposable
{
    private readonly ManualTimeProvider _clock = new();
    private readonly HttpClient _http = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task It_is_off_unless_asked_for()
    {
        await using var server = await LoopbackServer.StartAsync(503, "{}");
        var client = new RpcClient(_http, TestOptions.Rpc(server.Address));

        for (var call = 0; call < 200; call++)
        {
            await client.GetGadgetAsync(new("1"), Token);
        }

        Assert.Equal(200, server.Received.Count);
    }

    [Fact]
    public async Task It_opens_after_faults_and_lets_a_call_through_when_its_time_is_over()
    {
        var isUp = false;
        await using var server = await LoopbackServer.StartAsync(context => isUp
            ? LoopbackServer.AnswerAsync(context, 200, """{"Code":"OK","Data":{"Id":"1"}}""")
            : LoopbackServer.AnswerAsync(context, 503, "{}"));
        var client = Client(server);
        for (var call = 0; call < 10; call++)
        {
            await client.GetGadgetAsync(new("1"), Token);
        }

        var refused = await client.GetGadgetAsync(new("1"), Token);

        Assert.Equal((ApiErrorCategory.Transient, true), (refused.Error?.Category, refused.Error?.IsRetriable));
        Assert.Contains("refuses to send", refused.Error?.Message, StringComparison.Ordinal);
        Assert.Equal(10, server.Received.Count);
        isUp = true;
        _clock.Advance(TimeSpan.FromSeconds(6));
        Assert.True((await client.GetGadgetAsync(new("1"), Token)).IsSuccess);
    }

    [Fact]
    public async Task Failures_that_are_the_callers_own_do_not_open_it()
    {
        await using var server = await LoopbackServer.StartAsync(400, """{"Code":"Product.Unsubscript"}""");
        var client = Client(server);

        for (var call = 0; call < 20; call++)
        {
            await client.GetGadgetAsync(new("1"), Token);
        }

        Assert.Equal(20, server.Received.Count);
    }

    private RpcClient Client(LoopbackServer server)
    {
        var options = TestOptions.Rpc(server.Address);
        options.TimeProvider = _clock;
        options.CircuitBreaker = new FlowCircuitBreakerOptions { MinimumThroughput = 10, FailureRatio = 0.5, BreakDuration = TimeSpan.FromSeconds(5) };
        return new(_http, options);
    }
}
