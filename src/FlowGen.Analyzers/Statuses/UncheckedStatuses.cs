using System.Collections.Immutable;
using FlowGen.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace FlowGen.Analyzers.Statuses;

/// <summary>Finds what needs one set of statuses unchecked in one member, with the lambdas and local functions inside it.</summary>
internal sealed class UncheckedStatuses
{
    private readonly List<StatusFinding> _findings = [];
    private readonly FlowGenTypes _types;
    private readonly StatusSubjects _subjects;
    private readonly RequestArguments _requests;
    private readonly IOperation _member;
    private readonly CancellationToken _cancellationToken;
    private int _numbers;

    private UncheckedStatuses(FlowGenTypes types, ImmutableArray<string> texts, IOperation member, CancellationToken cancellationToken)
    {
        _types = types;
        _subjects = new(types, texts);
        _requests = new(member);
        _member = member;
        _cancellationToken = cancellationToken;
    }

    public static UncheckedStatuses Find(
        ControlFlowGraph graph, ISymbol member, IOperation root, ImmutableArray<string> texts, FlowGenTypes types, CancellationToken cancellationToken)
    {
        var statuses = new UncheckedStatuses(types, texts, root, cancellationToken);
        foreach (var function in FlowFunction.AllOf(graph, member, cancellationToken))
        {
            statuses.Add(function);
        }

        return statuses;
    }

    /// <summary>What was found at a call or at a read of a property; null when its status was checked.</summary>
    public StatusFinding? At(SyntaxNode site) => _findings.Find(finding => finding.Site == site);

    private void Add(FlowFunction function)
    {
        var findings = new List<StatusFinding>();
        var flow = new FlowGraph(function.Graph, function.Parameters);
        var reader = new StatusReader(_types, _subjects, flow, _requests, findings, NextNumber, _cancellationToken);
        if (new FlowSolver(flow, reader, NextNumber, _cancellationToken).TryRun(Entry(function.Parameters)))
        {
            _findings.AddRange(findings);
        }
    }

    private FlowState Entry(ImmutableArray<IParameterSymbol> parameters)
    {
        var state = new FlowState();
        foreach (var parameter in parameters)
        {
            var isFollowed = parameter.RefKind == RefKind.None && _subjects.Reaches(parameter.Type) && ComparesStatusOf(parameter);
            state.Set(parameter, isFollowed ? new(ResultSet.Empty, ResultSet.Empty, ResultSet.Empty, NextNumber()) : KnownValue.Nothing);
        }

        return state;
    }

    /// <summary>A caller has usually checked what it passes. A method that compares the status itself says that its caller has not.</summary>
    private bool ComparesStatusOf(IParameterSymbol parameter)
    {
        foreach (var operation in _member.DescendantsAndSelf())
        {
            if (operation is IPropertyReferenceOperation { Instance: IParameterReferenceOperation { Parameter: var owner } } read
                && SymbolEqualityComparer.Default.Equals(owner, parameter) && _subjects.IsStatus(read.Type) && IsCompared(read))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsCompared(IOperation status)
    {
        for (var current = status.Parent; current is not null; current = current.Parent)
        {
            switch (current)
            {
                case IBinaryOperation or IIsPatternOperation or ISwitchOperation or ISwitchExpressionOperation:
                    return true;
                case IPropertyReferenceOperation or IConversionOperation or IParenthesizedOperation:
                    break;
                default:
                    return false;
            }
        }

        return false;
    }

    private int NextNumber() => _numbers++;
}
