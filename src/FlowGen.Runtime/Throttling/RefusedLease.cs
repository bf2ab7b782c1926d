using System.Threading.RateLimiting;

namespace FlowGen.Throttling;

/// <summary>A permit that was not given.</summary>
/// <param name="retryAfter">When it makes sense to ask again, if that is known.</param>
internal sealed class RefusedLease(TimeSpan? retryAfter) : RateLimitLease
{
    internal static readonly RefusedLease WithoutHint = new(null);

    public override bool IsAcquired => false;

    public override IEnumerable<string> MetadataNames => retryAfter is null ? [] : [MetadataName.RetryAfter.Name];

    public override bool TryGetMetadata(string metadataName, out object? metadata)
    {
        metadata = metadataName == MetadataName.RetryAfter.Name ? retryAfter : null;
        return metadata is not null;
    }
}
