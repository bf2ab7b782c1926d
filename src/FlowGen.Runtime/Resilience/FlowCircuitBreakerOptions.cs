using Polly.CircuitBreaker;

namespace FlowGen;

/// <summary>
/// Polly's circuit breaker, set to count the failures that say that a provider is in trouble: <see cref="ApiErrorCategory.Transient"/>,
/// <see cref="ApiErrorCategory.Timeout"/> and <see cref="ApiErrorCategory.Network"/>.
/// See https://www.pollydocs.org/strategies/circuit-breaker.
/// </summary>
public sealed class FlowCircuitBreakerOptions : CircuitBreakerStrategyOptions<ApiAttempt>
{
    /// <summary>Makes options with Polly's own defaults for everything else.</summary>
    public FlowCircuitBreakerOptions() => ShouldHandle = static arguments => ValueTask.FromResult(
        arguments.Outcome.Result.Error is { Category: ApiErrorCategory.Transient or ApiErrorCategory.Timeout or ApiErrorCategory.Network });
}
