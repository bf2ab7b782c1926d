using FlowGen.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace FlowGen.Analyzers.Statuses;

/// <summary>What a call asks with: the values that its request is made of, as they are written. A graph takes initialisers apart.</summary>
internal sealed class RequestArguments
{
    private readonly Dictionary<SyntaxNode, List<(string Name, IOperation Value)>> _byCall = [];

    public RequestArguments(IOperation member)
    {
        foreach (var operation in member.DescendantsAndSelf())
        {
            if (operation is IInvocationOperation { Arguments: [{ Value: var request }, ..] } call && CreationOf(request)?.Initializer is { } initializer)
            {
                var values = new List<(string, IOperation)>();
                foreach (var item in initializer.Initializers)
                {
                    if (item is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: var name }, Value: var value })
                    {
                        values.Add((name, LocalValue.Unwrapped(value)));
                    }
                }

                _byCall[call.Syntax] = values;
            }
        }
    }

    /// <summary>The request's values; empty when it is not made here.</summary>
    public IReadOnlyList<(string Name, IOperation Value)> Of(IInvocationOperation call) =>
        _byCall.TryGetValue(call.Syntax, out var values) ? values : [];

    private static IObjectCreationOperation? CreationOf(IOperation request)
    {
        var value = LocalValue.Unwrapped(request);
        value = value is ILocalReferenceOperation { Local: var local } ? LocalValue.OnlyOf(local, value) : value;
        return value is null ? null : LocalValue.Unwrapped(value) as IObjectCreationOperation;
    }
}
