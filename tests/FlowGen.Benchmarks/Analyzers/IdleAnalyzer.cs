using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FlowGen.Benchmarks.Analyzers;

/// <summary>
/// An analyzer that is called for each call and does nothing. Every project has some that are: the SDK's own. What it costs is the compiler's
/// second look at each body, which is paid once, however many analyzers share it.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class IdleAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [new("IDLE001", "Nothing", "Nothing", "Usage", DiagnosticSeverity.Warning, isEnabledByDefault: true)];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterOperationAction(static _ => { }, OperationKind.Invocation);
    }
}
