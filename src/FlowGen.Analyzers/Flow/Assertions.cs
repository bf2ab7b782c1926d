using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace FlowGen.Analyzers.Flow;

/// <summary>What holds of a value once a call has returned.</summary>
internal enum AssertedOutcome
{
    True,
    False,
    Null,
    NotNull,
    EqualToOther,
}

/// <summary>That a call returns only if a value turned out in a certain way.</summary>
internal readonly struct Assertion(IOperation subject, AssertedOutcome outcome, IOperation? other = null)
{
    public IOperation Subject { get; } = subject;

    public AssertedOutcome Outcome { get; } = outcome;

    public IOperation? Other { get; } = other;
}

/// <summary>
/// Finds assertions: parameters that say so by attribute, and the assertions of xunit, NUnit, MSTest, TUnit, Shouldly and
/// FluentAssertions, known by name because most of them carry no attribute.
/// </summary>
internal static class Assertions
{
    public static IEnumerable<Assertion> In(IInvocationOperation invocation)
    {
        foreach (var argument in invocation.Arguments)
        {
            if (argument.Parameter is { } parameter && AttributedOutcome(parameter) is { } attributed)
            {
                yield return new(argument.Value, attributed);
            }
        }

        if (Named(invocation) is { } named)
        {
            yield return named;
        }
    }

    /// <summary>What a call that returns <paramref name="returned"/> says of an argument being null, by attribute.</summary>
    public static bool IsNotNullWhen(IParameterSymbol parameter, bool returned)
    {
        foreach (var attribute in parameter.GetAttributes())
        {
            if (attribute is { AttributeClass.Name: "NotNullWhenAttribute", ConstructorArguments: [{ Value: bool value }] } && value == returned)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the method returns to its caller at all.</summary>
    public static bool NeverReturns(IMethodSymbol method, CancellationToken cancellationToken)
    {
        foreach (var attribute in method.GetAttributes())
        {
            if (attribute.AttributeClass is { Name: "DoesNotReturnAttribute" })
            {
                return true;
            }
        }

        return (IsAssertionClass(method.ContainingType) && method.Name is "Fail" or "Skip" or "Ignore" or "Inconclusive")
            || AlwaysThrows.IsTrueOf(method, cancellationToken);
    }

    private static AssertedOutcome? AttributedOutcome(IParameterSymbol parameter)
    {
        foreach (var attribute in parameter.GetAttributes())
        {
            switch (attribute)
            {
                case { AttributeClass.Name: "DoesNotReturnIfAttribute", ConstructorArguments: [{ Value: bool value }] }:
                    return value ? AssertedOutcome.False : AssertedOutcome.True;
                case { AttributeClass.Name: "NotNullAttribute" }:
                    return AssertedOutcome.NotNull;
                default:
                    break;
            }
        }

        return null;
    }

    private static Assertion? Named(IInvocationOperation invocation)
    {
        var method = invocation.TargetMethod;
        if (IsAssertionClass(method.ContainingType) && Argument(invocation, 0) is { } first)
        {
            return method.Name switch
            {
                "True" or "IsTrue" => new(first, AssertedOutcome.True),
                "False" or "IsFalse" => new(first, AssertedOutcome.False),
                "Null" or "IsNull" => new(first, AssertedOutcome.Null),
                "NotNull" or "IsNotNull" => new(first, AssertedOutcome.NotNull),
                "Equal" or "StrictEqual" or "AreEqual" or "AreSame" or "Same" when Argument(invocation, 1) is { } second => Equality(first, second),
                "That" when method.ReturnsVoid => That(first, Argument(invocation, 1)),
                _ => null,
            };
        }

        var subject = method.IsExtensionMethod ? Argument(invocation, 0) : SubjectOfChain(invocation.Instance);
        if (subject is null)
        {
            return null;
        }

        return method.Name switch
        {
            "ShouldBeTrue" or "BeTrue" or "IsTrue" => new(subject, AssertedOutcome.True),
            "ShouldBeFalse" or "BeFalse" or "IsFalse" => new(subject, AssertedOutcome.False),
            "ShouldBeNull" or "BeNull" or "IsNull" => new(subject, AssertedOutcome.Null),
            "ShouldNotBeNull" or "NotBeNull" or "IsNotNull" => new(subject, AssertedOutcome.NotNull),
            "ShouldBe" when Argument(invocation, 1) is { } expected => Equality(expected, subject),
            "Be" or "IsEqualTo" when Argument(invocation, 0) is { } expected => Equality(expected, subject),
            _ => null,
        };
    }

    private static Assertion Equality(IOperation left, IOperation right) =>
        left is { ConstantValue: { HasValue: true, Value: null } } or IDefaultValueOperation { Type.IsReferenceType: true }
            ? new(right, AssertedOutcome.Null)
            : new(right, AssertedOutcome.EqualToOther, left);

    /// <summary>NUnit: <c>Assert.That(value)</c> and <c>Assert.That(value, Is.Not.Null)</c>.</summary>
    private static Assertion? That(IOperation subject, IOperation? constraint)
    {
        switch (constraint)
        {
            case null:
                return new(subject, AssertedOutcome.True);
            case IPropertyReferenceOperation { Property.Name: var name } property:
                var isNegated = property.Instance is IPropertyReferenceOperation { Property.Name: "Not" };
                return (name, isNegated) switch
                {
                    ("True", false) or ("False", true) => new(subject, AssertedOutcome.True),
                    ("False", false) or ("True", true) => new(subject, AssertedOutcome.False),
                    ("Null", false) => new(subject, AssertedOutcome.Null),
                    ("Null", true) => new(subject, AssertedOutcome.NotNull),
                    _ => null,
                };
            case IInvocationOperation { TargetMethod.Name: "EqualTo", Arguments: [{ Value: { } expected }, ..] }:
                return Equality(expected, subject);
            case { Type.SpecialType: SpecialType.System_String }:
                return new(subject, AssertedOutcome.True);
            default:
                return null;
        }
    }

    /// <summary>The value that <c>value.Should()</c> or <c>Assert.That(value)</c> was called with.</summary>
    private static IOperation? SubjectOfChain(IOperation? instance) =>
        Unwrapped(instance) is IInvocationOperation { TargetMethod.Name: "Should" or "That", Arguments: [{ Value: { } value }, ..] }
            ? Unwrapped(value)
            : null;

    private static IOperation? Argument(IInvocationOperation invocation, int ordinal)
    {
        foreach (var argument in invocation.Arguments)
        {
            if (argument.Parameter?.Ordinal == ordinal)
            {
                return argument.ArgumentKind == ArgumentKind.DefaultValue ? null : Unwrapped(argument.Value);
            }
        }

        return null;
    }

    private static IOperation? Unwrapped(IOperation? operation)
    {
        while (operation is IConversionOperation { OperatorMethod: null } conversion)
        {
            operation = conversion.Operand;
        }

        return operation;
    }

    private static bool IsAssertionClass(INamedTypeSymbol? type) => type?.Name is "Assert" or "ClassicAssert";
}
