namespace FlowGen.Redis;

/// <summary>What one process may do of a quota while nobody tells it what the others do.</summary>
/// <param name="Permits">Calls permitted in any window.</param>
/// <param name="Window">The window's length: the quota's, or longer where there are fewer permits than processes.</param>
/// <param name="IsStaggered">Whether the processes have to begin at different times, because they cannot all have a call in one window of the quota.</param>
internal readonly record struct LocalShare(int Permits, TimeSpan Window, bool IsStaggered)
{
    /// <summary>An equal part for each process; <see langword="null"/> where it would be less than a call a day.</summary>
    internal static LocalShare? Of(int permits, TimeSpan window, int processes)
    {
        if (permits >= processes)
        {
            return new(permits / processes, window, IsStaggered: false);
        }

        var longer = new TimeSpan((long)Math.Min(Math.Ceiling((double)window.Ticks * processes / permits), long.MaxValue / 2));
        return longer <= TimeSpan.FromDays(1) ? new(1, longer, IsStaggered: true) : null;
    }
}
