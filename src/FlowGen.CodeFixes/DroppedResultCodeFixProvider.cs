using System.Collections.Immutable;
using FlowGen.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlowGen.CodeFixes;

/// <summary>FG2001: keeps the result and checks it, or ends the call with <c>EnsureSuccess()</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DroppedResultCodeFixProvider))]
public sealed class DroppedResultCodeFixProvider : CodeFixProvider
{
    private const string Ensure = "Call EnsureSuccess()";

    private const string Check = "Assign the result and check it";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIdentifiers.DroppedResult);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => EachDocument.ByChoice(static title => title == Check ? CheckAsync : EnsureAsync);

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (root is null || model is null || DroppedCall.Find(root, diagnostic, model) is not { } call)
            {
                continue;
            }

            EachDocument.Offer(context, diagnostic, Ensure, EnsureAsync);
            if (call.CanBeChecked)
            {
                EachDocument.Offer(context, diagnostic, Check, CheckAsync);
            }
        }
    }

    private static Task<Document> EnsureAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken) =>
        FixAsync(document, diagnostics, isCheck: false, cancellationToken);

    private static Task<Document> CheckAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken) =>
        FixAsync(document, diagnostics, isCheck: true, cancellationToken);

    private static async Task<Document> FixAsync(Document document, ImmutableArray<Diagnostic> diagnostics, bool isCheck, CancellationToken cancellationToken)
    {
        var original = (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
        var model = (await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false))!;
        var calls = diagnostics
            .Select(diagnostic => DroppedCall.Find(original, diagnostic, model))
            .OfType<DroppedCall>()
            .Where(call => !isCheck || call.CanBeChecked)
            .GroupBy(static call => call.Site)
            .Select(static group => group.First())
            .ToList();

        var names = new FreeName();
        var root = original.TrackNodes(calls.Select(static call => call.Site));
        foreach (var call in calls)
        {
            var current = root.GetCurrentNode(call.Site)!;
            root = isCheck ? call.Checked(root, (StatementSyntax)current, model, names) : call.Ensured(root, current, names);
        }

        return document.WithSyntaxRoot(
            isCheck && root is CompilationUnitSyntax unit && calls.Exists(call => FlowGenName.At(model, call.Site.SpanStart, "FlowApiException").NeedsUsing)
                ? FlowGenUsing.AddTo(unit)
                : root);
    }
}
