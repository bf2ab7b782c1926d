using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace FlowGen.Analyzers.Flow;

/// <summary>Finds the unchecked reads of one member, with the lambdas and local functions inside it.</summary>
internal sealed class UncheckedReads
{
    private readonly List<ReadFindings> _findings = [];
    private readonly FlowGenTypes _types;
    private readonly CancellationToken _cancellationToken;
    private int _numbers;

    private UncheckedReads(FlowGenTypes types, CancellationToken cancellationToken)
    {
        _types = types;
        _cancellationToken = cancellationToken;
    }

    public static UncheckedReads Find(ControlFlowGraph graph, ISymbol member, FlowGenTypes types, CancellationToken cancellationToken)
    {
        var reads = new UncheckedReads(types, cancellationToken);
        foreach (var function in FlowFunction.AllOf(graph, member, cancellationToken))
        {
            reads.Add(function);
        }

        return reads;
    }

    public bool Contains(SyntaxNode site)
    {
        foreach (var findings in _findings)
        {
            if (findings.IsUnchecked(site))
            {
                return true;
            }
        }

        return false;
    }

    private void Add(FlowFunction function)
    {
        var findings = new ReadFindings();
        var flow = new FlowGraph(function.Graph, function.Parameters, _types.IsApiResult);
        var reader = new OperationReader(_types, flow, findings, NextNumber, _cancellationToken);
        if (new FlowSolver(flow, reader, NextNumber, _cancellationToken).TryRun(Entry(function.Graph, function.Parameters)))
        {
            _findings.Add(findings);
        }
    }

    private FlowState Entry(ControlFlowGraph graph, ImmutableArray<IParameterSymbol> parameters)
    {
        var state = new FlowState();
        foreach (var parameter in parameters)
        {
            var isFollowed = parameter.RefKind == RefKind.None
                && (_types.IsApiResult(parameter.Type) ? Branches(graph, parameter) : new ResultCarriers(_types).IsTaskOfResult(parameter.Type) && IsFirstToSee(graph, parameter));
            state.Set(parameter, isFollowed ? KnownValue.OfResult(NextNumber()) : KnownValue.Nothing);
        }

        return state;
    }

    /// <summary>
    /// A caller has usually checked what it passes. A method that branches on the status itself says that its caller has not.
    /// </summary>
    private bool Branches(ControlFlowGraph graph, IParameterSymbol parameter)
    {
        foreach (var block in graph.Blocks)
        {
            if (block.ConditionKind == ControlFlowConditionKind.None || block.BranchValue is null or IIsNullOperation)
            {
                continue;
            }

            foreach (var operation in block.BranchValue.DescendantsAndSelf())
            {
                switch (operation)
                {
                    case IPropertyReferenceOperation { Instance: IParameterReferenceOperation instance } reference
                        when Is(instance) && TellsStatus(reference.Property):
                    case IIsPatternOperation { Value: IParameterReferenceOperation value } pattern when Is(value) && LooksAtStatus(pattern):
                        return true;
                    default:
                        break;
                }
            }
        }

        return false;

        bool Is(IParameterReferenceOperation reference) => SymbolEqualityComparer.Default.Equals(reference.Parameter, parameter);
    }

    /// <summary>
    /// Whether the function is the first that sees what a task holds: it awaits a task that it is given, or is what the task continues with.
    /// One that may answer null leaves the check to its caller.
    /// </summary>
    private static bool IsFirstToSee(ControlFlowGraph graph, IParameterSymbol task)
    {
        if (task.ContainingSymbol is not IMethodSymbol { MethodKind: not MethodKind.AnonymousFunction })
        {
            return task.ContainingSymbol is IMethodSymbol { DeclaringSyntaxReferences: [var lambda] }
                && lambda.GetSyntax().Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ContinueWith" } } };
        }

        if (task.ContainingSymbol is IMethodSymbol { ReturnType: INamedTypeSymbol { TypeArguments: [{ NullableAnnotation: NullableAnnotation.Annotated }] } })
        {
            return false;
        }

        foreach (var block in graph.Blocks)
        {
            foreach (var operation in OperationsOf(block))
            {
                if (operation is IAwaitOperation { Operation: var awaited } && IsTheTask(awaited))
                {
                    return true;
                }
            }
        }

        return false;

        bool IsTheTask(IOperation operation) => operation switch
        {
            IParameterReferenceOperation { Parameter: var parameter } => SymbolEqualityComparer.Default.Equals(parameter, task),
            IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "WaitAsync", Instance: { } instance } => IsTheTask(instance),
            _ => false,
        };
    }

    private bool LooksAtStatus(IIsPatternOperation pattern)
    {
        foreach (var operation in pattern.Pattern.DescendantsAndSelf())
        {
            if (operation is IPropertyReferenceOperation reference && TellsStatus(reference.Property))
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<IOperation> OperationsOf(BasicBlock block)
    {
        foreach (var operation in block.Operations)
        {
            foreach (var part in operation.DescendantsAndSelf())
            {
                yield return part;
            }
        }

        foreach (var part in block.BranchValue?.DescendantsAndSelf() ?? [])
        {
            yield return part;
        }
    }

    private bool TellsStatus(IPropertySymbol property) =>
        _types.IsMemberOfApiResult(property, "IsSuccess") || _types.IsMemberOfApiResult(property, "Error");

    private int NextNumber() => _numbers++;
}
