using FlowGen.Redis.Contender;
using StackExchange.Redis;

namespace FlowGen.Redis.Tests;

public sealed class RedisRateLimiterTests(SharedRedis redis) : IAsyncDisposable
{
    private const int Permits = 3;

    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(200);

    // A permit that is held stays in use for as long at least, however slowly the test goes on.
    private static readonly TimeSpan CommandTimeout = TimeSpan.FromSeconds(4);

    private readonly string _quota = Guid.NewGuid().ToString("N");
    private readonly List<RedisRateLimiter> _limiters = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        foreach (var limiter in _limiters)
        {
            await limiter.DisposeAsync();
        }
    }

    [Fact]
    public async Task Callers_get_their_permits_in_the_order_in_which_they_came()
    {
        var limiter = Limiter();
        var calls = Enumerable.Range(0, 20).Select(_ => CallAsync(limiter)).ToArray();

        var given = await Task.WhenAll(calls);

        Assert.Equal(given.Order(), given);

        // Up to its first wait this runs at once, so that the calls come in their order.
        static async Task<long> CallAsync(RedisRateLimiter limiter)
        {
            using var lease = await limiter.AcquireAsync(1, Token);
            return Assert.IsType<SharedLease>(lease).GivenAt;
        }
    }

    [Fact]
    public async Task No_window_holds_more_than_the_quota_whoever_asks()
    {
        var server = new CountingServer(redis.Connection.GetDatabase(1));
        var limiters = Enumerable.Range(0, 4).Select(_ => Limiter()).ToArray();

        await Task.WhenAll(Enumerable.Range(0, 40).Select(number => CallAsync(limiters[number % 4], server)));

        var calls = await server.CountedAsync();
        Assert.Equal(40, calls.Count);
        Assert.InRange(CountingServer.MostInAnyWindow(calls, Window), 1, Permits);
    }

    [Fact]
    public async Task Several_permits_at_once_are_waited_for_and_nobody_overtakes()
    {
        var (limiter, other) = (Limiter(), Limiter());
        var held = await limiter.AcquireAsync(2, Token);

        var all = limiter.AcquireAsync(Permits, Token).AsTask();
        await InLineAsync(1);
        var one = other.AcquireAsync(1, Token).AsTask();
        held.Dispose();

        using (var lease = await all)
        {
            Assert.True(lease.IsAcquired);
            Assert.False(one.IsCompleted);
        }

        Assert.True((await one).IsAcquired);
    }

    [Fact]
    public async Task A_permit_is_in_use_until_one_window_after_its_answer()
    {
        var limiter = Limiter();
        var lease = await limiter.AcquireAsync(1, Token);
        var unanswered = await EndsInAsync();

        lease.Dispose();

        await UntilAsync(async () => await EndsInAsync() <= Window);
        Assert.True(unanswered > Window, $"a permit without an answer ended in {unanswered}");
    }

    [Fact]
    public async Task One_who_gives_up_leaves_the_line_and_takes_no_permit()
    {
        var limiter = Limiter();
        var held = await limiter.AcquireAsync(Permits, Token);
        using var cancellation = new CancellationTokenSource();
        var waiting = limiter.AcquireAsync(1, cancellation.Token).AsTask();
        await InLineAsync(1);

        await cancellation.CancelAsync();

        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(cancellation.Token, exception.CancellationToken);
        await InLineAsync(0);
        Assert.Equal(Permits, await InUseAsync());
        held.Dispose();
        await UntilAsync(async () => await InUseAsync() == 0);
    }

    [Fact]
    public async Task Whatever_is_cancelled_when_no_permit_is_lost()
    {
        var limiter = Limiter();
        var random = new Random(1);
        var granted = 0;
        await Task.WhenAll(Enumerable.Range(0, 60).Select(async number =>
        {
            using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(random.Next(0, 500)));
            try
            {
                using var lease = await limiter.AcquireAsync(1, cancellation.Token);
                Interlocked.Increment(ref granted);
            }
            catch (OperationCanceledException)
            {
                // In its time, or too late to matter.
            }
        }));

        Assert.Equal(granted, limiter.GetStatistics()!.TotalSuccessfulLeases);
        Assert.Equal(0, limiter.GetStatistics()!.CurrentQueuedCount);

        // Every permit that was given was answered or returned: all are free long before an unanswered one would be.
        using var all = await limiter.AcquireAsync(Permits, Token);
        Assert.True(all.IsAcquired);
    }

    [Fact]
    public async Task A_full_queue_refuses_and_a_permit_is_never_given_without_asking_Redis()
    {
        var limiter = Limiter(queueLimit: 2);
        using var held = await limiter.AcquireAsync(2, Token);
        using var cancellation = new CancellationTokenSource();
        var waiting = limiter.AcquireAsync(2, cancellation.Token).AsTask();

        using var refused = await limiter.AcquireAsync(1, Token);

        Assert.False(refused.IsAcquired);
        Assert.False(limiter.AttemptAcquire().IsAcquired);
        Assert.Equal((2, 1), (limiter.GetStatistics()!.CurrentQueuedCount, limiter.GetStatistics()!.TotalFailedLeases));
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task A_pause_holds_back_every_process()
    {
        var (told, other) = (Limiter(), Limiter());
        (await other.AcquireAsync(1, Token)).Dispose();
        told.PauseFor(TimeSpan.FromSeconds(2));
        await UntilAsync(async () => await redis.Connection.GetDatabase().KeyExistsAsync(Keys.Pause));
        var pausedUntil = (long)await redis.Connection.GetDatabase().StringGetAsync(Keys.Pause);

        (await other.AcquireAsync(1, Token)).Dispose();

        Assert.True(await NowAsync() >= pausedUntil);
        await UntilAsync(async () => !await redis.Connection.GetDatabase().KeyExistsAsync(Keys.Pause));
    }

    [Fact]
    public async Task A_shorter_pause_does_not_end_a_longer_one()
    {
        var (first, second) = (Limiter(), Limiter());
        first.PauseFor(TimeSpan.FromHours(1));
        await UntilAsync(async () => await redis.Connection.GetDatabase().KeyExistsAsync(Keys.Pause));

        second.PauseFor(TimeSpan.FromSeconds(1));
        using var cancellation = new CancellationTokenSource();
        var waiting = second.AcquireAsync(1, cancellation.Token).AsTask();
        await InLineAsync(1);

        Assert.True((await redis.Connection.GetDatabase().KeyTimeToLiveAsync(Keys.Pause)) > TimeSpan.FromMinutes(59));
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task No_key_outlives_its_use()
    {
        var limiter = Limiter();
        var held = await limiter.AcquireAsync(Permits, Token);
        using var cancellation = new CancellationTokenSource();
        var waiting = limiter.AcquireAsync(1, cancellation.Token).AsTask();
        await InLineAsync(1);
        limiter.PauseFor(TimeSpan.FromMilliseconds(300));
        var database = redis.Connection.GetDatabase();

        foreach (var key in new[] { Keys.Used, Keys.Line, Keys.Places })
        {
            Assert.InRange((await database.KeyTimeToLiveAsync(key))!.Value, TimeSpan.Zero, (2 * Window) + CommandTimeout);
        }

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        // Nobody gives the held permits back.
        await UntilAsync(async () => !await database.KeyExistsAsync(Keys.Used) && !await database.KeyExistsAsync(Keys.Line)
            && !await database.KeyExistsAsync(Keys.Places) && !await database.KeyExistsAsync(Keys.Pause));
        held.Dispose();
    }

    [Fact]
    public async Task Scripts_that_Redis_has_forgotten_are_sent_again()
    {
        var limiter = Limiter();
        (await limiter.AcquireAsync(1, Token)).Dispose();

        await redis.Connection.GetServer(redis.Server.Endpoint).ScriptFlushAsync();

        using var lease = await limiter.AcquireAsync(1, Token);
        Assert.True(lease.IsAcquired);
        Assert.False(limiter.IsDegraded);
    }

    [Fact]
    public async Task A_server_that_took_over_gives_nobody_anything_as_long_as_the_former_ones_permits_may_count()
    {
        var limiter = Limiter();
        (await limiter.AcquireAsync(1, Token)).Dispose();
        var database = redis.Connection.GetDatabase();
        var before = await NowAsync();
        var counts = TimeSpan.FromSeconds(1);

        // As another process asks that had its last permit from a server of another identity.
        var answer = (RedisResult[]?)await RedisScript.Acquire.EvaluateAsync(
            database,
            [Keys.Used, Keys.Line, Keys.Places, Keys.Pause],
            [Permits, 200_000, 4_400_000, 4_400_000, 200_000, 1_000_000, "another", "0123456789abcdef", (long)counts.TotalMicroseconds, "another:1", 1]);
        using var lease = await limiter.AcquireAsync(1, Token);

        Assert.Equal(0, (long)answer![0]);
        Assert.True(await NowAsync() >= before + (long)counts.TotalMicroseconds);
    }

    [Fact]
    public async Task A_clock_that_was_set_back_does_not_lock_the_quota()
    {
        var later = await NowAsync() + TimeSpan.FromHours(1).TotalMicroseconds;
        await redis.Connection.GetDatabase().SortedSetAddAsync(Keys.Used, [new("a:1", later), new("b:1", later), new("c:1", later)]);
        await redis.Connection.GetDatabase().SortedSetAddAsync(Keys.Line, "killed-before", 1);
        await redis.Connection.GetDatabase().HashSetAsync(Keys.Places, "killed-before", FormattableString.Invariant($"{later:F0} 1"));

        using var lease = await Limiter().AcquireAsync(Permits, Token);

        Assert.True(lease.IsAcquired);
    }

    [Fact]
    public async Task Processes_that_disagree_about_the_quota_still_count_each_others_calls()
    {
        var (two, three) = (Limiter(permits: 2), Limiter());
        var held = await three.AcquireAsync(3, Token);

        var waiting = two.AcquireAsync(1, Token).AsTask();
        await InLineAsync(1);

        Assert.False(waiting.IsCompleted);
        held.Dispose();
        Assert.True((await waiting).IsAcquired);
    }

    [Fact]
    public async Task Disposing_refuses_those_who_wait_and_whoever_comes()
    {
        var limiter = Limiter();
        using var held = await limiter.AcquireAsync(Permits, Token);
        var waiting = limiter.AcquireAsync(1, Token).AsTask();
        Assert.Null(limiter.IdleDuration);

        await limiter.DisposeAsync();

        Assert.False((await waiting).IsAcquired);
        Assert.Throws<ObjectDisposedException>(() => limiter.AttemptAcquire());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => limiter.AcquireAsync(1, Token).AsTask());
        await InLineAsync(0);
    }

    [Fact]
    public void Arguments_and_options_out_of_their_range_are_refused()
    {
        var limiter = Limiter();
        Assert.Throws<ArgumentOutOfRangeException>(() => limiter.AttemptAcquire(Permits + 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => limiter.PauseFor(TimeSpan.FromDays(2)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Limiter(permits: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Limiter(queueLimit: 0));
        Assert.Throws<ArgumentException>(() => Limiter(quota: "a{b}"));
        Assert.Throws<ArgumentException>(() => Limiter(quota: ""));
        Assert.Throws<ArgumentOutOfRangeException>(() => Limiter(options: new() { ExpectedProcesses = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Limiter(options: new() { ExpectedProcesses = 1, CommandTimeout = TimeSpan.Zero }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Limiter(options: new() { ExpectedProcesses = 1, Database = -2 }));
        Assert.Throws<ArgumentException>(() => Limiter(options: new() { ExpectedProcesses = 1, KeyPrefix = "}" }));
    }

    private RedisKeys Keys => new("flowgen", _quota);

    private RedisRateLimiter Limiter(int permits = Permits, int queueLimit = 100, string? quota = null, RedisQuotaOptions? options = null)
    {
        var limiter = new RedisRateLimiter(redis.Connection, quota ?? _quota, permits, Window, queueLimit, options ?? new() { ExpectedProcesses = 2, CommandTimeout = CommandTimeout });
        _limiters.Add(limiter);
        return limiter;
    }

    private static async Task CallAsync(RedisRateLimiter limiter, CountingServer server)
    {
        using var lease = await limiter.AcquireAsync(1, Token);
        await Task.Delay(Random.Shared.Next(20), Token);
        await server.CountAsync("test");
    }

    private async Task<long> InUseAsync() => await redis.Connection.GetDatabase().SortedSetLengthAsync(Keys.Used, await NowAsync());

    private async Task InLineAsync(int processes) =>
        await UntilAsync(async () => await redis.Connection.GetDatabase().SortedSetLengthAsync(Keys.Line) == processes);

    // Of the one permit in use.
    private async Task<TimeSpan> EndsInAsync()
    {
        var permits = await redis.Connection.GetDatabase().SortedSetRangeByRankWithScoresAsync(Keys.Used);
        return permits is [var only] ? TimeSpan.FromMicroseconds(only.Score - await NowAsync()) : TimeSpan.Zero;
    }

    private async Task<long> NowAsync() =>
        (long)await redis.Connection.GetDatabase().ScriptEvaluateAsync("local time = redis.call('TIME') return time[1] * 1000000 + time[2]");

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        while (!await condition())
        {
            await Task.Delay(20, Token);
        }
    }
}
