using Microsoft.Extensions.Logging;

namespace FlowGen.Redis;

/// <summary>How a quota is kept on Redis. Read once, when the limiter is made.</summary>
public sealed class RedisQuotaOptions
{
    /// <summary>
    /// How many processes share the quota, at least 1. It matters only while Redis cannot be reached: then each process keeps to its share,
    /// the permitted calls divided by this. With more processes than permits each makes a call every so often, and the quota is kept on
    /// average, but not in every window.
    /// </summary>
    public required int ExpectedProcesses { get; init; }

    /// <summary>
    /// What the names of the keys in Redis begin with, the same in every process. Not empty, without braces. Default: <c>flowgen</c>.
    /// </summary>
    public string KeyPrefix { get; init; } = "flowgen";

    /// <summary>The number of the Redis database; -1 is the connection's own. -1 or more. Default: -1.</summary>
    public int Database { get; init; } = -1;

    /// <summary>
    /// How long Redis has to answer before it counts as away. The same in every process, because a permit that is lost on the way stays in
    /// use for that much longer. 10 milliseconds to a minute. Default: 1 second.
    /// </summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Where to say that Redis is away, and that it is back. Default: nowhere.</summary>
    public ILoggerFactory? LoggerFactory { get; init; }

    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ExpectedProcesses, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Database, -1);
        ArgumentOutOfRangeException.ThrowIfLessThan(CommandTimeout, TimeSpan.FromMilliseconds(10));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(CommandTimeout, TimeSpan.FromMinutes(1));
        RedisKeys.CheckName(KeyPrefix, nameof(KeyPrefix));
    }
}
