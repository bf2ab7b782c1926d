using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace FlowGen.Telemetry;

/// <summary>The source of traces and the meter, both named <c>FlowGen</c>.</summary>
internal static class FlowTelemetry
{
    internal const string Name = "FlowGen";

    private static readonly string? Version = typeof(FlowTelemetry).Assembly.GetName().Version?.ToString(3);
    private static readonly Meter Meter = new(Name, Version);

    internal static ActivitySource Source { get; } = new(Name, Version);

    internal static Histogram<double> PermitWait { get; } = Meter.CreateHistogram<double>(
        "flowgen.client.permit.wait",
        unit: "s",
        description: "How long calls waited for the quota to let them through.");

    internal static Histogram<double> CallDuration { get; } = Meter.CreateHistogram<double>(
        "flowgen.client.call.duration",
        unit: "s",
        description: "How long calls took with all their attempts and waits.");
}
