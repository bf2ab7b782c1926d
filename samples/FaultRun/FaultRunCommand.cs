using System.CommandLine;
using System.Diagnostics;
using System.Globalization;

namespace FaultRun;

/// <summary>The command line.</summary>
internal static class FaultRunCommand
{
    /// <summary>The exit code for a command line that cannot be used.</summary>
    public const int UsageError = 2;

    /// <summary>The exit code of a run in which a promise was broken.</summary>
    private const int Broken = 1;

    /// <summary>What a shell gives a program that Ctrl+C ended.</summary>
    private const int Interrupted = 130;

    public static RootCommand Create()
    {
        var calls = new Option<int>("--calls") { Description = "Calls a fault, half of them reads. 1,000 unless given.", DefaultValueFactory = static _ => 1000 };
        var concurrency = new Option<int>("--concurrency") { Description = "Calls at a time. 200 unless given.", DefaultValueFactory = static _ => 200 };
        var command = new RootCommand("Calls both providers in a sandbox while everything goes wrong, and counts what comes of it. Exits with 1 when a promise was broken.")
        {
            calls, concurrency,
        };
        foreach (var option in new[] { calls, concurrency })
        {
            option.Validators.Add(result =>
            {
                if (result.Tokens is [{ Value: var text }] && int.TryParse(text, out var number) && number < 1)
                {
                    result.AddError($"{option.Name} has to be at least 1.");
                }
            });
        }

        command.SetAction(async (result, cancellationToken) =>
        {
            try
            {
                return await RunAsync(result.GetValue(calls), result.GetValue(concurrency), cancellationToken) ? 0 : Broken;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                await Console.Error.WriteLineAsync("Cancelled.");
                return Interrupted;
            }
        });
        return command;
    }

    private static async Task<bool> RunAsync(int calls, int concurrency, CancellationToken cancellationToken)
    {
        // Once without being looked at: what is compiled and opened only once is no leak.
        await Scenario.All[0].RunAsync(Math.Min(calls, 50), concurrency, cancellationToken);
        var timers = Timer.ActiveCount;

        var began = Stopwatch.GetTimestamp();
        var isKept = true;
        Console.WriteLine(Report.Header);
        foreach (var scenario in Scenario.All)
        {
            var result = await scenario.RunAsync(calls, concurrency, cancellationToken);
            await Settling.WaitAsync(() => Timer.ActiveCount <= timers, cancellationToken);
            result = result with { LeakedTimers = Math.Max(0, Timer.ActiveCount - timers) };
            Console.WriteLine(Report.Row(scenario, result));
            foreach (var promise in result.BrokenPromises)
            {
                isKept = false;
                Console.WriteLine($"  broken: {promise}");
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(isKept ? "Every promise was kept." : "A promise was broken.")} {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s."));
        return isKept;
    }
}
