using System.Threading.RateLimiting;

namespace FlowGen.Throttling;

/// <summary>A permit that was given. Disposing it says that the answer has come.</summary>
internal sealed class GrantedLease(SlidingWindowLogRateLimiter? limiter, LinkedListNode<PermitUse>? use) : RateLimitLease
{
    /// <summary>Where nothing limits, or nothing was asked for.</summary>
    internal static readonly GrantedLease OfNothing = new(null, null);

    public override bool IsAcquired => true;

    public override IEnumerable<string> MetadataNames => use is null ? [] : [PermitMetadata.Age.Name];

    public override bool TryGetMetadata(string metadataName, out object? metadata)
    {
        metadata = use is not null && metadataName == PermitMetadata.Age.Name ? limiter!.AgeOf(use.Value) : null;
        return metadata is not null;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && use is not null)
        {
            // The limiter forgets the use at the first call; a second one does nothing.
            limiter?.OnAnswer(use);
        }

        base.Dispose(disposing);
    }
}
