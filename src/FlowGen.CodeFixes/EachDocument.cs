using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace FlowGen.CodeFixes;

/// <summary>Fixes all diagnostics of a document in one go.</summary>
internal delegate Task<Document> DocumentFix(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken);

/// <summary>Fix-all in a document, a project or a solution: each document is changed once, so that no two changes collide.</summary>
internal static class EachDocument
{
    public static FixAllProvider By(DocumentFix fix) => FixAllProvider.Create(
        async (context, document, diagnostics) => await fix(document, diagnostics, context.CancellationToken).ConfigureAwait(false));

    /// <summary>Where a rule has several fixes, the action that was chosen names its fix by its title.</summary>
    public static FixAllProvider ByChoice(Func<string, DocumentFix> fixFor) => FixAllProvider.Create(
        async (context, document, diagnostics) => await fixFor(context.CodeActionEquivalenceKey!)(document, diagnostics, context.CancellationToken).ConfigureAwait(false));

    /// <summary>Offers a fix of one diagnostic, under a title that names it for fix-all too.</summary>
    public static void Offer(CodeFixContext context, Diagnostic diagnostic, string title, DocumentFix fix) => context.RegisterCodeFix(
        CodeAction.Create(title, cancellationToken => fix(context.Document, ImmutableArray.Create(diagnostic), cancellationToken), title),
        diagnostic);
}
