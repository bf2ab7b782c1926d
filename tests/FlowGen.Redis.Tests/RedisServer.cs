using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using StackExchange.Redis;

namespace FlowGen.Redis.Tests;

/// <summary>A redis-server of the tests' own, on loopback, that keeps nothing on disk.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private const string Program = "redis-server";

    private readonly int _port;
    private readonly string[] _arguments;
    private Process _process;

    private RedisServer(int port, string[] arguments)
    {
        _port = port;
        _arguments = arguments;
        _process = Launch(port, arguments);
    }

    /// <summary>Whether the program is on this machine.</summary>
    public static bool IsInstalled { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Any(static folder => File.Exists(Path.Combine(folder, Program)));

    public int Port => _port;

    public string Endpoint => $"127.0.0.1:{_port}";

    /// <summary>Starts one, or skips the test where there is none to start.</summary>
    public static async Task<RedisServer> StartAsync(params string[] arguments)
    {
        Assert.SkipUnless(IsInstalled, $"{Program} is not installed.");
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();

        var server = new RedisServer(port, arguments);
        await server.IsReadyAsync();
        return server;
    }

    /// <summary>A connection as a process has one, that tries again every second.</summary>
    public Task<ConnectionMultiplexer> ConnectAsync() => ConnectAsync(Endpoint);

    public static async Task<ConnectionMultiplexer> ConnectAsync(string endpoint) =>
        await ConnectionMultiplexer.ConnectAsync($"{endpoint},abortConnect=false,connectTimeout=1000,allowAdmin=true");

    /// <summary>Ends it as a crash does. It forgets everything.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Starts it again, on the same port.</summary>
    public async Task RestartAsync()
    {
        _process.Dispose();
        _process = Launch(_port, _arguments);
        await IsReadyAsync();
    }

    /// <summary>Makes it hang: connections stay, answers do not come.</summary>
    public Task FreezeAsync() => SignalAsync("STOP");

    /// <summary>Lets it go on.</summary>
    public Task ThawAsync() => SignalAsync("CONT");

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static Process Launch(int port, string[] arguments)
    {
        var start = new ProcessStartInfo(Program, ["--port", $"{port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", .. arguments])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{Program} did not start.");
        process.OutputDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{_process.Id}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    private async Task IsReadyAsync()
    {
        while (true)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            Assert.False(_process.HasExited, $"{Program} ended at once.");
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, _port, TestContext.Current.CancellationToken);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(50, TestContext.Current.CancellationToken);
            }
        }
    }
}
