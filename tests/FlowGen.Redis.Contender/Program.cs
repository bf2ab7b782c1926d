using FlowGen.Redis.Contender;

if (args is not [var endpoint, var name, var permits, var windowMilliseconds, var processes, var callers])
{
    await Console.Error.WriteLineAsync("usage: redis-endpoint name permits window-milliseconds expected-processes callers");
    return 2;
}

await using var contender = await ContendingProcess.ConnectAsync(
    endpoint,
    name,
    Contest.Parse(permits, windowMilliseconds, processes));

// Killed, or told to stop by the end of its input.
using var stop = new CancellationTokenSource();
var calls = contender.CallAsync(int.Parse(callers, System.Globalization.CultureInfo.InvariantCulture), stop.Token);
await Console.Out.WriteLineAsync("ready");

// The console reads synchronously, and this may be the thread on which the Redis client hands out its answers.
await Task.Run(Console.In.ReadToEnd);
await stop.CancelAsync();
await calls;
return 0;
