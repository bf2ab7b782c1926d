using System.Collections.Concurrent;
using System.Threading.RateLimiting;
using FlowGen.Throttling;
using StackExchange.Redis;

namespace FlowGen.Redis;

/// <summary>
/// Shares the quotas of clients with every process that uses the same Redis: <c>RateLimit.Documented().SharedThrough(quotas)</c>. One for
/// a process is enough, whatever number of clients and providers it has. See <see cref="RedisRateLimiter"/> for what is promised.
/// </summary>
public sealed class RedisQuotas : ISharedQuotas, IAsyncDisposable
{
    private readonly ConcurrentDictionary<Quota, Lazy<RedisRateLimiter>> _limiters = new();
    private readonly IConnectionMultiplexer _redis;
    private readonly RedisQuotaOptions _options;
    private bool _isDisposed;

    /// <summary>Makes a keeper of quotas.</summary>
    /// <param name="redis">The connection, which stays the caller's.</param>
    /// <param name="options">How quotas are kept.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public RedisQuotas(IConnectionMultiplexer redis, RedisQuotaOptions options)
    {
        ArgumentNullException.ThrowIfNull(redis);
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        _redis = redis;
        _options = options;
    }

    /// <summary>Whether Redis is away, as seen by any of the quotas.</summary>
    public bool IsDegraded => _limiters.Values.Any(static limiter => limiter is { IsValueCreated: true, Value.IsDegraded: true });

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">This was disposed.</exception>
    public RateLimiter LimiterFor(Quota quota)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed), this);
        return _limiters.GetOrAdd(
            quota,
            static (quota, self) => new(() => new(
                self._redis,
                RedisKeys.NameOf(quota),
                quota.Permits,
                quota.Window,
                queueLimit: int.MaxValue,
                self._options,
                quota.TimeProvider)),
            this).Value;
    }

    /// <summary>Refuses whoever still waits. The connection stays open.</summary>
    public async ValueTask DisposeAsync()
    {
        Volatile.Write(ref _isDisposed, true);
        foreach (var limiter in _limiters.Values)
        {
            await limiter.Value.DisposeAsync().ConfigureAwait(false);
        }
    }
}
