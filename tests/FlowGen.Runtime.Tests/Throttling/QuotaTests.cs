using System.Net;
using System.Threading.RateLimiting;
using FlowGen.Runtime.Tests.Clocks;
using FlowGen.Runtime.Tests.Servers;
using FlowGen.Runtime.Tests.TestClients;
using FlowGen.Throttling;

namespace FlowGen.Runtime.Tests.Throttling;

public sealed class QuotaTests : IDisposable
{
    private const string Found = """{"Code":"OK","Data":{"Id":"1"}}""";
    private const string Throttled = """{"Code":"System.LimitControl","Message":"The system is under flow control."}""";

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly ManualTimeProvider _clock = new();
    private readonly InMemoryHandler _provider = new(Found);
    private readonly HttpClient _http;

    public QuotaTests() => _http = new(_provider);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _http.Dispose();
        _provider.Dispose();
    }

    [Fact]
    public async Task A_burst_keeps_the_documented_quota_by_waiting()
    {
        var client = new RpcClient(_http, Options());

        var calls = Enumerable.Range(0, 12).Select(_ => client.GetGadgetAsync(new("1"), Token)).ToArray();

        Assert.Equal(5, _provider.Requests);
        _clock.Advance(Second);
        await Task.WhenAll(calls[..10]);
        Assert.Equal(10, _provider.Requests);
        _clock.Advance(Second);
        Assert.All(await Task.WhenAll(calls), result => Assert.True(result.IsSuccess));
    }

    [Fact]
    public async Task The_wait_for_the_first_permit_is_not_part_of_the_timeout()
    {
        var options = Options();
        options.Timeout = Second;
        var client = new RpcClient(_http, options);

        var calls = Enumerable.Range(0, 30).Select(_ => client.GetGadgetAsync(new("1"), Token)).ToArray();
        for (var round = 0; round < 6; round++)
        {
            await Task.WhenAll(calls[..((round + 1) * 5)]);
            _clock.Advance(Second);
        }

        Assert.All(await Task.WhenAll(calls), result => Assert.True(result.IsSuccess));
    }

    [Fact]
    public void Clients_of_one_account_share_their_quota()
    {
        var first = new RpcClient(_http, Options());
        var second = new RpcClient(_http, Options());

        Start(first, 4);
        Start(second, 4);

        Assert.Equal(5, _provider.Requests);
    }

    [Fact]
    public void Clients_of_different_accounts_or_servers_do_not()
    {
        var other = Options();
        other.Credentials = AlibabaCredentials.FromAccessKey("another", "secret");
        var elsewhere = Options();
        elsewhere.Endpoint = new("https://elsewhere.test.invalid");

        Start(new(_http, Options()), 6);
        Start(new(_http, other), 6);
        Start(new(_http, elsewhere), 6);

        Assert.Equal(15, _provider.Requests);
    }

    [Fact]
    public void Several_keys_of_one_account_share_when_the_account_is_named()
    {
        var first = Options();
        first.Account = "1234567890";
        var second = Options();
        second.Account = "1234567890";
        second.Credentials = AlibabaCredentials.FromAccessKey("another", "secret");

        Start(new(_http, first), 4);
        Start(new(_http, second), 4);

        Assert.Equal(5, _provider.Requests);
    }

    [Fact]
    public void A_quota_of_ones_own_replaces_the_documented_one()
    {
        Start(new(_http, Options(RateLimit.Of(2, Second))), 6);

        Assert.Equal(2, _provider.Requests);
    }

    [Fact]
    public void Operations_without_a_group_are_unlimited_under_the_documented_quota_and_share_one_under_an_own()
    {
        var options = new FlowClientOptions { Credentials = BearerCredentials.FromKey("k-1"), TimeProvider = _clock };
        StartRest(new(_http, options), 20);
        Assert.Equal(20, _provider.Requests);

        options.RateLimit = RateLimit.Of(3, Second);
        StartRest(new(_http, options), 20);
        Assert.Equal(23, _provider.Requests);
    }

    [Fact]
    public void Without_a_limit_nobody_waits()
    {
        Start(new(_http, Options(RateLimit.Unlimited("a proxy keeps the quota"))), 20);

        Assert.Equal(20, _provider.Requests);
    }

    [Fact]
    public async Task Any_limiter_can_be_plugged_in_and_gets_its_permits_back()
    {
        using var limiter = new ConcurrencyLimiter(new() { PermitLimit = 1, QueueLimit = 10 });
        var client = new RpcClient(_http, Options(RateLimit.Use(limiter)));

        Assert.True((await client.GetGadgetAsync(new("1"), Token)).IsSuccess);
        Assert.True((await client.GetGadgetAsync(new("1"), Token)).IsSuccess);
        Assert.Equal(1, limiter.GetStatistics()!.CurrentAvailablePermits);
    }

    [Fact]
    public async Task A_quota_can_be_kept_elsewhere_under_what_tells_it_from_every_other()
    {
        await using var elsewhere = new RecordingQuotas();
        var documented = Options(RateLimit.Documented().SharedThrough(elsewhere));
        documented.Account = "1234567890";

        Assert.True((await new RpcClient(_http, documented).GetGadgetAsync(new("1"), Token)).IsSuccess);
        Assert.True((await new RpcClient(_http, Options(RateLimit.Of(3, Second).SharedThrough(elsewhere))).GetGadgetAsync(new("1"), Token)).IsSuccess);

        Assert.Equal(
            [
                new("test-rpc", "quota.test.invalid", "1234567890", "gadgets", 5, Second, _clock),
                new("test-rpc", "quota.test.invalid", TestOptions.AccessKeyId, "gadgets", 3, Second, _clock),
            ],
            elsewhere.Asked);
    }

    [Fact]
    public async Task A_quota_that_is_kept_elsewhere_is_told_of_a_throttling_answer()
    {
        await using var elsewhere = new RecordingQuotas();
        using var refusing = new InMemoryHandler(_ => InMemoryHandler.Answer(HttpStatusCode.BadRequest, Throttled, ("x-acs-retry-after", "3000")));
        using var http = new HttpClient(refusing);

        await new RpcClient(http, Options(RateLimit.Documented().SharedThrough(elsewhere))).GetGadgetAsync(new("1"), Token);

        Start(new(_http, Options(RateLimit.Documented().SharedThrough(elsewhere))), 1);
        Assert.Equal(0, _provider.Requests);
    }

    [Fact]
    public void Only_a_quota_can_be_kept_elsewhere()
    {
        using var limiter = new SlidingWindowLogRateLimiter(5, Second, 10, _clock);

        Assert.Throws<InvalidOperationException>(() => RateLimit.Use(limiter).SharedThrough(new RecordingQuotas()));
        Assert.Throws<InvalidOperationException>(() => RateLimit.Unlimited("a proxy keeps the quota").SharedThrough(new RecordingQuotas()));
    }

    [Fact]
    public void A_rate_limit_says_what_it_is()
    {
        using var limiter = new SlidingWindowLogRateLimiter(5, Second, 10, _clock);

        Assert.Equal("documented", RateLimit.Documented().ToString());
        Assert.Equal("50 in 00:01:00", RateLimit.Of(50, TimeSpan.FromMinutes(1)).ToString());
        Assert.Equal("own limiter", RateLimit.Use(limiter).ToString());
        Assert.Equal("unlimited: a proxy keeps the quota", RateLimit.Unlimited("a proxy keeps the quota").ToString());
        Assert.Equal("documented, shared", RateLimit.Documented().SharedThrough(new RecordingQuotas()).ToString());
    }

    [Fact]
    public void A_rate_limit_that_makes_no_sense_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => RateLimit.Of(0, Second));
        Assert.Throws<ArgumentOutOfRangeException>(() => RateLimit.Of(1, TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => RateLimit.Of(1, TimeSpan.FromDays(1) + TimeSpan.FromTicks(1)));
        Assert.Throws<ArgumentNullException>(() => RateLimit.Use(null!));
        Assert.Throws<ArgumentException>(() => RateLimit.Unlimited(" "));
        Assert.Throws<ArgumentNullException>(() => RateLimit.Documented().SharedThrough(null!));
    }

    [Fact]
    public async Task A_full_queue_fails_as_throttled_and_says_what_to_do()
    {
        var options = Options();
        options.QueueLimit = 2;
        var client = new RpcClient(_http, options);
        Start(client, 7);

        var result = await client.GetGadgetAsync(new("1"), Token);

        Assert.False(result.IsSuccess);
        Assert.Equal(ApiErrorCategory.Throttled, result.Error.Category);
        Assert.Contains("queue for the quota is full", result.Error.Message, StringComparison.Ordinal);
        Assert.Contains("QueueLimit is 2", result.Error.Message, StringComparison.Ordinal);
        Assert.True(result.Error.IsRetriable);
        Assert.Equal(Second, result.Error.RetryAfter);
        Assert.Null(result.HttpStatus);
        Assert.Equal(5, _provider.Requests);
    }

    [Fact]
    public async Task A_caller_that_gives_up_waiting_gets_its_own_cancellation_and_leaves_its_permit()
    {
        var client = new RpcClient(_http, Options());
        Start(client, 5);
        using var cancellation = new CancellationTokenSource();
        var waiting = client.GetGadgetAsync(new("1"), cancellation.Token);

        await cancellation.CancelAsync();

        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(cancellation.Token, exception.CancellationToken);
        _clock.Advance(Second);
        Start(client, 6);
        Assert.Equal(10, _provider.Requests);
    }

    [Fact]
    public async Task A_throttling_answer_holds_back_every_caller_of_the_account()
    {
        using var refusing = new InMemoryHandler(_ => InMemoryHandler.Answer(HttpStatusCode.BadRequest, Throttled, ("x-acs-retry-after", "3000")));
        using var http = new HttpClient(refusing);
        var refused = await new RpcClient(http, Options()).GetGadgetAsync(new("1"), Token);
        Assert.Equal(TimeSpan.FromSeconds(3), refused.Error?.RetryAfter);

        var other = new RpcClient(_http, Options()).GetGadgetAsync(new("1"), Token);

        _clock.Advance(Second * 2.9);
        Assert.Equal(0, _provider.Requests);
        _clock.Advance(Second * 0.1);
        Assert.True((await other).IsSuccess);
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests, "", "x-acs-retry-after", "3000")]
    [InlineData(HttpStatusCode.BadRequest, Throttled, "x-ratelimit-user", "Limit:5,Remain:0,TimeLeft:3000,Reset:1234")]
    [InlineData(HttpStatusCode.Forbidden, """{"Code":"New.Code","Message":"Too much."}""", "x-acs-retry-after", "3000")]
    [InlineData(HttpStatusCode.ServiceUnavailable, "<html>busy</html>", "x-acs-retry-after", "3000")]
    public async Task Whatever_a_throttling_answer_looks_like_its_wait_is_kept(HttpStatusCode status, string body, string header, string value)
    {
        using var refusing = new InMemoryHandler(_ => InMemoryHandler.Answer(status, body, (header, value)));
        using var http = new HttpClient(refusing);
        var refused = await new RpcClient(http, Options()).GetGadgetAsync(new("1"), Token);
        Assert.Equal((ApiErrorCategory.Throttled, true), (refused.Error?.Category, refused.Error?.IsRetriable));

        var other = new RpcClient(_http, Options()).GetGadgetAsync(new("1"), Token);

        _clock.Advance(Second * 2.999);
        Assert.Equal(0, _provider.Requests);
        _clock.Advance(Second * 0.001);
        Assert.True((await other).IsSuccess);
    }

    [Theory]
    [InlineData("3", null)]
    [InlineData("Wed, 01 Jan 2020 00:00:03 GMT", "Wed, 01 Jan 2020 00:00:00 GMT")]
    [InlineData("Thu, 02 Jan 2025 03:04:08 GMT", null)]
    public async Task The_standard_header_holds_callers_back_in_seconds_and_until_a_date(string retryAfter, string? date)
    {
        using var refusing = new InMemoryHandler(_ =>
        {
            var answer = InMemoryHandler.Answer(HttpStatusCode.TooManyRequests, "{}", ("Retry-After", retryAfter));
            if (date is not null)
            {
                answer.Headers.TryAddWithoutValidation("Date", date);
            }

            return answer;
        });
        using var http = new HttpClient(refusing);
        var options = new FlowClientOptions { Credentials = BearerCredentials.FromKey("k-2"), TimeProvider = _clock, RateLimit = RateLimit.Of(9, Second), MaxRetries = 0 };
        await new RestClient(http, options).PublishGadgetAsync(new("1"), Token);

        var other = new RestClient(_http, options).PublishGadgetAsync(new("1"), Token);

        _clock.Advance(Second * 2.999);
        Assert.Equal(0, _provider.Requests);
        _clock.Advance(Second * 0.001);
        Assert.True((await other).IsSuccess);
    }

    [Fact]
    public async Task A_fault_that_is_not_for_the_quota_holds_nobody_else_back()
    {
        using var failing = new InMemoryHandler(_ => InMemoryHandler.Answer(HttpStatusCode.ServiceUnavailable, "{}", ("x-ratelimit-user", "TimeLeft:3000")));
        using var http = new HttpClient(failing);
        var failed = await new RpcClient(http, Options()).GetGadgetAsync(new("1"), Token);
        Assert.Equal(ApiErrorCategory.Transient, failed.Error?.Category);

        Start(new(_http, Options()), 1);

        Assert.Equal(1, _provider.Requests);
    }

    [Fact]
    public async Task An_absurd_wish_of_the_provider_holds_callers_back_for_a_minute_at_most()
    {
        using var refusing = new InMemoryHandler(_ => InMemoryHandler.Answer(HttpStatusCode.BadRequest, Throttled, ("x-acs-retry-after", "99999999999999999999")));
        using var http = new HttpClient(refusing);
        await new RpcClient(http, Options()).GetGadgetAsync(new("1"), Token);

        var other = new RpcClient(_http, Options()).GetGadgetAsync(new("1"), Token);
        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.True((await other).IsSuccess);
    }

    [Fact]
    public async Task A_limiter_of_ones_own_is_told_of_a_throttling_answer_when_it_wants_to_know()
    {
        using var limiter = new SlidingWindowLogRateLimiter(5, Second, 10, _clock);
        using var refusing = new InMemoryHandler(_ => InMemoryHandler.Answer(HttpStatusCode.BadRequest, Throttled));
        using var http = new HttpClient(refusing);

        await new RpcClient(http, Options(RateLimit.Use(limiter))).GetGadgetAsync(new("1"), Token);

        Assert.Equal(0, limiter.GetStatistics()!.CurrentAvailablePermits);
    }

    // Limiters are shared within the process, but only by clients with the same clock, and this test's is its own.
    private FlowClientOptions Options(RateLimit? rateLimit = null)
    {
        var options = TestOptions.Rpc(new("https://quota.test.invalid"));
        options.RateLimit = rateLimit;
        options.TimeProvider = _clock;
        return options;
    }

    private static void Start(RpcClient client, int calls)
    {
        for (var call = 0; call < calls; call++)
        {
            _ = client.GetGadgetAsync(new("1"), Token);
        }
    }

    private static void StartRest(RestClient client, int calls)
    {
        for (var call = 0; call < calls; call++)
        {
            _ = client.PublishGadgetAsync(new("1"), Token);
        }
    }
}
