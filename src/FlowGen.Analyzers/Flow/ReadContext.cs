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

    /// <summary>
    /// Whether <c>_flow = r.Value;</c> stands beside <c>_error = r.Error;</c> in one block, so that what is stored has its status with it.
    /// </summary>
    public static bool IsStoredBesideItsStatus(SyntaxNode assignment)
    {
        if (assignment is not AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax { Parent: BlockSyntax block } } own
            || Receiver(Bare(own.Right)) is not { } receiver)
        {
            return false;
        }

        foreach (var statement in block.Statements)
        {
            if (statement is ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Right: var stored } }
                && Bare(stored) is { } bare && (bare is ConditionalAccessExpressionSyntax { Expression: var start } ? start : bare) is MemberAccessExpressionSyntax
                {
                    Name.Identifier.ValueText: "IsSuccess" or "Error",
                    Expression: var other,
                } && other.ToString() == receiver)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a field or a property that is set here is in a condition further down in the same member.</summary>
    public static bool IsAskedLater(SyntaxNode assignment)
    {
        if ((assignment is AssignmentExpressionSyntax { Left: var target } ? target is MemberAccessExpressionSyntax access ? access.Name : target : null)
            is not IdentifierNameSyntax { Identifier.ValueText: var member })
        {
            return false;
        }

        var body = assignment.FirstAncestorOrSelf<MemberDeclarationSyntax>();
        foreach (var node in body?.DescendantNodes() ?? [])
        {
            if (node is IdentifierNameSyntax name && name.Identifier.ValueText == member && name.SpanStart > assignment.Span.End && IsInCondition(name))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsInCondition(SyntaxNode name)
    {
        for (var node = name; node.Parent is { } parent; node = parent)
        {
            switch (parent)
            {
                case IfStatementSyntax or WhileStatementSyntax or DoStatementSyntax or SwitchStatementSyntax:
                case ConditionalExpressionSyntax choice when choice.Condition == node:
                case SwitchExpressionSyntax expression when expression.GoverningExpression == node:
                    return true;
                case StatementSyntax or MemberDeclarationSyntax:
                    return false;
                default:
                    break;
            }
        }

        return false;
    }

    private static ExpressionSyntax Bare(ExpressionSyntax expression)
    {
        while (expression is ParenthesizedExpressionSyntax or PostfixUnaryExpressionSyntax or PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression })
        {
            expression = expression switch
            {
                ParenthesizedExpressionSyntax parenthesized => parenthesized.Expression,
                PostfixUnaryExpressionSyntax postfix => postfix.Operand,
                _ => ((PrefixUnaryExpressionSyntax)expression).Operand,
            };
        }

        return expression;
    }

    public static ExpressionSyntax WithoutParentheses(ExpressionSyntax expression)
    {
        while (expression.Parent is ParenthesizedExpressionSyntax or PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression })
        {
            expression = (ExpressionSyntax)expression.Parent;
        }

        return expression;
    }

    /// <summary>Whether the value goes into a local that its member tests for null, by a pattern, a comparison, <c>?.</c>, <c>??</c> or a call.</summary>
    public static bool IsTestedLater(ExpressionSyntax value, Func<ExpressionSyntax, bool>? byCall = null)
    {
        if (value.Parent is not EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Identifier.ValueText: var local } })
        {
            return false;
        }

        SyntaxNode member = value;
        while (member.Parent is { } parent and not (TypeDeclarationSyntax or AnonymousFunctionExpressionSyntax))
        {
            member = parent;
        }

        foreach (var node in member.DescendantNodes())
        {
            if (node is IdentifierNameSyntax name && name.Identifier.ValueText == local
                && (IsTestedForNull(name) || (name.Parent is ConditionalAccessExpressionSyntax access && access.Expression == name)
                    || byCall?.Invoke(WithoutParentheses(name)) == true))
            {
                return true;
            }
        }

        return false;
    }

    public static bool IsNullTested(ExpressionSyntax expression)
    {
        expression = WithoutParentheses(expression);
        return expression.Parent switch
        {
            EqualsValueClauseSyntax when expression is ConditionalAccessExpressionSyntax => IsTestedLater(expression),
            IsPatternExpressionSyntax { Pattern: var pattern } => pattern is not (VarPatternSyntax or DiscardPatternSyntax),
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } coalesce => coalesce.Left == expression,
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.IsExpression } isType => isType.Left == expression,
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression } comparison =>
                expression is ConditionalAccessExpressionSyntax || IsNull(comparison.Left == expression ? comparison.Right : comparison.Left),
            BinaryExpressionSyntax
            {
                RawKind: (int)SyntaxKind.LessThanExpression or (int)SyntaxKind.LessThanOrEqualExpression or (int)SyntaxKind.GreaterThanExpression
                    or (int)SyntaxKind.GreaterThanOrEqualExpression,
            } => expression is ConditionalAccessExpressionSyntax,
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
