using System.Collections.Immutable;
using System.Reflection;
using System.Text.RegularExpressions;
using FlowGen.Analyzers.Results;
using FlowGen.CodeFixes;
using FlowGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FlowGen.Analyzers.Tests;

/// <summary>Descriptors, release files, pages and fixes say the same, and what a page shows is true.</summary>
public sealed partial class RulePageTests
{
    private static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers = Instances<DiagnosticAnalyzer>(typeof(UncheckedValueAnalyzer).Assembly);

    private static readonly ImmutableArray<CodeFixProvider> CodeFixes = Instances<CodeFixProvider>(typeof(UncheckedValueCodeFixProvider).Assembly);

    public static TheoryData<string> Ids => [.. Descriptors().Select(descriptor => descriptor.Id)];

    [Fact]
    public void Every_page_belongs_to_a_rule_and_every_rule_has_a_page() =>
        Assert.Equal(
            Descriptors().Select(descriptor => descriptor.Id).Order(StringComparer.Ordinal),
            Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Rules"), "*.md").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));

    [Fact]
    public void The_release_files_list_each_rule_as_its_descriptor_says()
    {
        var listed = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Releases"), "*.md")
            .SelectMany(File.ReadAllLines)
            .Select(line => ReleaseRow().Match(line))
            .Where(row => row.Success)
            .Select(row => (row.Groups["id"].Value, row.Groups["category"].Value, row.Groups["severity"].Value, row.Groups["notes"].Value));

        Assert.Equal(
            Descriptors().Select(descriptor => (descriptor.Id, descriptor.Category, descriptor.DefaultSeverity.ToString(), descriptor.Title.ToString(null))).Order(),
            listed.Order());
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_README_lists_each_rule_with_its_severity_and_whether_it_has_a_fix(string id)
    {
        var descriptor = Descriptors().Single(descriptor => descriptor.Id == id);
        var row = Assert.Single(File.ReadLines(Path.Combine(AppContext.BaseDirectory, "README.md")), line => line.StartsWith($"| [{id}](", StringComparison.Ordinal));

        Assert.Contains($"(src/FlowGen.Analyzers/Rules/{id}.md) | {descriptor.DefaultSeverity} |", row, StringComparison.Ordinal);
        Assert.EndsWith(CodeFixes.Any(fix => fix.FixableDiagnosticIds.Contains(id)) ? "| yes |" : "| no |", row, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_descriptor_links_to_its_page_and_explains_itself(string id)
    {
        var descriptor = Descriptors().Single(descriptor => descriptor.Id == id);

        Assert.Equal($"https://github.com/flowgen/flowgen/blob/main/src/FlowGen.Analyzers/Rules/{id}.md", descriptor.HelpLinkUri);
        Assert.NotEmpty(descriptor.Description.ToString(null));
        Assert.True(descriptor.IsEnabledByDefault);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_page_has_its_descriptors_title_category_and_severity(string id)
    {
        var descriptor = Descriptors().Single(descriptor => descriptor.Id == id);
        var page = PageOf(id);

        Assert.StartsWith($"# {id}: {descriptor.Title.ToString(null)}\n", page, StringComparison.Ordinal);
        Assert.Contains($"| Category | {descriptor.Category} |", page, StringComparison.Ordinal);
        Assert.Contains($"| Severity | {descriptor.DefaultSeverity} |", page, StringComparison.Ordinal);
        Assert.Contains($"dotnet_diagnostic.{id}.severity", page, StringComparison.Ordinal);
        Assert.Equal(CodeFixes.Any(fix => fix.FixableDiagnosticIds.Contains(id)), page.Contains("| Fix | ", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_bad_example_is_flagged(string id) =>
        Assert.Contains(id, await ReportedAsync(id, "## Bad"));

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_good_example_is_not_flagged(string id) =>
        Assert.Empty(await ReportedAsync(id, "## Good"));

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_suppression_works(string id)
    {
        Assert.Empty(await ReportedAsync(id, "## How to suppress it"));
        Assert.Contains(id, await ReportedAsync(id, "## How to suppress it", code => code.Replace("#pragma", "//", StringComparison.Ordinal)));
    }

    private static async Task<IEnumerable<string>> ReportedAsync(string id, string heading, Func<string, string>? change = null)
    {
        var section = PageOf(id).Split(heading + "\n", 2)[1];
        var code = CSharpBlock().Match(section).Groups["code"].Value;
        var compilation = TestCompilation.Create(change?.Invoke(code) ?? code, ReferenceSet.Client);
        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        var reported = await compilation.WithAnalyzers(Analyzers).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return reported.Select(diagnostic => diagnostic.Id);
    }

    private static string PageOf(string id) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Rules", id + ".md")).ReplaceLineEndings("\n");

    private static IEnumerable<DiagnosticDescriptor> Descriptors() => Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics);

    private static ImmutableArray<T> Instances<T>(Assembly assembly) =>
    [
        .. assembly.GetTypes()
            .Where(type => typeof(T).IsAssignableFrom(type) && !type.IsAbstract)
            .Select(type => (T)Activator.CreateInstance(type)!),
    ];

    [GeneratedRegex(@"^(?<id>FG\d{4})\s*\|\s*(?<category>\S+)\s*\|\s*(?<severity>\S+)\s*\|\s*(?<notes>.+?)\s*$")]
    private static partial Regex ReleaseRow();

    [GeneratedRegex(@"```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex CSharpBlock();
}
