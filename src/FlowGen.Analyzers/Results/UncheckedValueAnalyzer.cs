using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using FlowGen.Analyzers.Flow;
using FlowGen.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace FlowGen.Analyzers.Results;

/// <summary>
/// FG2002: a value read on a path where success was not checked. Reads of the property are found first, which costs nothing where there
/// are none; only a member that has one, not plainly checked, gets a control-flow graph.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UncheckedValueAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(RuleDescriptors.UncheckedValue);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (FlowGenTypes.Find(start.Compilation) is { } types)
            {
                var members = new ConditionalWeakTable<ControlFlowGraph, UncheckedReads>();
                start.RegisterOperationAction(operation => Check(operation, types, members), OperationKind.PropertyReference);
            }
        });
    }

    private static void Check(
        OperationAnalysisContext context, FlowGenTypes types, ConditionalWeakTable<ControlFlowGraph, UncheckedReads> members)
    {
        var read = (IPropertyReferenceOperation)context.Operation;
        if (!types.IsMemberOfApiResult(read.Property, "Value") || DirectCheck.Covers(read) || !FlowRoots.HasFlow(read))
        {
            return;
        }

        var graph = context.GetControlFlowGraph();
        if (!members.TryGetValue(graph, out var reads))
        {
            // Two threads may both come here; both find the same, and one of them is kept.
            var found = UncheckedReads.Find(graph, context.ContainingSymbol, types, context.CancellationToken);
            reads = members.GetValue(graph, _ => found);
        }

        if (reads.Contains(read.Syntax))
        {
            context.ReportDiagnostic(Diagnostic.Create(RuleDescriptors.UncheckedValue, MemberName.Of(read.Syntax).GetLocation(), Receiver(read)));
        }
    }

    /// <summary>What the message calls the result: the local, or the call that made it.</summary>
    private static string Receiver(IPropertyReferenceOperation read)
    {
        var operation = read.Instance;
        while (true)
        {
            switch (operation)
            {
                case IAwaitOperation awaited:
                    operation = awaited.Operation;
                    break;
                case IConversionOperation conversion:
                    operation = conversion.Operand;
                    break;
                case IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "GetAwaiter" or "GetResult" or "WaitAsync", Instance: { } instance }:
                    operation = instance;
                    break;
                case IPropertyReferenceOperation { Property.Name: "Result", Instance: { } task }:
                    operation = task;
                    break;
                case IInvocationOperation call:
                    return call.TargetMethod.Name;
                case ILocalReferenceOperation local:
                    return local.Local.Name;
                case IParameterReferenceOperation parameter:
                    return parameter.Parameter.Name;
                default:
                    return "ApiResult";
            }
        }
    }
}
