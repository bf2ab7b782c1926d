using System.Collections.Immutable;
using FlowGen.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlowGen.CodeFixes;

/// <summary>FG2101: sets <c>RateLimit.Documented()</c> in the lambda or the object creation that sets the options up.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MissingRateLimitCodeFixProvider))]
public sealed class MissingRateLimitCodeFixProvider : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIdentifiers.MissingRateLimit);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => EachDocument.By(FixAsync);

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (root is not null && SiteOf(root, diagnostic) is not null)
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        "Keep the documented rate limit",
                        cancellationToken => FixAsync(context.Document, ImmutableArray.Create(diagnostic), cancellationToken),
                        nameof(MissingRateLimitCodeFixProvider)),
                    diagnostic);
            }
        }
    }

    private static async Task<Document> FixAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);

        // Two clients may share one set of options.
        var sites = diagnostics.Select(diagnostic => SiteOf(root!, diagnostic)).OfType<ExpressionSyntax>().Distinct().ToList();
        var names = sites.ToDictionary(static site => site, site => RateLimitName.At(model!, site.SpanStart));
        var changed = root!.ReplaceNodes(sites, (site, current) => Decided(site, current, names[site]));
        return document.WithSyntaxRoot(
            changed is CompilationUnitSyntax unit && names.Values.Any(static name => name.NeedsUsing) ? FlowGenUsing.AddTo(unit) : changed);
    }

    /// <summary>Where the limit can be set; none when the options are set up by a method or by a lambda that has no name for them.</summary>
    private static ExpressionSyntax? SiteOf(SyntaxNode root, Diagnostic diagnostic)
    {
        if (diagnostic.AdditionalLocations.Count == 0 || diagnostic.AdditionalLocations[0].SourceTree != root.SyntaxTree
            || !root.FullSpan.Contains(diagnostic.AdditionalLocations[0].SourceSpan))
        {
            return null;
        }

        return root.FindNode(diagnostic.AdditionalLocations[0].SourceSpan, getInnermostNodeForTie: true) switch
        {
            BaseObjectCreationExpressionSyntax creation => creation,
            AnonymousFunctionExpressionSyntax function when ConfigurationLambda.CanDecide(function) => function,
            _ => null,
        };
    }

    private static ExpressionSyntax Decided(ExpressionSyntax site, ExpressionSyntax current, RateLimitName name) => current switch
    {
        BaseObjectCreationExpressionSyntax creation => OptionsCreation.WithRateLimit(site, creation, name),
        AnonymousFunctionExpressionSyntax function => ConfigurationLambda.WithRateLimit((AnonymousFunctionExpressionSyntax)site, function, name),
        _ => current,
    };
}
