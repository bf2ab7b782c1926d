using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlowGen.CodeFixes;

/// <summary>Adds the limit to a lambda such as <c>o =&gt; o.Credentials = credentials</c>.</summary>
internal static class ConfigurationLambda
{
    private const string Indentation = "    ";

    private static readonly string[] ParameterNames = ["options", "clientOptions", "flowClientOptions"];

    /// <summary>Whether the lambda has a name for the options, and a body that a statement can be added to.</summary>
    public static bool CanDecide(AnonymousFunctionExpressionSyntax function) =>
        ParameterOf(function) is not null && function.ExpressionBody is not ThrowExpressionSyntax;

    /// <summary>The lambda with the limit set; <paramref name="site"/> is where it stood in the file.</summary>
    public static ExpressionSyntax WithRateLimit(AnonymousFunctionExpressionSyntax site, AnonymousFunctionExpressionSyntax function, RateLimitName name)
    {
        var parameter = ParameterOf(function)!.Identifier;
        var named = parameter.ValueText == "_" ? Named(site, function) : function;
        var options = ParameterOf(named)!.Identifier.ValueText;
        var limit = SyntaxFactory.ExpressionStatement(SyntaxFactory.AssignmentExpression(
            SyntaxKind.SimpleAssignmentExpression,
            SyntaxFactory.ParseExpression(options + ".RateLimit").WithTrailingTrivia(SyntaxFactory.Space),
            SyntaxFactory.Token(SyntaxKind.EqualsToken).WithTrailingTrivia(SyntaxFactory.Space),
            name.Documented()));

        return named.Block is { } block
            ? named.WithBlock(With(site, block, limit))
            : WithBlock(site, (LambdaExpressionSyntax)named, limit);
    }

    private static ParameterSyntax? ParameterOf(AnonymousFunctionExpressionSyntax function) => function switch
    {
        SimpleLambdaExpressionSyntax simple => simple.Parameter,
        ParenthesizedLambdaExpressionSyntax { ParameterList.Parameters: { Count: 1 } parameters } => parameters[0],
        AnonymousMethodExpressionSyntax { ParameterList.Parameters: { Count: 1 } parameters } => parameters[0],
        _ => null,
    };

    /// <summary>Gives a discarded parameter a name that nothing around it has.</summary>
    private static AnonymousFunctionExpressionSyntax Named(AnonymousFunctionExpressionSyntax site, AnonymousFunctionExpressionSyntax function)
    {
        var taken = new HashSet<string>(site.SyntaxTree.GetRoot().DescendantTokens()
            .Where(static token => token.IsKind(SyntaxKind.IdentifierToken))
            .Select(static token => token.ValueText));
        var uses = function.DescendantTokens().Where(static token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == "_").ToList();
        var free = ParameterNames.FirstOrDefault(candidate => !taken.Contains(candidate));
        return free is null || uses.Count != 1
            ? function
            : function.ReplaceToken(uses[0], SyntaxFactory.Identifier(uses[0].LeadingTrivia, free, uses[0].TrailingTrivia));
    }

    private static LambdaExpressionSyntax WithBlock(AnonymousFunctionExpressionSyntax site, LambdaExpressionSyntax lambda, StatementSyntax limit)
    {
        var endOfLine = EndOfLine.Of(site);
        var outer = SyntaxFactory.Whitespace(EndOfLine.IndentationOf(site));
        var inner = SyntaxFactory.Whitespace(EndOfLine.IndentationOf(site) + Indentation);
        var expression = lambda.ExpressionBody!;

        var arrowTrivia = WithoutWhitespaceAtEnd(lambda.ArrowToken.TrailingTrivia);
        var statement = SyntaxFactory.ExpressionStatement(
            expression.WithLeadingTrivia(Indented(expression.GetLeadingTrivia(), inner)).WithoutTrailingTrivia(),
            SyntaxFactory.Token(SyntaxKind.SemicolonToken).WithTrailingTrivia(Ended(expression.GetTrailingTrivia(), endOfLine)));
        var block = SyntaxFactory.Block(
            SyntaxFactory.Token(SyntaxKind.OpenBraceToken).WithLeadingTrivia(outer).WithTrailingTrivia(endOfLine),
            SyntaxFactory.List(new StatementSyntax[] { statement, limit.WithLeadingTrivia(inner).WithTrailingTrivia(endOfLine) }),
            SyntaxFactory.Token(SyntaxKind.CloseBraceToken).WithLeadingTrivia(outer));

        return lambda
            .WithArrowToken(lambda.ArrowToken.WithTrailingTrivia(Ended(arrowTrivia, endOfLine)))
            .WithExpressionBody(null)
            .WithBlock(block);
    }

