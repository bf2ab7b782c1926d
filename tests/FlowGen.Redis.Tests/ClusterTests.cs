namespace FlowGen.Redis.Tests;

/// <summary>A node of a cluster refuses a script whose keys are not all in one slot.</summary>
public sealed class ClusterTests
{
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(200);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task On_a_cluster_all_keys_of_a_quota_are_in_one_slot_and_its_permits_are_given()
    {
        var nodes = Path.Combine(Path.GetTempPath(), $"flowgen-{Guid.NewGuid():N}.conf");
        await using var server = await RedisServer.StartAsync("--cluster-enabled", "yes", "--cluster-config-file", nodes);
        using (var setUp = await server.ConnectAsync())
        {
            await setUp.GetDatabase().ExecuteAsync("CLUSTER", ["ADDSLOTS", .. Enumerable.Range(0, 16384).Cast<object>()]);
        }

        using var connection = await server.ConnectAsync();
        await UntilAsync(async () => $"{await connection.GetDatabase().ExecuteAsync("CLUSTER", "INFO")}".Contains("cluster_state:ok", StringComparison.Ordinal));
        await using var limiter = new RedisRateLimiter(connection, "test", 2, Window, queueLimit: 10, new() { ExpectedProcesses = 1 });

        var keys = new RedisKeys("flowgen", "test");
        Assert.Single(new[] { keys.Used, keys.Line, keys.Places, keys.Pause }.Select(connection.HashSlot).Distinct());
        for (var call = 0; call < 5; call++)
        {
            using var lease = await limiter.AcquireAsync(1, Token);
            Assert.True(lease.IsAcquired);
        }

        limiter.PauseFor(Window);
        await UntilAsync(() => connection.GetDatabase().KeyExistsAsync(keys.Pause));
        Assert.False(limiter.IsDegraded);
        File.Delete(nodes);
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        while (!await condition())
        {
            await Task.Delay(20, Token);
        }
    }
}
