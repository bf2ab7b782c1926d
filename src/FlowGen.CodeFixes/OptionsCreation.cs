using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlowGen.CodeFixes;

/// <summary>Adds the limit to the initialiser of <c>new CamsClientOptions { … }</c>.</summary>
internal static class OptionsCreation
{
    /// <summary>The creation with the limit set; <paramref name="site"/> is where it stood in the file.</summary>
    public static ExpressionSyntax WithRateLimit(SyntaxNode site, BaseObjectCreationExpressionSyntax creation, RateLimitName name)
    {
        var limit = SyntaxFactory.AssignmentExpression(
            SyntaxKind.SimpleAssignmentExpression,
            SyntaxFactory.IdentifierName("RateLimit").WithTrailingTrivia(SyntaxFactory.Space),
            SyntaxFactory.Token(SyntaxKind.EqualsToken).WithTrailingTrivia(SyntaxFactory.Space),
            name.Documented());

        return creation.Initializer is { } initializer
            ? creation.WithInitializer(With(site, initializer, limit))
            : WithNewInitializer(creation, limit);
    }

    private static ExpressionSyntax WithNewInitializer(BaseObjectCreationExpressionSyntax creation, ExpressionSyntax limit)
    {
        var initializer = SyntaxFactory.InitializerExpression(
            SyntaxKind.ObjectInitializerExpression,
            SyntaxFactory.Token(SyntaxKind.OpenBraceToken).WithTrailingTrivia(SyntaxFactory.Space),
            SyntaxFactory.SingletonSeparatedList(limit.WithTrailingTrivia(SyntaxFactory.Space)),
            SyntaxFactory.Token(SyntaxKind.CloseBraceToken).WithTrailingTrivia(creation.GetTrailingTrivia()));

        // new CamsClientOptions() needs its parentheses no more; new() does.
        return creation is ObjectCreationExpressionSyntax { ArgumentList.Arguments.Count: 0 } named
            ? named.WithArgumentList(null).WithType(named.Type.WithTrailingTrivia(SyntaxFactory.Space)).WithInitializer(initializer)
            : creation.WithoutTrailingTrivia().WithInitializer(initializer.WithLeadingTrivia(SyntaxFactory.Space));
    }

    private static InitializerExpressionSyntax With(SyntaxNode site, InitializerExpressionSyntax initializer, ExpressionSyntax limit)
    {
        var expressions = initializer.Expressions;
        if (expressions.Count == 0)
        {
            return WithOnly(site, initializer, limit);
        }

        var nodes = expressions.ToList();
        var separators = expressions.GetSeparators().ToList();
        var last = nodes[nodes.Count - 1];
        var hasTrailingComma = separators.Count == nodes.Count;
        var end = hasTrailingComma ? separators[separators.Count - 1].TrailingTrivia : last.GetTrailingTrivia();
        var isMultiline = EndOfLine.IsIn(end);

        if (!hasTrailingComma)
        {
            nodes[nodes.Count - 1] = last.WithoutTrailingTrivia();
            separators.Add(SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(isMultiline ? end : SyntaxFactory.TriviaList(SyntaxFactory.Space)));
        }

        var indentation = isMultiline
            ? SyntaxFactory.TriviaList(last.GetLeadingTrivia().Where(static trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).Take(1))
            : SyntaxFactory.TriviaList();
        var newEnd = isMultiline ? SyntaxFactory.TriviaList(end.Last(static trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia))) : end;
        if (hasTrailingComma)
        {
            nodes.Add(limit.WithLeadingTrivia(indentation));
            separators.Add(SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(newEnd));
        }
        else
        {
            nodes.Add(limit.WithLeadingTrivia(indentation).WithTrailingTrivia(newEnd));
        }

        return initializer.WithExpressions(SyntaxFactory.SeparatedList(nodes, separators));
    }

    private static InitializerExpressionSyntax WithOnly(SyntaxNode site, InitializerExpressionSyntax initializer, ExpressionSyntax limit)
    {
        var open = initializer.OpenBraceToken;
        if (!EndOfLine.IsIn(open.TrailingTrivia))
        {
            return initializer
                .WithOpenBraceToken(open.WithTrailingTrivia(SyntaxFactory.Space))
                .WithExpressions(SyntaxFactory.SingletonSeparatedList(limit.WithTrailingTrivia(SyntaxFactory.Space)));
        }

        var indentation = SyntaxFactory.Whitespace(EndOfLine.IndentationOf(((BaseObjectCreationExpressionSyntax)site).Initializer!) + "    ");
        var close = initializer.CloseBraceToken;
        return initializer
            .WithExpressions(SyntaxFactory.SingletonSeparatedList(limit
                .WithLeadingTrivia(CommentsOf(close).Add(indentation))
                .WithTrailingTrivia(open.TrailingTrivia.Last(static trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)))))
            .WithCloseBraceToken(close.WithLeadingTrivia(close.LeadingTrivia.Reverse().TakeWhile(static trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia))));
    }

    /// <summary>The lines of comment above a closing brace.</summary>
    private static SyntaxTriviaList CommentsOf(SyntaxToken close)
    {
        var leading = close.LeadingTrivia;
        return leading.Count > 0 && leading[leading.Count - 1].IsKind(SyntaxKind.WhitespaceTrivia) ? leading.RemoveAt(leading.Count - 1) : leading;
    }
}
