using System.Diagnostics;
using System.Text.Json;

namespace LoadRun;

/// <summary>Another process of this program that calls. It gets its task as a line on its input, and its input ends when it is to stop.</summary>
internal sealed class CallingProcess : IDisposable
{
    private readonly Process _process;

    private CallingProcess(Process process) => _process = process;

    /// <summary>Starts one.</summary>
    public static async Task<CallingProcess> StartAsync(CallerTask task)
    {
        // The program may run by its own name or by 'dotnet'.
        var program = Environment.ProcessPath ?? throw new InvalidOperationException("The program does not know its own name.");
        string[] arguments = Path.GetFileNameWithoutExtension(program) == "dotnet" ? [typeof(CallingProcess).Assembly.Location, "caller"] : ["caller"];
        var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(task));
        await process.StandardInput.FlushAsync();
        return new(process);
    }

    /// <summary>Has it stop, and gets what it has to say.</summary>
    public async Task<CallerReport> StopAsync(CancellationToken cancellationToken)
    {
        _process.StandardInput.Close();
        var report = await _process.StandardOutput.ReadToEndAsync(cancellationToken);
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode == 0
            ? JsonSerializer.Deserialize<CallerReport>(report)!
            : throw new InvalidOperationException($"A calling process ended with exit code {_process.ExitCode}.");
    }

    /// <summary>What runs in such a process.</summary>
    public static async Task ServeAsync(CancellationToken cancellationToken)
    {
        var task = JsonSerializer.Deserialize<CallerTask>(await Console.In.ReadLineAsync(cancellationToken) ?? "")
            ?? throw new InvalidDataException("The task is missing.");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var calling = Caller.RunAsync(task, stop.Token);

        // The console reads synchronously.
        await Task.WhenAny(calling, Task.Run(Console.In.ReadToEnd, cancellationToken));
        await stop.CancelAsync();
        await Console.Out.WriteLineAsync(JsonSerializer.Serialize(await calling));
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
