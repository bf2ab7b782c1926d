using FlowGen.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace FlowGen.Analyzers.RateLimits;

/// <summary>Finds the client that a limit is set for, within one member.</summary>
internal sealed class LimitedClient(FlowGenTypes types, Lazy<Dictionary<string, INamedTypeSymbol>> clients)
{
    // A limit in a local, in options in another local: more is nobody's style.
    private const int MostLocals = 4;

    /// <summary>Null when nobody can tell from here.</summary>
    public ITypeSymbol? Of(IOperation limit) => OfLimit(limit, MostLocals);

    private ITypeSymbol? OfLimit(IOperation limit, int locals)
    {
        var value = limit;
        while (value.Parent is IConversionOperation or IParenthesizedOperation or ICoalesceOperation or IConditionalOperation or ISwitchExpressionArmOperation or ISwitchExpressionOperation
            || (value.Parent is IInvocationOperation { TargetMethod.Name: "SharedThrough" } shared && ReferenceEquals(shared.Instance, value)))
        {
            value = value.Parent;
        }

        switch (value.Parent)
        {
            case IAssignmentOperation { Target: IPropertyReferenceOperation { Instance: { } options } target } when types.IsRateLimitOfOptions(target.Property):
                return OfOptions(options, locals);
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } } when locals > 0:
                return OfLimitIn(local, limit, locals - 1);
            case ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var assigned } } assignment when locals > 0 && ReferenceEquals(assignment.Value, value):
                return OfLimitIn(assigned, limit, locals - 1);
            default:
                return null;
        }
    }

    private ITypeSymbol? OfLimitIn(ILocalSymbol local, IOperation limit, int locals)
    {
        foreach (var reference in LocalValue.ReferencesTo(local, limit))
        {
            if (reference.Parent is not ISimpleAssignmentOperation { Target: var target } || !ReferenceEquals(target, reference))
            {
                if (OfLimit(reference, locals) is { } client)
                {
                    return client;
                }
            }
        }

        return null;
    }

    private ITypeSymbol? OfOptions(IOperation options, int locals)
    {
        switch (options)
        {
            case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver }:
                var parent = options.Parent;
                while (parent is not (null or IObjectCreationOperation))
                {
                    parent = parent.Parent;
                }

                return parent is null ? null : OfOptionsValue(parent, locals);
            case ILocalReferenceOperation { Local: var local }:
                return OfOptionsLocal(local, options, locals);
            case IParameterReferenceOperation { Parameter: var parameter }:
                return OfConfiguration(parameter, options) ?? BesideOptions(parameter.Type) ?? OfMethod(parameter.ContainingSymbol);
            default:
                return BesideOptions(options.Type);
        }
    }

    private ITypeSymbol? OfOptionsValue(IOperation value, int locals)
    {
        var current = value;
        while (current.Parent is IConversionOperation or IParenthesizedOperation)
        {
            current = current.Parent;
        }

        return current.Parent switch
        {
            IArgumentOperation { Parent: IObjectCreationOperation { Type: { } client } } when types.IsFlowClient(client) => client,
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } } when locals > 0 =>
                OfOptionsLocal(local, value, locals - 1) ?? BesideOptions(value.Type),
            _ => BesideOptions(value.Type),
        };
    }

    private ITypeSymbol? OfOptionsLocal(ILocalSymbol local, IOperation reference, int locals)
    {
        if (locals > 0)
        {
            foreach (var use in LocalValue.ReferencesTo(local, reference))
            {
                if (use.Parent is IArgumentOperation or IConversionOperation && OfOptionsValue(use, 0) is { } client && types.IsFlowClient(client))
                {
                    return client;
                }
            }
        }

        return BesideOptions(local.Type);
    }

    /// <summary>The client whose registration the parameter's lambda or local function configures.</summary>
    private ITypeSymbol? OfConfiguration(IParameterSymbol parameter, IOperation reference)
    {
        for (var current = reference.Parent; current is not null; current = current.Parent)
        {
            switch (current)
            {
                case IAnonymousFunctionOperation lambda when SymbolEqualityComparer.Default.Equals(lambda.Symbol, parameter.ContainingSymbol):
                    return OfDelegate(lambda);
                case ILocalFunctionOperation function when SymbolEqualityComparer.Default.Equals(function.Symbol, parameter.ContainingSymbol):
                    foreach (var operation in LocalValue.RootOf(current).Descendants())
                    {
                        if (operation is IMethodReferenceOperation { Method: var method } group && SymbolEqualityComparer.Default.Equals(method, function.Symbol))
                        {
                            return OfDelegate(group);
                        }
                    }

                    return null;
                default:
                    break;
            }
        }

        return null;
    }

    /// <summary>The client whose registration is given the method by its name, in the type that declares it; null when there are several.</summary>
    private ITypeSymbol? OfMethod(ISymbol function)
    {
        if (function is not IMethodSymbol { MethodKind: MethodKind.Ordinary } method)
        {
            return null;
        }

        string? registered = null;
        foreach (var use in MethodUses.Of(method))
        {
            var called = use.Expression is MemberAccessExpressionSyntax member ? member.Name : use.Expression;
            if (called is not GenericNameSyntax { Identifier.ValueText: "AddFlowClient", TypeArgumentList.Arguments: [var argument] })
            {
                return null;
            }

            var name = argument is QualifiedNameSyntax qualified ? qualified.Right.Identifier.ValueText : argument.ToString();
            if (registered is not null && registered != name)
            {
                return null;
            }

            registered = name;
        }

        foreach (var client in clients.Value.Values)
        {
            if (client.Name == registered)
            {
                return client;
            }
        }

        return null;
    }

    private ITypeSymbol? OfDelegate(IOperation function)
    {
        var current = function;
        while (current.Parent is IDelegateCreationOperation or IConversionOperation or IParenthesizedOperation)
        {
            current = current.Parent;
        }

        if (current.Parent is not IArgumentOperation { Parent: IInvocationOperation configuration })
        {
            return null;
        }

        return types.IsRegistration(configuration.TargetMethod) ? configuration.TargetMethod.TypeArguments[0]
            : ProviderIn(configuration) is { } provider && clients.Value.TryGetValue(provider, out var named) ? named
            : null;
    }

    /// <summary>The name that options are configured under, which is the provider's: <c>Configure&lt;FlowClientOptions&gt;("alibaba-cams", …)</c>.</summary>
    private static string? ProviderIn(IInvocationOperation configuration)
    {
        for (IOperation? current = configuration; current is IInvocationOperation call; current = Receiver(call))
        {
            foreach (var argument in call.Arguments)
            {
                if (argument.Value.ConstantValue is { HasValue: true, Value: string { Length: > 0 } name })
                {
                    return name;
                }
            }
        }

        return null;
    }

    private static IOperation? Receiver(IInvocationOperation call) =>
        call.Instance ?? (call is { TargetMethod.IsExtensionMethod: true, Arguments: [{ Value: var first }, ..] } ? first : null);

    /// <summary>The client that options were generated beside: CamsClient for CamsClientOptions.</summary>
    private ITypeSymbol? BesideOptions(ITypeSymbol? options)
    {
        const string Suffix = "Options";
        if (options is null || types.IsOptionsItself(options) || !types.IsOptions(options) || !options.Name.EndsWith(Suffix, StringComparison.Ordinal))
        {
            return null;
        }

        foreach (var candidate in options.ContainingNamespace.GetTypeMembers(options.Name.Substring(0, options.Name.Length - Suffix.Length)))
        {
            if (types.IsFlowClient(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
