using System.Diagnostics;
using System.Globalization;
using FlowGen;
using FlowGen.Cams;
using FlowGen.Sandbox;
using Spectre.Console;

namespace Quickstart;

/// <summary>More calls at once than the quota permits: they wait for their turn instead of failing.</summary>
internal static class Burst
{
    private const int Calls = 12;

    public static async Task RunAsync(IAnsiConsole console, ICamsClient cams, FlowSandbox sandbox, CancellationToken cancellationToken)
    {
        var flowId = sandbox.Flows[0].Id;
        var watch = Stopwatch.StartNew();
        var calls = Enumerable.Range(0, Calls).Select(_ => cams.GetFlowAsync(new() { FlowId = flowId }, cancellationToken)).ToList();
        console.WriteLine($"A burst of {Calls} calls; the documented quota is 5 calls per second and account.");
        if (console.Profile.Capabilities.Interactive)
        {
            await console.Progress().StartAsync(async context => await FollowAsync(calls, context.AddTask("Calls answered", maxValue: Calls)));
        }
        else
        {
            await Task.WhenAll(calls);
        }

        var succeeded = 0;
        foreach (var call in calls)
        {
            succeeded += (await call).IsSuccess ? 1 : 0;
        }

        var seconds = watch.Elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        var refused = sandbox.Requests.Count(static request => request.Code == "System.LimitControl");
        console.WriteLine($"{succeeded} of {Calls} calls succeeded in {seconds} s; {refused} were refused for the quota.");
    }

    private static async Task FollowAsync(IEnumerable<Task<ApiResult<FlowDetails>>> calls, ProgressTask progress)
    {
        await foreach (var call in Task.WhenEach(calls))
        {
            await call;
            progress.Increment(1);
        }
    }
}
