using System.Globalization;
using Spectre.Console;

namespace LoadRun;

/// <summary>How the quota was kept.</summary>
internal sealed class Figures
{
    private const double LeastUsed = 0.95;

    private readonly LoadPlan _plan;
    private readonly IReadOnlyList<CallerReport> _reports;
    private readonly int _served;
    private readonly int _servedInTime;
    private readonly int _refused;
    private readonly int _most;
    private readonly int _overtaken;
    private readonly long _leaked;
    private readonly long _keysLeft;

    public Figures(LoadPlan plan, ServedCalls served, DateTimeOffset began, IReadOnlyList<CallerReport> reports, long keysLeft)
    {
        _plan = plan;
        _reports = reports;
        _keysLeft = keysLeft;
        _served = served.Requests.Count;
        _refused = served.RefusedForQuota;
        _servedInTime = served.Requests.Count(request => request.Time < began + plan.Duration && request.Status == 200);
        _overtaken = reports.Sum(report => Overtaken(report, served));
        _leaked = reports.Sum(static report => report.PermitsGiven) - _served;
        _most = reports.Count == 0 ? 0 : reports.Max(static report => report.Succeeded.Count);
    }

    /// <summary>The part of the quota that was used.</summary>
    private double Used => _servedInTime / _plan.Permitted;

    public bool AreMet => _refused == 0
        && Used >= LeastUsed
        && _overtaken == 0
        && _leaked == 0
        && _keysLeft == 0
        && _reports.All(static report => report is { RefusedByServer: 0, Failures.Count: 0, IsDegraded: false });

    public void Write(IAnsiConsole console)
    {
        var table = new Table().Title("How the quota was kept").AddColumns("Figure", "Value", "Wanted");
        Row(table, "Calls offered", Number(_reports.Sum(static report => report.Offered)), "");
        Row(table, "Served", Number(_served), "");
        Row(table, "Refused by a full queue of their own process, not sent", Number(_reports.Sum(static report => report.RefusedByQueue)), "");
        Row(table, "Still waiting at the end, not sent", Number(_reports.Sum(static report => report.GivenUp)), "");
        Row(table, "Answers refused for the quota", Number(_refused), "0");
        Row(table, "Quota used", Used.ToString("P1", CultureInfo.InvariantCulture), "at least 95 %");
        Row(table, "Calls that overtook an earlier one of their process", Number(_overtaken), "0");
        Row(table, "Permits given but not used", Number(_leaked), "0");
        Row(table, "Keys left in Redis one window after the last call", Number(_keysLeft), "0");
        Row(table, "Served of each process, fewest and most", $"{Number(_reports.Min(static report => report.Succeeded.Count))} and {Number(_most)}", "");
        Row(table, "Other failures", Number(_reports.Sum(static report => report.Failures.Count)), "0");
        console.Write(table);
        foreach (var failure in _reports.SelectMany(static report => report.Failures).Distinct())
        {
            console.WriteLine(failure);
        }

        console.WriteLine(AreMet ? "Every figure is as wanted." : "A figure is not as wanted.");
    }

    // The calls of a process that were served before one that it made earlier.
    private static int Overtaken(CallerReport report, ServedCalls served)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var place = 0; place < served.Requests.Count; place++)
        {
            places[served.Requests[place].RequestId ?? ""] = place;
        }

        var (overtaken, latest) = (0, -1);
        foreach (var place in report.Succeeded.Select(id => places.GetValueOrDefault(id, -1)))
        {
            overtaken += place < latest ? 1 : 0;
            latest = Math.Max(latest, place);
        }

        return overtaken;
    }

    private static void Row(Table table, string figure, string value, string wanted) => table.AddRow(new Text(figure), new Text(value), new Text(wanted));

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
