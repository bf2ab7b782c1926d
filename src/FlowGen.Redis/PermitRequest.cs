using System.Threading.RateLimiting;

namespace FlowGen.Redis;

/// <summary>
/// One who waits for permits. What follows the wait runs on a thread of the pool, because the wait ends under the limiter's lock, and in the
/// pool's common queue: those who are served together go on in their order, not the last one first.
/// </summary>
internal sealed class PermitRequest : IThreadPoolWorkItem
{
    private readonly RedisRateLimiter _limiter;
    private readonly TaskCompletionSource<RateLimitLease> _waiting = new();
    private RateLimitLease? _lease;
    private Exception? _fault;
    private CancellationToken _cancellation;

    internal PermitRequest(RedisRateLimiter limiter, string name, int permitCount)
    {
        _limiter = limiter;
        Name = name;
        PermitCount = permitCount;
        Node = new(this);
    }

    /// <summary>What the permits' names begin with. It stays the same however often Redis is asked.</summary>
    internal string Name { get; }

    internal int PermitCount { get; }

    /// <summary>The place in the queue; in no list when the waiting is over.</summary>
    internal LinkedListNode<PermitRequest> Node { get; }

    /// <summary>The names of the permits, as the scripts make them.</summary>
    internal string[] PermitNames => [.. Enumerable.Range(1, PermitCount).Select(number => FormattableString.Invariant($"{Name}:{number}"))];

    internal async Task<RateLimitLease> WaitAsync(CancellationToken cancellationToken)
    {
        using (cancellationToken.UnsafeRegister(
            static (state, token) =>
            {
                var request = (PermitRequest)state!;
                request._limiter.OnCancelled(request, token);
            },
            this))
        {
            return await _waiting.Task.ConfigureAwait(false);
        }
    }

    /// <summary>Ends the waiting with a lease. It is ended once, in one of three ways.</summary>
    internal void Complete(RateLimitLease lease)
    {
        _lease = lease;
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>Ends the waiting because the caller gave up.</summary>
    internal void Cancel(CancellationToken cancellationToken)
    {
        _cancellation = cancellationToken;
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>Ends the waiting because of a fault of the program.</summary>
    internal void Fail(Exception exception)
    {
        _fault = exception;
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    void IThreadPoolWorkItem.Execute()
    {
        if (_lease is not null)
        {
            _waiting.TrySetResult(_lease);
        }
        else if (_fault is not null)
        {
            _waiting.TrySetException(_fault);
        }
        else
        {
            _waiting.TrySetCanceled(_cancellation);
        }
    }
}
