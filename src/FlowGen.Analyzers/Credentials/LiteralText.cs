using FlowGen.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace FlowGen.Analyzers.Credentials;

/// <summary>Whether a text is written in the code: a literal, a constant, or something put together of such.</summary>
internal static class LiteralText
{
    /// <summary>False for an empty text, and for one that nobody can tell from here.</summary>
    public static bool Is(IOperation value, CancellationToken cancellationToken)
    {
        value = LocalValue.Unwrapped(value);
        if (value.ConstantValue is { HasValue: true } constant)
        {
            return constant.Value is string { Length: > 0 };
        }

        switch (value)
        {
            case ILocalReferenceOperation { Local: var local }:
                return LocalValue.OnlyOf(local, value) is { } only && Is(only, cancellationToken);
            case IFieldReferenceOperation { Field: var field } when field.IsReadOnly || field.DeclaredAccessibility == Accessibility.Private:
                return Starts(field, cancellationToken) && !IsSetLater(field, cancellationToken);
            case IPropertyReferenceOperation { Property: { SetMethod: null } property }:
                return Starts(property, cancellationToken);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum:
                return Is(sum.LeftOperand, cancellationToken) && Is(sum.RightOperand, cancellationToken);
            case ICoalesceOperation choice:
                // Whatever stands before it, the fallback is in the code.
                return Is(choice.WhenNull, cancellationToken) || Is(choice.Value, cancellationToken);
            case IConditionalOperation { WhenFalse: { } otherwise } choice:
                return Is(choice.WhenTrue, cancellationToken) || Is(otherwise, cancellationToken);
            case ISwitchExpressionOperation choice:
                foreach (var arm in choice.Arms)
                {
                    if (Is(arm.Value, cancellationToken))
                    {
                        return true;
                    }
                }

                return false;
            case IInvocationOperation call:
                return IsMadeOfLiterals(call, cancellationToken);
            case IInterpolatedStringOperation interpolated:
                foreach (var part in interpolated.Parts)
                {
                    if (part is IInterpolationOperation { Expression: var expression } && !LocalValue.Unwrapped(expression).ConstantValue.HasValue && !Is(expression, cancellationToken))
                    {
                        return false;
                    }
                }

                return true;
            default:
                return false;
        }
    }

    /// <summary><c>string.Concat("a", "b")</c>, <c>"a".Trim()</c>, and a literal that is decoded.</summary>
    private static bool IsMadeOfLiterals(IInvocationOperation call, CancellationToken cancellationToken)
    {
        switch (call.TargetMethod)
        {
            case { Name: "Trim" or "TrimEnd" or "TrimStart" or "ToLowerInvariant" or "ToUpperInvariant", ContainingType.SpecialType: SpecialType.System_String } when call.Instance is { } text:
                return Is(text, cancellationToken);
            case { Name: "GetString", ContainingType.Name: "Encoding" or "UTF8Encoding" } when call.Arguments is [{ Value: var bytes }]:
                return AreLiteral(LocalValue.Unwrapped(bytes), cancellationToken);
            case { Name: "Concat", ContainingType.SpecialType: SpecialType.System_String } when call.Arguments.Length > 1:
                foreach (var argument in call.Arguments)
                {
                    if (!Is(argument.Value, cancellationToken))
                    {
                        return false;
                    }
                }

                return true;
            default:
                return false;
        }
    }

    private static bool AreLiteral(IOperation bytes, CancellationToken cancellationToken) => bytes switch
    {
        IUtf8StringOperation => true,
        IInvocationOperation { TargetMethod: { Name: "FromBase64String" or "FromHexString", ContainingType.Name: "Convert" }, Arguments: [{ Value: var text }] } => Is(text, cancellationToken),
        IConversionOperation conversion => AreLiteral(conversion.Operand, cancellationToken),
        _ => false,
    };

    /// <summary>Whether the type that declares a field sets it anywhere: in a constructor, or when something is loaded.</summary>
    private static bool IsSetLater(IFieldSymbol field, CancellationToken cancellationToken)
    {
        foreach (var reference in field.ContainingType.DeclaringSyntaxReferences)
        {
            foreach (var node in reference.GetSyntax(cancellationToken).DescendantNodes())
            {
                var target = node switch
                {
                    AssignmentExpressionSyntax { Left: var left } => left,
                    ArgumentSyntax { RefKindKeyword: var keyword, Expression: var passed } when keyword.IsKind(SyntaxKind.RefKeyword) || keyword.IsKind(SyntaxKind.OutKeyword) => passed,
                    _ => null,
                };

                if ((target is MemberAccessExpressionSyntax member ? member.Name : target) is IdentifierNameSyntax name && name.Identifier.ValueText == field.Name)
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Whether a member of this compilation is declared with a literal.</summary>
    private static bool Starts(ISymbol member, CancellationToken cancellationToken)
    {
        foreach (var reference in member.DeclaringSyntaxReferences)
        {
            var value = reference.GetSyntax(cancellationToken) switch
            {
                VariableDeclaratorSyntax { Initializer.Value: var initial } => initial,
                PropertyDeclarationSyntax { ExpressionBody.Expression: var body } => body,
                PropertyDeclarationSyntax { Initializer.Value: var initial } => initial,
                _ => null,
            };

            if (value is LiteralExpressionSyntax literal && literal.IsKind(SyntaxKind.StringLiteralExpression) && literal.Token.ValueText.Length > 0)
            {
                return true;
            }
        }

        return false;
    }
}
