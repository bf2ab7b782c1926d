using System.Threading.RateLimiting;

namespace FlowGen.Throttling;

/// <summary>
/// One who waits for permits. What follows the wait runs on a thread of the pool, because the wait ends under the limiter's lock, and in the
/// pool's common queue: those who are served together go on in their order, not the last one first.
/// </summary>
internal sealed class PermitWaiter : IThreadPoolWorkItem
{
    private readonly SlidingWindowLogRateLimiter _limiter;
    private readonly TaskCompletionSource<RateLimitLease> _waiting = new();
    private RateLimitLease? _lease;
    private CancellationToken _cancellation;

    internal PermitWaiter(SlidingWindowLogRateLimiter limiter, int permitCount)
    {
        _limiter = limiter;
        PermitCount = permitCount;
        Node = new(this);
    }

    internal int PermitCount { get; }

    /// <summary>The place in the queue; in no list when the waiting is over.</summary>
    internal LinkedListNode<PermitWaiter> Node { get; }

    internal async Task<RateLimitLease> WaitAsync(CancellationToken cancellationToken)
    {
        using (cancellationToken.UnsafeRegister(
            static (state, token) =>
            {
                var waiter = (PermitWaiter)state!;
                waiter._limiter.OnCancelled(waiter, token);
            },
            this))
        {
            return await _waiting.Task.ConfigureAwait(false);
        }
    }

    /// <summary>Ends the waiting with a lease. Called once at most, as <see cref="Cancel"/> is, and not both.</summary>
    internal void Complete(RateLimitLease lease)
    {
        _lease = lease;
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>Ends the waiting without one.</summary>
    internal void Cancel(CancellationToken cancellationToken)
    {
        _cancellation = cancellationToken;
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    void IThreadPoolWorkItem.Execute()
    {
        if (_lease is not null)
        {
            _waiting.TrySetResult(_lease);
        }
        else
        {
            _waiting.TrySetCanceled(_cancellation);
        }
    }
}
