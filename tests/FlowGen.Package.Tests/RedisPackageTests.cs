using System.Text.RegularExpressions;

namespace FlowGen.Package.Tests;

public sealed class RedisPackageTests(Repository repository)
{
    [Fact]
    public async Task The_snippet_in_the_README_compiles_in_a_users_project()
    {
        using var consumer = new Consumer(repository, references: $"""
            <PackageReference Include="FlowGen" Version="{repository.Version}" />
            <PackageReference Include="FlowGen.Redis" Version="{repository.Version}" />
            """);
        consumer.Write("Program.cs", Snippet());

        (await consumer.BuildAsync("-warnaserror")).Succeeded();
    }

    private static string Snippet() =>
        Regex.Match(File.ReadAllText(Path.Combine(Repository.Origin, "src", "FlowGen.Redis", "README.md")), "^```csharp\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline).Groups[1].Value;
}
