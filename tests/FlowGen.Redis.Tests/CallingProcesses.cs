using System.Collections.Concurrent;
using FlowGen.Redis.Contender;
using StackExchange.Redis;

namespace FlowGen.Redis.Tests;

/// <summary>
/// Processes that share a quota (here: limiters with connections of their own) and go on calling, whatever happens to their Redis, until they
/// are stopped.
/// </summary>
internal sealed class CallingProcesses : IAsyncDisposable
{
    public const int Permits = 8;
    public const int Share = 4;

    public static readonly TimeSpan Window = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _callers = [];

    private CallingProcesses()
    {
    }

    public ConcurrentQueue<CountedCall> Calls { get; } = new();

    public ConcurrentQueue<string> Log { get; } = new();

    public List<ConnectionMultiplexer> Connections { get; } = [];

    public List<RedisRateLimiter> Limiters { get; } = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Starts a process for each number, with as many callers.</summary>
    public static async Task<CallingProcesses> StartAsync(string endpoint, params int[] callers)
    {
        var processes = new CallingProcesses();
        foreach (var count in callers)
        {
            var connection = await RedisServer.ConnectAsync(endpoint);
            processes.Connections.Add(connection);
            var limiter = new RedisRateLimiter(connection, "test", Permits, Window, queueLimit: 100, new()
            {
                ExpectedProcesses = Permits / Share,
                CommandTimeout = TimeSpan.FromMilliseconds(500),
                LoggerFactory = new LineLogger(processes.Log.Enqueue),
            });
            processes.Limiters.Add(limiter);
            processes._callers.AddRange(Enumerable.Range(0, count).Select(_ => Task.Run(() => processes.CallAsync(limiter), Token)));
        }

        return processes;
    }

    public static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(20, Token);
        }
    }

    public static int MostInAnyWindow(IEnumerable<CountedCall> calls) =>
        CountingServer.MostInAnyWindow([.. calls.OrderBy(static call => call.At)], Window);

    public Task DegradedAsync() => UntilAsync(() => Limiters.TrueForAll(static limiter => limiter.IsDegraded));

    public Task RecoveredAsync() => UntilAsync(() => Limiters.TrueForAll(static limiter => !limiter.IsDegraded));

    public async Task MoreCallsAsync(int calls)
    {
        var before = Calls.Count;
        await UntilAsync(() => Calls.Count >= before + calls);
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_callers);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        foreach (var limiter in Limiters)
        {
            await limiter.DisposeAsync();
        }

        foreach (var connection in Connections)
        {
            connection.Dispose();
        }

        _stop.Dispose();
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
                Calls.Enqueue(new(TimeProvider.System.GetElapsedTime(0), "test"));
                await Task.Delay(Random.Shared.Next(20), CancellationToken.None);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
        }
    }
}
