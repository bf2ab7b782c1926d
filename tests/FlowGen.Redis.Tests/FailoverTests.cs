namespace FlowGen.Redis.Tests;

/// <summary>
/// Another server takes over under the same address, as behind the virtual address of a managed Redis, and it knows nothing of what the
/// former one gave.
/// </summary>
public sealed class FailoverTests
{
    [Fact]
    public async Task When_an_empty_replica_takes_over_the_quota_is_kept_and_then_shared_as_before()
    {
        await using var former = await RedisServer.StartAsync();
        await using var replica = await RedisServer.StartAsync();
        await using var address = new MovingAddress(former.Port);
        await using var processes = await CallingProcesses.StartAsync(address.Endpoint, 12, 12);
        await processes.MoreCallsAsync(40);

        // By then the replica is as old as the former server: that it is new is not what gives it away.
        address.MoveTo(replica.Port);
        await processes.MoreCallsAsync(60);
        await processes.RecoveredAsync();
        await processes.MoreCallsAsync(40);

        await processes.StopAsync();
        Assert.InRange(CallingProcesses.MostInAnyWindow(processes.Calls), 1, CallingProcesses.Permits);
        using var connection = await replica.ConnectAsync();
        Assert.True(await connection.GetDatabase().KeyExistsAsync(new RedisKeys("flowgen", "test").Used));
    }
}
