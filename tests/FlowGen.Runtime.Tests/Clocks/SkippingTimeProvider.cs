using System.Collections.Concurrent;

namespace FlowGen.Runtime.Tests.Clocks;

/// <summary>
/// A clock on which every wait shorter than a limit is over at once: the clock moves on by it. Longer ones, the timeouts, only count down.
/// </summary>
internal sealed class SkippingTimeProvider(TimeSpan limit) : ManualTimeProvider
{
    /// <summary>The waits that were skipped.</summary>
    public ConcurrentQueue<TimeSpan> Waits { get; } = new();

    protected override void OnTimerSet(TimeSpan dueTime)
    {
        if (dueTime < limit)
        {
            Waits.Enqueue(dueTime);
            ThreadPool.QueueUserWorkItem(_ => Advance(dueTime));
        }
    }
}
