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
            case IFieldReferenceOperation { Field: { IsReadOnly: true, IsStatic: true } field }:
                return Starts(field, cancellationToken);
            case IPropertyReferenceOperation { Property: { SetMethod: null } property }:
                return Starts(property, cancellationToken);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum:
                return Is(sum.LeftOperand, cancellationToken) && Is(sum.RightOperand, cancellationToken);
            case IInterpolatedStringOperation interpolated:
                foreach (var part in interpolated.Parts)
                {
                    if (part is IInterpolationOperation { Expression: var expression } && !Is(expression, cancellationToken))
                    {
                        return false;
                    }
                }

                return true;
            default:
                return false;
        }
    }

    /// <summary>Whether a member of this compilation is declared with a literal. A constructor that sets it otherwise is not what it is for.</summary>
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
