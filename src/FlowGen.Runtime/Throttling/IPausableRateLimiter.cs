using System.Threading.RateLimiting;

namespace FlowGen.Throttling;

/// <summary>
/// A <see cref="RateLimiter"/> that can be told that the provider refused a call. A limiter given to <see cref="RateLimit.Use"/> is told
/// when it implements this.
/// </summary>
public interface IPausableRateLimiter
{
    /// <summary>Gives nobody a permit for so long. A pause that is already longer stays.</summary>
    /// <param name="delay">Zero to a day.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="delay"/> is out of its range.</exception>
    void PauseFor(TimeSpan delay);
}
