using System.Collections.Immutable;
using FlowGen.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlowGen.CodeFixes;

/// <summary>
/// FG2002: reads the value with <c>EnsureSuccess()</c>, which throws what the provider said instead of going on without a value; or puts a
/// guard before the statement.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UncheckedValueCodeFixProvider))]
public sealed class UncheckedValueCodeFixProvider : CodeFixProvider
{
    private const string Ensure = "Call EnsureSuccess()";

    private const string Check = "Check the result first";

    private const string ExceptionName = "FlowApiException";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIdentifiers.UncheckedValue);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => EachDocument.ByChoice(static title => title == Check ? GuardAsync : FixAsync);

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (root is not null && ReadAt(root, diagnostic) is not null)
            {
                EachDocument.Offer(context, diagnostic, Ensure, FixAsync);
            }

            if (root is not null && model is not null && GuardFor(root, diagnostic, model) is not null)
            {
                EachDocument.Offer(context, diagnostic, Check, GuardAsync);
            }
        }
    }

    private static async Task<Document> GuardAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        var root = (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
        var model = (await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false))!;
        var guards = diagnostics.Select(diagnostic => GuardFor(root, diagnostic, model)).OfType<Guard>().ToList();
        var changed = Guards.Insert(root, guards);
        return document.WithSyntaxRoot(
            changed is CompilationUnitSyntax unit && guards.Exists(guard => FlowGenName.At(model, guard.Statement.SpanStart, ExceptionName).NeedsUsing)
                ? FlowGenUsing.AddTo(unit)
                : changed);
    }

    /// <summary>A guard for a result that has a name, before the statement that reads its value.</summary>
    private static Guard? GuardFor(SyntaxNode root, Diagnostic diagnostic, SemanticModel model)
    {
        if (ReadAt(root, diagnostic) is not { } read || ResultOf(read) is not { Identifier.Text: var result } name
            || Guards.StatementAt(root, diagnostic, result, model) is not { } statement)
        {
            return null;
        }

        var exception = FlowGenName.At(model, statement.SpanStart, ExceptionName).Text;
        return new(statement, $"if (!{result}{(name.Parent is PostfixUnaryExpressionSyntax ? "!" : "")}.IsSuccess)\n{{\n    throw new {exception}({result}.Error);\n}}");
    }

    private static IdentifierNameSyntax? ResultOf(ExpressionSyntax read) => read switch
    {
        PostfixUnaryExpressionSyntax suppressed => ResultOf(suppressed.Operand),
        MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax name } => name,
        MemberAccessExpressionSyntax { Expression: PostfixUnaryExpressionSyntax { Operand: IdentifierNameSyntax name } } => name,
        _ => null,
    };

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
