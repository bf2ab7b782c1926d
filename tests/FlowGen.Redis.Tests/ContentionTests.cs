using System.Diagnostics;
using FlowGen.Redis.Contender;
using StackExchange.Redis;

namespace FlowGen.Redis.Tests;

/// <summary>Processes of their own, as many as an account has, that all want more than there is.</summary>
public sealed class ContentionTests
{
    private const int Processes = 8;
    private const int CallersEach = 3;

    private static readonly Contest Contest = new(Permits: 5, Window: TimeSpan.FromMilliseconds(250), Processes);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Eight_processes_never_exceed_the_quota_in_any_window_and_none_starves()
    {
        await using var server = await RedisServer.StartAsync();
        using var connection = await server.ConnectAsync();
        var counting = new CountingServer(connection.GetDatabase());
        var processes = await StartAsync(server, Processes);

        // Long enough that each has had many turns, however slowly the machine goes.
        var calls = await UntilAsync(counting, static calls => calls.Count >= 160);
        await StopAsync(processes);

        Assert.InRange(CountingServer.MostInAnyWindow(calls, Contest.Window), 1, Contest.Permits);
        var turns = calls.GroupBy(static call => call.Process).ToDictionary(static process => process.Key, static process => process.Count());
        Assert.Equal(Processes, turns.Count);

        // From when all are there, nobody has fewer than half its fair part.
        var from = turns.Keys.Max(process => calls.First(call => call.Process == process).At);
        var shared = calls.Where(call => call.At > from).ToList();
        Assert.All(turns.Keys, process => Assert.True(
            shared.Count(call => call.Process == process) >= shared.Count / Processes / 2,
            $"{process} had {shared.Count(call => call.Process == process)} of {shared.Count} calls"));
        await NothingIsLeftAsync(connection);
    }

    [Fact]
    public async Task A_process_that_is_killed_takes_no_permit_with_it_for_long()
    {
        await using var server = await RedisServer.StartAsync();
        using var connection = await server.ConnectAsync();
        var counting = new CountingServer(connection.GetDatabase());
        var processes = await StartAsync(server, 3);
        var before = await UntilAsync(counting, static calls => calls.Count >= 30);

        var killed = processes[0];
        killed.Kill();
        await killed.WaitForExitAsync(Token);

        // The others go on, and have the whole quota again: as many calls in one window as ever.
        var after = await UntilAsync(
            counting,
            calls => calls.Count > before.Count + 30 && CountingServer.MostInAnyWindow([.. calls.Skip(before.Count + 10)], Contest.Window) == Contest.Permits);
        await StopAsync(processes[1..]);
        killed.Dispose();

        Assert.InRange(CountingServer.MostInAnyWindow(after, Contest.Window), 1, Contest.Permits);
        await NothingIsLeftAsync(connection);
    }

    private static async Task<Process[]> StartAsync(RedisServer server, int processes)
    {
        var started = Enumerable.Range(1, processes).Select(number => Start(server, $"process-{number}")).ToArray();
        foreach (var process in started)
        {
            Assert.Equal("ready", await process.StandardOutput.ReadLineAsync(Token));
        }

        return started;
    }

    private static Process Start(RedisServer server, string name)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "FlowGen.Redis.Contender.dll");
        var start = new ProcessStartInfo(
            "dotnet",
            [program, server.Endpoint, name, $"{Contest.Permits}", $"{Contest.Window.TotalMilliseconds:F0}", $"{Contest.Processes}", $"{CallersEach}"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        return Process.Start(start) ?? throw new InvalidOperationException("The contender did not start.");
    }

    // Each ends when its input does, and says nothing: no fault, no outage.
    private static async Task StopAsync(Process[] processes)
    {
        foreach (var process in processes)
        {
            process.StandardInput.Close();
        }

        foreach (var process in processes)
        {
            Assert.Equal("", await process.StandardOutput.ReadToEndAsync(Token));
            await process.WaitForExitAsync(Token);
            Assert.Equal(0, process.ExitCode);
            process.Dispose();
        }
    }

    private static async Task<IReadOnlyList<CountedCall>> UntilAsync(CountingServer server, Func<IReadOnlyList<CountedCall>, bool> condition)
    {
        while (true)
        {
            var calls = await server.CountedAsync();
            if (condition(calls))
            {
                return calls;
            }

            await Task.Delay(100, Token);
        }
    }

    // Only what the counting server wrote stays.
    private static async Task NothingIsLeftAsync(ConnectionMultiplexer connection)
    {
        var database = connection.GetDatabase();
        var keys = new RedisKeys("flowgen", Contest.Quota);
        while (await database.KeyExistsAsync(keys.Used) || await database.KeyExistsAsync(keys.Line) || await database.KeyExistsAsync(keys.Places))
        {
            await Task.Delay(100, Token);
        }
    }
}
