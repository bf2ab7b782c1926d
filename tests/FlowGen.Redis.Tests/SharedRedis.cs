using FlowGen.Redis.Tests;
using StackExchange.Redis;

[assembly: AssemblyFixture(typeof(SharedRedis))]

// They wait for windows of time far more than they compute.
[assembly: CollectionBehavior(MaxParallelThreads = 8)]

namespace FlowGen.Redis.Tests;

/// <summary>One server for the tests that do it no harm; each uses names of its own.</summary>
public sealed class SharedRedis : IAsyncLifetime
{
    private RedisServer? _server;
    private ConnectionMultiplexer? _connection;

    /// <summary>The server, or a skipped test.</summary>
    public RedisServer Server
    {
        get
        {
            Assert.SkipUnless(RedisServer.IsInstalled, "redis-server is not installed.");
            return _server!;
        }
    }

    public ConnectionMultiplexer Connection
    {
        get
        {
            Assert.SkipUnless(RedisServer.IsInstalled, "redis-server is not installed.");
            return _connection!;
        }
    }

    public async ValueTask InitializeAsync()
    {
        if (RedisServer.IsInstalled)
        {
            _server = await RedisServer.StartAsync();
            _connection = await _server.ConnectAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _connection?.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }
}
