using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlowGen.CodeFixes;

/// <summary>
/// Puts statements where another one stands: in a block, in a case, at the top level of a program, or behind an <c>if</c> without braces,
/// which then gets them.
/// </summary>
internal static class StatementList
{
    /// <summary>Whether there is a list of statements around the statement, or one can be made.</summary>
    public static bool Holds(StatementSyntax statement) =>
        IsInList(statement) || (IsEmbedded(statement) && statement is not (LocalDeclarationStatementSyntax or LabeledStatementSyntax));

    /// <summary>The root with other statements in the place of <paramref name="statement"/>, which must be a node of it.</summary>
    public static SyntaxNode Replace(SyntaxNode root, StatementSyntax statement, IReadOnlyList<StatementSyntax> statements)
    {
        if (statements.Count == 1)
        {
            return root.ReplaceNode(statement, statements[0]);
        }

        return statement.Parent is GlobalStatementSyntax global
            ? root.ReplaceNode(global, statements.Select(static item => SyntaxFactory.GlobalStatement(item)))
            : IsInList(statement)
                ? root.ReplaceNode(statement, statements)
                : root.ReplaceNode(statement, WithBraces(statement, statements));
    }

    /// <summary>
    /// A guard, then the statement: blank lines stay above the guard, comments with the statement, and an empty line comes between the two.
    /// </summary>
    public static IReadOnlyList<StatementSyntax> Guarded(StatementSyntax statement, string guard, string indentation, string endOfLine)
    {
        var leading = statement.GetLeadingTrivia();
        var blank = leading.TakeWhile(static trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia) || trivia.IsKind(SyntaxKind.WhitespaceTrivia)).ToList();
        var blankLines = blank.Take(blank.FindLastIndex(static trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)) + 1).ToList();
        return
        [
            Parse(guard, indentation, endOfLine).WithLeadingTrivia(blankLines.Append(SyntaxFactory.Whitespace(indentation))),
            statement.WithLeadingTrivia(
                SyntaxFactory.TriviaList(SyntaxFactory.EndOfLine(endOfLine)).AddRange(Indented(leading.Skip(blankLines.Count), indentation))),
        ];
    }

    /// <summary>The statement, then another one on the next line.</summary>
    public static IReadOnlyList<StatementSyntax> Followed(StatementSyntax statement, string next, string indentation, string endOfLine)
    {
        var first = EndOfLine.IsIn(statement.GetTrailingTrivia()) ? statement : statement.WithTrailingTrivia(SyntaxFactory.EndOfLine(endOfLine));
        return [first, Parse(next, indentation, endOfLine).WithLeadingTrivia(SyntaxFactory.Whitespace(indentation))];
    }

    /// <summary>
    /// A statement of one or several lines, written without indentation and with LF, as it stands at the indentation. It ends its line.
    /// </summary>
    public static StatementSyntax Parse(string text, string indentation, string endOfLine) =>
        SyntaxFactory.ParseStatement(text.Replace("\n", endOfLine + indentation) + endOfLine);

    private static IEnumerable<SyntaxTrivia> Indented(IEnumerable<SyntaxTrivia> trivia, string indentation)
    {
        var list = trivia.ToList();
        return list.Count == 0 || !list[0].IsKind(SyntaxKind.WhitespaceTrivia) ? list.Prepend(SyntaxFactory.Whitespace(indentation)) : list;
    }

    private static bool IsInList(StatementSyntax statement) => statement.Parent is BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax;

    private static bool IsEmbedded(StatementSyntax statement) =>
        statement.Parent is IfStatementSyntax or ElseClauseSyntax or WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax
            or CommonForEachStatementSyntax or UsingStatementSyntax or LockStatementSyntax or FixedStatementSyntax;

    private static BlockSyntax WithBraces(StatementSyntax statement, IReadOnlyList<StatementSyntax> statements)
    {
        var endOfLine = EndOfLine.Of(statement);
        var outer = SyntaxFactory.Whitespace(EndOfLine.IndentationOf(statement.Parent!));
        var inner = SyntaxFactory.Whitespace(EndOfLine.IndentationOf(statement.Parent!) + "    ");
        var startsLine = statement.GetFirstToken().GetPreviousToken().TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia);
        var indented = statements.Select((item, index) => item
            .WithLeadingTrivia(item.GetLeadingTrivia()
                .SkipWhile(trivia => index == 0 && trivia.IsKind(SyntaxKind.EndOfLineTrivia))
                .Where(static trivia => !trivia.IsKind(SyntaxKind.WhitespaceTrivia))
                .Append(inner))
            .WithTrailingTrivia(EndOfLine.IsIn(item.GetTrailingTrivia()) ? item.GetTrailingTrivia()
                : SyntaxFactory.TriviaList(item.GetTrailingTrivia().Reverse().SkipWhile(static trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).Reverse()).Add(endOfLine)));
        return SyntaxFactory.Block(
            SyntaxFactory.Token(SyntaxKind.OpenBraceToken)
                .WithLeadingTrivia(startsLine ? SyntaxFactory.TriviaList(outer) : SyntaxFactory.TriviaList())
                .WithTrailingTrivia(endOfLine),
            SyntaxFactory.List(indented),
            SyntaxFactory.Token(SyntaxKind.CloseBraceToken)
                .WithLeadingTrivia(outer)
                .WithTrailingTrivia(EndOfLine.IsIn(statement.GetTrailingTrivia()) ? SyntaxFactory.TriviaList(endOfLine) : SyntaxFactory.TriviaList(SyntaxFactory.Space)));
    }
}
