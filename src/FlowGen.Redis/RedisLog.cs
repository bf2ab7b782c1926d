using Microsoft.Extensions.Logging;

namespace FlowGen.Redis;

/// <summary>What is logged.</summary>
internal static partial class RedisLog
{
    [LoggerMessage(1, LogLevel.Warning, "Redis cannot be reached. The quota '{Quota}' is kept by this process's share from {Delay} on: {Share}.")]
    internal static partial void Away(ILogger logger, string quota, TimeSpan delay, string share, Exception exception);

    [LoggerMessage(2, LogLevel.Information, "Redis is back. The quota '{Quota}' is shared again.")]
    internal static partial void Back(ILogger logger, string quota);
}
