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

    internal static UpDownCounter<int> QueueLength { get; } = Meter.CreateUpDownCounter<int>(
        "flowgen.client.permit.queue_length",
        unit: "{call}",
        description: "How many calls wait for the quota to let them through.");

    internal static Counter<long> Throttled { get; } = Meter.CreateCounter<long>(
        "flowgen.client.throttled",
        unit: "{answer}",
        description: "Answers by which a provider refused a call for its quota.");

    internal static Counter<long> Retries { get; } = Meter.CreateCounter<long>(
        "flowgen.client.retries",
        unit: "{attempt}",
        description: "Attempts after the first.");

    internal static Counter<long> UnknownEnumValues { get; } = Meter.CreateCounter<long>(
        "flowgen.client.unknown_enum_values",
        unit: "{value}",
        description: "Values of open enums that the document does not know: the provider has moved on.");
}
