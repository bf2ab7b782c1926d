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
    private readonly int _outOfTurn;
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
        (_overtaken, _outOfTurn) = Order(reports, served);
        _leaked = reports.Sum(static report => report.PermitsGiven) - _served;
        _most = reports.Count == 0 ? 0 : reports.Max(static report => report.Succeeded.Count);
    }

    /// <summary>The part of the quota that was used.</summary>
    private double Used => _servedInTime / _plan.Permitted;

    public bool AreMet => _refused == 0
        && Used >= LeastUsed
        && _outOfTurn == 0
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
        Row(table, "Calls served out of turn: a whole quota of later ones of their process came first", Number(_outOfTurn), "0");
        Row(table, "Calls that a later one of their process, sent at the same moment or after, arrived before", Number(_overtaken), "");
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

    // Calls whose permits come at the same moment travel side by side, so that one may arrive just before another. One that as many later
    // calls as the quota permits were served before has waited for its permit longer than they.
    private static (int Overtaken, int OutOfTurn) Order(IReadOnlyList<CallerReport> reports, ServedCalls served)
    {
        var places = served.Requests.Index().ToDictionary(static request => request.Item.RequestId ?? "", static request => request.Index, StringComparer.Ordinal);
        var (overtaken, outOfTurn) = (0, 0);
        foreach (var report in reports)
        {
            var inOrderOfCalls = report.Succeeded.Select(id => places[id]).ToList();

            // The earliest places of the calls made later, as many as the quota permits.
            var earliest = new SortedSet<int>();
            foreach (var place in inOrderOfCalls.AsEnumerable().Reverse())
            {
                overtaken += earliest.Count > 0 && earliest.Min < place ? 1 : 0;
                outOfTurn += earliest.Count == LoadPlan.Quota.Permits && earliest.Max < place ? 1 : 0;
                earliest.Add(place);
                if (earliest.Count > LoadPlan.Quota.Permits)
                {
                    earliest.Remove(earliest.Max);
                }
            }
        }

        return (overtaken, outOfTurn);
    }

    private static void Row(Table table, string figure, string value, string wanted) => table.AddRow(new Text(figure), new Text(value), new Text(wanted));

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
