using System.Collections.Concurrent;
using System.Threading.RateLimiting;
using FlowGen.Throttling;

namespace FlowGen.Runtime.Tests.Throttling;

/// <summary>Keeps quotas as another process would be asked to, and remembers which.</summary>
internal sealed class RecordingQuotas : ISharedQuotas, IAsyncDisposable
{
    private readonly ConcurrentDictionary<Quota, SlidingWindowLogRateLimiter> _limiters = new();

    public ConcurrentQueue<Quota> Asked { get; } = new();

    public RateLimiter LimiterFor(Quota quota)
    {
        if (!_limiters.ContainsKey(quota))
        {
            Asked.Enqueue(quota);
        }

        return _limiters.GetOrAdd(quota, static quota => new(quota.Permits, quota.Window, int.MaxValue, quota.TimeProvider));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var limiter in _limiters.Values)
        {
            await limiter.DisposeAsync();
        }
    }
}
