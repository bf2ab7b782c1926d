using System.Collections.Concurrent;

namespace FlowGen.Resilience;

/// <summary>Cancels attempts that take too long. The sources of calls that ended well are used again, with their timers.</summary>
internal sealed class DeadlineSource(TimeSpan timeout, TimeProvider timeProvider)
{
    private readonly ConcurrentBag<CancellationTokenSource> _others = [];
    private CancellationTokenSource? _first;

    internal TimeSpan Timeout => timeout;

    /// <summary>A source whose time begins now. Give it back after a success; else dispose it.</summary>
    internal CancellationTokenSource Start()
    {
        var source = Rent();
        source.CancelAfter(timeout);
        return source;
    }

    /// <summary>A source whose time does not begin by itself.</summary>
    internal CancellationTokenSource Rent() =>
        Interlocked.Exchange(ref _first, null) ?? (_others.TryTake(out var other) ? other : new(System.Threading.Timeout.InfiniteTimeSpan, timeProvider));

    /// <summary>Takes a source back that nobody uses any more.</summary>
    internal void Return(CancellationTokenSource source)
    {
        if (source.TryReset())
        {
            ReturnUnused(source);
        }
        else
        {
            source.Dispose();
        }
    }

    /// <summary>Takes a source back whose time never began.</summary>
    internal void ReturnUnused(CancellationTokenSource source)
    {
        if (Interlocked.CompareExchange(ref _first, source, null) is not null)
        {
            _others.Add(source);
        }
    }
}
