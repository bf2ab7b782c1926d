using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace FlowGen.Analyzers.RateLimits;

/// <summary>Finds out, within one member, whether the options of a client are given a rate limit.</summary>
internal sealed class OptionsInspection
{
    private readonly FlowGenTypes _types;
    private readonly IOperation _member;
    private readonly ITypeSymbol _client;
    private readonly CancellationToken _cancellationToken;
    private readonly HashSet<ISymbol> _followed = new(SymbolEqualityComparer.Default);

    public OptionsInspection(FlowGenTypes types, IOperation operation, ITypeSymbol client, CancellationToken cancellationToken)
    {
        _types = types;
        _client = client;
        _cancellationToken = cancellationToken;
        _member = operation;
        while (_member.Parent is { } parent)
        {
            _member = parent;
        }
    }

    /// <summary>Options as a value: an object creation, or a local that holds one.</summary>
    public RateLimitFinding OfOptions(IOperation value)
    {
        switch (Unwrapped(value))
        {
            case IObjectCreationOperation creation:
                return OfCreation(creation);
            case ILocalReferenceOperation local:
                return OfLocal(local.Local);
            default:
                return new(RateLimitDecision.Unknown);
        }
    }

    /// <summary>Options as the parameter of a delegate that configures them.</summary>
    public RateLimitFinding OfConfiguration(IOperation value)
    {
        switch (Unwrapped(value))
        {
            case IDelegateCreationOperation creation:
                return OfConfiguration(creation.Target);
            case IAnonymousFunctionOperation lambda:
                return OptionsParameter(lambda.Symbol) is { } parameter
                    ? new(OfUses(parameter, lambda.Body), lambda.Syntax)
                    : new(RateLimitDecision.Missing);
            case IMethodReferenceOperation reference when OptionsParameter(reference.Method) is { } given:
                return new(CalledMethods.DecisionOf(reference.Method, given, _cancellationToken));
            case ILocalReferenceOperation local when _followed.Add(local.Local) && OnlyValueOf(local.Local) is { } only:
                return OfConfiguration(only);
            default:
                return new(RateLimitDecision.Unknown);
        }
    }

    /// <summary>Whether another registration in the same member sets the limit, or binds the options to configuration.</summary>
    public bool IsDecidedByAnotherRegistration(IInvocationOperation registration)
    {
        foreach (var operation in _member.DescendantsAndSelf())
        {
            if (operation is IInvocationOperation invocation && invocation != registration && !_types.IsRegistration(invocation.TargetMethod)
                && (Configures(invocation) || IsHelperThatMayConfigure(invocation)))
            {
                return true;
            }
        }

        return false;
    }

    private bool Configures(IInvocationOperation invocation)
    {
        var method = invocation.TargetMethod;
        if (!IsConfigurationName(method.Name) || !(MentionsOptions(method.TypeArguments) || MentionsOptions(method.ContainingType.TypeArguments)))
        {
            return false;
        }

        var configures = false;
        foreach (var argument in invocation.Arguments)
        {
            if (argument.Value.Type is { TypeKind: TypeKind.Delegate } || argument.Parameter?.Type is { TypeKind: TypeKind.Delegate })
            {
                if (argument.ArgumentKind == ArgumentKind.DefaultValue)
                {
                    continue;
                }

                configures = true;
                if (OfConfiguration(argument.Value).Decision != RateLimitDecision.Missing)
                {
                    return true;
                }
            }
        }

        // With no delegate to look into, the values come from configuration or from a class of their own.
        return !configures && method.Name != "AddOptions" && method.Name != "AddOptionsWithValidateOnStart";
    }

    private static bool IsConfigurationName(string name) =>
        name.StartsWith("Configure", StringComparison.Ordinal) || name.StartsWith("PostConfigure", StringComparison.Ordinal)
        || name.StartsWith("Bind", StringComparison.Ordinal) || name.StartsWith("Add", StringComparison.Ordinal)
        || name.StartsWith("TryAdd", StringComparison.Ordinal);

