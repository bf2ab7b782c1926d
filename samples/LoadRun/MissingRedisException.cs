namespace LoadRun;

/// <summary>There is no redis-server to start.</summary>
internal sealed class MissingRedisException(string message, Exception inner) : Exception(message, inner);
