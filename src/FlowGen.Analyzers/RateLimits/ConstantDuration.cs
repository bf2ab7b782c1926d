using FlowGen.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace FlowGen.Analyzers.RateLimits;

/// <summary>Reads numbers and time spans that the code fixes: constants, <c>TimeSpan.FromSeconds(1)</c>, locals and read-only fields that hold one.</summary>
internal static class ConstantDuration
{
    /// <summary>The milliseconds of a time span; null when they are not fixed here.</summary>
    public static double? MillisecondsOf(IOperation value, CancellationToken cancellationToken)
    {
        switch (LocalValue.Unwrapped(value))
        {
            case IInvocationOperation { TargetMethod: { ContainingType: { Name: "TimeSpan", ContainingNamespace.Name: "System" }, Name: var unit } } call:
                return UnitOf(unit) is { } length && OnlyArgument(call.Arguments) is { } count && NumberOf(count, cancellationToken) is { } number ? number * length : null;
            case IObjectCreationOperation { Type: { Name: "TimeSpan", ContainingNamespace.Name: "System" } } creation:
                return OfParts(creation, cancellationToken);
            case ILocalReferenceOperation { Local: var local } reference when LocalValue.OnlyOf(local, reference) is { } only:
                return MillisecondsOf(only, cancellationToken);
            case IFieldReferenceOperation { Field: { IsReadOnly: true } field }:
                return InitializerOf(field, cancellationToken) is InvocationExpressionSyntax
                {
                    Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var method },
                    ArgumentList.Arguments: [{ Expression: var argument }],
                } && UnitOf(method) is { } span && LiteralOf(argument) is { } literal ? literal * span : null;
            default:
                return null;
        }
    }

    /// <summary>A number; null when it is not fixed here.</summary>
    public static double? NumberOf(IOperation value, CancellationToken cancellationToken)
    {
        value = LocalValue.Unwrapped(value);
        if (value.ConstantValue is { HasValue: true } constant)
        {
            return AsNumber(constant.Value);
        }

        return value switch
        {
            ILocalReferenceOperation { Local: var local } reference when LocalValue.OnlyOf(local, reference) is { } only => NumberOf(only, cancellationToken),
            IFieldReferenceOperation { Field: { IsReadOnly: true } field } => InitializerOf(field, cancellationToken) is { } initializer ? LiteralOf(initializer) : null,
            _ => null,
        };
    }

    private static IOperation? OnlyArgument(IEnumerable<IArgumentOperation> arguments)
    {
        IOperation? first = null;
        foreach (var argument in arguments)
        {
            if (argument.Parameter?.Ordinal == 0)
            {
                first = argument.Value;
            }
            else if (argument.ArgumentKind != ArgumentKind.DefaultValue)
            {
                return null;
            }
        }

        return first;
    }

    private static double? OfParts(IObjectCreationOperation creation, CancellationToken cancellationToken)
    {
        double sum = 0;
        foreach (var argument in creation.Arguments)
        {
            if (argument.Parameter is not { } parameter || NumberOf(argument.Value, cancellationToken) is not { } number)
            {
                return null;
            }

            var length = parameter.Name switch
            {
                "ticks" => 0.0001,
                "days" => 86_400_000,
                "hours" => 3_600_000,
                "minutes" => 60_000,
                "seconds" => 1_000,
                "milliseconds" => 1,
                "microseconds" => 0.001,
                _ => 0.0,
            };
            sum += number * length;
        }

        return sum;
    }

    private static double? UnitOf(string method) => method switch
    {
        "FromDays" => 86_400_000,
        "FromHours" => 3_600_000,
        "FromMinutes" => 60_000,
        "FromSeconds" => 1_000,
        "FromMilliseconds" => 1,
        "FromMicroseconds" => 0.001,
        "FromTicks" => 0.0001,
        _ => null,
    };

    /// <summary>What a field of this compilation starts with. Only literals are read there, since binding another file would compile it twice.</summary>
    private static ExpressionSyntax? InitializerOf(IFieldSymbol field, CancellationToken cancellationToken)
    {
        foreach (var reference in field.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax(cancellationToken) is VariableDeclaratorSyntax { Initializer.Value: var value })
            {
                return value;
            }
        }

        return null;
    }

    private static double? LiteralOf(ExpressionSyntax expression) => expression is LiteralExpressionSyntax literal ? AsNumber(literal.Token.Value) : null;

    private static double? AsNumber(object? value) => value switch
    {
        int number => number,
        long number => number,
        short number => number,
        byte number => number,
        uint number => number,
        double number => number,
        float number => number,
        _ => null,
    };
}
