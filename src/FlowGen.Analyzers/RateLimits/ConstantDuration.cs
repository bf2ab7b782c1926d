using FlowGen.Analyzers.Flow;
using Microsoft.CodeAnalysis;
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
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Multiply } product:
                return MillisecondsOf(product.RightOperand, cancellationToken) is { } right && NumberOf(product.LeftOperand, cancellationToken) is { } times ? times * right
                    : MillisecondsOf(product.LeftOperand, cancellationToken) is { } left && NumberOf(product.RightOperand, cancellationToken) is { } factor ? left * factor
                    : null;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract } sum:
                return MillisecondsOf(sum.LeftOperand, cancellationToken) is { } first && MillisecondsOf(sum.RightOperand, cancellationToken) is { } second
                    ? sum.OperatorKind == BinaryOperatorKind.Add ? first + second : first - second
                    : null;
            case IMemberReferenceOperation { Member: var member } when WrittenValue.IsFixed(member):
                return WrittenValue.Of(member, cancellationToken) is { } written
                    ? new WrittenValue(member.ContainingType, cancellationToken).MillisecondsOf(written)
                    : null;
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
            IMemberReferenceOperation { Member: var member } when WrittenValue.IsFixed(member) =>
                WrittenValue.Of(member, cancellationToken) is { } written ? new WrittenValue(member.ContainingType, cancellationToken).NumberOf(written) : null,
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

    /// <summary>The milliseconds of one unit of a <c>TimeSpan.From…</c>.</summary>
    public static double? UnitOf(string method) => method switch
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

    /// <summary>A constant as a number; null when it is none.</summary>
    public static double? AsNumber(object? value) => value switch
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
