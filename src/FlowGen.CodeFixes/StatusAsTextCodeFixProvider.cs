using System.Collections.Immutable;
using FlowGen.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace FlowGen.CodeFixes;

/// <summary>FG2005: compares with the open enum's member, or switches on its kind. A typo becomes what was probably meant.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(StatusAsTextCodeFixProvider))]
public sealed class StatusAsTextCodeFixProvider : CodeFixProvider
{
    private const string Title = "Use the known value";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIdentifiers.StatusAsText);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => EachDocument.By(FixAsync);

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (root is not null && model is not null && TextComparison.Find(root, diagnostic, model) is not null)
            {
                EachDocument.Offer(context, diagnostic, Title, FixAsync);
            }
        }
    }

    private static async Task<Document> FixAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        var root = (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
        var model = (await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false))!;
        var sites = new Dictionary<SyntaxNode, SyntaxNode>();
        foreach (var diagnostic in diagnostics)
        {
            if (TextComparison.Find(root, diagnostic, model) is { } comparison)
            {
                foreach (var change in comparison.Changes)
                {
                    sites[change.Key] = change.Value;
                }
            }
        }

        // Where one change lies in another, as in a comparison inside a switch, the inner one waits for the next round.
        var outermost = sites.Keys.Where(site => !site.Ancestors().Any(sites.ContainsKey));
        return document.WithSyntaxRoot(root.ReplaceNodes(outermost, (site, _) => sites[site]));
    }
}
