using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlowGen.Analyzers.Flow;

/// <summary>What is written around a read of Value.</summary>
internal static class ReadContext
{
    /// <summary>Whether the value itself is what a comparison, a pattern or <c>??</c> tests for null.</summary>
    public static bool IsTestedForNull(SyntaxNode site) => site is ExpressionSyntax expression && IsNullTested(Whole(expression));

    /// <summary>
    /// Whether the value is handed on, unread, next to its status: <c>new Answer(r.IsSuccess, r.Value, r.Error)</c>. Whoever gets both can
    /// check.
    /// </summary>
    public static bool CarriesItsStatus(SyntaxNode site)
    {
        if (site is not ExpressionSyntax expression || Receiver(expression) is not { } receiver)
        {
            return false;
        }

        expression = Whole(expression);
        if (expression.Parent is ConditionalAccessExpressionSyntax access && access.Expression == expression)
        {
            expression = Whole(access);
        }

        var group = expression.Parent switch
        {
            ArgumentSyntax { Parent: { } arguments } => arguments,
            AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax initializer } => initializer,
            AnonymousObjectMemberDeclaratorSyntax { Parent: { } anonymous } => anonymous,
            InitializerExpressionSyntax initializer => initializer,
            InterpolationSyntax { Parent: { } text } => text,
            _ => null,
        };

        if (group is null)
        {
            return false;
        }

        foreach (var node in group.DescendantNodes())
        {
            switch (node)
            {
                case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "IsSuccess" or "Error" } member
                    when member.Expression.ToString() == receiver:
                case ConditionalAccessExpressionSyntax { WhenNotNull: MemberBindingExpressionSyntax { Name.Identifier.ValueText: "IsSuccess" or "Error" } } conditional
                    when conditional.Expression.ToString() == receiver:
                    return true;
                default:
                    break;
            }
        }

        return false;
    }

    public static ExpressionSyntax WithoutParentheses(ExpressionSyntax expression)
    {
        while (expression.Parent is ParenthesizedExpressionSyntax or PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression })
        {
            expression = (ExpressionSyntax)expression.Parent;
        }

        return expression;
    }

    public static bool IsNullTested(ExpressionSyntax expression)
    {
        expression = WithoutParentheses(expression);
        return expression.Parent switch
        {
            IsPatternExpressionSyntax { Pattern: var pattern } => pattern is not (VarPatternSyntax or DiscardPatternSyntax),
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } coalesce => coalesce.Left == expression,
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.IsExpression } isType => isType.Left == expression,
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression } comparison =>
                IsNull(comparison.Left == expression ? comparison.Right : comparison.Left),
            SwitchStatementSyntax => true,
            SwitchExpressionSyntax { GoverningExpression: var governing } => governing == expression,
            _ => false,
        };
    }

    private static bool IsNull(ExpressionSyntax expression) =>
        expression.IsKind(SyntaxKind.NullLiteralExpression) || expression.IsKind(SyntaxKind.DefaultLiteralExpression);

    /// <summary>The read with what belongs to it: <c>r?.Value</c> for <c>.Value</c>, and any parentheses.</summary>
    private static ExpressionSyntax Whole(ExpressionSyntax expression)
    {
        if (expression.Parent is ConditionalAccessExpressionSyntax access && access.WhenNotNull == expression)
        {
            expression = access;
        }

        return WithoutParentheses(expression);
    }

    private static string? Receiver(ExpressionSyntax expression) => expression switch
    {
        MemberAccessExpressionSyntax { Expression: var receiver } => receiver.ToString(),
        MemberBindingExpressionSyntax { Parent: ConditionalAccessExpressionSyntax { Expression: var receiver } } => receiver.ToString(),
        _ => null,
    };
}