    /// <summary>Whether options are among the types, also as in <c>IConfigureOptions&lt;FlowClientOptions&gt;</c> or a class of that kind.</summary>
    private bool MentionsOptions(IEnumerable<ITypeSymbol> types)
    {
        foreach (var type in types)
        {
            if (_types.IsOptions(type) || (type is INamedTypeSymbol named && MentionsOptions(named.TypeArguments)))
            {
                return true;
            }

            foreach (var implemented in type.AllInterfaces)
            {
                if (implemented.Name.EndsWith("ConfigureOptions", StringComparison.Ordinal) && MentionsOptions(implemented.TypeArguments))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private bool IsHelperThatMayConfigure(IInvocationOperation invocation)
    {
        foreach (var argument in invocation.Arguments)
        {
            if (argument.Parameter?.Type is { Name: "IServiceCollection" or "IHostApplicationBuilder" or "WebApplicationBuilder" })
            {
                return CalledMethods.MayConfigure(invocation.TargetMethod, _cancellationToken);
            }
        }

        return false;
    }

    private RateLimitFinding OfCreation(IObjectCreationOperation creation)
    {
        if (creation.Type is not INamedTypeSymbol type || creation.Arguments.Length > 0 || !IsPlain(type))
        {
            return new(RateLimitDecision.Unknown);
        }

        foreach (var initializer in creation.Initializer?.Initializers ?? ImmutableArray<IOperation>.Empty)
        {
            if (initializer is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation target } && _types.IsRateLimitOfOptions(target.Property))
            {
                return new(RateLimitDecision.Made);
            }
        }

        return new(RateLimitDecision.Missing, creation.Syntax);
    }

    /// <summary>Whether the type is known not to set a limit by itself: the runtime's own, or the one generated beside the client.</summary>
    private bool IsPlain(INamedTypeSymbol type)
    {
        if (_types.IsOptionsItself(type))
        {
            return true;
        }

        return _types.IsOptions(type) && type.BaseType is { } parent && IsPlain(parent)
            && (type.DeclaringSyntaxReferences.Length > 0
                ? !CalledMethods.MaySetItself(type, _cancellationToken)
                : SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, _client.ContainingAssembly));
    }

    private RateLimitFinding OfLocal(ILocalSymbol local)
    {
        if (!_followed.Add(local))
        {
            return new(RateLimitDecision.Missing);
        }

        RateLimitFinding? finding = null;
        foreach (var value in ValuesOf(local))
        {
            var next = OfOptions(value);
            finding = finding?.And(next) ?? next;
        }

        return finding is null ? new(RateLimitDecision.Unknown) : finding.Value.And(new(OfUses(local, _member)));
    }

    /// <summary>What becomes of the options that a local or a parameter holds.</summary>
    private RateLimitDecision OfUses(ISymbol variable, IOperation scope)
    {
        var decision = RateLimitDecision.Missing;
        foreach (var operation in scope.DescendantsAndSelf())
        {
            if (operation is not (ILocalReferenceOperation or IParameterReferenceOperation)
                || !SymbolEqualityComparer.Default.Equals(variable, (operation as ILocalReferenceOperation)?.Local ?? (ISymbol?)(operation as IParameterReferenceOperation)?.Parameter))
            {
                continue;
            }

            switch (OfUse(operation))
            {
                case RateLimitDecision.Made:
                    return RateLimitDecision.Made;
                case RateLimitDecision.Unknown:
                    decision = RateLimitDecision.Unknown;
                    break;
                default:
                    break;
            }
        }

        return decision;
    }

    private RateLimitDecision OfUse(IOperation reference)
    {
        var use = reference.Parent;
        while (use is IConversionOperation)
        {
            use = use.Parent;
        }

        switch (use)
        {
            case IPropertyReferenceOperation property:
                return _types.IsRateLimitOfOptions(property.Property) && IsAssigned(property) ? RateLimitDecision.Made : RateLimitDecision.Missing;
            case IArgumentOperation { Parent: IObjectCreationOperation creation } when _types.IsFlowClient(creation.Type):
                return RateLimitDecision.Missing;
            case IArgumentOperation { Parent: IInvocationOperation { TargetMethod: var method }, Parameter: { } parameter }:
                return method.DeclaringSyntaxReferences.Length > 0 && !method.IsVirtual && !method.IsAbstract && !method.IsOverride
                    ? CalledMethods.DecisionOf(method, parameter, _cancellationToken)
                    : RateLimitDecision.Unknown;
            case ISimpleAssignmentOperation assigned when assigned.Target == reference:
            case IBinaryOperation:
            case INameOfOperation:
                return RateLimitDecision.Missing;
            default:
                return RateLimitDecision.Unknown;
        }
    }

    private static bool IsAssigned(IOperation target)
    {
        while (target.Parent is ITupleOperation tuple)
        {
            target = tuple;
        }

        return target.Parent is IAssignmentOperation assignment && assignment.Target == target;
    }

    private IOperation? OnlyValueOf(ILocalSymbol local)
    {
        IOperation? only = null;
        foreach (var value in ValuesOf(local))
        {
            if (only is not null)
            {
                return null;
            }

            only = value;
        }

        return only;
    }

    /// <summary>What is assigned to the local anywhere in the member.</summary>
    private IEnumerable<IOperation> ValuesOf(ILocalSymbol local)
    {
        foreach (var operation in _member.DescendantsAndSelf())
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation declarator when SymbolEqualityComparer.Default.Equals(declarator.Symbol, local):
                    if (declarator.GetVariableInitializer() is { } initializer)
                    {
                        yield return initializer.Value;
                    }

                    break;
                case IAssignmentOperation { Target: ILocalReferenceOperation target } assignment
                    when SymbolEqualityComparer.Default.Equals(target.Local, local):
                    yield return assignment.Value;
                    break;
                default:
                    break;
            }
        }
    }

    private IParameterSymbol? OptionsParameter(IMethodSymbol method)
    {
        foreach (var parameter in method.Parameters)
        {
            if (_types.IsOptions(parameter.Type))
            {
                return parameter;
            }
        }

        return null;
    }

    private static IOperation Unwrapped(IOperation operation)
    {
        while (operation is IConversionOperation { OperatorMethod: null } or IParenthesizedOperation)
        {
            operation = operation is IConversionOperation conversion ? conversion.Operand : ((IParenthesizedOperation)operation).Operand;
        }

        return operation;
    }
}
