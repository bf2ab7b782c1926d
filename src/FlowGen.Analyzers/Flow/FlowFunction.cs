using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace FlowGen.Analyzers.Flow;

/// <summary>One body that control flows through: a member's, a local function's or a lambda's.</summary>
internal readonly struct FlowFunction(ControlFlowGraph graph, ImmutableArray<IParameterSymbol> parameters)
{
    public ControlFlowGraph Graph { get; } = graph;

    public ImmutableArray<IParameterSymbol> Parameters { get; } = parameters;

    /// <summary>The member, and the local functions and lambdas inside it, however deep.</summary>
    public static List<FlowFunction> AllOf(ControlFlowGraph graph, ISymbol member, CancellationToken cancellationToken)
    {
        var found = new List<FlowFunction> { new(graph, (member as IMethodSymbol)?.Parameters ?? ImmutableArray<IParameterSymbol>.Empty) };
        for (var i = 0; i < found.Count; i++)
        {
            AddInside(found[i].Graph, found, cancellationToken);
        }

        return found;
    }

    private static void AddInside(ControlFlowGraph graph, List<FlowFunction> found, CancellationToken cancellationToken)
    {
        foreach (var function in graph.LocalFunctions)
        {
            found.Add(new(graph.GetLocalFunctionControlFlowGraph(function, cancellationToken), function.Parameters));
        }

        foreach (var block in graph.Blocks)
        {
            foreach (var operation in block.Operations)
            {
                AddLambdas(graph, operation, found, cancellationToken);
            }

            if (block.BranchValue is { } value)
            {
                AddLambdas(graph, value, found, cancellationToken);
            }
        }
    }

    private static void AddLambdas(ControlFlowGraph graph, IOperation root, List<FlowFunction> found, CancellationToken cancellationToken)
    {
        foreach (var operation in root.DescendantsAndSelf())
        {
            if (operation is IFlowAnonymousFunctionOperation lambda)
            {
                found.Add(new(graph.GetAnonymousFunctionControlFlowGraph(lambda, cancellationToken), lambda.Symbol.Parameters));
            }
        }
    }
}
