using System.Collections.Immutable;
using FlowGen.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace FlowGen.CodeFixes;

/// <summary>FG2003: puts a guard before the statement, which throws when the status is another one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RequiredStatusCodeFixProvider))]
public sealed class RequiredStatusCodeFixProvider : CodeFixProvider
{
    private const string Title = "Check the status first";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIdentifiers.RequiredStatus);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => EachDocument.By(FixAsync);

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (root is not null && model is not null && GuardFor(root, diagnostic, model) is not null)
            {
                EachDocument.Offer(context, diagnostic, Title, FixAsync);
            }
        }
    }

    private static async Task<Document> FixAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        var root = (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
        var model = (await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false))!;
        return document.WithSyntaxRoot(Guards.Insert(root, diagnostics.Select(diagnostic => GuardFor(root, diagnostic, model))));
    }

    private static Guard? GuardFor(SyntaxNode root, Diagnostic diagnostic, SemanticModel model)
    {
        if (!diagnostic.Properties.TryGetValue("Status", out var status) || !diagnostic.Properties.TryGetValue("Type", out var typeName)
            || !diagnostic.Properties.TryGetValue("Members", out var members) || model.Compilation.GetTypeByMetadataName(typeName!) is not { } type
            || Guards.StatementAt(root, diagnostic, status!.Split('.')[0], model) is not { } statement)
        {
            return null;
        }

        var name = type.ToMinimalDisplayString(model, statement.SpanStart);
        var condition = string.Join(" && ", members!.Split(' ').Select(member => $"{status} != {name}.{member}"));
        var exception = FlowGenName.OfSystem(model, statement.SpanStart, "InvalidOperationException");
        var needed = string.Join(" or ", members.Split(' '));
        var what = root.FindToken(diagnostic.Location.SourceSpan.Start).ValueText;
        return new(statement, $"if ({condition})\n{{\n    throw new {exception}(\"{what} needs the status {needed}.\");\n}}");
    }
}
