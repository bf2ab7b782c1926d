using System.Collections.Concurrent;

namespace FlowGen.Throttling;

/// <summary>
/// One limiter for each quota of the process, so that all clients of an account keep it together, however many there are. A limiter that
/// nobody uses holds a few hundred bytes and no timer; it stays, because the quota that it remembers outlives the client.
/// </summary>
internal static class SharedRateLimiters
{
    private static readonly ConcurrentDictionary<Quota, Lazy<SlidingWindowLogRateLimiter>> Limiters = new();

    /// <summary>The limiter of a quota. Its queue has no bound of its own: each client bounds its own callers.</summary>
    internal static SlidingWindowLogRateLimiter For(Quota quota) => Limiters.GetOrAdd(
        quota,
        static quota => new(() => new(quota.Permits, quota.Window, queueLimit: int.MaxValue, quota.TimeProvider))).Value;
}
