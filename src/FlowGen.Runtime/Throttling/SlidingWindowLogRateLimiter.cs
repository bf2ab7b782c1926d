using System.Threading.RateLimiting;

namespace FlowGen.Throttling;

/// <summary>
/// Keeps a quota exactly: in no window of time, wherever it begins, does the provider count more than the permitted calls. Those who find
/// the quota used up wait, first come first served.
/// </summary>
/// <remarks>
/// The provider counts a call at some moment between its sending and its answer, and nobody here knows at which. A permit is therefore in
/// use from when it is given until one window after the answer, that is after its lease is disposed. A call that is not answered within one
/// window counts as counted by then, so that one that hangs costs two windows at most. A limiter that only looks at when calls were sent
/// lets a late call and a prompt one meet in one window of the provider's.
/// </remarks>
public sealed class SlidingWindowLogRateLimiter : RateLimiter, IPausableRateLimiter
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromDays(1);

    private readonly object _lock = new();
    private readonly int _permitLimit;
    private readonly int _queueLimit;
    private readonly TimeProvider _timeProvider;
    private readonly long _window;
    private readonly ITimer _timer;

    // In order of sending, which is the order in which they stop counting when no answer comes.
    private readonly LinkedList<PermitUse> _unanswered = [];

    // How many permits become free when.
    private readonly PriorityQueue<int, long> _answered = new();
    private readonly LinkedList<PermitWaiter> _queue = [];

    private int _used;
    private int _queued;
    private long _pausedUntil;
    private long _idleSince;
    private long _granted;
    private long _refused;
    private bool _isTimerSet;
    private bool _disposed;

    /// <summary>Makes a limiter.</summary>
    /// <param name="permitLimit">Calls permitted in any window, at least 1.</param>
    /// <param name="window">The window's length: more than zero, at most a day.</param>
    /// <param name="queueLimit">Permits that may be waited for; a request beyond gets a lease that is not acquired. 0 or more.</param>
    /// <param name="timeProvider">The clock. Default: the system's.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public SlidingWindowLogRateLimiter(int permitLimit, TimeSpan window, int queueLimit, TimeProvider? timeProvider = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(permitLimit, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(window, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(window, TimeSpan.FromDays(1));
        ArgumentOutOfRangeException.ThrowIfNegative(queueLimit);
        _permitLimit = permitLimit;
        _queueLimit = queueLimit;
        _timeProvider = timeProvider ?? TimeProvider.System;
        _window = Timestamps(window);
        _idleSince = _pausedUntil = _timeProvider.GetTimestamp();
        _timer = _timeProvider.CreateTimer(
            static state => ((SlidingWindowLogRateLimiter)state!).OnTimer(),
            this,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
    }

    /// <summary>For how long no permit has been in use and nobody has waited; <see langword="null"/> while one is or does.</summary>
    public override TimeSpan? IdleDuration
    {
        get
        {
            lock (_lock)
            {
                var now = Advance();
                return _used == 0 && _queue.Count == 0 ? _timeProvider.GetElapsedTime(_idleSince, now) : null;
            }
        }
    }

    /// <inheritdoc/>
    public override RateLimiterStatistics GetStatistics()
    {
        lock (_lock)
        {
            var now = Advance();
            return new()
            {
                CurrentAvailablePermits = now < _pausedUntil ? 0 : _permitLimit - _used,
                CurrentQueuedCount = _queued,
                TotalSuccessfulLeases = _granted,
                TotalFailedLeases = _refused,
            };
        }
    }

    /// <inheritdoc/>
    public void PauseFor(TimeSpan delay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(delay, LongestPause);
        lock (_lock)
        {
            _pausedUntil = Math.Max(_pausedUntil, Advance() + Timestamps(delay));
            Schedule();
        }
    }

    /// <summary>How long ago permits were given.</summary>
    internal TimeSpan AgeOf(PermitUse use) => _timeProvider.GetElapsedTime(use.GivenAt);

    /// <summary>The permits' answer has come: from now on one window counts.</summary>
    internal void OnAnswer(LinkedListNode<PermitUse> use)
    {
        lock (_lock)
        {
            var now = Advance();
            if (_disposed || use.List is null)
            {
                return;
            }

            _unanswered.Remove(use);
            _answered.Enqueue(use.Value.Permits, Math.Min(now, use.Value.GivenAt + _window) + _window);
            GrantWaiters(now);
            Schedule();
        }
    }

    /// <summary>The caller waits no longer.</summary>
    internal void OnCancelled(PermitWaiter waiter, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            // It may have been given its permit a moment ago; then it keeps it.
            if (waiter.Node.List is null)
            {
                return;
            }

            Remove(waiter);
            waiter.Cancel(cancellationToken);

            // A waiter that asks for less may be behind one that asked for more.
            GrantWaiters(Advance());
            Schedule();
        }
    }

    /// <inheritdoc/>
    protected override RateLimitLease AttemptAcquireCore(int permitCount)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(permitCount, _permitLimit);
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var now = Advance();
            return CanGrant(permitCount, now) ? Grant(permitCount, now) : Refuse(now);
        }
    }

    /// <inheritdoc/>
    protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(permitCount, _permitLimit);
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<RateLimitLease>(cancellationToken);
        }

        PermitWaiter waiter;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var now = Advance();
            if (CanGrant(permitCount, now))
            {
                return new(Grant(permitCount, now));
            }

            if (permitCount > _queueLimit - _queued)
            {
                return new(Refuse(now));
            }

            waiter = new(this, permitCount);
            _queue.AddLast(waiter.Node);
            _queued += permitCount;
            Schedule();
        }

        return new(waiter.WaitAsync(cancellationToken));
    }

    /// <summary>Whoever still waits gets a lease that is not acquired.</summary>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            RefuseWaiters();
            _timer.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <inheritdoc/>
    protected override ValueTask DisposeAsyncCore()
    {
        Dispose(disposing: true);
        return base.DisposeAsyncCore();
    }

    private void RefuseWaiters()
    {
        lock (_lock)
        {
            _disposed = true;
            while (_queue.First is { } first)
            {
                var waiter = first.Value;
                Remove(waiter);
                _refused++;
                waiter.Complete(RefusedLease.WithoutHint);
            }
        }
    }

    private void OnTimer()
    {
        lock (_lock)
        {
            if (!_disposed)
            {
                _isTimerSet = false;
                GrantWaiters(Advance());
                Schedule();
            }
        }
    }

    // Frees the permits whose time is over, and says what time it is.
    private long Advance()
    {
        var now = _timeProvider.GetTimestamp();
        while (_unanswered.First is { } oldest && UnansweredUntil(oldest) <= now)
        {
            _unanswered.Remove(oldest);
            Free(oldest.Value.Permits, UnansweredUntil(oldest));
        }

        while (_answered.TryPeek(out var permits, out var freeAt) && freeAt <= now)
        {
            _answered.Dequeue();
            Free(permits, freeAt);
        }

        return now;
    }

    private void Free(int permits, long freeAt)
    {
        _used -= permits;
        _idleSince = Math.Max(_idleSince, freeAt);
    }

    private long UnansweredUntil(LinkedListNode<PermitUse> use) => use.Value.GivenAt + (2 * _window);

    private bool CanGrant(int permitCount, long now) => _queue.Count == 0 && HasRoomFor(permitCount, now);

    // Asking for no permit asks whether there is one.
    private bool HasRoomFor(int permitCount, long now) => now >= _pausedUntil && Math.Max(permitCount, 1) <= _permitLimit - _used;

    private GrantedLease Grant(int permitCount, long now)
    {
        _granted++;
        if (permitCount == 0)
        {
            return GrantedLease.OfNothing;
        }

        _used += permitCount;
        return new GrantedLease(this, _unanswered.AddLast(new PermitUse(permitCount, now)));
    }

    private RefusedLease Refuse(long now)
    {
        _refused++;
        return new RefusedLease(TimeSpanOf(Math.Max(NextChange() - now, 0)));
    }

    private void GrantWaiters(long now)
    {
        while (_queue.First is { } first && HasRoomFor(first.Value.PermitCount, now))
        {
            var waiter = first.Value;
            Remove(waiter);
            waiter.Complete(Grant(waiter.PermitCount, now));
        }
    }

    private void Remove(PermitWaiter waiter)
    {
        _queue.Remove(waiter.Node);
        _queued -= waiter.PermitCount;
    }

    private void Schedule()
    {
        if (_disposed)
        {
            return;
        }

        if (_queue.Count == 0)
        {
            // Mostly nobody waits, and to stop a timer that does not run is work, too.
            if (_isTimerSet)
            {
                _isTimerSet = false;
                _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }

            return;
        }

        // Rounded up: a timer that counts whole milliseconds would fire a little too early, again and again.
        var wait = TimeSpanOf(Math.Max(NextChange() - _timeProvider.GetTimestamp(), 0));
        _isTimerSet = true;
        _timer.Change(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
    }

    // When the next permit becomes free, or the pause is over, whichever is later.
    private long NextChange()
    {
        var next = long.MaxValue;
        if (_unanswered.First is { } oldest)
        {
            next = UnansweredUntil(oldest);
        }

        if (_answered.TryPeek(out _, out var freeAt))
        {
            next = Math.Min(next, freeAt);
        }

        return next == long.MaxValue ? _pausedUntil : Math.Max(next, _pausedUntil);
    }

    private long Timestamps(TimeSpan span)
    {
        var (whole, rest) = Int128.DivRem((Int128)span.Ticks * _timeProvider.TimestampFrequency, TimeSpan.TicksPerSecond);
        return (long)whole + (rest > 0 ? 1 : 0);
    }

    private TimeSpan TimeSpanOf(long timestamps) => _timeProvider.GetElapsedTime(0, timestamps);
}
