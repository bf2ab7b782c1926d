using System.Threading.RateLimiting;

namespace FlowGen.Throttling;

/// <summary>What a lease of this package's limiters can tell of its permits.</summary>
public static class PermitMetadata
{
    /// <summary>
    /// How long ago the permits were given. Whoever waited may have been told late: a call that is sent long after its permit is counted by the
    /// provider when the permit is not any more. Clients exchange a permit whose age is more than half the quota's window.
    /// </summary>
    public static MetadataName<TimeSpan> Age { get; } = new("FLOWGEN_PERMIT_AGE");
}
