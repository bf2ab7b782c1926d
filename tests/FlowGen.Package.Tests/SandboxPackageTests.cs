using System.Text.RegularExpressions;

namespace FlowGen.Package.Tests;

public sealed class SandboxPackageTests(Repository repository)
{
    [Fact]
    public async Task The_test_in_the_READMEs_snippet_passes_in_a_users_test_project()
    {
        using var consumer = new Consumer(repository, references: $"""
            <PackageReference Include="FlowGen" Version="{repository.Version}" />
            <PackageReference Include="FlowGen.Sandbox" Version="{repository.Version}" />
            <PackageReference Include="xunit.v3" Version="3.2.2" />
            """);
        consumer.Write("FlowTests.cs", Snippet());

        (await consumer.BuildAsync()).Succeeded();
        var run = (await consumer.RunAsync(new Dictionary<string, string?>())).Succeeded();

        Assert.Contains("Failed: 0", run.Output, StringComparison.Ordinal);
        Assert.Contains("Total: 1", run.Output, StringComparison.Ordinal);
    }

    private static string Snippet() =>
        Regex.Match(File.ReadAllText(Path.Combine(Repository.Origin, "src", "FlowGen.Sandbox", "README.md")), "^```csharp\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline).Groups[1].Value;
}
