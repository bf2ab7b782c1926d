using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace FlowGen.Testing;

/// <summary>Runs one analyzer on a source and compares what it reports with the source's markup.</summary>
/// <typeparam name="TAnalyzer">The analyzer.</typeparam>
public static class AnalyzerVerifier<TAnalyzer>
    where TAnalyzer : DiagnosticAnalyzer, new()
{
    /// <summary>The id that <c>[|…|]</c> stands for: the analyzer's first rule.</summary>
    public static string DefaultId { get; } = new TAnalyzer().SupportedDiagnostics[0].Id;

    /// <summary>Verifies a source.</summary>
    /// <param name="source">The source with markup.</param>
    /// <param name="references">What it is compiled against; <see cref="ReferenceSet.Client"/> when omitted.</param>
    /// <param name="cancellationToken">Stops the compiler.</param>
    /// <exception cref="VerificationException">
    /// The source does not compile, the analyzer threw, or the diagnostics differ from the markup.
    /// </exception>
    public static async Task VerifyAnalyzerAsync(string source, ReferenceSet? references = null, CancellationToken cancellationToken = default)
    {
        var markup = Markup.Parse(source, DefaultId);
        var compilation = TestCompilation.Create(markup.Source, references ?? ReferenceSet.Client);
        Compare(markup, await DiagnoseAsync(compilation, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>The analyzer's diagnostics in a compilation that has no errors, in the order of the source.</summary>
    /// <exception cref="VerificationException">There are errors, or the analyzer threw.</exception>
    public static async Task<ImmutableArray<Diagnostic>> DiagnoseAsync(Compilation compilation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(compilation);
        var errors = compilation.GetDiagnostics(cancellationToken).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToList();
        return errors.Count == 0
            ? await DiagnoseTypedSoFarAsync(compilation, cancellationToken).ConfigureAwait(false)
            : throw new VerificationException(
                $"The source does not compile:\n{string.Join('\n', errors)}\n\n{compilation.SyntaxTrees.First()}");
    }

    /// <summary>The analyzer's diagnostics in a compilation that may have errors.</summary>
    /// <exception cref="VerificationException">The analyzer threw.</exception>
    public static async Task<ImmutableArray<Diagnostic>> DiagnoseTypedSoFarAsync(Compilation compilation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(compilation);
        var options = new CompilationWithAnalyzersOptions(new([]), onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: false);
        var found = await compilation.WithAnalyzers([new TAnalyzer()], options).GetAnalyzerDiagnosticsAsync(cancellationToken).ConfigureAwait(false);
        return found.FirstOrDefault(diagnostic => diagnostic.Id == "AD0001") is { } failure
            ? throw new VerificationException($"The analyzer threw: {failure.GetMessage(null)}\n{failure.Descriptor.Description}\n\n{compilation.SyntaxTrees.First()}")
            : [.. found.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start).ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal)];
    }

    private static void Compare(Markup markup, ImmutableArray<Diagnostic> actual)
    {
        var found = actual.Select(diagnostic => new ExpectedDiagnostic(diagnostic.Id, diagnostic.Location.SourceSpan)).ToList();
        var missing = Without(markup.Expected, found);
        var unexpected = Without(found, markup.Expected);
        if (missing.Count + unexpected.Count == 0)
        {
            return;
        }

        var text = SourceText.From(markup.Source);
        var message = new StringBuilder("The diagnostics differ from the markup.\n");
        foreach (var diagnostic in missing)
        {
            message.Append("  missing:    ").Append(Describe(diagnostic, text)).Append('\n');
        }

        foreach (var diagnostic in unexpected)
        {
            message.Append("  unexpected: ").Append(Describe(diagnostic, text)).Append('\n');
        }

        throw new VerificationException(message.Append('\n').Append(markup.Source).ToString());
    }

    private static List<ExpectedDiagnostic> Without(IEnumerable<ExpectedDiagnostic> diagnostics, IEnumerable<ExpectedDiagnostic> others)
    {
        var remaining = diagnostics.ToList();
        foreach (var other in others)
        {
            remaining.Remove(other);
        }

        return remaining;
    }

    private static string Describe(ExpectedDiagnostic diagnostic, SourceText text)
    {
        var start = text.Lines.GetLinePosition(diagnostic.Span.Start);
        return $"{diagnostic.Id} at line {start.Line + 1}, column {start.Character + 1}: {text.ToString(diagnostic.Span)}";
    }
}
