using FlowGen.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace FlowGen.Analyzers.RateLimits;

/// <summary>Where a client is made, which tells how often. Silent when the client outlives the place, or belongs to what the place is given.</summary>
internal sealed class CreationPlace(IObjectCreationOperation creation, FlowGenTypes types, ISymbol member)
{
    /// <summary>In words, for the end of a sentence; null when it may be made once.</summary>
    /// <param name="isClient">Whether it is a client, rather than a limiter.</param>
    public string? HowOften(bool isClient)
    {
        if (PropertyThatMakesIt() is { } property)
        {
            return $"whenever '{property.Name}' is read";
        }

        var isKept = isClient ? !IsUsedHereAlone() : MakesClientToo();
        for (IOperation current = creation; current.Parent is { } parent; current = parent)
        {
            switch (parent)
            {
                case ILoopOperation loop when !IsOnlyOnce(loop, current):
                    if (!isKept && !DependsOn(loop))
                    {
                        return "in each round of a loop";
                    }

                    break;
                case IAnonymousFunctionOperation lambda:
                    return HowOften(lambda, isKept);
                case ILocalFunctionOperation { Symbol: var function }:
                    return HowOftenHandedOver(function, isKept);
                default:
                    break;
            }
        }

        if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary } handed && HowOftenHandedOver(handed, isKept) is { } served)
        {
            return served;
        }

        return isKept || member is not IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation } method || IsGivenAnAccount(method.Parameters)
            ? null
            : CallSites.IsPerRequest(method) ? "for each request"
            : isClient && CallSites.MayRunOften(method) && ServesOneCall(method) ? $"for each call of '{method.Name}'"
            : null;
    }

    /// <summary>A method that is given to a container or to a route by its name is called by it.</summary>
    private string? HowOftenHandedOver(IMethodSymbol method, bool isKept)
    {
        foreach (var use in MethodUses.Of(method))
        {
            var name = use.Expression switch
            {
                MemberAccessExpressionSyntax { Name.Identifier.ValueText: var called } => called,
                SimpleNameSyntax { Identifier.ValueText: var called } => called,
                _ => "",
            };
            if (ServiceLifetimes.HowOften(name) is { } lifetime)
            {
                return lifetime;
            }

            if (!isKept && CallSites.IsRoute(name) && !IsGivenAnAccount(method.Parameters))
            {
                return "for each request";
            }
        }

        return null;
    }

    private string? HowOften(IAnonymousFunctionOperation lambda, bool isKept)
    {
        IOperation value = lambda;
        while (value.Parent is IDelegateCreationOperation or IConversionOperation or IParenthesizedOperation)
        {
            value = value.Parent;
        }

        if (value.Parent is IArgumentOperation { Parent: IObjectCreationOperation descriptor })
        {
            return ServiceLifetimes.HowOften(descriptor);
        }

        if (value.Parent is not IArgumentOperation { Parent: IInvocationOperation call })
        {
            return null;
        }

        // What a container asks for is made for it, and kept no longer than it says. Its options are made once.
        return types.IsRegistration(call.TargetMethod) ? null
            : call.TargetMethod.Name != "AddHttpClient" && ServiceLifetimes.HowOften(call.TargetMethod) is { } lifetime ? lifetime
            : isKept || IsGivenAnAccount(lambda.Symbol.Parameters) ? null
            : CallSites.IsRoute(call.TargetMethod) ? "for each request"
            : CallSites.IsPerElement(call.TargetMethod) ? "for each element"
            : null;
    }

    /// <summary>A property that gives a new client to whoever reads it.</summary>
    private IPropertySymbol? PropertyThatMakesIt()
    {
        IOperation current = creation;
        while (current.Parent is IConversionOperation or IParenthesizedOperation)
        {
            current = current.Parent;
        }

        return (current.Parent is IReturnOperation || (LocalOf(current) is { } local && IsOnlyCalled(local, orReturned: true))) && member is IMethodSymbol { MethodKind: MethodKind.PropertyGet, AssociatedSymbol: IPropertySymbol property }
            && IsDirectlyIn(current) ? property : null;
    }

    private static bool IsDirectlyIn(IOperation operation)
    {
        for (var current = operation.Parent; current is not null; current = current.Parent)
        {
            if (current is IAnonymousFunctionOperation or ILocalFunctionOperation)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the client is only called here: not returned, stored, or given to anybody.</summary>
    private bool IsUsedHereAlone()
    {
        IOperation current = creation;
        while (current.Parent is IConversionOperation or IParenthesizedOperation)
        {
            current = current.Parent;
        }

        switch (current.Parent)
        {
            case IInvocationOperation call when ReferenceEquals(call.Instance, current):
                return true;
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } }:
                return IsOnlyCalled(local);
            case ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var assigned }, Parent: IExpressionStatementOperation }:
                return IsOnlyCalled(assigned);
            default:
                return false;
        }
    }

    private static ILocalSymbol? LocalOf(IOperation value) =>
        value.Parent is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } } ? local : null;

    private bool IsOnlyCalled(ILocalSymbol local, bool orReturned = false)
    {
        var isCalled = false;
        foreach (var reference in LocalValue.ReferencesTo(local, creation))
        {
            switch (reference.Parent)
            {
                case ISimpleAssignmentOperation { Parent: IExpressionStatementOperation } assignment when ReferenceEquals(assignment.Target, reference):
                    break;
                case IInvocationOperation call when ReferenceEquals(call.Instance, reference):
                    isCalled = true;
                    break;
                case IReturnOperation or IConversionOperation { Parent: IReturnOperation } when orReturned:
                    isCalled = true;
                    break;
                default:
                    return false;
            }
        }

        return isCalled;
    }

    /// <summary>Whether a client is made beside the limiter: then the client is what is reported.</summary>
    private bool MakesClientToo()
    {
        foreach (var operation in LocalValue.RootOf(creation).Descendants())
        {
            if (operation is IObjectCreationOperation other && types.IsFlowClient(other.Type))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the loop's own text stands outside of its rounds: the collection, or the first value of a counter.</summary>
    private static bool IsOnlyOnce(ILoopOperation loop, IOperation child) => loop switch
    {
        IForEachLoopOperation each => ReferenceEquals(each.Collection, child),
        IForLoopOperation counted => counted.Before.Contains(child),
        _ => false,
    };

    /// <summary>Whether the client is made of something that changes with each round, such as the account.</summary>
    private bool DependsOn(ILoopOperation loop)
    {
        var changing = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var local in loop.Locals)
        {
            changing.Add(local);
        }

        return IsMadeOf(changing);
    }

    /// <summary>Whether the client is made of a text or a number that the method is given: an account, a tenant.</summary>
    private bool IsGivenAnAccount(IEnumerable<IParameterSymbol> parameters)
    {
        var given = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var parameter in parameters)
        {
            if (IsData(parameter.Type))
            {
                given.Add(parameter);
            }
        }

        return given.Count > 0 && IsMadeOf(given);
    }

    private bool IsMadeOf(HashSet<ISymbol> sources)
    {
        var followed = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var argument in creation.Arguments)
        {
            if (Mentions(argument, sources, followed))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Mentions(IOperation operation, HashSet<ISymbol> sources, HashSet<ISymbol> followed)
    {
        foreach (var part in operation.DescendantsAndSelf())
        {
            switch (part)
            {
                case IParameterReferenceOperation { Parameter: var parameter } when sources.Contains(parameter):
                case ILocalReferenceOperation { Local: var local } when sources.Contains(local):
                    return true;
                case ILocalReferenceOperation { Local: var held } when followed.Add(held) && LocalValue.OnlyOf(held, part) is { } value && Mentions(value, sources, followed):
                    return true;
                default:
                    break;
            }
        }

        return false;
    }

    /// <summary>Whether a call on the client is made of what the method is given, so that the method serves that call.</summary>
    private bool ServesOneCall(IMethodSymbol method)
    {
        foreach (var operation in LocalValue.RootOf(creation).Descendants())
        {
            if (operation is IInvocationOperation { Instance: { } instance } call && types.IsFlowClient(instance.Type))
            {
                foreach (var argument in call.Arguments)
                {
                    foreach (var part in argument.DescendantsAndSelf())
                    {
                        if (part is IParameterReferenceOperation { Parameter: { Type.Name: not "CancellationToken" } parameter } && method.Parameters.Contains(parameter))
                        {
                            return true;
                        }
                    }
                }
            }
        }

        return false;
    }

    private static bool IsData(ITypeSymbol type) =>
        type.SpecialType is not (SpecialType.None or SpecialType.System_Object) || type is { Name: "Guid" or "Uri", ContainingNamespace.Name: "System" } || type.TypeKind == TypeKind.Enum;
}
