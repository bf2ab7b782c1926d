using System.Threading.RateLimiting;
using FlowGen.Throttling;

namespace FlowGen.Redis;

/// <summary>Permits that were given. Disposing it says that the answer has come.</summary>
internal sealed class SharedLease(RedisRateLimiter limiter, string[] permits, RateLimitLease? ownShare, long givenAt) : RateLimitLease
{
    private int _isAnswered;

    /// <summary>The names of the permits in Redis.</summary>
    internal string[] Permits { get; } = permits;

    /// <summary>When they were given, in the limiter's timestamps.</summary>
    internal long GivenAt { get; } = givenAt;

    /// <summary>When the answer came, in the limiter's timestamps; <see langword="null"/> until then.</summary>
    internal long? AnsweredAt { get; set; }

    public override bool IsAcquired => true;

    public override IEnumerable<string> MetadataNames => [PermitMetadata.Age.Name];

    public override bool TryGetMetadata(string metadataName, out object? metadata)
    {
        metadata = metadataName == PermitMetadata.Age.Name ? limiter.AgeOf(this) : null;
        return metadata is not null;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && Interlocked.Exchange(ref _isAnswered, 1) == 0)
        {
            ownShare?.Dispose();
            limiter.OnAnswer(this);
        }

        base.Dispose(disposing);
    }
}
