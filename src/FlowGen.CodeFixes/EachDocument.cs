using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace FlowGen.CodeFixes;

/// <summary>Fixes all diagnostics of a document in one go.</summary>
internal delegate Task<Document> DocumentFix(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken);

/// <summary>Fix-all in a document, a project or a solution: each document is changed once, so that no two changes collide.</summary>
internal static class EachDocument
{
    public static FixAllProvider By(DocumentFix fix) => FixAllProvider.Create(
        async (context, document, diagnostics) => await fix(document, diagnostics, context.CancellationToken).ConfigureAwait(false));
}
