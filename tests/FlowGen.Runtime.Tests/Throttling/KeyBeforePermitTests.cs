using System.Collections.Concurrent;
using System.Net;
using System.Threading.RateLimiting;
using FlowGen.Runtime.Tests.Clocks;
using FlowGen.Runtime.Tests.Servers;
using FlowGen.Runtime.Tests.TestClients;
using FlowGen.Throttling;

namespace FlowGen.Runtime.Tests.Throttling;

/// <summary>A key that takes long to come does not let a request go out after its turn: the provider still counts the quota and no more.</summary>
public sealed class KeyBeforePermitTests : IDisposable
{
    private const int Permits = 5;
    private const string Found = """{"Code":"OK","Data":{"Id":"1"}}""";

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly ManualTimeProvider _clock = new();
    private readonly ConcurrentQueue<DateTimeOffset> _counted = new();
    private readonly GatedCredentials _credentials = new();
    private readonly InMemoryHandler _provider;
    private readonly HttpClient _http;
    private HttpStatusCode _firstStatus = HttpStatusCode.OK;

    public KeyBeforePermitTests()
    {
        _provider = new(number =>
        {
            _counted.Enqueue(_clock.GetUtcNow());
            return number == 1 && _firstStatus != HttpStatusCode.OK
                ? InMemoryHandler.Answer(_firstStatus, "", ("x-acs-retry-after", "100"))
                : InMemoryHandler.Answer(HttpStatusCode.OK, Found);
        });
        _http = new(_provider);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _http.Dispose();
        _provider.Dispose();
    }

    [Fact]
    public async Task Calls_whose_key_takes_longer_than_the_window_take_their_permits_when_it_is_there()
    {
        _credentials.Close();
        var calls = Start(2 * Permits);
        Assert.Equal(2 * Permits, _credentials.Waiting);
        _clock.Advance(3 * Second);

        _credentials.Open();

        await SentAsync(Permits);
        _clock.Advance(Second);
        Assert.All(await Task.WhenAll(calls), result => Assert.True(result.IsSuccess));
        Assert.Equal(Permits, MostInAnyWindow());
    }

    [Fact]
    public async Task A_key_that_runs_out_in_the_queue_costs_the_permit_that_waited_for_the_next()
    {
        var calls = Start(3 * Permits);
        await SentAsync(Permits);
        _credentials.Close();
        _clock.Advance(Second);
        await UntilAsync(() => _credentials.Waiting == Permits);
        _clock.Advance(2 * Second);
        await UntilAsync(() => _credentials.Waiting == 2 * Permits);

        _credentials.Open();

        await SentAsync(2 * Permits);
        _clock.Advance(Second);
        Assert.All(await Task.WhenAll(calls), result => Assert.True(result.IsSuccess));
        Assert.Equal(Permits, MostInAnyWindow());
    }

