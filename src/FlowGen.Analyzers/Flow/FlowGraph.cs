using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace FlowGen.Analyzers.Flow;

/// <summary>What a control-flow graph says about itself, prepared once: its locals, its handlers, its temporaries that stand for locals.</summary>
internal sealed class FlowGraph
{
    private readonly Dictionary<CaptureId, ISymbol> _targets = [];
    private readonly HashSet<ISymbol> _variables = new(SymbolEqualityComparer.Default);
    private readonly Func<ITypeSymbol, bool>? _followsMember;
    private readonly ImmutableArray<int>[] _handlers;

    /// <param name="graph">The body.</param>
    /// <param name="parameters">The body's parameters.</param>
    /// <param name="followsMember">Of which types the object's own fields, and properties that are as simple, count as variables.</param>
    public FlowGraph(ControlFlowGraph graph, ImmutableArray<IParameterSymbol> parameters, Func<ITypeSymbol, bool>? followsMember = null)
    {
        Graph = graph;
        Parameters = parameters;
        _followsMember = followsMember;
        foreach (var parameter in parameters)
        {
            _variables.Add(parameter);
        }

        AddLocals(graph.Root);
        _handlers = new ImmutableArray<int>[graph.Blocks.Length];
        foreach (var block in graph.Blocks)
        {
            _handlers[block.Ordinal] = HandlersOf(block);
            foreach (var operation in block.Operations)
            {
                if (operation is IFlowCaptureOperation capture && VariableOf(capture.Value) is { } variable)
                {
                    _targets[capture.Id] = variable;
                }
            }
        }

        foreach (var symbol in graph.LocalFunctions)
        {
            CapturedByLocalFunctions.UnionWith(CapturesOf(graph.GetLocalFunctionControlFlowGraph(symbol)));
        }
    }

    public ControlFlowGraph Graph { get; }

    public ImmutableArray<IParameterSymbol> Parameters { get; }

    /// <summary>The variables that a local function of this graph uses.</summary>
    public HashSet<ISymbol> CapturedByLocalFunctions { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>The first blocks of the handlers that an exception thrown in the block may reach.</summary>
    public ImmutableArray<int> HandlersOf(int block) => _handlers[block];

    /// <summary>The variable of this graph that an assignment to this operation changes, or a call on it: a temporary may stand for it.</summary>
    public ISymbol? AssignedVariable(IOperation target) => target switch
    {
        IFlowCaptureReferenceOperation reference => _targets.TryGetValue(reference.Id, out var variable) ? variable : null,
        IDeclarationExpressionOperation declaration => AssignedVariable(declaration.Expression),
        _ => VariableOf(target),
    };

    /// <summary>The key under which the state keeps the operation's value: a variable of this graph or a temporary.</summary>
    public object? KeyOf(IOperation operation) => operation switch
    {
        IFlowCaptureReferenceOperation reference => reference.Id,
        IDeclarationExpressionOperation declaration => KeyOf(declaration.Expression),
        _ => VariableOf(operation),
    };

    /// <summary>The variables from outside that a lambda or local function uses.</summary>
    public static IEnumerable<ISymbol> CapturesOf(ControlFlowGraph graph)
    {
        var found = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        AddVariables(graph, found);
        return found;
    }

    public ControlFlowGraph GraphOf(IFlowAnonymousFunctionOperation function) => Graph.GetAnonymousFunctionControlFlowGraphInScope(function);

    private static void AddVariables(ControlFlowGraph graph, HashSet<ISymbol> found)
    {
        foreach (var block in graph.Blocks)
        {
            foreach (var operation in block.Operations)
            {
                AddVariables(graph, operation, found);
            }

            if (block.BranchValue is { } value)
            {
                AddVariables(graph, value, found);
            }
        }

        foreach (var symbol in graph.LocalFunctions)
        {
            AddVariables(graph.GetLocalFunctionControlFlowGraph(symbol), found);
        }
    }

    private static void AddVariables(ControlFlowGraph graph, IOperation root, HashSet<ISymbol> found)
    {
        foreach (var operation in root.DescendantsAndSelf())
        {
            switch (operation)
            {
                case ILocalReferenceOperation local:
                    found.Add(local.Local);
                    break;
                case IParameterReferenceOperation parameter:
                    found.Add(parameter.Parameter);
                    break;
                case IFlowAnonymousFunctionOperation function:
                    AddVariables(graph.GetAnonymousFunctionControlFlowGraph(function), found);
                    break;
                default:
                    break;
            }
        }
    }

    private ISymbol? VariableOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local when _variables.Contains(local.Local) => local.Local,
        IParameterReferenceOperation parameter when _variables.Contains(parameter.Parameter) => parameter.Parameter,
        IFieldReferenceOperation { Instance: IInstanceReferenceOperation, Field: var field } when _followsMember?.Invoke(field.Type) == true => field,
        IPropertyReferenceOperation { Instance: IInstanceReferenceOperation, Property: var property } when _followsMember?.Invoke(property.Type) == true && OwnMember.IsSimple(property) => property,
        _ => null,
    };

    private void AddLocals(ControlFlowRegion region)
    {
        foreach (var local in region.Locals)
        {
            _variables.Add(local);
        }

        foreach (var nested in region.NestedRegions)
        {
            AddLocals(nested);
        }
    }

    private static ImmutableArray<int> HandlersOf(BasicBlock block)
    {
        var handlers = ImmutableArray<int>.Empty;
        for (var region = block.EnclosingRegion; region is not null; region = region.EnclosingRegion)
        {
            if (region.Kind != ControlFlowRegionKind.Try || region.EnclosingRegion is not { } statement)
            {
                continue;
            }

            foreach (var sibling in statement.NestedRegions)
            {
                if (sibling.Kind != ControlFlowRegionKind.Try)
                {
                    handlers = handlers.Add(sibling.FirstBlockOrdinal);
                }
            }
        }

        return handlers;
    }
}
