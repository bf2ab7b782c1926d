using System.Globalization;
using StackExchange.Redis;

namespace FlowGen.Redis.Contender;

/// <summary>A provider that counts calls when they arrive, by Redis' clock: the same as the quota is kept by, so that not a microsecond is excused.</summary>
public sealed class CountingServer(IDatabase database)
{
    private const string Script = """
        if redis.replicate_commands then redis.replicate_commands() end
        local time = redis.call('TIME')
        redis.call('RPUSH', 'counted', string.format('%.0f', time[1] * 1000000 + time[2]) .. ' ' .. ARGV[1])
        """;

    /// <summary>A call arrives.</summary>
    public Task CountAsync(string process) => database.ScriptEvaluateAsync(Script, [], [process]);

    /// <summary>The calls so far, in the order in which they came.</summary>
    public async Task<IReadOnlyList<CountedCall>> CountedAsync() =>
        [.. (await database.ListRangeAsync("counted")).Select(static call => CountedCall.Parse(call.ToString()))];

    /// <summary>The most calls in any window, wherever it begins. A window holds its beginning, not its end.</summary>
    public static int MostInAnyWindow(IReadOnlyList<CountedCall> calls, TimeSpan window)
    {
        var (most, first) = (0, 0);
        for (var last = 0; last < calls.Count; last++)
        {
            while (calls[last].At - calls[first].At >= window)
            {
                first++;
            }

            most = Math.Max(most, last - first + 1);
        }

        return most;
    }
}

/// <summary>A call that was counted.</summary>
/// <param name="At">When, since the beginning of Redis' time.</param>
/// <param name="Process">Who called.</param>
public readonly record struct CountedCall(TimeSpan At, string Process)
{
    internal static CountedCall Parse(string text)
    {
        var parts = text.Split(' ');
        return new(TimeSpan.FromMicroseconds(long.Parse(parts[0], CultureInfo.InvariantCulture)), parts[1]);
    }
}
