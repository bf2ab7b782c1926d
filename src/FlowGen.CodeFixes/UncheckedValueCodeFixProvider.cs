using System.Collections.Immutable;
using FlowGen.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlowGen.CodeFixes;

/// <summary>FG2002: reads the value with <c>EnsureSuccess()</c>, which throws what the provider said instead of going on without a value.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UncheckedValueCodeFixProvider))]
public sealed class UncheckedValueCodeFixProvider : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIdentifiers.UncheckedValue);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => EachDocument.By(FixAsync);

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (root is not null && ReadAt(root, diagnostic) is not null)
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        "Call EnsureSuccess()",
                        cancellationToken => FixAsync(context.Document, ImmutableArray.Create(diagnostic), cancellationToken),
                        nameof(UncheckedValueCodeFixProvider)),
                    diagnostic);
            }
        }
    }

    private static async Task<Document> FixAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var reads = diagnostics.Select(diagnostic => ReadAt(root!, diagnostic)).OfType<ExpressionSyntax>().Distinct();
        return document.WithSyntaxRoot(root!.ReplaceNodes(reads, static (_, read) => Ensured(read)));
    }

    /// <summary>The read that a diagnostic points at, with the <c>!</c> behind it. None inside a pattern, where no call can stand.</summary>
    private static ExpressionSyntax? ReadAt(SyntaxNode root, Diagnostic diagnostic)
    {
        if (!root.FullSpan.Contains(diagnostic.Location.SourceSpan))
        {
            return null;
        }

        ExpressionSyntax? read = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true).Parent switch
        {
            MemberAccessExpressionSyntax member => member,
            MemberBindingExpressionSyntax binding => binding,
            _ => null,
        };

        return read?.Parent is PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } suppressed ? suppressed : read;
    }

    private static InvocationExpressionSyntax Ensured(ExpressionSyntax read)
    {
        var value = read is PostfixUnaryExpressionSyntax suppressed ? suppressed.Operand.WithTrailingTrivia(read.GetTrailingTrivia()) : read;
        ExpressionSyntax method = value switch
        {
            MemberAccessExpressionSyntax member => member.WithName(Named(member.Name)),
            MemberBindingExpressionSyntax binding => binding.WithName(Named(binding.Name)),
            _ => value,
        };

        return SyntaxFactory.InvocationExpression(method).WithTrailingTrivia(read.GetTrailingTrivia());
    }

    private static IdentifierNameSyntax Named(SimpleNameSyntax value) =>
        SyntaxFactory.IdentifierName("EnsureSuccess").WithLeadingTrivia(value.GetLeadingTrivia());
}
