using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace FlowGen.Analyzers.Results;

/// <summary>
/// Whether a value that is stored in a local is overwritten, or out of scope, before anything reads it. Follows the text of straight-line
/// code; where a loop, a jump or a lambda could lead back to it, the value counts as read.
/// </summary>
internal sealed class UnreadStore(ILocalSymbol local, IReadOnlyList<ILocalReferenceOperation> references)
{
    /// <summary>Whether nothing reads what a statement stores.</summary>
    public bool IsMadeBy(SyntaxNode value)
    {
        if (StatementOf(value) is not { } statement || local.DeclaringSyntaxReferences is not [var declared] || FunctionOf(statement) is not { } function
            || !function.Span.Contains(declared.Span) || IsHeldElsewhere(function) || IsReadByHandler(statement, function))
        {
            return false;
        }

        for (SyntaxNode current = statement; current != function; current = current.Parent!)
        {
            switch (current.Parent)
            {
                case BlockSyntax { Statements: var statements } block:
                    if (Next(statements, current) is { } nextInBlock)
                    {
                        return nextInBlock;
                    }

                    if (block.Parent == function || statements.FullSpan.Contains(declared.Span))
                    {
                        return true;
                    }

                    break;
                case SwitchSectionSyntax { Statements: var statements }:
                    if (Next(statements, current) is { } nextInSection)
                    {
                        return nextInSection;
                    }

                    break;
                case GlobalStatementSyntax { Parent: CompilationUnitSyntax unit } global:
                    return NextIn(unit, global);
                case IfStatementSyntax or ElseClauseSyntax or UsingStatementSyntax or LockStatementSyntax or FixedStatementSyntax or CheckedStatementSyntax
                    or UnsafeStatementSyntax or SwitchStatementSyntax or TryStatementSyntax or CatchClauseSyntax or FinallyClauseSyntax:
                    break;
                default:
                    return false;
            }
        }

        return false;
    }

    /// <summary>Whether a handler around the statement reads the local, which may be when the next statement throws.</summary>
    private bool IsReadByHandler(SyntaxNode statement, SyntaxNode function)
    {
        for (var current = statement.Parent; current is not null && current != function; current = current.Parent)
        {
            if (current is TryStatementSyntax attempt && (IsReadIn(attempt.Catches.FullSpan) || (attempt.Finally is { } last && IsReadIn(last.FullSpan))))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What the statements behind one say: true when the value is lost there, false when it may be read, null when neither.</summary>
    private bool? Next<T>(SyntaxList<T> statements, SyntaxNode after)
        where T : SyntaxNode
    {
        var isBehind = false;
        foreach (var statement in statements)
        {
            if (isBehind && OutcomeOf(statement) is { } outcome)
            {
                return outcome;
            }

            isBehind |= statement == after;
        }

        return null;
    }

    private bool NextIn(CompilationUnitSyntax unit, GlobalStatementSyntax after)
    {
        var isBehind = false;
        foreach (var member in unit.Members)
        {
            if (isBehind && member is GlobalStatementSyntax { Statement: var statement } && OutcomeOf(statement) is { } outcome)
            {
                return outcome;
            }

            isBehind |= member == after;
        }

        return true;
    }

    private bool? OutcomeOf(SyntaxNode statement)
    {
        if (!IsReadIn(statement.FullSpan))
        {
            return statement switch
            {
                ReturnStatementSyntax or ThrowStatementSyntax => true,
                BreakStatementSyntax { Parent: SwitchSectionSyntax } => null,
                BreakStatementSyntax or ContinueStatementSyntax or GotoStatementSyntax or YieldStatementSyntax or LabeledStatementSyntax => false,
                _ => null,
            };
        }

        return statement is ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Left: IdentifierNameSyntax target, Right: var value, RawKind: (int)Microsoft.CodeAnalysis.CSharp.SyntaxKind.SimpleAssignmentExpression } }
            && target.Identifier.ValueText == local.Name && !IsReadIn(value.FullSpan);
    }

    private bool IsReadIn(Microsoft.CodeAnalysis.Text.TextSpan span)
    {
        foreach (var reference in references)
        {
            if (span.Contains(reference.Syntax.Span))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a lambda, a local function or an alias holds the local, or a label leads back.</summary>
    private bool IsHeldElsewhere(SyntaxNode function)
    {
        foreach (var reference in references)
        {
            if (FunctionOf(reference.Syntax) != function || reference.Syntax.Parent is RefExpressionSyntax)
            {
                return true;
            }
        }

        foreach (var node in function.DescendantNodes())
        {
            if (node is LabeledStatementSyntax)
            {
                return true;
            }
        }

        return false;
    }

    private static StatementSyntax? StatementOf(SyntaxNode value) =>
        value.FirstAncestorOrSelf<StatementSyntax>() is LocalDeclarationStatementSyntax or ExpressionStatementSyntax ? value.FirstAncestorOrSelf<StatementSyntax>() : null;

    private static SyntaxNode? FunctionOf(SyntaxNode node)
    {
        for (var current = node.Parent; current is not null; current = current.Parent)
        {
            if (current is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or CompilationUnitSyntax)
            {
                return current;
            }
        }

        return null;
    }
}
