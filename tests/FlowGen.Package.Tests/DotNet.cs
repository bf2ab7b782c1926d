using System.Diagnostics;
using System.Text;

namespace FlowGen.Package.Tests;

/// <summary>Runs the SDK as a person would, in a process of its own.</summary>
internal static class DotNet
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>Where the SDK's temporary folders go, some of which it leaves behind.</summary>
    private static readonly string Temporary = Directory.CreateDirectory(Path.Combine(Repository.Root, "tmp")).FullName;

    public static Task<DotNetResult> RunAsync(string folder, params string[] arguments) => RunAsync(folder, new Dictionary<string, string?>(), arguments);

    /// <summary>Runs <c>dotnet</c> to its end.</summary>
    public static Task<DotNetResult> RunAsync(string folder, IReadOnlyDictionary<string, string?> environment, params string[] arguments) =>
        EndAsync(Start(folder, environment, arguments));

    /// <summary>Runs a program that was published to its end.</summary>
    public static Task<DotNetResult> RunProgramAsync(string file, IReadOnlyDictionary<string, string?> environment) =>
        EndAsync(Start(file, Path.GetDirectoryName(file)!, environment));

    /// <summary>Starts <c>dotnet</c>; the caller ends it.</summary>
    public static Process Start(string folder, IReadOnlyDictionary<string, string?> environment, params string[] arguments) =>
        Start("dotnet", folder, environment, arguments);

    private static async Task<DotNetResult> EndAsync(Process started)
    {
        using var process = started;
        var output = new StringBuilder();
        process.OutputDataReceived += (_, line) => Append(output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(output, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return new(process.ExitCode, output.ToString());
    }

    private static Process Start(string program, string folder, IReadOnlyDictionary<string, string?> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // What the test host was told is not for its children; and no server is to outlive the tests.
        foreach (var name in start.Environment.Keys.Where(static name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || name is "DOTNET_HOST_PATH" or "VSTEST_CONNECTION_TIMEOUT").ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        foreach (var name in new[] { "TMPDIR", "TMP", "TEMP" })
        {
            start.Environment[name] = Temporary;
        }

        // But the locks on the user's packages stay where other builds look for them.
        start.Environment.TryAdd("NUGET_SCRATCH", Path.Combine(Path.GetTempPath(), "NuGetScratch" + (OperatingSystem.IsWindows() ? "" : Environment.UserName)));
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
    }

    private static void Append(StringBuilder output, string? line)
    {
        lock (output)
        {
            output.AppendLine(line);
        }
    }
}

/// <summary>How a run ended.</summary>
internal sealed record DotNetResult(int ExitCode, string Output)
{
    public DotNetResult Succeeded()
    {
        Assert.True(ExitCode == 0, Output);
        return this;
    }

    public DotNetResult Failed()
    {
        Assert.True(ExitCode != 0, Output);
        return this;
    }
}