    private static BlockSyntax With(AnonymousFunctionExpressionSyntax site, BlockSyntax block, StatementSyntax limit)
    {
        if (!EndOfLine.IsIn(block.OpenBraceToken.TrailingTrivia))
        {
            return OnOneLine(block, limit);
        }

        var endOfLine = EndOfLine.Of(site);
        if (block.Statements.Count == 0)
        {
            var close = block.CloseBraceToken.LeadingTrivia;
            var inner = SyntaxFactory.Whitespace(EndOfLine.IndentationOf(site.Block!) + Indentation);
            var hasIndentation = close.Count > 0 && close[close.Count - 1].IsKind(SyntaxKind.WhitespaceTrivia);
            var comments = hasIndentation ? close.RemoveAt(close.Count - 1) : close;
            return block
                .WithStatements(SyntaxFactory.SingletonList(limit.WithLeadingTrivia(comments.Add(inner)).WithTrailingTrivia(endOfLine)))
                .WithCloseBraceToken(block.CloseBraceToken.WithLeadingTrivia(
                    hasIndentation ? SyntaxFactory.TriviaList(close[close.Count - 1]) : SyntaxFactory.TriviaList()));
        }

        var isFirst = Leaves(block);
        var neighbour = isFirst ? block.Statements[0] : block.Statements.Last();
        var indentation = neighbour.GetLeadingTrivia().LastOrDefault(static trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia));
        return block.WithStatements(block.Statements.Insert(
            isFirst ? 0 : block.Statements.Count,
            limit.WithLeadingTrivia(indentation).WithTrailingTrivia(endOfLine)));
    }

    private static BlockSyntax OnOneLine(BlockSyntax block, StatementSyntax limit)
    {
        var statement = limit.WithTrailingTrivia(SyntaxFactory.Space);
        return block.Statements.Count == 0
            ? block.WithOpenBraceToken(block.OpenBraceToken.WithTrailingTrivia(SyntaxFactory.Space)).WithStatements(SyntaxFactory.SingletonList<StatementSyntax>(statement))
            : block.WithStatements(block.Statements.Insert(Leaves(block) ? 0 : block.Statements.Count, statement));
    }

    /// <summary>Whether the body may end before its end: then the limit is set first.</summary>
    private static bool Leaves(BlockSyntax block) =>
        block.DescendantNodes(static node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
            .Any(static node => node is ReturnStatementSyntax or ThrowStatementSyntax or GotoStatementSyntax);

    private static SyntaxTriviaList Ended(SyntaxTriviaList trivia, SyntaxTrivia endOfLine) =>
        EndOfLine.IsIn(trivia) ? trivia : WithoutWhitespaceAtEnd(trivia).Add(endOfLine);

    private static SyntaxTriviaList Indented(SyntaxTriviaList trivia, SyntaxTrivia indentation) =>
        SyntaxFactory.TriviaList(indentation).AddRange(trivia.SkipWhile(static item => item.IsKind(SyntaxKind.WhitespaceTrivia)));

    private static SyntaxTriviaList WithoutWhitespaceAtEnd(SyntaxTriviaList trivia)
    {
        while (trivia.Count > 0 && trivia[trivia.Count - 1].IsKind(SyntaxKind.WhitespaceTrivia))
        {
            trivia = trivia.RemoveAt(trivia.Count - 1);
        }

        return trivia;
    }
}
