using System.Threading.RateLimiting;
using FlowGen.Throttling;

namespace FlowGen.Redis;

/// <summary>
/// Keeps this process to its share from the moment Redis goes away until all processes can be expected to have found it again. It remembers
/// what it gave, so that Redis can be told. Used under the limiter's lock.
/// </summary>
internal sealed class OwnShare : IDisposable
{
    private static readonly TimeSpan NothingToGive = TimeSpan.FromMinutes(1);

    private readonly SlidingWindowLogRateLimiter? _limiter;
    private readonly TimeProvider _timeProvider;
    private readonly TimeSpan _unanswered;
    private readonly long _opensAt;
    private readonly LinkedList<SharedLease> _given = [];
    private readonly int _permits;

    /// <param name="share">How much; <see langword="null"/> when the share is too small to be any.</param>
    /// <param name="opensIn">After which time nothing counts any more that Redis may have given to anybody.</param>
    /// <param name="timeProvider">The clock.</param>
    internal OwnShare(LocalShare? share, TimeSpan opensIn, TimeProvider timeProvider)
    {
        _timeProvider = timeProvider;
        if (share is not { } known)
        {
            return;
        }

        _limiter = new(known.Permits, known.Window, queueLimit: 0, timeProvider);
        _permits = known.Permits;
        _unanswered = 2 * known.Window;
        OpensIn = known.IsStaggered ? opensIn + (known.Window * Random.Shared.NextDouble()) : opensIn;
        _opensAt = timeProvider.GetTimestamp() + (long)(OpensIn.TotalSeconds * timeProvider.TimestampFrequency);
    }

    /// <summary>When the first permit may be given, seen from when this was made.</summary>
    internal TimeSpan OpensIn { get; }

    /// <summary>How many permits of the share are not in use.</summary>
    internal int Available => (int)(_limiter?.GetStatistics().CurrentAvailablePermits ?? 0);

    /// <summary>Gives permits that Redis does not know of, or says when it makes sense to ask again.</summary>
    internal RateLimitLease? TryGive(int permits, out TimeSpan wait)
    {
        wait = _limiter is null ? NothingToGive : _timeProvider.GetElapsedTime(_timeProvider.GetTimestamp(), _opensAt);
        return wait > TimeSpan.Zero ? null : TryTake(permits, out wait);
    }

    /// <summary>Takes permits of the share for a call that has its permits from Redis too.</summary>
    internal RateLimitLease? TryTake(int permits, out TimeSpan wait)
    {
        wait = NothingToGive;
        if (_limiter is null || permits > _permits)
        {
            return null;
        }

        var lease = _limiter.AttemptAcquire(permits);
        if (lease.IsAcquired)
        {
            wait = TimeSpan.Zero;
            return lease;
        }

        wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var retryAfter) ? retryAfter : NothingToGive;
        lease.Dispose();
        return null;
    }

    /// <summary>Keeps in mind what was given without Redis.</summary>
    internal void Remember(SharedLease lease)
    {
        var now = _timeProvider.GetTimestamp();
        while (_given.First is { } oldest && _timeProvider.GetElapsedTime(oldest.Value.GivenAt, now) >= _unanswered)
        {
            _given.RemoveFirst();
        }

        _given.AddLast(lease);
    }

    /// <summary>What was given without Redis and is still in use, and for how long.</summary>
    internal IReadOnlyList<KeyValuePair<string, TimeSpan>> StillInUse(TimeSpan window)
    {
        var now = _timeProvider.GetTimestamp();
        var inUse = new List<KeyValuePair<string, TimeSpan>>();
        foreach (var lease in _given)
        {
            var countedFor = _timeProvider.GetElapsedTime(lease.GivenAt, lease.AnsweredAt ?? now);
            countedFor = countedFor < window ? countedFor : window;
            var left = (lease.AnsweredAt is null ? 2 * window : countedFor + window) - _timeProvider.GetElapsedTime(lease.GivenAt, now);
            if (left > TimeSpan.Zero)
            {
                inUse.AddRange(lease.Permits.Select(permit => KeyValuePair.Create(permit, left)));
            }
        }

        return inUse;
    }

    /// <summary>The provider wants rest.</summary>
    internal void PauseFor(TimeSpan delay) => _limiter?.PauseFor(delay);

    public void Dispose() => _limiter?.Dispose();
}
