using System.Threading.RateLimiting;

namespace FlowGen.Throttling;

/// <summary>
/// Keeps quotas together with other processes; given to <see cref="RateLimit.SharedThrough"/>. The package FlowGen.Redis has one.
/// </summary>
public interface ISharedQuotas
{
    /// <summary>
    /// The limiter of a quota: one permit per attempt, and its lease is disposed when the attempt's answer has come. Asked for at every
    /// call, by many threads, so that the same one has to be found again for the same quota. It is told when the provider refuses a call,
    /// if it is an <see cref="IPausableRateLimiter"/>. Each client bounds its own callers, so it needs no bound on its queue.
    /// </summary>
    RateLimiter LimiterFor(Quota quota);
}