    [Fact]
    public async Task A_repeated_attempt_takes_its_permit_when_its_key_is_there()
    {
        _firstStatus = HttpStatusCode.ServiceUnavailable;
        var options = Options();
        options.RateLimit = RateLimit.Of(1, Second);
        options.MaxRetries = 1;
        var client = new RpcClient(_http, options);
        var repeated = client.GetGadgetAsync(new("1"), Token);
        await SentAsync(1);
        _credentials.Close();
        await UntilAsync(() =>
        {
            _clock.Advance(0.1 * Second);
            return _credentials.Waiting == 1;
        });
        _clock.Advance(Second);
        var other = client.GetGadgetAsync(new("2"), Token);
        _clock.Advance(4 * Second);

        _credentials.Open();

        await SentAsync(2);
        _clock.Advance(Second);
        Assert.All(await Task.WhenAll(repeated, other), result => Assert.True(result.IsSuccess));
        Assert.Equal(3, _counted.Count);
        Assert.Equal(1, MostInAnyWindow());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_source_that_never_gives_a_key_ends_the_call_in_time_and_takes_no_permit(bool isListening)
    {
        _credentials.IsListening = isListening;
        _credentials.Close();
        var options = Options();
        options.AttemptTimeout = 2 * Second;
        var client = new RpcClient(_http, options);
        var call = client.CreateGadgetAsync(new("1"), Token);

        _clock.Advance(2 * Second);

        var error = (await call).Error;
        Assert.Equal((ApiErrorCategory.Timeout, true), (error?.Category, error?.IsRetriable));
        Assert.Contains("no key within 00:00:02; nothing was sent", error?.Message, StringComparison.Ordinal);
        Assert.Empty(_counted);

        _credentials.Open();
        Assert.All(Enumerable.Range(0, Permits).Select(_ => client.GetGadgetAsync(new("1"), Token)), next => Assert.True(next.IsCompletedSuccessfully));
    }

    [Fact]
    public async Task A_write_is_repeated_when_only_its_key_was_missing_and_the_time_for_it_is_part_of_the_timeout()
    {
        _credentials.Close();
        var options = Options();
        (options.AttemptTimeout, options.Timeout, options.MaxRetries) = (2 * Second, 3 * Second, 5);
        var call = new RpcClient(_http, options).CreateGadgetAsync(new("1"), Token);

        await UntilAsync(() =>
        {
            _clock.Advance(0.1 * Second);
            return call.IsCompleted;
        });

        Assert.Equal(ApiErrorCategory.Timeout, (await call).Error?.Category);
        Assert.InRange(_credentials.Waiting, 2, 5);
        Assert.Empty(_counted);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Without_a_key_nothing_is_sent_and_no_permit_is_taken_however_fast_that_is_known(bool isAwaited)
    {
        _credentials.IsListening = isAwaited;
        _credentials.Fault = new CredentialsUnavailableException("no key");
        var client = new RpcClient(_http, Options());

        var error = (await client.GetGadgetAsync(new("1"), Token)).Error;

        Assert.Equal(ApiErrorCategory.Unauthenticated, error?.Category);
        Assert.Empty(_counted);
        _credentials.Fault = null;
        Assert.All(Enumerable.Range(0, Permits).Select(_ => client.GetGadgetAsync(new("1"), Token)), next => Assert.True(next.IsCompletedSuccessfully));
    }

    [Theory]
    [InlineData(0.4, 1)]
    [InlineData(0.6, 2)]
    public async Task A_permit_that_its_caller_was_told_of_late_is_exchanged(double age, int permits)
    {
        using var late = new LateLimiter(age * Second);
        var options = Options();
        options.RateLimit = RateLimit.Of(1, Second).SharedThrough(late);

        Assert.True((await new RpcClient(_http, options).GetGadgetAsync(new("1"), Token)).IsSuccess);

        Assert.Equal((permits, permits), (late.Given, late.GivenBack));
        Assert.Single(_counted);
    }

    [Fact]
    public async Task Who_cancels_while_the_key_is_fetched_is_told_so()
    {
        _credentials.Close();
        using var cancellation = new CancellationTokenSource();
        var call = new RpcClient(_http, Options()).GetGadgetAsync(new("1"), cancellation.Token);

        await cancellation.CancelAsync();

        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(cancellation.Token, exception.CancellationToken);
    }

    private Task<ApiResult<Gadget>>[] Start(int calls)
    {
        var client = new RpcClient(_http, Options());
        return [.. Enumerable.Range(0, calls).Select(_ => client.GetGadgetAsync(new("1"), Token))];
    }

    private FlowClientOptions Options() => new()
    {
        Credentials = _credentials,
        Endpoint = new("https://keys.test.invalid"),
        RateLimit = RateLimit.Documented(),
        MaxRetries = 0,
        TimeProvider = _clock,
    };

    private Task SentAsync(int requests) => UntilAsync(() => _counted.Count >= requests);

    private int MostInAnyWindow() => _counted.Max(start => _counted.Count(at => at >= start && at < start + Second));

    private static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(1, Token);
        }
    }

    /// <summary>Gives its key at once while it is open, and else when it is opened.</summary>
    private sealed class GatedCredentials : AlibabaCredentials
    {
        private readonly AlibabaAccessKey _key = new(TestOptions.AccessKeyId, TestOptions.AccessKeySecret);
        private TaskCompletionSource? _gate;
        private int _waiting;

        public override string AccountId => TestOptions.AccessKeyId;

        public bool IsListening { get; set; } = true;

        public Exception? Fault { get; set; }

        /// <summary>How often the key was waited for.</summary>
        public int Waiting => Volatile.Read(ref _waiting);

        public void Close() => Volatile.Write(ref _gate, new());

        public void Open() => Interlocked.Exchange(ref _gate, null)!.SetResult();

        public override ValueTask<AlibabaAccessKey> GetAccessKeyAsync(CancellationToken cancellationToken) =>
            Fault is null ? KeyAsync(cancellationToken) : IsListening ? ValueTask.FromException<AlibabaAccessKey>(Fault) : throw Fault;

        private async ValueTask<AlibabaAccessKey> KeyAsync(CancellationToken cancellationToken)
        {
            if (Volatile.Read(ref _gate) is { } gate)
            {
                Interlocked.Increment(ref _waiting);
                await gate.Task.WaitAsync(IsListening ? cancellationToken : default);
            }

            return _key;
        }
    }

    /// <summary>Whose first permit is of some age when its caller hears of it.</summary>
    private sealed class LateLimiter(TimeSpan firstAge) : RateLimiter, ISharedQuotas
    {
        public int Given { get; private set; }

        public int GivenBack { get; private set; }

        public override TimeSpan? IdleDuration => null;

        public RateLimiter LimiterFor(Quota quota) => this;

        public override RateLimiterStatistics? GetStatistics() => null;

        protected override RateLimitLease AttemptAcquireCore(int permitCount) => new Lease(this, isAcquired: false, TimeSpan.Zero);

        protected override async ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken)
        {
            await Task.Yield();
            return new Lease(this, isAcquired: true, Given++ == 0 ? firstAge : TimeSpan.Zero);
        }

        private sealed class Lease(LateLimiter limiter, bool isAcquired, TimeSpan age) : RateLimitLease
        {
            private bool _isDisposed;

            public override bool IsAcquired => isAcquired;

            public override IEnumerable<string> MetadataNames => [PermitMetadata.Age.Name];

            public override bool TryGetMetadata(string metadataName, out object? metadata)
            {
                metadata = metadataName == PermitMetadata.Age.Name ? age : null;
                return metadata is not null;
            }

            protected override void Dispose(bool disposing)
            {
                limiter.GivenBack += isAcquired && !_isDisposed ? 1 : 0;
                _isDisposed = true;
                base.Dispose(disposing);
            }
        }
    }
}
