using System.Net;
using FlowGen.Runtime.Tests.Clocks;
using FlowGen.Runtime.Tests.Servers;
using FlowGen.Runtime.Tests.TestClients;
using Microsoft.AspNetCore.Http;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;

namespace FlowGen.Runtime.Tests.Resilience;

public sealed class RetryTests : IDisposable
{
    private const string Found = """{"Code":"OK","Data":{"Id":"1"}}""";
    private const string Throttled = """{"Code":"System.LimitControl","Message":"The system is under flow control."}""";

    // Retries wait 20 seconds at most; an attempt may take 30.
    private readonly SkippingTimeProvider _clock = new(TimeSpan.FromSeconds(25));
    private readonly HttpClient _http = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task A_read_is_repeated_after_a_fault_at_the_provider()
    {
        await using var server = await LoopbackServer.StartAsync(Unavailable, Unavailable, Succeed);

        var result = await Client(server.Address).GetGadgetAsync(new("1"), Token);

        Assert.True(result.IsSuccess);
        Assert.Equal(3, server.Received.Count);
    }

    [Fact]
    public async Task A_read_is_repeated_after_a_broken_connection()
    {
        await using var server = await LoopbackServer.StartAsync(LoopbackServer.ResetAsync, Succeed);

        Assert.True((await Client(server.Address).GetGadgetAsync(new("1"), Token)).IsSuccess);
        Assert.Equal(2, server.Received.Count);
    }

