using System.Globalization;

namespace FaultRun;

/// <summary>The figures as a table that can be pasted into Markdown.</summary>
internal static class Report
{
    public const string Header =
        """
        | Fault | Calls | Requests | Hit | Values | Typed errors | Thrown | Slowest | Writes run once / twice | Leaked permits / connections / timers / tasks |
        |---|--:|--:|--:|--:|---|--:|--:|--:|--:|
        """;

    public static string Row(Scenario scenario, ScenarioResult result) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {scenario.Name} | {result.Calls} | {result.Requests} | {result.Hits} | {result.Values} | {Errors(result)} | {result.Thrown.Count} | {result.Slowest.TotalSeconds:0.00} s of {result.Timeout.TotalSeconds:0.00} s "
        + $"| {result.WriteExecutions.GetValueOrDefault(1)} / {result.RepeatedWrites.Count} | {result.LeakedPermits + result.LeftInQueue} / {result.LeakedConnections} / {result.LeakedTimers} / {result.UnobservedFailures} |");

    private static string Errors(ScenarioResult result) => result.Errors.Count == 0
        ? "0"
        : string.Join(", ", result.Errors.OrderByDescending(static error => error.Value).Select(static error => string.Create(CultureInfo.InvariantCulture, $"{error.Value} {error.Key}")));
}
