using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Host.Mef;
using Microsoft.CodeAnalysis.Text;

namespace FlowGen.Testing;

/// <summary>Applies a fix until there is nothing left to fix, then fixes all at once, and compares the results with the expected source.</summary>
/// <typeparam name="TAnalyzer">The analyzer whose diagnostics are fixed.</typeparam>
/// <typeparam name="TCodeFix">The fix.</typeparam>
public static class CodeFixVerifier<TAnalyzer, TCodeFix>
    where TAnalyzer : DiagnosticAnalyzer, new()
    where TCodeFix : CodeFixProvider, new()
{
    private const int MostRounds = 100;

    /// <summary>Verifies a fix. Both sources must compile; the fixed one must have just the diagnostics that its markup says.</summary>
    /// <param name="source">The source with markup.</param>
    /// <param name="fixedSource">The source after all fixes; with markup where a diagnostic remains.</param>
    /// <param name="batchFixedSource">The source after fix-all, where it differs.</param>
    /// <param name="references">What it is compiled against; <see cref="ReferenceSet.Client"/> when omitted.</param>
    /// <param name="title">The title of the fix; the first that is offered when omitted.</param>
    /// <param name="cancellationToken">Stops the compiler.</param>
    /// <exception cref="VerificationException">A source does not compile, or the outcome differs.</exception>
    public static async Task VerifyCodeFixAsync(
        string source,
        string fixedSource,
        string? batchFixedSource = null,
        ReferenceSet? references = null,
        string? title = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(fixedSource);
        references ??= ReferenceSet.Client;
        var id = AnalyzerVerifier<TAnalyzer>.DefaultId;
        await AnalyzerVerifier<TAnalyzer>.VerifyAnalyzerAsync(source, references, cancellationToken).ConfigureAwait(false);
        await AnalyzerVerifier<TAnalyzer>.VerifyAnalyzerAsync(fixedSource, references, cancellationToken).ConfigureAwait(false);
        batchFixedSource ??= fixedSource;
        await AnalyzerVerifier<TAnalyzer>.VerifyAnalyzerAsync(batchFixedSource, references, cancellationToken).ConfigureAwait(false);

        using var workspace = new AdhocWorkspace(MefHostServices.DefaultHost);
        var document = AddDocument(workspace, Markup.Parse(source, id).Source, references);
        var oneByOne = await FixOneByOneAsync(document, title, cancellationToken).ConfigureAwait(false);
        Compare("one by one", Markup.Parse(fixedSource, id).Source, oneByOne);

        foreach (var scope in new[] { FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution })
        {
            var all = await FixAllAsync(document, scope, title, cancellationToken).ConfigureAwait(false);
            Compare($"all in the {scope}", Markup.Parse(batchFixedSource, id).Source, all);
        }
    }

    private static Document AddDocument(AdhocWorkspace workspace, string source, ReferenceSet references)
    {
        var compilation = TestCompilation.Create(source, references);
        var project = workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(),
            VersionStamp.Default,
            "Test",
            "Test",
            LanguageNames.CSharp,
            compilationOptions: compilation.Options,
            parseOptions: TestCompilation.ParseOptions,
            metadataReferences: references.References));
        workspace.AddDocument(project.Id, "ImplicitUsings.cs", SourceText.From(TestCompilation.ImplicitUsings));
        return workspace.AddDocument(project.Id, "Test.cs", SourceText.From(source));
    }

    private static async Task<string> FixOneByOneAsync(Document document, string? title, CancellationToken cancellationToken)
    {
        for (var round = 0; round < MostRounds; round++)
        {
            CodeAction? action = null;
            foreach (var diagnostic in await DiagnoseAsync(document, cancellationToken).ConfigureAwait(false))
            {
                action ??= (await ActionsForAsync(document, diagnostic, title, cancellationToken).ConfigureAwait(false)).FirstOrDefault();
            }

            if (action is null)
            {
                return await TextOfAsync(document, cancellationToken).ConfigureAwait(false);
            }

            document = await ApplyAsync(document, action, cancellationToken).ConfigureAwait(false);
        }

        throw new VerificationException($"There is still something to fix after {MostRounds} rounds:\n\n{await TextOfAsync(document, cancellationToken).ConfigureAwait(false)}");
    }

    private static async Task<string> FixAllAsync(Document document, FixAllScope scope, string? title, CancellationToken cancellationToken)
    {
        var provider = new TCodeFix();
        foreach (var diagnostic in await DiagnoseAsync(document, cancellationToken).ConfigureAwait(false))
        {
            if (await ActionsForAsync(document, diagnostic, title, cancellationToken).ConfigureAwait(false) is not [var action, ..])
            {
                continue;
            }

            var context = new FixAllContext(
                document, provider, scope, action.EquivalenceKey!, provider.FixableDiagnosticIds, new DocumentDiagnostics(), cancellationToken);
            var all = await provider.GetFixAllProvider()!.GetFixAsync(context).ConfigureAwait(false);
            return all is null
                ? throw new VerificationException($"There is no fix for all in the {scope}.")
                : await TextOfAsync(await ApplyAsync(document, all, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        }

        return await TextOfAsync(document, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<List<CodeAction>> ActionsForAsync(Document document, Diagnostic diagnostic, string? title, CancellationToken cancellationToken)
    {
        var actions = new List<CodeAction>();
        var provider = new TCodeFix();
        if (provider.FixableDiagnosticIds.Contains(diagnostic.Id))
        {
            await provider.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), cancellationToken)).ConfigureAwait(false);
        }

        return title is null ? actions : actions.FindAll(action => action.Title == title);
    }

    private static async Task<Document> ApplyAsync(Document document, CodeAction action, CancellationToken cancellationToken)
    {
        var operations = await action.GetOperationsAsync(cancellationToken).ConfigureAwait(false);
        return operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetDocument(document.Id)!;
    }

    private static async Task<ImmutableArray<Diagnostic>> DiagnoseAsync(Document document, CancellationToken cancellationToken)
    {
        var compilation = (await document.Project.GetCompilationAsync(cancellationToken).ConfigureAwait(false))!;
        return await AnalyzerVerifier<TAnalyzer>.DiagnoseTypedSoFarAsync(compilation, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<string> TextOfAsync(Document document, CancellationToken cancellationToken) =>
        (await document.GetTextAsync(cancellationToken).ConfigureAwait(false)).ToString();

    private static void Compare(string way, string expected, string actual)
    {
        if (actual != expected)
        {
            throw new VerificationException($"Fixed {way}, the source differs.\n--- expected\n{expected}\n--- actual\n{actual}");
        }
    }

    private sealed class DocumentDiagnostics : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken)
        {
            var compilation = (await project.GetCompilationAsync(cancellationToken).ConfigureAwait(false))!;
            return await AnalyzerVerifier<TAnalyzer>.DiagnoseTypedSoFarAsync(compilation, cancellationToken).ConfigureAwait(false);
        }

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
        {
            var tree = await document.GetSyntaxTreeAsync(cancellationToken).ConfigureAwait(false);
            var all = await GetAllDiagnosticsAsync(document.Project, cancellationToken).ConfigureAwait(false);
            return all.Where(diagnostic => diagnostic.Location.SourceTree == tree);
        }

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
