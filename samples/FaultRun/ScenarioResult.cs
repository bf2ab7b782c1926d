using FlowGen;

namespace FaultRun;

/// <summary>What came of the calls of a scenario.</summary>
internal sealed record ScenarioResult
{
    /// <summary>How much longer than its timeout a call may take on a busy machine.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(1);

    public required int Calls { get; init; }

    /// <summary>Requests that a fault happened to.</summary>
    public required int Hits { get; init; }

    /// <summary>Requests that came to the sandbox.</summary>
    public required int Requests { get; init; }

    /// <summary>Calls that ended in a value.</summary>
    public required int Values { get; init; }

    /// <summary>Calls that ended in a typed error, by its category.</summary>
    public required IReadOnlyDictionary<ApiErrorCategory, int> Errors { get; init; }

    /// <summary>What was thrown, which nothing ever should.</summary>
    public required IReadOnlyList<Exception> Thrown { get; init; }

    /// <summary>Writes that the sandbox ran, by the number of times; each is a call of its own.</summary>
    public required IReadOnlyDictionary<int, int> WriteExecutions { get; init; }

    /// <summary>The writes that ran more than once.</summary>
    public required IReadOnlyList<string> RepeatedWrites { get; init; }

    public required TimeSpan Slowest { get; init; }

    public required TimeSpan Timeout { get; init; }

    public required TimeSpan Elapsed { get; init; }

    /// <summary>Permits that were not given back.</summary>
    public required int LeakedPermits { get; init; }

    /// <summary>Calls that still wait for a permit.</summary>
    public required int LeftInQueue { get; init; }

    /// <summary>Connections that are open once the HTTP clients are disposed.</summary>
    public required int LeakedConnections { get; init; }

    /// <summary>How many more timers run in the process than before: what waits for a time that nobody needs any more.</summary>
    public long LeakedTimers { get; init; }

    /// <summary>Tasks that failed without anybody noticing.</summary>
    public required int UnobservedFailures { get; init; }

    /// <summary>What should not be; empty when all is well.</summary>
    public IEnumerable<string> BrokenPromises
    {
        get
        {
            if (Hits == 0)
            {
                yield return "no call was hit, so that nothing is shown";
            }

            if (Values + Errors.Values.Sum() != Calls)
            {
                yield return $"{Calls - Values - Errors.Values.Sum()} of {Calls} calls ended in neither a value nor a typed error; first: {(Thrown.Count > 0 ? Thrown[0].Message : "none was thrown")}";
            }

            if (Slowest > Timeout + Slack)
            {
                yield return FormattableString.Invariant($"a call took {Slowest.TotalSeconds:0.00} s, and its timeout is {Timeout.TotalSeconds:0.00} s");
            }

            if (RepeatedWrites.Count > 0)
            {
                yield return $"{RepeatedWrites.Count} writes ran more than once: {string.Join(", ", RepeatedWrites.GroupBy(static write => write.Split(' ')[0]).Select(static group => $"{group.Key} {group.Count()}"))}";
            }

            if ((LeakedPermits, LeftInQueue, LeakedConnections, UnobservedFailures) != (0, 0, 0, 0) || LeakedTimers > 0)
            {
                yield return $"leaked: {LeakedPermits} permits, {LeftInQueue} places in the queue, {LeakedConnections} connections, {LeakedTimers} timers, {UnobservedFailures} unobserved failures";
            }
        }
    }
}
