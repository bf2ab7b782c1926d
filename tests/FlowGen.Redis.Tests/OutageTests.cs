namespace FlowGen.Redis.Tests;

/// <summary>
/// Redis goes away and comes back. These tests mostly wait, so each has a class and a server of its own, and they wait at the same time.
/// </summary>
public sealed class OutageTests
{
    [Fact]
    public async Task When_Redis_dies_each_process_keeps_to_its_share_and_when_it_is_back_they_share_again()
    {
        await using var server = await RedisServer.StartAsync();
        await using var processes = await CallingProcesses.StartAsync(server.Endpoint, 12, 12);
        await processes.MoreCallsAsync(16);

        await server.KillAsync();
        await processes.DegradedAsync();
        Assert.Equal(2, processes.Log.Count(static line => line.StartsWith("Warning: Redis cannot be reached. The quota 'test' is kept by this process's share", StringComparison.Ordinal)));
        Assert.All(processes.Log, static line => Assert.Contains("4 in 00:00:00.5", line, StringComparison.Ordinal));
        await processes.MoreCallsAsync(24);

        await server.RestartAsync();
        await processes.RecoveredAsync();
        Assert.Equal(2, processes.Log.Count(static line => line.StartsWith("Information: Redis is back.", StringComparison.Ordinal)));
        await processes.MoreCallsAsync(24);

        await processes.StopAsync();
        Assert.InRange(CallingProcesses.MostInAnyWindow(processes.Calls), 1, CallingProcesses.Permits);
    }
}

public sealed class HangTests
{
    [Fact]
    public async Task A_Redis_that_hangs_counts_as_away_until_it_answers()
    {
        await using var server = await RedisServer.StartAsync();
        await using var processes = await CallingProcesses.StartAsync(server.Endpoint, 12, 12);
        await processes.MoreCallsAsync(16);

        await server.FreezeAsync();
        await processes.DegradedAsync();
        await processes.MoreCallsAsync(24);

        await server.ThawAsync();
        await processes.RecoveredAsync();
        await processes.MoreCallsAsync(24);

        await processes.StopAsync();
        Assert.InRange(CallingProcesses.MostInAnyWindow(processes.Calls), 1, CallingProcesses.Permits);
    }
}

public sealed class RecoveryTests
{
    [Fact]
    public async Task After_an_outage_one_process_can_have_the_whole_quota_again()
    {
        await using var server = await RedisServer.StartAsync();
        await using var processes = await CallingProcesses.StartAsync(server.Endpoint, 12);
        await processes.MoreCallsAsync(16);
        await server.KillAsync();
        await processes.DegradedAsync();
        var before = processes.Calls.Count;
        await processes.MoreCallsAsync(20);
        Assert.InRange(CallingProcesses.MostInAnyWindow(processes.Calls.Skip(before)), 1, CallingProcesses.Share);

        await server.RestartAsync();
        await CallingProcesses.UntilAsync(() => CallingProcesses.MostInAnyWindow(processes.Calls.Skip(before)) > CallingProcesses.Share);

        await processes.StopAsync();
        Assert.InRange(CallingProcesses.MostInAnyWindow(processes.Calls), CallingProcesses.Share + 1, CallingProcesses.Permits);
    }
}

public sealed class AbsenceTests
{
    [Fact]
    public async Task Without_Redis_from_the_beginning_the_share_is_there_all_the_same_and_callers_can_give_up()
    {
        await using var server = await RedisServer.StartAsync();
        await server.KillAsync();
        await using var processes = await CallingProcesses.StartAsync(server.Endpoint, 12, 12);

        await processes.MoreCallsAsync(24);

        using var cancellation = new CancellationTokenSource();
        var waiting = processes.Limiters[0].AcquireAsync(CallingProcesses.Permits, cancellation.Token).AsTask();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await processes.StopAsync();
        Assert.InRange(CallingProcesses.MostInAnyWindow(processes.Calls), 1, CallingProcesses.Permits);
    }

    [Fact]
    public async Task A_pause_that_Redis_never_heard_of_is_kept_and_told_when_it_is_back()
    {
        await using var server = await RedisServer.StartAsync();
        await using var processes = await CallingProcesses.StartAsync(server.Endpoint, 4);
        await processes.MoreCallsAsync(8);
        await server.KillAsync();
        await processes.DegradedAsync();

        processes.Limiters[0].PauseFor(TimeSpan.FromHours(1));
        var before = processes.Calls.Count;
        await server.RestartAsync();
        await processes.RecoveredAsync();

        var pause = new RedisKeys("flowgen", "test").Pause;
        Assert.InRange((await processes.Connections[0].GetDatabase().KeyTimeToLiveAsync(pause))!.Value, TimeSpan.FromMinutes(59), TimeSpan.FromHours(1));

        // What was given before the pause was made known may still be on its way; nothing else comes.
        Assert.InRange(processes.Calls.Count - before, 0, CallingProcesses.Share);
        await processes.StopAsync();
    }
}
