using System.Collections.Concurrent;
using System.Collections.Immutable;
using FlowGen.Analyzers.Results;
using FlowGen.CodeFixes;
using FlowGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Host.Mef;
using Microsoft.CodeAnalysis.Text;

namespace FlowGen.Analyzers.Tests;

/// <summary>Every rule and every fix that the package holds, on code that need not compile.</summary>
internal static class AllRules
{
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } = [.. Create<DiagnosticAnalyzer>(typeof(UncheckedValueAnalyzer))];

    private static readonly ImmutableArray<CodeFixProvider> Fixes = [.. Create<CodeFixProvider>(typeof(UncheckedValueCodeFixProvider))];

    /// <summary>What the rules find. A rule that throws fails the test.</summary>
    public static async Task<ImmutableArray<Diagnostic>> DiagnoseAsync(Compilation compilation, CancellationToken cancellationToken)
    {
        var thrown = new ConcurrentBag<string>();
        var options = new CompilationWithAnalyzersOptions(
            new([]), (exception, analyzer, _) => thrown.Add($"{analyzer.GetType().Name}: {exception}"), concurrentAnalysis: true, logAnalyzerExecutionTime: false);
        var found = await compilation.WithAnalyzers(Analyzers, options).GetAnalyzerDiagnosticsAsync(cancellationToken);
        Assert.Empty(thrown);
        return found;
    }

    /// <summary>Applies each fix for each finding in a source, and each fix for all findings at once. How many were applied.</summary>
    public static async Task<int> FixAsync(string source, CancellationToken cancellationToken)
    {
        using var workspace = new AdhocWorkspace(MefHostServices.DefaultHost);
        var project = workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(),
            VersionStamp.Default,
            "Test",
            "Test",
            LanguageNames.CSharp,
            compilationOptions: TestCompilation.Create(source, ReferenceSet.Client).Options,
            parseOptions: TestCompilation.ParseOptions,
            metadataReferences: ReferenceSet.Client.References));
        workspace.AddDocument(project.Id, "ImplicitUsings.cs", SourceText.From(TestCompilation.ImplicitUsings));
        var document = workspace.AddDocument(project.Id, "Test.cs", SourceText.From(source));

        var found = await DiagnoseAsync((await document.Project.GetCompilationAsync(cancellationToken))!, cancellationToken);
        var applied = 0;
        foreach (var fix in Fixes)
        {
            var fixable = found.Where(diagnostic => fix.FixableDiagnosticIds.Contains(diagnostic.Id)).ToImmutableArray();
            var choices = new HashSet<string?>();
            foreach (var diagnostic in fixable)
            {
                var actions = new List<CodeAction>();
                await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), cancellationToken));
                foreach (var action in actions)
                {
                    choices.Add(action.EquivalenceKey);
                    applied += await ApplyAsync(document, action, cancellationToken);
                }
            }

            foreach (var choice in choices)
            {
                var all = new FixAllContext(document, fix, FixAllScope.Document, choice!, fix.FixableDiagnosticIds, new Found(fixable), cancellationToken);
                applied += await fix.GetFixAllProvider()!.GetFixAsync(all) is { } action ? await ApplyAsync(document, action, cancellationToken) : 0;
            }
        }

        return applied;
    }

    /// <summary>What is broken stays broken; what is whole, or half of it, gets no worse.</summary>
    private static async Task<int> ApplyAsync(Document document, CodeAction action, CancellationToken cancellationToken)
    {
        var operations = await action.GetOperationsAsync(cancellationToken);
        var changed = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetDocument(document.Id)!;
        var (before, after) = (await SyntaxErrorsAsync(document, cancellationToken), await SyntaxErrorsAsync(changed, cancellationToken));
        Assert.True(after <= before, $"'{action.Title}' breaks\n{await document.GetTextAsync(cancellationToken)}\ninto\n{await changed.GetTextAsync(cancellationToken)}");
        return 1;
    }

    private static async Task<int> SyntaxErrorsAsync(Document document, CancellationToken cancellationToken) =>
        (await document.GetSyntaxTreeAsync(cancellationToken))!.GetDiagnostics(cancellationToken).Count(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    private static IEnumerable<T> Create<T>(Type neighbour) => neighbour.Assembly.GetTypes()
        .Where(static type => type.IsSubclassOf(typeof(T)) && !type.IsAbstract)
        .Select(static type => (T)Activator.CreateInstance(type)!);

    private sealed class Found(ImmutableArray<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
