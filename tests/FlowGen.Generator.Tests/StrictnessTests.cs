using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FlowGen.Generator.Tests;

/// <summary>The generated code under the strictest settings that a consumer can have.</summary>
public partial class StrictnessTests
{
    private static readonly SpecText Everything = new("everything.json", File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Specs", "everything.openapi.json")));

    /// <summary>What is found and stays, and why.</summary>
    private static readonly Dictionary<string, string> Accepted = new(StringComparer.Ordinal)
    {
        ["CA1014"] = "About the test's assembly, not the code.",
        ["CA1016"] = "About the test's assembly, not the code.",
        ["CA1045"] = "Utf8JsonReader is a struct that has to be passed by reference.",
        ["CA1056"] = "A text of the wire stays the text that it is, also when its name ends in Url: it need not be a valid one.",
        ["CA1502"] = "A reader has a branch for each member, one after the other.",
        ["CA1707"] = "A name that begins with a digit needs a letter or an underscore before it.",
        ["CA1819"] = "Bytes are an array here as they are in the base class library's own JSON API.",
    };

    public static TheoryData<bool> ShippedOrEverything => [true, false];

    [Theory]
    [MemberData(nameof(ShippedOrEverything))]
    public void The_compiler_has_no_warning_even_where_the_code_is_not_marked_as_generated(bool isShipped)
    {
        var compilation = AsHandWritten(isShipped);

        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(static diagnostic => diagnostic.Severity != DiagnosticSeverity.Hidden));
    }

    /// <summary>
    /// The SDK's analyzers skip generated code. They are run on it all the same, as if it were written by hand: what they find is listed
    /// here with the reason why it stays.
    /// </summary>
    [Theory]
    [MemberData(nameof(ShippedOrEverything))]
    public async Task The_analyzers_of_the_SDK_find_nothing_but_what_is_listed(bool isShipped)
    {
        var folder = SdkAnalyzers();
        Assert.SkipWhen(folder is null, "The SDK's analyzers are not beside this runtime.");
        var analyzers = new[] { "Microsoft.CodeAnalysis.NetAnalyzers.dll", "Microsoft.CodeAnalysis.CSharp.NetAnalyzers.dll" }
            .SelectMany(file => new AnalyzerFileReference(Path.Combine(folder, file), new Loader()).GetAnalyzers(LanguageNames.CSharp))
            .ToImmutableArray();
        var compilation = AsHandWritten(isShipped);
        var all = analyzers.SelectMany(static analyzer => analyzer.SupportedDiagnostics).Select(static rule => rule.Id).Distinct()
            .ToDictionary(static id => id, static _ => ReportDiagnostic.Warn, StringComparer.Ordinal);
        var strict = compilation.WithOptions(compilation.Options.WithSpecificDiagnosticOptions(all));

        var found = await strict.WithAnalyzers(analyzers).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);

        Assert.NotEmpty(analyzers);
        var unexpected = found.Where(static diagnostic => !Accepted.ContainsKey(diagnostic.Id)).ToList();
        Assert.True(unexpected.Count == 0, string.Join('\n', unexpected));
    }

    private static CSharpCompilation AsHandWritten(bool isShipped)
    {
        var run = isShipped ? GeneratorRun.Of(SpecText.Cams, SpecText.EightByEight) : GeneratorRun.Of(Everything);
        Assert.Empty(run.SpecDiagnostics);
        var options = GeneratorRun.ParseOptions.WithDocumentationMode(DocumentationMode.Diagnose);
        var trees = run.Result.GeneratedSources.Select(source => CSharpSyntaxTree.ParseText(
            GeneratedMark().Replace(source.SourceText.ToString(), ""),
            options,
            source.HintName.Replace(".g.cs", ".cs", StringComparison.Ordinal)));
        return run.Output.RemoveAllSyntaxTrees().AddSyntaxTrees(trees);
    }

    /// <summary>What tells tools that nobody wrote the code.</summary>
    [GeneratedRegex(@"// </?auto-generated>|\[GeneratedCode\(.*\)\]")]
    private static partial Regex GeneratedMark();

    private static string? SdkAnalyzers()
    {
        var root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "sdk"));
        return Directory.Exists(root)
            ? Directory.EnumerateDirectories(root, $"{Environment.Version.Major}.*").Order(StringComparer.Ordinal)
                .Select(static sdk => Path.Combine(sdk, "Sdks", "Microsoft.NET.Sdk", "analyzers"))
                .LastOrDefault(Directory.Exists)
            : null;
    }

    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
            // The analyzers need nothing but the compiler, which is loaded.
        }

        public Assembly LoadFromPath(string fullPath) => Assembly.LoadFrom(fullPath);
    }
}
