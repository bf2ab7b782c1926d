using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlowGen.CodeFixes;

/// <summary>A statement and the guard that must stand before it, written without indentation.</summary>
internal sealed class Guard(StatementSyntax statement, string text)
{
    /// <summary>The statement, in the file as it was.</summary>
    public StatementSyntax Statement { get; } = statement;

    /// <summary>The guard's source.</summary>
    public string Text { get; } = text;
}

/// <summary>Puts guards before statements.</summary>
internal static class Guards
{
    /// <summary>
    /// The statement that a guard can stand before. None where the variable is declared by the statement itself, where the condition of a
    /// loop is asked again, or where an expression stands alone.
    /// </summary>
    public static StatementSyntax? StatementAt(SyntaxNode root, Diagnostic diagnostic, string variable, SemanticModel model)
    {
        if (!root.FullSpan.Contains(diagnostic.Location.SourceSpan))
        {
            return null;
        }

        var node = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        for (var current = node; current is not null; current = current.Parent)
        {
            switch (current)
            {
                case AnonymousFunctionExpressionSyntax { Block: null } or ArrowExpressionClauseSyntax or QueryExpressionSyntax or WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax:
                    return null;
                case ConditionalExpressionSyntax choice when !choice.Condition.Contains(node):
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression or (int)SyntaxKind.LogicalOrExpression or (int)SyntaxKind.CoalesceExpression } shortCircuit
                    when shortCircuit.Right.Contains(node):
                case SwitchExpressionArmSyntax:
                    // Only some ways lead here; a guard would stand in all of them.
                    return null;
                case StatementSyntax statement and not BlockSyntax:
                    return StatementList.Holds(statement) && IsKnownBefore(statement, variable, model) ? statement : null;
                default:
                    break;
            }
        }

        return null;
    }

    /// <summary>The root with each guard once before its statement.</summary>
    public static SyntaxNode Insert(SyntaxNode root, IEnumerable<Guard?> guards)
    {
        var groups = guards.OfType<Guard>().GroupBy(static guard => guard.Statement).ToList();
        var tracked = root.TrackNodes(groups.Select(static group => group.Key));
        foreach (var group in groups)
        {
            var current = tracked.GetCurrentNode(group.Key)!;
            var (indentation, endOfLine) = (EndOfLine.IndentationOf(group.Key), EndOfLine.Of(group.Key).ToString());
            IReadOnlyList<StatementSyntax> statements = [current];
            foreach (var text in group.Select(static guard => guard.Text).Distinct().Reverse())
            {
                statements = [.. StatementList.Guarded(statements[0], text, indentation, endOfLine), .. statements.Skip(1)];
            }

            tracked = StatementList.Replace(tracked, current, statements);
        }

        return tracked;
    }

    private static bool IsKnownBefore(StatementSyntax statement, string variable, SemanticModel model)
    {
        foreach (var symbol in model.LookupSymbols(statement.SpanStart, name: variable))
        {
            var isDeclaredInside = symbol.DeclaringSyntaxReferences.Any(reference => statement.Span.Contains(reference.Span));
            if (symbol is IParameterSymbol || (symbol is ILocalSymbol && !isDeclaredInside))
            {
                return true;
            }
        }

        return false;
    }
}