    [Fact]
    public async Task It_is_repeated_as_often_as_permitted_and_then_the_last_error_comes()
    {
        await using var server = await LoopbackServer.StartAsync(Unavailable);

        var result = await Client(server.Address, maxRetries: 2).GetGadgetAsync(new("1"), Token);

        Assert.Equal((ApiErrorCategory.Transient, HttpStatusCode.ServiceUnavailable), (result.Error?.Category, result.HttpStatus));
        Assert.Equal(3, server.Received.Count);
        Assert.Equal(2, _clock.Waits.Count);
        Assert.All(_clock.Waits, wait => Assert.InRange(wait, TimeSpan.Zero, TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public async Task A_write_is_not_repeated_after_a_broken_connection()
    {
        await using var server = await LoopbackServer.StartAsync(LoopbackServer.ResetAsync, Succeed);

        var result = await Client(server.Address).CreateGadgetAsync(new("1"), Token);

        Assert.Equal(ApiErrorCategory.Network, result.Error?.Category);
        Assert.Single(server.Received);
    }

    [Fact]
    public async Task A_write_is_not_repeated_after_a_fault_at_the_provider()
    {
        await using var server = await LoopbackServer.StartAsync(Unavailable, Succeed);

        var result = await Client(server.Address).CreateGadgetAsync(new("1"), Token);

        Assert.Equal(ApiErrorCategory.Transient, result.Error?.Category);
        Assert.Single(server.Received);
    }

    [Fact]
    public async Task A_write_is_not_repeated_when_its_nonce_was_seen_because_then_it_may_have_run()
    {
        await using var server = await LoopbackServer.StartAsync(400, """{"Code":"SignatureNonceUsed"}""");

        await Client(server.Address).CreateGadgetAsync(new("1"), Token);

        Assert.Single(server.Received);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(200)]
    public async Task A_write_is_repeated_after_throttling_because_then_it_did_not_run(int status)
    {
        await using var server = await LoopbackServer.StartAsync(context => LoopbackServer.AnswerAsync(context, status, Throttled), Succeed);

        Assert.True((await Client(server.Address).CreateGadgetAsync(new("1"), Token)).IsSuccess);
        Assert.Equal(2, server.Received.Count);
    }

    [Theory]
    [InlineData(HttpRequestError.ConnectionError, 2)]
    [InlineData(HttpRequestError.NameResolutionError, 2)]
    [InlineData(HttpRequestError.SecureConnectionError, 2)]
    [InlineData(HttpRequestError.ResponseEnded, 1)]
    [InlineData(HttpRequestError.HttpProtocolError, 1)]
    public async Task A_write_is_repeated_when_it_never_reached_the_provider(HttpRequestError fault, int requests)
    {
        using var handler = new InMemoryHandler(number => number == 1
            ? throw new HttpRequestException(fault, "a fault")
            : InMemoryHandler.Answer(HttpStatusCode.OK, Found));
        using var http = new HttpClient(handler);

        var result = await new RpcClient(http, Options(new("https://rpc.test.invalid"))).CreateGadgetAsync(new("1"), Token);

        Assert.Equal(requests, handler.Requests);
        Assert.Equal(requests == 2, result.IsSuccess);
    }

    [Fact]
    public async Task A_write_on_a_kept_connection_that_breaks_is_not_sent_again_by_the_handler()
    {
        await using var server = RawServer.Start(
            (socket, number, token) => number == 1
                ? RawServer.SendAsync(socket, $"HTTP/1.1 200 OK\r\nContent-Length: {Found.Length}\r\n\r\n{Found}", token)
                : throw new OperationCanceledException(),
            keepsAlive: true);
        var client = Client(server.Address);
        Assert.True((await client.CreateGadgetAsync(new("1"), Token)).IsSuccess);

        var result = await client.CreateGadgetAsync(new("2"), Token);

        Assert.Equal(ApiErrorCategory.Network, result.Error?.Category);
        Assert.Equal(2, server.Requests);
    }

    [Theory]
    [InlineData(400, """{"Code":"Product.Unsubscript"}""")]
    [InlineData(404, """{"Code":"Nothing.There"}""")]
    [InlineData(200, """{"Code":"Unheard.Of"}""")]
    [InlineData(200, "<html>")]
    public async Task What_cannot_change_is_not_repeated(int status, string body)
    {
        await using var server = await LoopbackServer.StartAsync(status, body);

        Assert.False((await Client(server.Address).GetGadgetAsync(new("1"), Token)).IsSuccess);
        Assert.Single(server.Received);
    }

    [Fact]
    public async Task The_providers_wish_how_long_to_wait_is_kept()
    {
        await using var server = await LoopbackServer.StartAsync(
            context =>
            {
                context.Response.Headers["x-acs-retry-after"] = "3000";
                context.Response.Headers["x-ratelimit-user"] = "Limit:1,Remain:0,TimeLeft:4500,Reset:1234";
                return LoopbackServer.AnswerAsync(context, 400, Throttled);
            },
            Succeed);

        Assert.True((await Client(server.Address).GetGadgetAsync(new("1"), Token)).IsSuccess);
        Assert.Equal([TimeSpan.FromMilliseconds(4500)], _clock.Waits);
    }

    [Fact]
    public async Task A_wait_that_would_end_in_the_timeout_is_not_begun()
    {
        await using var server = await LoopbackServer.StartAsync(
            context =>
            {
                context.Response.Headers["x-acs-retry-after"] = "6000";
                return LoopbackServer.AnswerAsync(context, 400, Throttled);
            },
            Succeed);
        var options = Options(server.Address);
        options.Timeout = TimeSpan.FromSeconds(26);
        options.AttemptTimeout = TimeSpan.FromSeconds(26);
        options.MaxRetries = 10;
        Assert.True((await new RpcClient(_http, options).GetGadgetAsync(new("1"), Token)).IsSuccess);

        await using var stern = await LoopbackServer.StartAsync(context =>
        {
            context.Response.Headers["x-acs-retry-after"] = "26000";
            return LoopbackServer.AnswerAsync(context, 400, Throttled);
        });
        options.Endpoint = stern.Address;
        var result = await new RpcClient(_http, options).GetGadgetAsync(new("1"), Token);

        Assert.Equal((ApiErrorCategory.Throttled, TimeSpan.FromSeconds(26)), (result.Error?.Category, result.Error?.RetryAfter));
        Assert.Single(stern.Received);
    }

    [Fact]
    public async Task Each_attempt_takes_a_permit_of_its_own()
    {
        await using var server = await LoopbackServer.StartAsync(Unavailable, Unavailable, Succeed);
        using var limiter = new System.Threading.RateLimiting.ConcurrencyLimiter(new() { PermitLimit = 1, QueueLimit = 1 });
        var options = Options(server.Address);
        options.RateLimit = RateLimit.Use(limiter);

        Assert.True((await new RpcClient(_http, options).GetGadgetAsync(new("1"), Token)).IsSuccess);
        Assert.Equal((3L, 1L), (limiter.GetStatistics()!.TotalSuccessfulLeases, limiter.GetStatistics()!.CurrentAvailablePermits));
    }

    [Fact]
    public async Task A_repeat_that_gets_no_permit_leaves_the_error_that_asked_for_it()
    {
        await using var server = await LoopbackServer.StartAsync(Unavailable, Succeed);
        using var limiter = new FlowGen.Throttling.SlidingWindowLogRateLimiter(1, TimeSpan.FromDays(1), queueLimit: 0);
        var options = Options(server.Address);
        options.RateLimit = RateLimit.Use(limiter);

        var result = await new RpcClient(_http, options).GetGadgetAsync(new("1"), Token);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, result.HttpStatus);
        Assert.Single(server.Received);
    }

    [Fact]
    public async Task A_pipeline_of_ones_own_decides_on_results()
    {
        await using var server = await LoopbackServer.StartAsync(400, """{"Code":"Product.Unsubscript"}""");
        var seen = new List<ApiAttempt>();
        var options = Options(server.Address);
        options.ResiliencePipeline = new ResiliencePipelineBuilder<ApiAttempt>()
            .AddRetry(new RetryStrategyOptions<ApiAttempt>
            {
                MaxRetryAttempts = 2,
                Delay = TimeSpan.Zero,
                ShouldHandle = args =>
                {
                    seen.Add(args.Outcome.Result);
                    return ValueTask.FromResult(args.Outcome.Result.Error is not null);
                },
            })
            .Build();

        var result = await new RpcClient(_http, options).CreateGadgetAsync(new("1"), Token);

        Assert.Equal(ApiErrorCategory.NotSubscribed, result.Error?.Category);
        Assert.Equal(3, server.Received.Count);
        Assert.All(seen, attempt => Assert.False(attempt.MayRepeat));
    }

    [Fact]
    public async Task A_pipeline_that_refuses_to_send_ends_in_an_error()
    {
        await using var server = await LoopbackServer.StartAsync(200, Found);
        var control = new CircuitBreakerManualControl(isIsolated: true);
        var options = Options(server.Address);
        options.ResiliencePipeline = new ResiliencePipelineBuilder<ApiAttempt>()
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<ApiAttempt> { ManualControl = control })
            .Build();

        var result = await new RpcClient(_http, options).GetGadgetAsync(new("1"), Token);

        Assert.Equal(ApiErrorCategory.Transient, result.Error?.Category);
        Assert.Contains("refuses to send", result.Error?.Message, StringComparison.Ordinal);
        Assert.Empty(server.Received);
    }

    private static Task Unavailable(HttpContext context) => LoopbackServer.AnswerAsync(context, 503, """{"Code":"ServiceUnavailable"}""");

    private static Task Succeed(HttpContext context) => LoopbackServer.AnswerAsync(context, 200, Found);

    private RpcClient Client(Uri address, int maxRetries = 3) => new(_http, Options(address, maxRetries));

    private FlowClientOptions Options(Uri address, int maxRetries = 3)
    {
        var options = TestOptions.Rpc(address);
        options.TimeProvider = _clock;
        options.MaxRetries = maxRetries;
        return options;
    }
}
