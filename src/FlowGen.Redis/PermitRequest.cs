using System.Threading.RateLimiting;

namespace FlowGen.Redis;

/// <summary>One who waits for permits.</summary>
internal sealed class PermitRequest
{
    private readonly RedisRateLimiter _limiter;
    private readonly TaskCompletionSource<RateLimitLease> _lease = new(TaskCreationOptions.RunContinuationsAsynchronously);

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
            return await _lease.Task.ConfigureAwait(false);
        }
    }

    internal void Complete(RateLimitLease lease) => _lease.TrySetResult(lease);

    internal void Cancel(CancellationToken cancellationToken) => _lease.TrySetCanceled(cancellationToken);

    internal void Fail(Exception exception) => _lease.TrySetException(exception);
}
