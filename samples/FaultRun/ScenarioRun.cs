using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using System.Threading.RateLimiting;
using FlowGen;
using FlowGen.Cams;
using FlowGen.EightByEight;
using FlowGen.Sandbox;

namespace FaultRun;

/// <summary>Makes the calls of a scenario: reads and writes of both providers in turn, each write with a text of its own that the sandbox's log is searched for.</summary>
internal sealed class ScenarioRun(Scenario scenario, int calls, int concurrency)
{
    private const int KindsOfCalls = 8;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentBag<ApiError> _errors = [];
    private readonly ConcurrentBag<Exception> _thrown = [];
    private int _values;
    private long _slowest;

    public async Task<ScenarioResult> RunAsync(CancellationToken cancellationToken)
    {
        var unobserved = 0;
        void Count(object? sender, UnobservedTaskExceptionEventArgs failure) => Interlocked.Increment(ref unobserved);
        TaskScheduler.UnobservedTaskException += Count;
        try
        {
            var connections = new ConnectionCount();
            await using var permits = new ConcurrencyLimiter(new() { PermitLimit = concurrency, QueueLimit = calls, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });
            var began = Stopwatch.GetTimestamp();
            var log = await CallAsync(permits, connections, cancellationToken);
            var elapsed = Stopwatch.GetElapsedTime(began);

            // What ends in the background has a while to do so.
            await Settling.WaitAsync(() => connections.Open == 0, cancellationToken);
            GC.Collect();
            GC.WaitForPendingFinalizers();
            var writes = Executions(log);
            var status = permits.GetStatistics()!;
            return new()
            {
                Calls = calls,
                Requests = log.Count,
                Hits = log.Count(static request => request.Fault is not null),
                Values = _values,
                Errors = _errors.GroupBy(static error => error.Category).ToDictionary(static group => group.Key, static group => group.Count()),
                Thrown = [.. _thrown],
                WriteExecutions = writes.GroupBy(static write => write.Value).ToDictionary(static group => group.Key, static group => group.Count()),
                RepeatedWrites = [.. writes.Where(static write => write.Value > 1).Select(static write => write.Key)],
                Slowest = TimeSpan.FromTicks(_slowest),
                Timeout = Timeout,
                Elapsed = elapsed,
                LeakedPermits = concurrency - (int)status.CurrentAvailablePermits,
                LeftInQueue = (int)status.CurrentQueuedCount,
                LeakedConnections = connections.Open,
                UnobservedFailures = unobserved,
            };
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= Count;
        }
    }

    private async Task<IReadOnlyList<SandboxRequest>> CallAsync(RateLimiter permits, ConnectionCount connections, CancellationToken cancellationToken)
    {
        await using var sandbox = await FlowSandbox.StartAsync(
            new() { Quota = SandboxQuota.Unlimited, Faults = [.. scenario.Rules.Select(static rule => rule())] },
            cancellationToken);
        using var http = new HttpClient(connections.CreateHandler());
        var cams = new CamsClient(http, Configure(new CamsClientOptions(), permits, sandbox.CamsEndpoint, AlibabaCredentials.FromAccessKey(sandbox.AccessKeyId, sandbox.AccessKeySecret)));
        var eightByEight = new EightByEightClient(http, Configure(new EightByEightClientOptions(), permits, sandbox.EightByEightEndpoint, BearerCredentials.FromKey(sandbox.ApiKey)));
        var made = new Calls(cams, eightByEight, sandbox);

        await Parallel.ForEachAsync(Enumerable.Range(0, calls), new ParallelOptions { MaxDegreeOfParallelism = concurrency, CancellationToken = cancellationToken }, async (number, token) =>
        {
            var began = Stopwatch.GetTimestamp();
            try
            {
                if (await made.MakeAsync(number, token) is { } error)
                {
                    _errors.Add(error);
                }
                else
                {
                    Interlocked.Increment(ref _values);
                }
            }
            catch (Exception exception) when (!token.IsCancellationRequested)
            {
                _thrown.Add(exception);
            }

            InterlockedMax(ref _slowest, Stopwatch.GetElapsedTime(began).Ticks);
        });

        // Calls that were given up may still run.
        while (sandbox.RequestsUnderWay > 0)
        {
            await Task.Delay(20, cancellationToken);
        }

        return sandbox.Requests;
    }

