using System.Threading.RateLimiting;
using FlowGen.Runtime.Tests.Clocks;
using FlowGen.Throttling;

namespace FlowGen.Runtime.Tests.Throttling;

public sealed class SlidingWindowLogRateLimiterTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly ManualTimeProvider _clock = new();
    private readonly SlidingWindowLogRateLimiter _limiter;

    public SlidingWindowLogRateLimiterTests() => _limiter = new(2, Second, queueLimit: 10, _clock);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _limiter.Dispose();

    [Fact]
    public void A_permit_is_free_one_window_after_its_answer()
    {
        var first = _limiter.AttemptAcquire();
        _limiter.AttemptAcquire().Dispose();
        _clock.Advance(Second * 0.3);
        first.Dispose();

        _clock.Advance(Second * 0.7);
        Assert.True(_limiter.AttemptAcquire().IsAcquired, "the second permit's window is over");
        Assert.False(_limiter.AttemptAcquire().IsAcquired, "the first one was answered 0.7 windows ago");

        _clock.Advance(Second * 0.3);
        Assert.True(_limiter.AttemptAcquire().IsAcquired, "the first permit's window is over");
    }

    [Fact]
    public void A_permit_that_is_never_answered_is_free_after_two_windows()
    {
        _limiter.AttemptAcquire(2);

        _clock.Advance(Second * 1.99);
        Assert.False(_limiter.AttemptAcquire().IsAcquired);
        _clock.Advance(Second * 0.01);
        Assert.True(_limiter.AttemptAcquire(2).IsAcquired);
    }

    [Fact]
    public void An_answer_after_more_than_a_window_does_not_prolong_the_permit()
    {
        var lease = _limiter.AttemptAcquire(2);
        _clock.Advance(Second * 1.5);
        lease.Dispose();

        _clock.Advance(Second * 0.5);
        Assert.True(_limiter.AttemptAcquire(2).IsAcquired);
    }

    [Fact]
    public void Disposing_a_lease_twice_frees_it_once()
    {
        var lease = _limiter.AttemptAcquire();
        lease.Dispose();
        _clock.Advance(Second);
        lease.Dispose();
        lease.Dispose();

        Assert.True(_limiter.AttemptAcquire(2).IsAcquired);
        Assert.False(_limiter.AttemptAcquire().IsAcquired);
    }

    [Fact]
    public async Task Waiters_are_served_in_their_order()
    {
        _limiter.AttemptAcquire(2).Dispose();
        var waiters = Enumerable.Range(0, 6).Select(_ => Wait(1)).ToArray();

        for (var served = 0; served < 6; served += 2)
        {
            Assert.All(waiters[served..], waiter => Assert.False(waiter.IsCompleted));
            _clock.Advance(Second);
            (await waiters[served]).Dispose();
            (await waiters[served + 1]).Dispose();
        }
    }

    [Fact]
    public async Task Nobody_overtakes_one_who_waits()
    {
        var held = _limiter.AttemptAcquire();
        var both = Wait(2);

        Assert.False(_limiter.AttemptAcquire().IsAcquired);
        var one = Wait(1);
        Assert.False(one.IsCompleted);

        held.Dispose();
        _clock.Advance(Second);
        Assert.True((await both).IsAcquired);
        Assert.False(one.IsCompleted);
    }

    [Fact]
    public async Task A_full_queue_refuses_and_says_when_to_ask_again()
    {
        _limiter.AttemptAcquire(2).Dispose();
        _clock.Advance(Second * 0.4);
        for (var waiter = 0; waiter < 10; waiter++)
        {
            Assert.False(Wait(1).IsCompleted);
        }

        using var refused = await _limiter.AcquireAsync(1, Token);

        Assert.False(refused.IsAcquired);
        Assert.True(refused.TryGetMetadata(MetadataName.RetryAfter, out var retryAfter));
        Assert.Equal(Second * 0.6, retryAfter);
    }

    [Fact]
    public async Task A_cancelled_waiter_takes_no_permit()
    {
        _limiter.AttemptAcquire(2).Dispose();
        using var cancellation = new CancellationTokenSource();
        var cancelled = _limiter.AcquireAsync(1, cancellation.Token).AsTask();
        var patient = Wait(1);

        await cancellation.CancelAsync();
        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.Equal(cancellation.Token, exception.CancellationToken);

        _clock.Advance(Second);
        Assert.True((await patient).IsAcquired);
        Assert.True(_limiter.AttemptAcquire().IsAcquired, "the cancelled one's permit is still there");
        Assert.Equal(0, _limiter.GetStatistics()!.CurrentQueuedCount);
    }

    [Fact]
    public async Task When_the_first_in_the_queue_gives_up_those_behind_it_that_fit_go_at_once()
    {
        _limiter.AttemptAcquire();
        using var cancellation = new CancellationTokenSource();
        var both = _limiter.AcquireAsync(2, cancellation.Token).AsTask();
        var one = Wait(1);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => both);
        Assert.True((await one).IsAcquired);
    }

    [Fact]
    public async Task A_call_that_is_already_cancelled_does_not_wait()
    {
        var task = _limiter.AcquireAsync(1, new CancellationToken(canceled: true));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task.AsTask());
        Assert.Equal(2, _limiter.GetStatistics()!.CurrentAvailablePermits);
    }

    [Fact]
    public async Task A_pause_holds_everybody_back()
    {
        _limiter.PauseFor(Second * 3);
        var waiter = Wait(1);

        Assert.False(_limiter.AttemptAcquire().IsAcquired);
        Assert.Equal(0, _limiter.GetStatistics()!.CurrentAvailablePermits);
        _clock.Advance(Second * 2.9);
        Assert.False(waiter.IsCompleted);
        _clock.Advance(Second * 0.1);
        Assert.True((await waiter).IsAcquired);
    }

    [Fact]
    public void A_shorter_pause_does_not_end_a_longer_one()
    {
        _limiter.PauseFor(Second * 3);
        _limiter.PauseFor(Second);
        _clock.Advance(Second * 2);

        Assert.False(_limiter.AttemptAcquire().IsAcquired);
    }

    [Fact]
    public void The_statistics_count_what_happened()
    {
        _limiter.AttemptAcquire();
        _limiter.AttemptAcquire();
        _limiter.AttemptAcquire();
        _ = Wait(2);

        var statistics = _limiter.GetStatistics()!;

        Assert.Equal(0, statistics.CurrentAvailablePermits);
        Assert.Equal(2, statistics.CurrentQueuedCount);
        Assert.Equal(2, statistics.TotalSuccessfulLeases);
        Assert.Equal(1, statistics.TotalFailedLeases);
    }

    [Fact]
    public void It_is_idle_from_when_the_last_permit_is_free()
    {
        _clock.Advance(Second);
        Assert.Equal(Second, _limiter.IdleDuration);

        _limiter.AttemptAcquire().Dispose();
        Assert.Null(_limiter.IdleDuration);

        _clock.Advance(Second * 5);
        Assert.Equal(Second * 4, _limiter.IdleDuration);
    }

    [Fact]
    public void Asking_for_no_permit_tells_whether_there_is_one_and_takes_none()
    {
        Assert.True(_limiter.AttemptAcquire(0).IsAcquired);
        Assert.True(_limiter.AttemptAcquire(2).IsAcquired);
        Assert.False(_limiter.AttemptAcquire(0).IsAcquired);
    }

    [Fact]
    public async Task Disposing_refuses_those_who_wait_and_whoever_comes()
    {
        var held = _limiter.AttemptAcquire(2);
        var waiter = Wait(1);

        await _limiter.DisposeAsync();

        Assert.False((await waiter).IsAcquired);
        Assert.Throws<ObjectDisposedException>(() => _limiter.AttemptAcquire());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => Wait(1));
        held.Dispose();
    }

    [Fact]
    public void Arguments_out_of_their_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SlidingWindowLogRateLimiter(0, Second, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SlidingWindowLogRateLimiter(1, TimeSpan.Zero, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SlidingWindowLogRateLimiter(1, TimeSpan.FromDays(2), 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SlidingWindowLogRateLimiter(1, Second, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => _limiter.AttemptAcquire(3));
        Assert.Throws<ArgumentOutOfRangeException>(() => _limiter.PauseFor(-Second));
    }

    /// <summary>
    /// A server that counts each call at any moment between its sending and its answer, with delays of less than a window, as a hundred
    /// callers see it. A limiter that only looks at when calls are sent fails this.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Wherever_a_server_counts_no_window_of_its_holds_more_than_the_quota(int seed)
    {
        const int Permits = 5;
        const int Calls = 100;
        var random = new Random(seed);
        using var limiter = new SlidingWindowLogRateLimiter(Permits, Second, queueLimit: Calls, _clock);
        var waiting = new Queue<Task<RateLimitLease>>(Enumerable.Range(0, Calls).Select(_ => limiter.AcquireAsync(1, Token).AsTask()));
        var flights = new List<(DateTimeOffset AnsweredAt, RateLimitLease Lease)>();
        var counted = new List<DateTimeOffset>();
        var started = _clock.GetUtcNow();

        while (waiting.Count > 0)
        {
            while (counted.Count < limiter.GetStatistics()!.TotalSuccessfulLeases)
            {
                var now = _clock.GetUtcNow();
                var latency = TimeSpan.FromMilliseconds(random.Next(1, 1000));
                counted.Add(now + (latency * random.NextDouble()));
                flights.Add((now + latency, await waiting.Dequeue()));
            }

            _clock.Advance(TimeSpan.FromMilliseconds(1));
            foreach (var flight in flights.Where(flight => flight.AnsweredAt <= _clock.GetUtcNow()).ToArray())
            {
                flight.Lease.Dispose();
                flights.Remove(flight);
            }
        }

        counted.Sort();
        Assert.Equal(Calls, counted.Count);
        Assert.All(
            Enumerable.Range(0, Calls - Permits),
            first => Assert.True(counted[first + Permits] - counted[first] >= Second, $"calls {first} to {first + Permits} are in one window"));

        // It paces, and does not crawl: the worst case is a window and the longest delay for each batch.
        Assert.True(_clock.GetUtcNow() - started <= Second * 2 * Calls / Permits);
    }

    [Fact]
    public async Task Under_many_threads_and_cancellations_no_permit_is_lost()
    {
        using var limiter = new SlidingWindowLogRateLimiter(3, TimeSpan.FromMilliseconds(1), queueLimit: 1000);
        var granted = 0;

        await Task.WhenAll(Enumerable.Range(0, 200).Select(number => Task.Run(
            async () =>
            {
                using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Token);
                var acquiring = limiter.AcquireAsync(1, cancellation.Token);
                if (number % 3 == 0)
                {
                    await cancellation.CancelAsync();
                }

                try
                {
                    using var lease = await acquiring;
                    Assert.True(lease.IsAcquired);
                    Interlocked.Increment(ref granted);
                }
                catch (OperationCanceledException) when (number % 3 == 0)
                {
                    // Cancelled before its turn.
                }
            },
            Token)));

        Assert.InRange(granted, 133, 200);
        using var all = await limiter.AcquireAsync(3, Token);
        Assert.True(all.IsAcquired);
        Assert.Equal(0, limiter.GetStatistics()!.CurrentQueuedCount);
    }

    private Task<RateLimitLease> Wait(int permits) => _limiter.AcquireAsync(permits, Token).AsTask();
}
