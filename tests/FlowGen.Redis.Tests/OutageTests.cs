using System.Collections.Concurrent;
using FlowGen.Redis.Contender;
using StackExchange.Redis;

namespace FlowGen.Redis.Tests;

/// <summary>Redis goes away and comes back, while two processes (here: two limiters with connections of their own) go on calling.</summary>
public sealed class OutageTests : IAsyncLifetime
{
    private const int Permits = 8;
    private const int Share = 4;

    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentQueue<CountedCall> _calls = new();
    private readonly ConcurrentQueue<string> _log = new();
    private readonly List<ConnectionMultiplexer> _connections = [];
    private readonly List<RedisRateLimiter> _limiters = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _callers = [];
    private RedisServer? _server;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private RedisServer Server => _server!;

    public async ValueTask InitializeAsync() => _server = await RedisServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        foreach (var limiter in _limiters)
        {
            await limiter.DisposeAsync();
        }

        foreach (var connection in _connections)
        {
            connection.Dispose();
        }

        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _stop.Dispose();
    }

    [Fact]
    public async Task When_Redis_dies_each_process_keeps_to_its_share_and_when_it_is_back_they_share_again()
    {
        await StartAsync(callersOfFirst: 12, callersOfSecond: 12);
        await MoreCallsAsync(16);

        await Server.KillAsync();
        await UntilAsync(() => _limiters.TrueForAll(static limiter => limiter.IsDegraded));
        Assert.Equal(2, _log.Count(static line => line.StartsWith("Warning: Redis cannot be reached. The quota 'test' is kept by this process's share", StringComparison.Ordinal)));
        Assert.All(_log, static line => Assert.Contains("4 in 00:00:00.5", line, StringComparison.Ordinal));
        await MoreCallsAsync(24);

        await Server.RestartAsync();
        await UntilAsync(() => _limiters.TrueForAll(static limiter => !limiter.IsDegraded));
        Assert.Equal(2, _log.Count(static line => line.StartsWith("Information: Redis is back.", StringComparison.Ordinal)));
        await MoreCallsAsync(24);

        await StopAsync();
        Assert.InRange(MostInAnyWindow(_calls), 1, Permits);
    }

    [Fact]
    public async Task A_Redis_that_hangs_counts_as_away_until_it_answers()
    {
        await StartAsync(callersOfFirst: 12, callersOfSecond: 12);
        await MoreCallsAsync(16);

        await Server.FreezeAsync();
        await UntilAsync(() => _limiters.TrueForAll(static limiter => limiter.IsDegraded));
        await MoreCallsAsync(24);

        await Server.ThawAsync();
        await UntilAsync(() => _limiters.TrueForAll(static limiter => !limiter.IsDegraded));
        await MoreCallsAsync(24);

        await StopAsync();
        Assert.InRange(MostInAnyWindow(_calls), 1, Permits);
    }

    [Fact]
    public async Task After_an_outage_one_process_can_have_the_whole_quota_again()
    {
        await StartAsync(callersOfFirst: 12, callersOfSecond: 0);
        await MoreCallsAsync(16);
        await Server.KillAsync();
        await UntilAsync(() => _limiters[0].IsDegraded);
        var before = _calls.Count;
        await MoreCallsAsync(20);
        Assert.InRange(MostInAnyWindow(_calls.Skip(before)), 1, Share);

        await Server.RestartAsync();
        await UntilAsync(() => MostInAnyWindow(_calls.Skip(before)) > Share);

        await StopAsync();
        Assert.InRange(MostInAnyWindow(_calls), Share + 1, Permits);
    }

    [Fact]
    public async Task Without_Redis_from_the_beginning_the_share_is_there_all_the_same_and_callers_can_give_up()
    {
        await Server.KillAsync();
        await StartAsync(callersOfFirst: 12, callersOfSecond: 12);

        await MoreCallsAsync(24);

        using var cancellation = new CancellationTokenSource();
        var waiting = _limiters[0].AcquireAsync(Permits, cancellation.Token).AsTask();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await StopAsync();
        Assert.InRange(MostInAnyWindow(_calls), 1, Permits);
    }

    [Fact]
    public async Task A_pause_that_Redis_never_heard_of_is_kept_and_told_when_it_is_back()
    {
        await StartAsync(callersOfFirst: 4, callersOfSecond: 0);
        await MoreCallsAsync(8);
        await Server.KillAsync();
        await UntilAsync(() => _limiters[0].IsDegraded);

        _limiters[0].PauseFor(TimeSpan.FromHours(1));
        var before = _calls.Count;
        await Server.RestartAsync();
        await UntilAsync(() => !_limiters[0].IsDegraded);

        var pause = new RedisKeys("flowgen", "test").Pause;
        Assert.InRange((await _connections[0].GetDatabase().KeyTimeToLiveAsync(pause))!.Value, TimeSpan.FromMinutes(59), TimeSpan.FromHours(1));

        // What was given before the pause was made known may still be on its way; nothing else comes.
        Assert.InRange(_calls.Count - before, 0, Share);
        await StopAsync();
    }

    private async Task StartAsync(int callersOfFirst, int callersOfSecond)
    {
        foreach (var callers in new[] { callersOfFirst, callersOfSecond })
        {
            var connection = await Server.ConnectAsync();
            _connections.Add(connection);
            var limiter = new RedisRateLimiter(connection, "test", Permits, Window, queueLimit: 100, new()
            {
                ExpectedProcesses = Permits / Share,
                CommandTimeout = TimeSpan.FromMilliseconds(500),
                LoggerFactory = new LineLogger(_log.Enqueue),
            });
            _limiters.Add(limiter);
            _callers.AddRange(Enumerable.Range(0, callers).Select(_ => Task.Run(() => CallAsync(limiter), Token)));
        }
    }

    private async Task CallAsync(RedisRateLimiter limiter)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using var lease = await limiter.AcquireAsync(1, _stop.Token);
                Assert.True(lease.IsAcquired);
                await Task.Delay(Random.Shared.Next(20), CancellationToken.None);
                _calls.Enqueue(new(TimeProvider.System.GetElapsedTime(0), "test"));
                await Task.Delay(Random.Shared.Next(20), CancellationToken.None);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_callers);
    }

    private async Task MoreCallsAsync(int calls)
    {
        var before = _calls.Count;
        await UntilAsync(() => _calls.Count >= before + calls);
    }

    private static int MostInAnyWindow(IEnumerable<CountedCall> calls) =>
        CountingServer.MostInAnyWindow([.. calls.OrderBy(static call => call.At)], Window);

    private static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(20, Token);
        }
    }
}