    private static TOptions Configure<TOptions>(TOptions options, RateLimiter permits, Uri endpoint, ApiCredentials credentials)
        where TOptions : FlowClientOptions
    {
        options.Endpoint = endpoint;
        options.Credentials = credentials;
        options.RateLimit = RateLimit.Use(permits);
        options.Timeout = Timeout;
        options.AttemptTimeout = AttemptTimeout;
        options.MaxRetries = 2;
        return options;
    }

    /// <summary>How often each write ran, by its operation and its text.</summary>
    private static Dictionary<string, int> Executions(IReadOnlyList<SandboxRequest> log)
    {
        var executions = new Dictionary<string, int>();
        foreach (var request in log.Where(static request => request.IsExecuted))
        {
            var name = request.Body.StartsWith('{')
                ? JsonDocument.Parse(request.Body).RootElement.GetProperty("name").GetString()
                : request.Operation == "ListFlow" ? null : request.Parameters.GetValueOrDefault("FlowName");
            if (name is not null)
            {
                var write = $"{request.Operation} {name}";
                executions[write] = executions.GetValueOrDefault(write) + 1;
            }
        }

        return executions;
    }

    private static void InterlockedMax(ref long target, long value)
    {
        for (var seen = Interlocked.Read(ref target); value > seen;)
        {
            var before = Interlocked.CompareExchange(ref target, value, seen);
            if (before == seen)
            {
                return;
            }

            seen = before;
        }
    }

    private sealed class Calls(CamsClient cams, EightByEightClient eightByEight, FlowSandbox sandbox)
    {
        private readonly string _camsFlow = sandbox.Flows.First(static flow => flow is { Provider: "alibaba-cams", Status: "DRAFT" }).Id;
        private readonly string _eightByEightFlow = sandbox.Flows.First(static flow => flow is { Provider: "8x8-chatapps", Status: "DRAFT" }).Id;

        /// <summary>Makes a call: reads and writes of both providers in turn.</summary>
        public async Task<ApiError?> MakeAsync(int number, CancellationToken cancellationToken)
        {
            var text = FormattableString.Invariant($"write-{number}");
            return (number % KindsOfCalls) switch
            {
                0 => (await cams.GetFlowAsync(new() { FlowId = _camsFlow }, cancellationToken)).Error,
                1 => (await cams.CreateFlowAsync(new() { FlowName = text, Categories = [FlowGen.Cams.FlowCategory.Other] }, cancellationToken)).Error,
                2 => (await cams.ListFlowAsync(cancellationToken: cancellationToken)).Error,
                3 => (await cams.ModifyFlowAsync(new() { FlowId = _camsFlow, FlowName = text, Categories = [FlowGen.Cams.FlowCategory.Other] }, cancellationToken)).Error,
                4 => (await eightByEight.GetFlowDetailsAsync(new() { AccountId = sandbox.AccountId, ChannelId = sandbox.ChannelId, FlowId = _eightByEightFlow }, cancellationToken)).Error,
                5 => (await eightByEight.CreateFlowAsync(
                    new() { AccountId = sandbox.AccountId, ChannelId = sandbox.ChannelId, Body = new() { Name = text, Categories = [FlowGen.EightByEight.FlowCategory.Other] } }, cancellationToken)).Error,
                6 => (await eightByEight.ListFlowsAsync(new() { AccountId = sandbox.AccountId, ChannelId = sandbox.ChannelId, Limit = 10 }, cancellationToken)).Error,
                _ => (await eightByEight.UpdateFlowAsync(
                    new() { AccountId = sandbox.AccountId, ChannelId = sandbox.ChannelId, FlowId = _eightByEightFlow, Body = new() { Name = text } }, cancellationToken)).Error,
            };
        }
    }
}
