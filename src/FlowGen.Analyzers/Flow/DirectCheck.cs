using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace FlowGen.Analyzers.Flow;

/// <summary>
/// Reads that anybody sees to be checked: in a pattern that asks for success first; and of a local that is assigned once, in the branch of a
/// test of that very local or behind a guard that leaves. Most reads are like that, and need no control-flow graph. Whatever is less plain is no direct check; the graph decides.
/// </summary>
internal static class DirectCheck
{
    private const string IsSuccess = "IsSuccess";

    public static bool Covers(IPropertyReferenceOperation read) =>
        IsBehindCheckInPattern(read.Syntax)
        || (read.Instance is ILocalReferenceOperation { Syntax: IdentifierNameSyntax result, Local: var local }
            && IsBehindCheck(read.Syntax, result.Identifier.ValueText)
            && IsAssignedOnce(local));

    /// <summary><c>{ IsSuccess: true, Value: … }</c></summary>
    private static bool IsBehindCheckInPattern(SyntaxNode read)
    {
        if (read.Parent is not NameColonSyntax { Parent: SubpatternSyntax { Parent: PropertyPatternClauseSyntax clause } subpattern })
        {
            return false;
        }

        foreach (var earlier in clause.Subpatterns)
        {
            if (earlier == subpattern)
            {
                return false;
            }

            if (AsksForSuccess(earlier))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsBehindCheck(SyntaxNode read, string result)
    {
        for (SyntaxNode child = read; child.Parent is { } parent; child = parent)
        {
            if (BranchOf(parent, child) is var (condition, outcome) && Tells(condition, outcome, result))
            {
                return true;
            }

            switch (parent)
            {
                case BlockSyntax block when Guard(block.Statements, child, result) is { } isGuarded:
                    return isGuarded;
                case SwitchSectionSyntax section when Guard(section.Statements, child, result) is { } isGuarded:
                    return isGuarded;

                // A local function may be called before the statements above it ran.
                case LocalFunctionStatementSyntax or MemberDeclarationSyntax or CompilationUnitSyntax:
                    return false;
                default:
                    break;
            }
        }

        return false;
    }

    /// <summary>The condition that the child is evaluated under, and the outcome that it has then.</summary>
    private static (ExpressionSyntax Condition, bool Outcome)? BranchOf(SyntaxNode parent, SyntaxNode child) => parent switch
    {
        ConditionalExpressionSyntax choice when child != choice.Condition => (choice.Condition, child == choice.WhenTrue),
        IfStatementSyntax choice when child != choice.Condition => (choice.Condition, child == choice.Statement),
        BinaryExpressionSyntax both when child == both.Right && both.IsKind(SyntaxKind.LogicalAndExpression) => (both.Left, true),
        BinaryExpressionSyntax either when child == either.Right && either.IsKind(SyntaxKind.LogicalOrExpression) => (either.Left, false),
        _ => null,
    };

    /// <summary>Whether a statement above the child lets nothing but a success pass; null when none is about the result.</summary>
    private static bool? Guard(SyntaxList<StatementSyntax> statements, SyntaxNode child, string result)
    {
        var isGuarded = false;
        var isAbove = true;
        foreach (var statement in statements)
        {
            if (statement is LabeledStatementSyntax)
            {
                // Who jumps here passes no guard.
                return false;
            }

            isAbove &= statement != child;
            isGuarded |= isAbove && LetsSuccessPassAlone(statement, result);
        }

        return isGuarded ? true : null;
    }

    private static bool LetsSuccessPassAlone(StatementSyntax statement, string result) => statement switch
    {
        IfStatementSyntax { Else: null } guard => Leaves(guard.Statement) && Tells(guard.Condition, false, result),
        ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "EnsureSuccess" } access } } =>
            IsResult(access.Expression, result),
        _ => false,
    };

    private static bool Leaves(StatementSyntax statement) => statement switch
    {
        ReturnStatementSyntax or ThrowStatementSyntax or BreakStatementSyntax or ContinueStatementSyntax => true,
        BlockSyntax { Statements: [.., var last] } => Leaves(last),
        _ => false,
    };

    /// <summary>Whether the result is a success wherever the condition has that outcome.</summary>
    private static bool Tells(ExpressionSyntax condition, bool outcome, string result)
    {
        switch (condition)
        {
            case ParenthesizedExpressionSyntax inner:
                return Tells(inner.Expression, outcome, result);
            case PrefixUnaryExpressionSyntax negation when negation.IsKind(SyntaxKind.LogicalNotExpression):
                return Tells(negation.Operand, !outcome, result);
            case BinaryExpressionSyntax joined when joined.IsKind(outcome ? SyntaxKind.LogicalAndExpression : SyntaxKind.LogicalOrExpression):
                return Tells(joined.Left, outcome, result) || Tells(joined.Right, outcome, result);
            case MemberAccessExpressionSyntax access:
                return outcome && access.Name.Identifier.ValueText == IsSuccess && IsResult(access.Expression, result);
            case IsPatternExpressionSyntax test:
                return IsResult(test.Expression, result) && test.Pattern switch
                {
                    UnaryPatternSyntax negation => !outcome && AsksForSuccess(negation.Pattern),
                    var pattern => outcome && AsksForSuccess(pattern),
                };
            default:
                return false;
        }
    }

    private static bool AsksForSuccess(PatternSyntax pattern)
    {
        if (pattern is not RecursivePatternSyntax { PropertyPatternClause: { } properties })
        {
            return false;
        }

        foreach (var property in properties.Subpatterns)
        {
            if (AsksForSuccess(property))
            {
                return true;
            }
        }

        return false;
    }

    private static bool AsksForSuccess(SubpatternSyntax property) =>
        property is { NameColon.Name.Identifier.ValueText: IsSuccess, Pattern: ConstantPatternSyntax { Expression: var constant } }
        && constant.IsKind(SyntaxKind.TrueLiteralExpression);

    private static bool IsResult(ExpressionSyntax expression, string result) =>
        expression is IdentifierNameSyntax { Identifier.ValueText: var name } && name == result;

    /// <summary>Whether nothing but the local's declaration gives it a value, and no other local is called the same around it.</summary>
    private static bool IsAssignedOnce(ILocalSymbol local)
    {
        if (local.IsRef
            || local.DeclaringSyntaxReferences is not [var declaration]
            || declaration.GetSyntax() is not VariableDeclaratorSyntax { Initializer: not null, Parent.Parent: LocalDeclarationStatementSyntax { Parent: BlockSyntax scope } } declarator)
        {
            return false;
        }

        foreach (var token in scope.DescendantTokens())
        {
            if (token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == local.Name && token != declarator.Identifier && !OnlyReads(token.Parent!))
            {
                return false;
            }
        }

        return true;
    }

    private static bool OnlyReads(SyntaxNode use) => use.Parent switch
    {
        MemberAccessExpressionSyntax or ConditionalAccessExpressionSyntax or IsPatternExpressionSyntax or NameColonSyntax or ReturnStatementSyntax or EqualsValueClauseSyntax =>
            use is IdentifierNameSyntax,
        ArgumentSyntax { RefKindKeyword.RawKind: 0, Parent: ArgumentListSyntax } => use is IdentifierNameSyntax,
        AssignmentExpressionSyntax assignment => use == assignment.Right && use is IdentifierNameSyntax,
        _ => false,
    };
}
