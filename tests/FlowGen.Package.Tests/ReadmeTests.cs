using System.Text.RegularExpressions;

namespace FlowGen.Package.Tests;

/// <summary>Every command and every snippet of README is run or compiled.</summary>
public sealed partial class ReadmeTests(Repository repository)
{
    private static readonly IReadOnlyDictionary<string, string?> NoEnvironment = new Dictionary<string, string?>();

    private static readonly string Text = File.ReadAllText(Path.Combine(Repository.Origin, "README.md"));

    [Fact]
    public void The_commands_are_the_ones_tested_here()
    {
        Assert.Equal(
            [
                "dotnet run --project samples/Quickstart",
                "dotnet test",
                "dotnet run --project samples/Quickstart -- --help",
                "dotnet run --project src/FlowGen.Sandbox -- --port 0",
                "dotnet run --project samples/FaultRun",
            ],
            Blocks("sh"));

        // That command is what runs this test: CI has no other.
        Assert.Contains("\ndotnet test ", File.ReadAllText(Path.Combine(Repository.Origin, ".ci", "run")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_command_shows_both_providers_a_refusal_and_a_paced_burst()
    {
        var run = await DotNet.RunAsync(repository.Folder, Words(Blocks("sh")[0]));

        var output = run.Succeeded().Output;
        foreach (var expected in new[] { "Alibaba CAMS", "8x8", "DRAFT", "PUBLISHED", "SIGN_UP", "JSON 2.1, API 3.0", " bytes", "/preview/", "Validation errors", "screens[0]", "Unauthenticated", "SignatureDoesNotMatch", "12 of 12 calls succeeded", "0 were refused for the quota" })
        {
            Assert.Contains(expected, output, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("\u001b", output, StringComparison.Ordinal);
        Assert.DoesNotContain("not-the-secret", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_help_of_the_sample_names_every_option()
    {
        var run = await DotNet.RunAsync(repository.Folder, Words(Blocks("sh")[2]));

        Assert.All(["--live", "--flow", "--space", "--account", "--channel"], option => Assert.Contains(option, run.Succeeded().Output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ALIBABA_CLOUD_ACCESS_KEY_ID", "--live", "cams", "--flow", "1")]
    [InlineData("EIGHTBYEIGHT_API_KEY", "--live", "8x8", "--flow", "1", "--channel", "1", "--account", "00000000000000000000000000000000")]
    [InlineData("--flow", "--live", "cams")]
    [InlineData("--account, --channel", "--live", "8x8", "--flow", "1")]
    public async Task What_a_live_call_lacks_is_one_clear_line_and_exit_code_2(string lacking, params string[] arguments)
    {
        var nothing = new Dictionary<string, string?> { ["ALIBABA_CLOUD_ACCESS_KEY_ID"] = null, ["EIGHTBYEIGHT_API_KEY"] = null };

        var run = await DotNet.RunAsync(repository.Folder, nothing, ["run", "--project", "samples/Quickstart", "--", .. arguments]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(lacking, run.Output.Trim().Split('\n')[0], StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sandbox_command_prints_its_line_of_JSON_and_serves()
    {
        using var process = DotNet.Start(repository.Folder, NoEnvironment, Words(Blocks("sh")[3]));
        try
        {
            var line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            using var json = System.Text.Json.JsonDocument.Parse(line ?? throw new InvalidOperationException(await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)));
            using var http = new HttpClient();

            using var answer = await http.PostAsync(json.RootElement.GetProperty("cams").GetString(), null, TestContext.Current.CancellationToken);

            Assert.Equal(System.Net.HttpStatusCode.BadRequest, answer.StatusCode);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task The_fault_run_has_a_row_for_every_fault()
    {
        var run = await DotNet.RunAsync(repository.Folder, [.. Words(Blocks("sh")[4]), "--", "--calls", "16", "--concurrency", "8"]);

        Assert.Equal(14, run.Output.Split('\n').Count(static line => line.Contains(" | 16 | ", StringComparison.Ordinal)));
        Assert.Contains("| runs, then a reset | 16 | ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_snippet_of_CSharp_compiles_without_a_warning()
    {
        var snippets = Blocks("csharp");
        Assert.Equal(5, snippets.Count);
        foreach (var snippet in snippets)
        {
            using var consumer = new Consumer(repository);
            consumer.Write("Program.cs", snippet);

            (await consumer.BuildAsync("-warnaserror")).Succeeded();

            if (snippet.Contains("ARCHIVED", StringComparison.Ordinal))
            {
                Assert.Equal("'ARCHIVED' is new to us", (await consumer.RunAsync(NoEnvironment)).Succeeded().Output.Trim());
            }
        }
    }

    [Fact]
    public async Task The_project_snippets_and_the_globalconfig_build()
    {
        var items = Blocks("xml");
        Assert.Equal(2, items.Count);
        Assert.Contains("""<PackageReference Include="FlowGen" Version="0.1.0" />""", items[0], StringComparison.Ordinal);
        using var consumer = new Consumer(repository, items: items[1]);
        consumer.Write("specs/other.openapi.json", ElsewhereSpec.Text);
        consumer.Write("Program.cs", "Console.WriteLine(typeof(Acme.Other.OtherClient)); Console.WriteLine(typeof(FlowGen.Cams.CamsClient));");

        Assert.Contains("other.openapi.json(5,69): warning FG1009: ", (await consumer.BuildAsync()).Succeeded().Output, StringComparison.Ordinal);

        consumer.Write(".globalconfig", Assert.Single(Blocks("ini")));
        Assert.DoesNotContain("FG1009", (await consumer.BuildAsync("--no-incremental")).Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_link_leads_to_a_file()
    {
        var links = Link().Matches(Text).Select(static match => match.Groups[1].Value).Where(static link => !link.Contains("://", StringComparison.Ordinal));

        Assert.All(links, static link => Assert.True(Path.Exists(Path.Combine(Repository.Origin, link)), link));
    }

    [GeneratedRegex(@"\]\(([^)#]+)\)")]
    private static partial Regex Link();

    private static List<string> Blocks(string language) =>
        [.. Regex.Matches(Text, $"^```{language}\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline).Select(static match => match.Groups[1].Value.TrimEnd())];

    private static string[] Words(string command) => command.Split(' ')[1..];
}
