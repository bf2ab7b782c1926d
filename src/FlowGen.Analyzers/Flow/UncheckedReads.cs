using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
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
        reads.Add(graph, (member as IMethodSymbol)?.Parameters ?? ImmutableArray<IParameterSymbol>.Empty);
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

    private void Add(ControlFlowGraph graph, ImmutableArray<IParameterSymbol> parameters)
    {
        var findings = new ReadFindings();
        var flow = new FlowGraph(graph, parameters);
        var reader = new OperationReader(_types, flow, findings, NextNumber, _cancellationToken);
        if (new FlowSolver(flow, reader, NextNumber, _cancellationToken).TryRun(Entry(graph, parameters)))
        {
            _findings.Add(findings);
        }

        foreach (var function in graph.LocalFunctions)
        {
            Add(graph.GetLocalFunctionControlFlowGraph(function, _cancellationToken), function.Parameters);
        }

        foreach (var block in graph.Blocks)
        {
            foreach (var operation in block.Operations)
            {
                AddLambdas(graph, operation);
            }

            if (block.BranchValue is { } value)
            {
                AddLambdas(graph, value);
            }
        }
    }

    private void AddLambdas(ControlFlowGraph graph, IOperation root)
    {
        foreach (var operation in root.DescendantsAndSelf())
        {
            if (operation is IFlowAnonymousFunctionOperation function)
            {
                Add(graph.GetAnonymousFunctionControlFlowGraph(function, _cancellationToken), function.Symbol.Parameters);
            }
        }
    }

    private FlowState Entry(ControlFlowGraph graph, ImmutableArray<IParameterSymbol> parameters)
    {
        var state = new FlowState();
        foreach (var parameter in parameters)
        {
            var isFollowed = _types.IsApiResult(parameter.Type) && parameter.RefKind == RefKind.None && Branches(graph, parameter);
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

    private bool TellsStatus(IPropertySymbol property) =>
        _types.IsMemberOfApiResult(property, "IsSuccess") || _types.IsMemberOfApiResult(property, "Error");

    private int NextNumber() => _numbers++;
}
