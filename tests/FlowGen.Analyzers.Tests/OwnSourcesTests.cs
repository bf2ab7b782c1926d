using System.Collections.Immutable;
using FlowGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlowGen.Analyzers.Tests;

/// <summary>The code of this repository, bound as far as the references of this process go: much code that no test of a rule was written for.</summary>
public sealed class OwnSourcesTests
{
    /// <summary>Makes the rules look: without a call of FlowGen they would register nothing.</summary>
    private const string Caller = """
        internal static class Caller
        {
            public static async System.Threading.Tasks.Task<string?> NameAsync(FlowGen.Cams.ICamsClient client) =>
                (await client.GetFlowAsync(new() { FlowId = "1" })).Value!.Name;
        }
        """;

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(static path => MetadataReference.CreateFromFile(path)),
        ReferenceSet.Client.References[^1],
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_rule_throws_on_the_code_of_this_repository_as_it_is_or_with_tokens_missing(bool isHalfTyped)
    {
        var loss = new TokenLoss(5);
        var count = 0;
        var blind = new List<string>();
        foreach (var project in Directory.GetDirectories(Path.Combine(AppContext.BaseDirectory, "Sources")).SelectMany(Directory.GetDirectories).Order(StringComparer.Ordinal))
        {
            var trees = new List<SyntaxTree> { Parse(Caller, "Caller.cs"), Parse(TestCompilation.ImplicitUsings, "ImplicitUsings.cs") };
            foreach (var file in Directory.EnumerateFiles(project, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                var source = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
                trees.Add(Parse(isHalfTyped ? loss.In(source, most: 20) : source, file));
                count++;
            }

            var isProgram = trees.Exists(static tree => tree.GetCompilationUnitRoot().Members.Any(static member => member is GlobalStatementSyntax));
            var compilation = CSharpCompilation.Create(Path.GetFileName(project) + ".Copy", trees, References, new(
                isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

            var found = await AllRules.DiagnoseAsync(compilation, TestContext.Current.CancellationToken);

            if (!found.Any(static diagnostic => diagnostic.Id == "FG2002" && diagnostic.Location.SourceTree?.FilePath == "Caller.cs"))
            {
                blind.Add(Path.GetFileName(project));
            }
        }

        // The runtime's own types hide those that the caller's client gives back, as long as they are whole.
        Assert.Equal(isHalfTyped ? blind.Intersect(["FlowGen.Runtime"]) : ["FlowGen.Runtime"], blind);
        Assert.InRange(count, 500, int.MaxValue);
    }

    private static SyntaxTree Parse(string source, string path) =>
        CSharpSyntaxTree.ParseText(source, TestCompilation.ParseOptions, path, cancellationToken: TestContext.Current.CancellationToken);
}
