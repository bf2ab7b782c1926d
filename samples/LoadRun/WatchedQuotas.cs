using System.Collections.Concurrent;
using System.Threading.RateLimiting;
using FlowGen.Redis;
using FlowGen.Throttling;

namespace LoadRun;

/// <summary>The limiters that a client uses, kept so that what they gave can be counted. Disposing it refuses whoever waits.</summary>
/// <param name="shared">Makes them; <see langword="null"/> when the process is alone.</param>
internal sealed class WatchedQuotas(RedisQuotas? shared) : ISharedQuotas, IAsyncDisposable
{
    private readonly ConcurrentDictionary<Quota, RateLimiter> _limiters = new();

    public long PermitsGiven => _limiters.Values.Sum(static limiter => limiter.GetStatistics()?.TotalSuccessfulLeases ?? 0);

    public RateLimiter LimiterFor(Quota quota) => _limiters.GetOrAdd(
        quota,
        quota => shared?.LimiterFor(quota) ?? new SlidingWindowLogRateLimiter(quota.Permits, quota.Window, int.MaxValue, quota.TimeProvider));

    public async ValueTask DisposeAsync()
    {
        foreach (var limiter in _limiters.Values)
        {
            await limiter.DisposeAsync();
        }
    }
}
