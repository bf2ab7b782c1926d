using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace FlowGen.Generator.Tests.Diagnostics;

/// <summary>Descriptors, the release list and the pages say the same.</summary>
public partial class RulePageTests
{
    private static readonly string Source = Path.Combine(AppContext.BaseDirectory, "Generator");

    public static TheoryData<string> Ids => [.. Generator.Diagnostics.SpecDiagnostics.All.Select(static rule => rule.Id)];

    [Fact]
    public void Ids_are_unique_and_in_order()
    {
        var ids = Generator.Diagnostics.SpecDiagnostics.All.Select(static rule => rule.Id).ToList();

        Assert.Equal(ids.Order(StringComparer.Ordinal).Distinct(), ids);
    }

    [Fact]
    public void The_release_list_has_every_rule_with_its_severity_and_title()
    {
        var listed = new[] { "AnalyzerReleases.Shipped.md", "AnalyzerReleases.Unshipped.md" }
            .SelectMany(static name => File.ReadLines(Path.Combine(Source, name)))
            .Where(static line => line.StartsWith("FG", StringComparison.Ordinal));

        Assert.Equal(
            Generator.Diagnostics.SpecDiagnostics.All.Select(static rule => $"{rule.Id} | {rule.Category} | {rule.DefaultSeverity} | {rule.Title}"),
            listed);
    }

    [Fact]
    public void There_is_a_page_for_every_rule_and_no_other() => Assert.Equal(
        Generator.Diagnostics.SpecDiagnostics.All.Select(static rule => rule.Id + ".md"),
        Directory.EnumerateFiles(Path.Combine(Source, "Rules")).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_page_begins_with_the_title_tells_the_severity_and_how_to_suppress(string id)
    {
        var rule = Generator.Diagnostics.SpecDiagnostics.Of(id);
        var page = Page(id);

        Assert.StartsWith($"# {id}: {rule.Title}\n", page, StringComparison.Ordinal);
        Assert.Contains($"severity {rule.DefaultSeverity.ToString().ToLowerInvariant()},", page, StringComparison.Ordinal);
        Assert.Contains($"dotnet_diagnostic.{id}.severity = none", page, StringComparison.Ordinal);
        Assert.EndsWith($"/src/FlowGen.Generator/Rules/{id}.md", rule.HelpLinkUri, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_bad_example_raises_the_rule_and_the_good_one_raises_nothing(string id)
    {
        Assert.Contains(id, Raised(Example(id, "Bad")));
        Assert.Empty(Raised(Example(id, "Good")));
    }

    private static IEnumerable<string> Raised(string example) => GeneratorRun.Of([.. Specs(example)]).Result.Diagnostics.Select(static diagnostic => diagnostic.Id);

    /// <summary>The example is a spec, or several by file name.</summary>
    private static IEnumerable<SpecText> Specs(string example)
    {
        if (!example.Contains("\"a.json\"", StringComparison.Ordinal))
        {
            return [new SpecText("example.json", example)];
        }

        using var files = JsonDocument.Parse(example);
        return [.. files.RootElement.EnumerateObject().Select(static file => new SpecText(file.Name, file.Value.GetRawText()))];
    }

    private static string Example(string id, string heading)
    {
        var match = Fence().Match(Page(id), Page(id).IndexOf("\n## " + heading + "\n", StringComparison.Ordinal));
        Assert.True(match.Success, $"{id}.md has no example under {heading}.");
        return match.Groups[1].Value;
    }

    private static string Page(string id) => File.ReadAllText(Path.Combine(Source, "Rules", id + ".md")).ReplaceLineEndings("\n");

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Fence();
}
