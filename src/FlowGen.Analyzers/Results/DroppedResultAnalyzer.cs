using System.Collections.Immutable;
using FlowGen.Analyzers.Flow;
using FlowGen.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace FlowGen.Analyzers.Results;

/// <summary>FG2001: a result that is dropped, whether it was awaited, kept in a local that nobody reads, or lost with its task.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DroppedResultAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(RuleDescriptors.DroppedResult);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (FlowGenTypes.Find(start.Compilation) is { } types)
            {
                var carriers = new ResultCarriers(types, withoutPayload: true);
                start.RegisterOperationAction(operation => Check(operation, carriers), OperationKind.Invocation);
            }
        });
    }

    private static void Check(OperationAnalysisContext context, ResultCarriers carriers)
    {
        var call = (IInvocationOperation)context.Operation;
        if (!carriers.Carries(call.Type) || !MakesUnchecked(call, carriers, context.CancellationToken))
        {
            return;
        }

        foreach (var drop in new ResultFate(carriers, call).Drops())
        {
            context.ReportDiagnostic(Diagnostic.Create(RuleDescriptors.DroppedResult, InvokedName.Of(drop.Syntax).GetLocation(), NameOf(call)));
        }
    }

    /// <summary>Whether the call makes a result that nobody can have looked at before it is given back.</summary>
    private static bool MakesUnchecked(IInvocationOperation call, ResultCarriers carriers, CancellationToken cancellationToken)
    {
        if (carriers.PassedOn(call) is not null || !carriers.IsFresh(call, cancellationToken) || TestCode.IsSubstitute(call))
        {
            return false;
        }

        // Whatever is given a delegate that makes results may look at them; a task and a resilience pipeline do not.
        if (!ResultCarriers.OnlyRuns(call.TargetMethod))
        {
            foreach (var argument in call.Arguments)
            {
                if (argument.Parameter?.Type is INamedTypeSymbol { DelegateInvokeMethod.ReturnType: var returned } && carriers.Carries(returned))
                {
                    return false;
                }
            }
        }

        return !ResultCarriers.MentionsStatus(call.TargetMethod, cancellationToken) && !TestCode.IsExpectedToThrow(call);
    }

    private static string NameOf(IInvocationOperation call)
    {
        // Task.WhenAll and Task.Run say nothing of what ran.
        if (ResultCarriers.OnlyRuns(call.TargetMethod))
        {
            foreach (var operation in call.Descendants())
            {
                if (operation is IInvocationOperation { TargetMethod: var inner } && inner.Name.EndsWith("Async", StringComparison.Ordinal)
                    && !ResultCarriers.OnlyRuns(inner))
                {
                    return inner.Name;
                }
            }
        }

        return call.TargetMethod.Name;
    }
}
