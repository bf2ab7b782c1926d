using FlowGen.Sandbox;
using Spectre.Console;
using StackExchange.Redis;

namespace LoadRun;

/// <summary>Starts everything, waits, stops everything, and counts.</summary>
internal static class LoadRunner
{
    private const int Missed = 1;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    // A Redis that was just started gives no permit before it can have forgotten none.
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(1);

    /// <summary>Makes the run; 0 when every figure is as it should be.</summary>
    public static async Task<int> RunAsync(IAnsiConsole console, LoadPlan plan, bool isAlone, string? redisEndpoint, CancellationToken cancellationToken)
    {
        await using var sandbox = await FlowSandbox.StartAsync(cancellationToken: cancellationToken);
        await using var redis = isAlone || redisEndpoint is not null ? null : await LocalRedis.StartAsync(cancellationToken);
        var endpoint = redis?.Endpoint ?? redisEndpoint;
        var task = new CallerTask
        {
            Endpoint = sandbox.CamsEndpoint,
            AccessKeyId = sandbox.AccessKeyId,
            AccessKeySecret = sandbox.AccessKeySecret,
            FlowId = sandbox.Flows.First(static flow => flow.Provider == "alibaba-cams").Id,
            CallsPerSecond = plan.CallsPerSecond,
            Processes = plan.Processes,
            Redis = endpoint,
        };
        console.WriteLine(FormattableString.Invariant(
            $"{plan.Processes} {(plan.Processes == 1 ? "process offers" : "processes offer")} {plan.Load:0.#} times the quota of {LoadPlan.Quota.Permits} calls in {LoadPlan.Quota.Window.TotalSeconds:0.#} s for {plan.Duration.TotalMinutes:0.##} minutes{(endpoint is null ? "" : $", shared on Redis at {endpoint}")}."));

        var served = new ServedCalls(sandbox);
        var (began, reports) = await OfferAsync(console, plan, task, served, isAlone, cancellationToken);
        served.Collect();
        var keysLeft = endpoint is null ? 0 : await KeysLeftAsync(endpoint, cancellationToken);
        var figures = new Figures(plan, served, began, reports, keysLeft);
        figures.Write(console);
        return figures.AreMet ? 0 : Missed;
    }

    private static async Task<(DateTimeOffset Began, IReadOnlyList<CallerReport> Reports)> OfferAsync(
        IAnsiConsole console,
        LoadPlan plan,
        CallerTask task,
        ServedCalls served,
        bool isAlone,
        CancellationToken cancellationToken)
    {
        if (isAlone)
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var calling = Task.Run(() => Caller.RunAsync(task, stop.Token), cancellationToken);
            var began = await WatchAsync(console, plan, served, cancellationToken);
            await stop.CancelAsync();
            return (began, [await calling]);
        }

        var processes = new List<CallingProcess>();
        try
        {
            for (var number = 0; number < plan.Processes; number++)
            {
                processes.Add(await CallingProcess.StartAsync(task));
            }

            var began = await WatchAsync(console, plan, served, cancellationToken);
            return (began, await Task.WhenAll(processes.Select(process => process.StopAsync(cancellationToken))));
        }
        finally
        {
            processes.ForEach(static process => process.Dispose());
        }
    }

    // The time counts from the first call that is served.
    private static async Task<DateTimeOffset> WatchAsync(IAnsiConsole console, LoadPlan plan, ServedCalls served, CancellationToken cancellationToken)
    {
        var started = DateTimeOffset.UtcNow;
        while (served.Requests.Count == 0)
        {
            if (DateTimeOffset.UtcNow - started > LongestStart)
            {
                throw new TimeoutException($"No call was served within {LongestStart}.");
            }

            await Task.Delay(BetweenLooks, cancellationToken);
            served.Collect();
        }

        var began = served.Requests[0].Time;
        var ends = began + plan.Duration;
        if (console.Profile.Capabilities.Interactive)
        {
            await console.Progress().StartAsync(async context =>
            {
                var progress = context.AddTask("Calls served", maxValue: plan.Permitted);
                await LookAsync(ends, served, () => progress.Value = served.Requests.Count, cancellationToken);
            });
        }
        else
        {
            var minute = 0;
            await LookAsync(
                ends,
                served,
                () =>
                {
                    if ((int)(DateTimeOffset.UtcNow - began).TotalMinutes > minute)
                    {
                        minute++;
                        console.WriteLine(FormattableString.Invariant($"{minute} of {plan.Duration.TotalMinutes:0.##} minutes: {served.Requests.Count} calls served, {served.RefusedForQuota} refused for the quota."));
                    }
                },
                cancellationToken);
        }

        return began;
    }

    private static async Task LookAsync(DateTimeOffset until, ServedCalls served, Action show, CancellationToken cancellationToken)
    {
        while (until - DateTimeOffset.UtcNow is var left && left > TimeSpan.Zero)
        {
            await Task.Delay(left < BetweenLooks ? left : BetweenLooks, cancellationToken);
            served.Collect();
            show();
        }
    }

    // Every call has been answered, so nothing is in use one window from now.
    private static async Task<long> KeysLeftAsync(string endpoint, CancellationToken cancellationToken)
    {
        using var redis = await ConnectionMultiplexer.ConnectAsync(endpoint);
        await Task.Delay(LoadPlan.Quota.Window + BetweenLooks, cancellationToken);
        var keys = await redis.GetDatabase().ScriptEvaluateAsync("return redis.call('KEYS', 'flowgen:*')");
        return ((RedisResult[]?)keys)?.Length ?? 0;
    }
}
