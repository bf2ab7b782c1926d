using System.Globalization;
using StackExchange.Redis;

namespace FlowGen.Redis;

/// <summary>What one process says to Redis about one quota, and what Redis answers. Redis' clock decides everything.</summary>
internal sealed class RedisQuota
{
    /// <summary>How much longer than it has to a process may stay silent without losing its place: one that was killed is passed over after it.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    // Those ahead may give up, so nobody sleeps longer on what was true once.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    // A window of an hour must not mean two hours of standstill.
    private static readonly TimeSpan LongestTrial = TimeSpan.FromMinutes(2);

    private readonly IDatabase _database;
    private readonly RedisKeys _keys;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _timeProvider;
    private readonly RedisKey[] _used;
    private readonly RedisKey[] _all;
    private readonly RedisValue[] _terms;
    private readonly RedisValue _windowMicroseconds;
    private readonly RedisValue _unansweredMicroseconds;
    private readonly string _process = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);
    private string _server = "";
    private long _lastGivenAt;

    internal RedisQuota(IDatabase database, RedisKeys keys, int permits, TimeSpan window, TimeSpan timeout, TimeProvider timeProvider)
    {
        _database = database;
        _keys = keys;
        _timeout = timeout;
        _timeProvider = timeProvider;
        _used = [keys.Used];
        _all = [keys.Used, keys.Line, keys.Places, keys.Pause];
        Unanswered = (2 * window) + timeout;
        Trial = Unanswered < LongestTrial ? Unanswered : LongestTrial;
        _windowMicroseconds = Microseconds(window);
        _unansweredMicroseconds = Microseconds(Unanswered);
        _terms =
        [
            permits,
            _windowMicroseconds,
            _unansweredMicroseconds,
            Microseconds(Trial),
            Microseconds(window < LongestWait ? window : LongestWait),
            Microseconds(Grace),
            _process,
        ];
    }

    /// <summary>
    /// For how long a permit is in use that nobody gives back. The answer from Redis may take the timeout, the call is counted within a window
    /// of its sending, and counts for a window.
    /// </summary>
    internal TimeSpan Unanswered { get; }

    /// <summary>After how long nothing counts any more that was given before.</summary>
    internal TimeSpan Trial { get; }

    /// <summary>A name that no other permit of this quota has.</summary>
    internal string NameOf(long number) => string.Create(CultureInfo.InvariantCulture, $"{_process}:{number}");

    /// <summary>Asks for the permits of the requests, first come first served; takes this process's place in the line where they are not to be had.</summary>
    internal async Task<QuotaAnswer> AcquireAsync(IReadOnlyList<PermitRequest> requests)
    {
        List<RedisValue> values = [.. _terms, _server, Microseconds(StillCounts())];
        foreach (var request in requests)
        {
            values.Add(request.Name);
            values.Add(request.PermitCount);
        }

        var answer = (RedisResult[]?)await InTime(RedisScript.Acquire.EvaluateAsync(_database, _all, [.. values])).ConfigureAwait(false);
        if (answer is not [var granted, var wait, var free, var server])
        {
            throw new InvalidOperationException("Redis answered something else than the script does.");
        }

        _server = (string?)server ?? "";
        if ((int)granted > 0)
        {
            _lastGivenAt = _timeProvider.GetTimestamp();
        }

        return new((int)granted, TimeSpan.FromMicroseconds((long)wait), (int)free);
    }

    /// <summary>The calls' answers have come.</summary>
    internal Task AnswerAsync(IReadOnlyList<string> permits) =>
        InTime(RedisScript.Answer.EvaluateAsync(_database, _used, [_windowMicroseconds, .. permits.Select(static permit => (RedisValue)permit)]));

    /// <summary>The permits were not used, and never will be.</summary>
    internal Task ReturnAsync(IReadOnlyList<string> permits) =>
        InTime(_database.SortedSetRemoveAsync(_keys.Used, [.. permits.Select(static permit => (RedisValue)permit)], CommandFlags.DemandMaster));

    /// <summary>Gives up this process's place in the line.</summary>
    internal Task LeaveAsync() => InTime(Task.WhenAll(
        _database.SortedSetRemoveAsync(_keys.Line, _process, CommandFlags.DemandMaster),
        _database.HashDeleteAsync(_keys.Places, _process, CommandFlags.DemandMaster)));

    /// <summary>Gives nobody a permit for so long.</summary>
    internal Task PauseAsync(TimeSpan delay) =>
        InTime(RedisScript.Pause.EvaluateAsync(_database, [_keys.Pause], [Microseconds(delay)]));

    /// <summary>Whether Redis is there.</summary>
    internal Task PingAsync() => InTime(_database.PingAsync(CommandFlags.DemandMaster));

    /// <summary>Has permits counted that were given without Redis, each for so long from now on.</summary>
    internal Task ResumeAsync(IEnumerable<KeyValuePair<string, TimeSpan>> permits) => InTime(RedisScript.Resume.EvaluateAsync(
        _database,
        _used,
        [_unansweredMicroseconds, .. permits.SelectMany(static permit => new RedisValue[] { permit.Key, Microseconds(permit.Value) })]));

    // For how long what was given to this process may be in use, which only the server that gave it knows for sure.
    private TimeSpan StillCounts()
    {
        var left = Trial - _timeProvider.GetElapsedTime(_lastGivenAt);
        return _server.Length > 0 && left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    // Rounded up: a window that is a little too short is one too many.
    private static RedisValue Microseconds(TimeSpan time) => (time.Ticks + TimeSpan.TicksPerMicrosecond - 1) / TimeSpan.TicksPerMicrosecond;

    // Not every version of the client gives up by itself. What comes too late is of no use, so a fault of it is not looked at.
    private Task InTime(Task task)
    {
        Observe(task);
        return task.WaitAsync(_timeout, _timeProvider);
    }

    private Task<T> InTime<T>(Task<T> task)
    {
        Observe(task);
        return task.WaitAsync(_timeout, _timeProvider);
    }

    private static void Observe(Task task) =>
        task.ContinueWith(static task => task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
}
