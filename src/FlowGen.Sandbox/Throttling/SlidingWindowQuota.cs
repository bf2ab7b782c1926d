using System.Diagnostics.CodeAnalysis;
using FlowGen.Sandbox.Spec;

namespace FlowGen.Sandbox.Throttling;

/// <summary>
/// Counts calls exactly: no window of the given length, wherever it begins, holds more than the permitted number. A call that is refused
/// here does not count. The vendors do not say how they count; this is the strictest reading of "5 calls per second", so that a client
/// which passes here passes whatever way they count.
/// </summary>
internal sealed class SlidingWindowQuota(SpecRateLimit limit, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Queue<long> _admitted = new(Math.Min(limit.Permits, 1024));

    /// <summary>Admits a call, or says how long it takes until one can be admitted.</summary>
    public bool TryAdmit([NotNullWhen(false)] out TimeSpan? retryAfter)
    {
        lock (_gate)
        {
            long now = time.GetTimestamp();

            // The window is half open: a call counts up to, not at, the moment the window's length has passed.
            while (_admitted.TryPeek(out long oldest) && time.GetElapsedTime(oldest, now) >= limit.Window)
            {
                _admitted.Dequeue();
            }

            if (_admitted.Count < limit.Permits)
            {
                _admitted.Enqueue(now);
                retryAfter = null;
                return true;
            }

            retryAfter = limit.Window - time.GetElapsedTime(_admitted.Peek(), now);
            return false;
        }
    }
}
