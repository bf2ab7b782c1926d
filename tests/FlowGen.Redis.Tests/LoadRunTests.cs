using System.Diagnostics;
using System.Text.RegularExpressions;

namespace FlowGen.Redis.Tests;

/// <summary>
/// The load run of the README in a few seconds. What it shows of the quota's use is not looked at: that is a matter of time, and this machine may
/// be busy.
/// </summary>
public sealed partial class LoadRunTests
{
    [Theory]
    [InlineData("--processes", "8")]
    [InlineData("--in-process")]
    public async Task Fifty_times_the_quota_is_offered_and_none_refused_lost_or_out_of_turn(params string[] arguments)
    {
        Assert.SkipUnless(RedisServer.IsInstalled || arguments is ["--in-process"], "redis-server is not installed.");

        var (exitCode, output) = await RunAsync(["--minutes", "0.1", .. arguments]);

        Assert.True(exitCode is 0 or 1, output);
        var figures = Row().Matches(output).ToDictionary(static row => row.Groups[1].Value.Trim(), static row => row.Groups[2].Value.Trim());
        Assert.InRange(int.Parse(figures["Served"], System.Globalization.CultureInfo.InvariantCulture), 1, 60);
        Assert.All(
            ["Answers refused for the quota", "Permits given but not used", "Keys left in Redis one window after the last call", "Other failures"],
            figure => Assert.True(figures[figure] == "0", output));
        Assert.Equal("0", Assert.Single(figures, static figure => figure.Key.StartsWith("Calls served out of turn", StringComparison.Ordinal)).Value);
    }

    [Theory]
    [InlineData("--minutes is between 0.05 and 1440.", "--minutes", "0")]
    [InlineData("--processes is between 1 and 64.", "--processes", "65")]
    [InlineData("--in-process has one process and no Redis: leave out --redis and --processes.", "--in-process", "--redis", "localhost:1")]
    public async Task What_makes_no_sense_is_one_clear_line_and_exit_code_2(string expected, params string[] arguments)
    {
        var (exitCode, output) = await RunAsync(arguments);

        Assert.Equal(2, exitCode);
        Assert.Equal(expected, output.Split('\n')[0]);
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "LoadRun.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return (process.ExitCode, await output + await errors);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    [GeneratedRegex("^│([^│]+)│([^│]+)│", RegexOptions.Multiline)]
    private static partial Regex Row();
}
