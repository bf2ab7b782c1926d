using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace FlowGen.Sandbox.Tests;

public sealed class SandboxProgramTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task The_program_says_where_it_is_in_its_first_line_and_stops_on_SIGTERM()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM.");
        using Process program = Start("--port", "0");
        try
        {
            string line = await program.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) ?? "";
            JsonElement announced = JsonElement.Parse(line);
            Answer cams = await Answer.ToAsync(CamsCallTo(announced));
            Answer eightByEight = await Answer.ToAsync(EightByEightCallTo(announced));
            await SignalAsync(program, "TERM");
            await program.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);

            Assert.Equal(
                ["cams", "eightByEight", "accessKeyId", "accessKeySecret", "apiKey", "accountId", "channelId", "custSpaceId", "flows"],
                announced.EnumerateObject().Select(member => member.Name));
            Assert.Equal((200, "OK"), (cams.Status, cams.Code));
            Assert.Equal(200, eightByEight.Status);
            Assert.Equal(0, program.ExitCode);
            Assert.Equal("", await program.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
            Assert.Equal("", await program.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        }
        finally
        {
            End(program);
        }
    }

    [Fact]
    public async Task The_program_stops_on_an_interrupt()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGINT.");
        Assert.SkipWhen(IsInterruptIgnored(), "These tests were started in the background, where a shell has SIGINT ignored, and so is it by what they start.");
        using Process program = Start();
        try
        {
            await program.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            await SignalAsync(program, "INT");
            await program.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);

            Assert.Equal(0, program.ExitCode);
        }
        finally
        {
            End(program);
        }
    }

    [Fact]
    public async Task The_command_takes_its_keys_from_the_arguments_and_ends_when_it_is_cancelled()
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using FirstLineWriter output = new();
        using StringWriter error = new(CultureInfo.InvariantCulture);
        Task<int> running = SandboxCommand.RunAsync(
            ["--access-key-id", "id", "--access-key-secret", "secret", "--security-token", "token", "--api-key", "key", "--channel-id", "channel", "--cust-space-id", "space", "--account-id", "00000000000000000000000000000001"],
            output, error, stop.Token);

        JsonElement announced = JsonElement.Parse(await output.FirstLine.WaitAsync(Patience, TestContext.Current.CancellationToken));
        await stop.CancelAsync();

        Assert.Equal(0, await running.WaitAsync(Patience, TestContext.Current.CancellationToken));
        Assert.Equal(
            ["id", "secret", "token", "key", "00000000000000000000000000000001", "channel", "space"],
            announced.EnumerateObject().Skip(2).Take(7).Select(member => member.Value.GetString()!));
        Assert.Equal("", error.ToString());
    }

    [Fact]
    public async Task The_command_takes_a_quota_and_faults_from_the_arguments()
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using FirstLineWriter output = new();
        using StringWriter error = new(CultureInfo.InvariantCulture);
        Task<int> running = SandboxCommand.RunAsync(
            ["--quota", "1/3600", "--bearer-token", "token", "--fault", """{"fault":"status","status":503}""", "--fault", """{"fault":"refusal","code":"InternalError"}"""], output, error, stop.Token);
        JsonElement announced = JsonElement.Parse(await output.FirstLine.WaitAsync(Patience, TestContext.Current.CancellationToken));

        List<int> statuses = [];
        for (int call = 0; call < 4; call++)
        {
            statuses.Add((await Answer.ToAsync(CamsCallTo(announced))).Status);
        }

        await stop.CancelAsync();
        Assert.Equal(0, await running.WaitAsync(Patience, TestContext.Current.CancellationToken));
        Assert.Equal([503, 500, 200, 400], statuses);
        Assert.Equal("token", announced.GetProperty("bearerToken").GetString());
        Assert.Equal("", error.ToString());
    }

    [Theory]
    [InlineData("--port", "many")]
    [InlineData("--port", "70000")]
    [InlineData("--colour", "blue")]
    [InlineData("--account-id", "7")]
    [InlineData("--access-key-secret", "")]
    [InlineData("--quota", "5")]
    [InlineData("--quota", "0/1")]
    [InlineData("--quota", "5/0")]
    [InlineData("--quota", "5/1e9")]
    [InlineData("--fault", "reset")]
    [InlineData("--fault", """{"fault":"reset","operation":"GetFlows"}""")]
    public async Task Bad_arguments_are_named_and_end_with_exit_code_2(string name, string value)
    {
        (int code, string output, string error) = await RunAsync(name, value);

        Assert.Equal(2, code);
        Assert.Equal("", output);
        Assert.NotEqual("", error);
    }

    [Fact]
    public async Task A_port_in_use_ends_with_one_line_and_exit_code_1()
    {
        using TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Start();
        string port = ((IPEndPoint)taken.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);

        (int code, string output, string error) = await RunAsync("--port", port);

        Assert.Equal(1, code);
        Assert.Equal("", output);
        Assert.Contains(port, Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_names_every_option()
    {
        (int code, string output, string error) = await RunAsync("--help");

        Assert.Equal(0, code);
        Assert.Contains("--port", output, StringComparison.Ordinal);
        Assert.Contains("--api-key", output, StringComparison.Ordinal);
        Assert.Contains("--quota", output, StringComparison.Ordinal);
        Assert.Contains("--fault", output, StringComparison.Ordinal);
        Assert.Equal("", error);
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using StringWriter output = new(CultureInfo.InvariantCulture);
        using StringWriter error = new(CultureInfo.InvariantCulture);
        int code = await SandboxCommand.RunAsync(arguments, output, error, TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }

    // The second bit of the mask is SIGINT's (proc(5)). What a process ignores its children ignore.
    private static bool IsInterruptIgnored()
    {
        const string Status = "/proc/self/status";
        if (!File.Exists(Status))
        {
            return false;
        }

        string mask = File.ReadLines(Status).First(static line => line.StartsWith("SigIgn:", StringComparison.Ordinal))["SigIgn:".Length..].Trim();
        return (ulong.Parse(mask, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) & 2) != 0;
    }

    private static Process Start(params string[] arguments)
    {
        // The host of the running framework, wherever it is installed: <root>/shared/<framework>/<version>/.
        string host = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));
        ProcessStartInfo start = new(host, ["exec", typeof(FlowSandbox).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start)!;
    }

    private static async Task SignalAsync(Process program, string signal)
    {
        using Process kill = Process.Start("kill", ["-" + signal, program.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    private static void End(Process program)
    {
        if (!program.HasExited)
        {
            program.Kill();
        }
    }

    private static CamsCall CamsCallTo(JsonElement announced) => new()
    {
        Endpoint = new(announced.GetProperty("cams").GetString()!),
        AccessKeyId = announced.GetProperty("accessKeyId").GetString()!,
        Secret = announced.GetProperty("accessKeySecret").GetString()!,
        Date = DateTimeOffset.UtcNow,
        Query = [("FlowId", FirstFlow(announced, "alibaba-cams"))],
    };

    private static HttpRequestMessage EightByEightCallTo(JsonElement announced)
    {
        string address = $"{announced.GetProperty("eightByEight").GetString()}/api/v1/accounts/{announced.GetProperty("accountId").GetString()}"
            + $"/channels/{announced.GetProperty("channelId").GetString()}/flows/{FirstFlow(announced, "8x8-chatapps")}";
        return new HttpRequestMessage(HttpMethod.Get, address).WithHeader("Authorization", $"Bearer {announced.GetProperty("apiKey").GetString()}");
    }

    private static string FirstFlow(JsonElement announced, string provider) =>
        announced.GetProperty("flows").EnumerateArray().First(flow => flow.GetProperty("provider").GetString() == provider).GetProperty("id").GetString()!;

    private sealed class FirstLineWriter() : StringWriter(CultureInfo.InvariantCulture)
    {
        private readonly TaskCompletionSource<string> _firstLine = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string> FirstLine => _firstLine.Task;

        public override Task FlushAsync(CancellationToken cancellationToken)
        {
            _firstLine.TrySetResult(ToString());
            return Task.CompletedTask;
        }
    }
}
