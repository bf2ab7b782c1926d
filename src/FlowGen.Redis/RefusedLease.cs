using System.Threading.RateLimiting;

namespace FlowGen.Redis;

/// <summary>A permit that was not given.</summary>
internal sealed class RefusedLease : RateLimitLease
{
    internal static readonly RefusedLease Instance = new();

    public override bool IsAcquired => false;

    public override IEnumerable<string> MetadataNames => [];

    public override bool TryGetMetadata(string metadataName, out object? metadata)
    {
        metadata = null;
        return false;
    }
}
