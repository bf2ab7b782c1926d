using FlowGen.Sandbox.Serving;
using FlowGen.Sandbox.Spec;

namespace FlowGen.Sandbox.Throttling;

/// <summary>
/// The quotas of one account at one provider, one for each group of the spec. The sandbox has one account with one key for each provider,
/// so that a quota per account and one per key come to the same.
/// </summary>
/// <param name="spec">The provider's spec.</param>
/// <param name="other">What is enforced instead of the spec's quotas, if anything.</param>
/// <param name="time">The clock.</param>
internal sealed class QuotaBook(ApiSpec spec, SandboxQuota? other, TimeProvider time)
{
    private readonly Dictionary<string, SlidingWindowQuota> _quotas = spec.RateLimits.ToDictionary(
        group => group.Key, group => new SlidingWindowQuota(other is null ? group.Value : new(other.Permits, other.Window), time), StringComparer.Ordinal);

    /// <summary>Counts a call; says why it is refused when its quota is used up.</summary>
    public Refusal? Count(SpecOperation operation)
    {
        if (operation.RateLimit is not { } group || other == SandboxQuota.Unlimited)
        {
            return null;
        }

        SlidingWindowQuota quota = _quotas.GetValueOrDefault(group) ?? throw new SpecException($"#/x-flowgen-rate-limits: '{group}', which {operation.Id} names, is missing.");
        return quota.TryAdmit(out TimeSpan? retryAfter)
            ? null
            : new(spec.ThrottlingCode(operation), FormattableString.Invariant($"The quota '{group}' has a place again in {retryAfter.Value.TotalMilliseconds} ms.")) { RetryAfter = retryAfter };
    }
}
