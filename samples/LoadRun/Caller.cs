using System.Collections.Concurrent;
using System.Diagnostics;
using FlowGen;
using FlowGen.Cams;
using FlowGen.Redis;
using StackExchange.Redis;

namespace LoadRun;

/// <summary>Offers calls at an even pace, whether or not earlier ones were answered, until it is told to stop.</summary>
internal static class Caller
{
    /// <summary>How many calls of a process wait. The rest is refused on the spot, as a service does that cannot keep up.</summary>
    private const int QueueLimit = 100;

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(10);

    /// <summary>Calls until <paramref name="stop"/>, and says how it went.</summary>
    public static async Task<CallerReport> RunAsync(CallerTask task, CancellationToken stop)
    {
        using var redis = task.Redis is null ? null : await ConnectionMultiplexer.ConnectAsync(task.Redis);
        await using var shared = redis is null ? null : new RedisQuotas(redis, new() { ExpectedProcesses = task.Processes });
        await using var quotas = new WatchedQuotas(shared);
        using var http = new HttpClient();
        var cams = new CamsClient(http, new CamsClientOptions
        {
            Endpoint = task.Endpoint,
            Credentials = AlibabaCredentials.FromAccessKey(task.AccessKeyId, task.AccessKeySecret),
            RateLimit = RateLimit.Documented().SharedThrough(quotas),
            QueueLimit = QueueLimit,
        });

        var outcomes = new ConcurrentDictionary<int, Outcome>();
        var calls = new List<Task>();
        var watch = Stopwatch.StartNew();
        using var pace = new PeriodicTimer(Pace);
        try
        {
            while (await pace.WaitForNextTickAsync(stop))
            {
                for (var due = (int)(watch.Elapsed.TotalSeconds * task.CallsPerSecond); calls.Count < due;)
                {
                    calls.Add(CallAsync(cams, task.FlowId, calls.Count, outcomes, stop));
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The time is over. Calls that wait get no permit any more; those that have one run to their end.
            await quotas.DisposeAsync();
        }

        await Task.WhenAll(calls);
        var byNumber = outcomes.OrderBy(static outcome => outcome.Key).Select(static outcome => outcome.Value).ToList();
        return new()
        {
            Offered = calls.Count,
            Succeeded = [.. byNumber.Where(static outcome => outcome.Kind == OutcomeKind.Succeeded).Select(static outcome => outcome.Text)],
            RefusedByQueue = byNumber.Count(static outcome => outcome.Kind == OutcomeKind.RefusedByQueue),
            GivenUp = byNumber.Count(static outcome => outcome.Kind == OutcomeKind.GivenUp),
            RefusedByServer = byNumber.Count(static outcome => outcome.Kind == OutcomeKind.RefusedByServer),
            Failures = [.. byNumber.Where(static outcome => outcome.Kind == OutcomeKind.Failed).Select(static outcome => outcome.Text).Distinct()],
            PermitsGiven = quotas.PermitsGiven,
            IsDegraded = shared?.IsDegraded ?? false,
        };
    }

    private static async Task CallAsync(CamsClient cams, string flowId, int number, ConcurrentDictionary<int, Outcome> outcomes, CancellationToken stop)
    {
        try
        {
            var flow = await cams.GetFlowAsync(new() { FlowId = flowId }, CancellationToken.None);
            outcomes[number] = flow switch
            {
                { IsSuccess: true } => new(OutcomeKind.Succeeded, flow.RequestId ?? ""),
                { Error: { Category: ApiErrorCategory.Throttled, HttpStatus: null } } =>
                    new(stop.IsCancellationRequested ? OutcomeKind.GivenUp : OutcomeKind.RefusedByQueue, ""),
                { Error.Category: ApiErrorCategory.Throttled } => new(OutcomeKind.RefusedByServer, ""),
                _ => new(OutcomeKind.Failed, flow.Error.ToString()),
            };
        }
        catch (ObjectDisposedException) when (stop.IsCancellationRequested)
        {
            // It was about to be made again.
            outcomes[number] = new(OutcomeKind.GivenUp, "");
        }
    }

    private enum OutcomeKind
    {
        Succeeded,
        RefusedByQueue,
        RefusedByServer,
        GivenUp,
        Failed,
    }

    private readonly record struct Outcome(OutcomeKind Kind, string Text);
}
