using StackExchange.Redis;

namespace FlowGen.Redis;

/// <summary>Tells that Redis is not to be had from a fault of the program.</summary>
internal static class RedisFault
{
    /// <summary>Whether an exception says that Redis cannot be reached, does not answer in time, refuses, or was given up.</summary>
    internal static bool Is(Exception exception) =>
        exception is RedisException or TimeoutException or ObjectDisposedException or OperationCanceledException;
}
