using System.Net;
using System.Net.Sockets;
using FlowGen.Runtime.Tests.Servers;
using FlowGen.Runtime.Tests.TestClients;

namespace FlowGen.Runtime.Tests.Resilience;

/// <summary>With the system's clock, because a network is waited for.</summary>
public sealed class TimeoutTests : IDisposable
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(100);

    private static readonly Uri Nowhere = new("http://127.0.0.1:9");

    private readonly HttpClient _http = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task An_attempt_without_an_answer_ends_as_a_timeout_and_a_read_is_repeated()
    {
        using var silence = new SilentHandler();
        using var http = new HttpClient(silence);
        var options = TestOptions.Rpc(Nowhere);
        options.AttemptTimeout = Short;
        options.MaxRetries = 1;
        var client = new RpcClient(http, options);

        var result = await client.GetGadgetAsync(new("1"), Token);

        Assert.Equal((ApiErrorCategory.Timeout, true), (result.Error?.Category, result.Error?.IsRetriable));
        Assert.Contains("AttemptTimeout", result.Error?.Message, StringComparison.Ordinal);
        Assert.Equal(2, silence.Sent);
    }

    [Fact]
    public async Task A_write_is_not_repeated_after_a_timeout()
    {
        using var silence = new SilentHandler();
        using var http = new HttpClient(silence);
        var options = TestOptions.Rpc(Nowhere);
        options.AttemptTimeout = Short;
        options.MaxRetries = 3;

        var result = await new RpcClient(http, options).CreateGadgetAsync(new("1"), Token);

        Assert.Equal(ApiErrorCategory.Timeout, result.Error?.Category);
        Assert.Equal(1, silence.Sent);
    }

    [Fact]
    public async Task A_body_that_dribbles_in_ends_as_a_timeout()
    {
        await using var server = RawServer.Start(async (socket, _, token) =>
        {
            await RawServer.SendAsync(socket, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"Code\":\"OK\",", token);
            await DribbleAsync(socket, token);
        });
        var options = TestOptions.Rpc(server.Address);
        options.AttemptTimeout = Short;

        var result = await new RpcClient(_http, options).GetGadgetAsync(new("1"), Token);

        Assert.Equal(ApiErrorCategory.Timeout, result.Error?.Category);
    }

    [Fact]
    public async Task The_total_timeout_ends_a_call_in_the_middle_of_an_attempt()
    {
        using var silence = new SilentHandler();
        using var http = new HttpClient(silence);
        var options = TestOptions.Rpc(Nowhere);
        options.Timeout = Short;
        options.MaxRetries = 3;

        var result = await new RpcClient(http, options).GetGadgetAsync(new("1"), Token);

        Assert.Equal(ApiErrorCategory.Timeout, result.Error?.Category);
        Assert.Contains("FlowClientOptions.Timeout", result.Error?.Message, StringComparison.Ordinal);
        Assert.Equal(1, silence.Sent);
    }

    [Fact]
    public async Task When_time_runs_out_between_two_attempts_the_last_ones_error_comes()
    {
        await using var server = await LoopbackServer.StartAsync(503, """{"Code":"ServiceUnavailable","Message":"down"}""");
        using var limiter = new FlowGen.Throttling.SlidingWindowLogRateLimiter(1, TimeSpan.FromDays(1), queueLimit: 10);
        var options = TestOptions.Rpc(server.Address);
        options.RateLimit = RateLimit.Use(limiter);
        options.Timeout = TimeSpan.FromSeconds(2);
        options.MaxRetries = 3;

        var result = await new RpcClient(_http, options).GetGadgetAsync(new("1"), Token);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "down"), (result.HttpStatus, result.Error?.Message));
    }

    [Fact]
    public async Task A_caller_that_cancels_gets_its_own_cancellation()
    {
        using var cancellation = new CancellationTokenSource();
        await using var server = RawServer.Start(async (_, _, token) =>
        {
            await cancellation.CancelAsync();
            await Task.Delay(Timeout.Infinite, token);
        });
        var options = TestOptions.Rpc(server.Address);
        options.MaxRetries = 3;

        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => new RpcClient(_http, options).GetGadgetAsync(new("1"), cancellation.Token));

        Assert.Equal(cancellation.Token, exception.CancellationToken);
        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public async Task A_caller_that_cancels_in_the_middle_of_the_body_gets_its_own_cancellation()
    {
        using var cancellation = new CancellationTokenSource();
        await using var server = RawServer.Start(async (socket, _, token) =>
        {
            await RawServer.SendAsync(socket, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"Code\":\"OK\",", token);
            cancellation.CancelAfter(Short);
            await DribbleAsync(socket, token);
        });

        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => new RpcClient(_http, TestOptions.Rpc(server.Address)).GetGadgetAsync(new("1"), cancellation.Token));

        Assert.Equal(cancellation.Token, exception.CancellationToken);
    }

    [Fact]
    public async Task A_call_that_is_cancelled_before_it_begins_sends_nothing()
    {
        await using var server = await LoopbackServer.StartAsync(200, "{}");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => new RpcClient(_http, TestOptions.Rpc(server.Address)).GetGadgetAsync(new("1"), new CancellationToken(canceled: true)));

        Assert.Empty(server.Received);
    }

    [Fact]
    public async Task The_HTTP_clients_own_timeout_is_a_timeout_too()
    {
        await using var server = RawServer.Start((_, _, token) => Task.Delay(Timeout.Infinite, token));
        using var http = new HttpClient { Timeout = Short };

        var result = await new RpcClient(http, TestOptions.Rpc(server.Address)).GetGadgetAsync(new("1"), Token);

        Assert.Equal(ApiErrorCategory.Timeout, result.Error?.Category);
        Assert.Contains("HttpClient.Timeout", result.Error?.Message, StringComparison.Ordinal);
    }

    private static async Task DribbleAsync(Socket socket, CancellationToken token)
    {
        while (true)
        {
            await RawServer.SendAsync(socket, " ", token);
            await Task.Delay(TimeSpan.FromMilliseconds(20), token);
        }
    }

    /// <summary>Takes requests and never answers. Counts what was sent, whatever the machine's load lets arrive in time.</summary>
    private sealed class SilentHandler : HttpMessageHandler
    {
        private int _sent;

        public int Sent => _sent;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _sent);
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException("An endless wait has ended.");
        }
    }
}
