using System.CommandLine;
using Quickstart;
using StackExchange.Redis;

namespace LoadRun;

/// <summary>The command line.</summary>
internal static class LoadRunCommand
{
    /// <summary>The exit code for a command line or a machine that the run cannot be made with.</summary>
    public const int UsageError = 2;

    private const int Interrupted = 130;

    public static RootCommand Create()
    {
        var minutes = new Option<double>("--minutes") { Description = "How long calls are offered: 0.05 to 1440. Default: 10.", DefaultValueFactory = static _ => 10 };
        var processes = new Option<int>("--processes") { Description = "How many processes share the quota: 1 to 64. Default: 8.", DefaultValueFactory = static _ => 8 };
        var load = new Option<double>("--load") { Description = "How many times the quota is offered: 1 to 1000. Default: 50.", DefaultValueFactory = static _ => 50 };
        var redis = new Option<string?>("--redis") { Description = "The Redis to share the quota on. Left out, a redis-server is started on loopback for the run.", HelpName = "host:port" };
        var inProcess = new Option<bool>("--in-process") { Description = "Offer all calls from this process alone, without Redis." };
        Between(minutes, 0.05, 1440);
        Between(processes, 1, 64);
        Between(load, 1, 1000);

        var command = new RootCommand("Offers far more calls than the quota permits to the sandbox, from several processes that share the quota on Redis, and shows how it was kept.")
        {
            minutes, processes, load, redis, inProcess, CallerCommand(),
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(inProcess) && (result.GetValue(redis) is not null || result.GetResult(processes) is { Implicit: false }))
            {
                result.AddError("--in-process has one process and no Redis: leave out --redis and --processes.");
            }
        });
        command.SetAction((result, cancellationToken) => RunAsync(
            async () =>
            {
                var isAlone = result.GetValue(inProcess);
                var plan = new LoadPlan(TimeSpan.FromMinutes(result.GetValue(minutes)), isAlone ? 1 : result.GetValue(processes), result.GetValue(load));
                return await LoadRunner.RunAsync(Terminal.Open(), plan, isAlone, result.GetValue(redis), cancellationToken);
            },
            cancellationToken));
        return command;
    }

    // What the program starts for each process. Nobody types it.
    private static Command CallerCommand()
    {
        var command = new Command("caller", "One of the processes: reads its task as JSON from its input, and ends with the input.") { Hidden = true };
        command.SetAction((_, cancellationToken) => RunAsync(
            async () =>
            {
                await CallingProcess.ServeAsync(cancellationToken);
                return 0;
            },
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Func<Task<int>> run, CancellationToken cancellationToken)
    {
        try
        {
            return await run();
        }
        catch (Exception exception) when (exception is MissingRedisException or RedisConnectionException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return UsageError;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("Cancelled.");
            return Interrupted;
        }
    }

    private static void Between<T>(Option<T> option, T least, T most)
        where T : IComparable<T> => option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && result.GetValueOrDefault<T>() is { } value && (value.CompareTo(least) < 0 || value.CompareTo(most) > 0))
            {
                result.AddError(FormattableString.Invariant($"{option.Name} is between {least} and {most}."));
            }
        });
}
