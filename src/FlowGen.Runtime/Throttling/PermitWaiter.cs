using System.Threading.RateLimiting;

namespace FlowGen.Throttling;

/// <summary>One who waits for permits.</summary>
internal sealed class PermitWaiter
{
    private readonly SlidingWindowLogRateLimiter _limiter;

    // Continuations run elsewhere, because it is completed under the limiter's lock.
    private readonly TaskCompletionSource<RateLimitLease> _lease = new(TaskCreationOptions.RunContinuationsAsynchronously);

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
            return await _lease.Task.ConfigureAwait(false);
        }
    }

    internal void Complete(RateLimitLease lease) => _lease.TrySetResult(lease);

    internal void Cancel(CancellationToken cancellationToken) => _lease.TrySetCanceled(cancellationToken);
}
