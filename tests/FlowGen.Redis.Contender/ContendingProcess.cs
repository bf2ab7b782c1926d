using StackExchange.Redis;

namespace FlowGen.Redis.Contender;

/// <summary>One process of a contest: it calls as often as it gets permits, with networks that take their time.</summary>
public sealed class ContendingProcess : IAsyncDisposable
{
    private const int MostLatencyMilliseconds = 30;

    private readonly string _name;
    private readonly ConnectionMultiplexer _redis;
    private readonly RedisRateLimiter _limiter;
    private readonly CountingServer _server;

    private ContendingProcess(string name, ConnectionMultiplexer redis, RedisRateLimiter limiter)
    {
        _name = name;
        _redis = redis;
        _limiter = limiter;
        _server = new(redis.GetDatabase());
    }

    public static async Task<ContendingProcess> ConnectAsync(string endpoint, string name, Contest contest)
    {
        var redis = await ConnectionMultiplexer.ConnectAsync(endpoint).ConfigureAwait(false);
        return new(name, redis, new(redis, Contest.Quota, contest.Permits, contest.Window, queueLimit: 1000, new() { ExpectedProcesses = contest.Processes, LoggerFactory = new LineLogger(Console.WriteLine) }));
    }

    /// <summary>Calls until it is stopped, with so many callers at a time.</summary>
    public Task CallAsync(int callers, CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, callers).Select(_ => CallAsync(cancellationToken)));

    public async ValueTask DisposeAsync()
    {
        await _limiter.DisposeAsync().ConfigureAwait(false);
        _redis.Dispose();
    }

    private async Task CallAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                using var lease = await _limiter.AcquireAsync(1, cancellationToken).ConfigureAwait(false);
                await Task.Delay(Random.Shared.Next(MostLatencyMilliseconds), CancellationToken.None).ConfigureAwait(false);
                await _server.CountAsync(_name).ConfigureAwait(false);
                await Task.Delay(Random.Shared.Next(MostLatencyMilliseconds), CancellationToken.None).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
        }
    }
}
