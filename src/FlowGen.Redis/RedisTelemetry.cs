using System.Diagnostics.Metrics;

namespace FlowGen.Redis;

/// <summary>What is measured, under the name that FlowGen measures under.</summary>
internal static class RedisTelemetry
{
    private static readonly Meter Meter = new("FlowGen", typeof(RedisTelemetry).Assembly.GetName().Version?.ToString(3));

    /// <summary>Quotas that are kept by this process's share for now, because Redis is away.</summary>
    internal static UpDownCounter<int> Degraded { get; } = Meter.CreateUpDownCounter<int>(
        "flowgen.redis.degraded",
        unit: "{quota}",
        description: "Quotas that are kept by the process's own share because Redis cannot be reached.");
}
