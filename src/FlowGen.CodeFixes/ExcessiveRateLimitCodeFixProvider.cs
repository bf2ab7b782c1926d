using System.Collections.Immutable;
using FlowGen.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlowGen.CodeFixes;

/// <summary>FG2102: keeps the documented limit instead.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ExcessiveRateLimitCodeFixProvider))]
public sealed class ExcessiveRateLimitCodeFixProvider : CodeFixProvider
{
    private const string Title = "Keep the documented rate limit";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIdentifiers.ExcessiveRateLimit);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => EachDocument.By(FixAsync);

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (root is not null && LimitAt(root, diagnostic) is not null)
            {
                EachDocument.Offer(context, diagnostic, Title, FixAsync);
            }
        }
    }

    private static async Task<Document> FixAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        var root = (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
        var model = (await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false))!;
        var limits = diagnostics.Select(diagnostic => LimitAt(root, diagnostic)).OfType<ExpressionSyntax>().Distinct().ToList();
        var names = limits.Where(static limit => !IsMadeHere(limit)).ToDictionary(static limit => limit, limit => RateLimitName.At(model, limit.SpanStart));
        var changed = root.ReplaceNodes(limits, (site, limit) => names.TryGetValue(site, out var name)
            ? name.Documented().WithTriviaFrom(limit)
            : Documented((InvocationExpressionSyntax)limit));
        return document.WithSyntaxRoot(
            changed is CompilationUnitSyntax unit && names.Values.Any(static name => name.NeedsUsing) ? FlowGenUsing.AddTo(unit) : changed);
    }

    private static ExpressionSyntax? LimitAt(SyntaxNode root, Diagnostic diagnostic) =>
        root.FullSpan.Contains(diagnostic.Location.SourceSpan)
            ? root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) as ExpressionSyntax
            : null;

    /// <summary>Whether it is a call of <c>RateLimit.Of</c> or <c>RateLimit.Use</c> itself, rather than a member that holds what one made.</summary>
    private static bool IsMadeHere(ExpressionSyntax limit) =>
        limit is InvocationExpressionSyntax { ArgumentList.Arguments.Count: > 0, Expression: var called }
        && (called as MemberAccessExpressionSyntax)?.Name.Identifier.ValueText is null or "Of" or "Use";

    /// <summary>The limit is asked of the same class, however that is written.</summary>
    private static InvocationExpressionSyntax Documented(InvocationExpressionSyntax limit)
    {
        var name = SyntaxFactory.IdentifierName("Documented");
        ExpressionSyntax method = limit.Expression is MemberAccessExpressionSyntax member ? member.WithName(name.WithTriviaFrom(member.Name)) : name;
        return SyntaxFactory.InvocationExpression(method.WithoutTrailingTrivia()).WithTriviaFrom(limit);
    }
}
