using System.Collections.Immutable;
using FlowGen.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlowGen.CodeFixes;

/// <summary>
/// FG2004: adds the missing arms. A statement's do nothing, as before; an expression's throw what the expression would have thrown.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(IncompleteSwitchCodeFixProvider))]
public sealed class IncompleteSwitchCodeFixProvider : CodeFixProvider
{
    private const string Title = "Add the missing arms";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIdentifiers.IncompleteSwitch);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => EachDocument.By(FixAsync);

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (root is not null && model is not null && SwitchAt(root, diagnostic) is { } found && KindOf(found, model) is not null)
            {
                EachDocument.Offer(context, diagnostic, Title, FixAsync);
            }
        }
    }

    private static async Task<Document> FixAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        var root = (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
        var model = (await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false))!;
        var missing = new Dictionary<SyntaxNode, List<string>>();
        foreach (var diagnostic in diagnostics)
        {
            if (SwitchAt(root, diagnostic) is { } found && KindOf(found, model) is { } kind && diagnostic.Properties.TryGetValue("Missing", out var names))
            {
                var prefix = kind.ToMinimalDisplayString(model, found.SpanStart) + ".";
                missing[found] = names!.Split(' ').Select(name => prefix + name).ToList();
            }
        }

        return document.WithSyntaxRoot(root.ReplaceNodes(missing.Keys, (found, current) => current switch
        {
            SwitchStatementSyntax statement => WithSections(found, statement, missing[found]),
            SwitchExpressionSyntax expression => WithArms(
                (SwitchExpressionSyntax)found, expression, missing[found], FlowGenName.OfSystem(model, found.SpanStart, "InvalidOperationException")),
            _ => current,
        }));
    }

    private static SyntaxNode? SwitchAt(SyntaxNode root, Diagnostic diagnostic) =>
        root.FullSpan.Contains(diagnostic.Location.SourceSpan)
            ? root.FindToken(diagnostic.Location.SourceSpan.Start).Parent switch
            {
                SwitchStatementSyntax { CloseBraceToken.IsMissing: false } statement => statement,
                SwitchExpressionSyntax { CloseBraceToken.IsMissing: false } expression => expression,
                _ => null,
            }
            : null;

    /// <summary>The plain enum that is switched on; null where the arms look into the open enum, and would have to be patterns.</summary>
    private static ITypeSymbol? KindOf(SyntaxNode found, SemanticModel model)
    {
        var type = model.GetTypeInfo(found is SwitchStatementSyntax statement ? statement.Expression : ((SwitchExpressionSyntax)found).GoverningExpression).Type;
        type = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;
        return type is { TypeKind: TypeKind.Enum } ? type : null;
    }

    private static SwitchStatementSyntax WithSections(SyntaxNode found, SwitchStatementSyntax statement, List<string> names)
    {
        var endOfLine = EndOfLine.Of(found).ToString();
        var outer = EndOfLine.IndentationOf(found);
        var isMultiline = EndOfLine.IsIn(statement.OpenBraceToken.TrailingTrivia);
        var section = ((SwitchStatementSyntax)found).Sections.FirstOrDefault();
        var label = section is not null && isMultiline ? EndOfLine.IndentationOf(section) : outer + "    ";
        var text = isMultiline
            ? string.Concat(names.Select(name => label + "case " + name + ":" + endOfLine)) + label + "    break;" + endOfLine
            : string.Concat(names.Select(static name => "case " + name + ": ")) + "break; ";
        var added = ((SwitchStatementSyntax)SyntaxFactory.ParseStatement("switch (0)\n{\n" + text + "}")).Sections[0];
        return statement.WithSections(statement.Sections.Add(added));
    }

    private static SwitchExpressionSyntax WithArms(SwitchExpressionSyntax found, SwitchExpressionSyntax expression, List<string> names, string exception)
    {
        var endOfLine = EndOfLine.Of(found);
        var isMultiline = EndOfLine.IsIn(expression.OpenBraceToken.TrailingTrivia);
        var indentation = found.Arms.Count > 0 && isMultiline ? EndOfLine.IndentationOf(found.Arms[0]) : EndOfLine.IndentationOf(found) + "    ";
        var arms = expression.Arms.ToList();
        var separators = expression.Arms.GetSeparators().ToList();
        var hadTrailingComma = separators.Count == arms.Count;
        if (arms.Count > 0 && !hadTrailingComma)
        {
            var last = arms[arms.Count - 1];
            arms[arms.Count - 1] = last.WithoutTrailingTrivia();
            separators.Add(SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(
                isMultiline ? last.GetTrailingTrivia() : SyntaxFactory.TriviaList(SyntaxFactory.Space)));
        }

        for (var i = 0; i < names.Count; i++)
        {
            var isLast = i == names.Count - 1;
            var arm = ((SwitchExpressionSyntax)SyntaxFactory.ParseExpression($"0 switch {{ {names[i]} => throw new {exception}() }}")).Arms[0].WithoutTrivia();
            arm = arm.WithLeadingTrivia(isMultiline ? SyntaxFactory.TriviaList(SyntaxFactory.Whitespace(indentation)) : SyntaxFactory.TriviaList());
            var end = isMultiline ? SyntaxFactory.TriviaList(endOfLine) : SyntaxFactory.TriviaList(SyntaxFactory.Space);
            if (!isLast || (hadTrailingComma && arms.Count > 0))
            {
                separators.Add(SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(end));
            }
            else
            {
                arm = arm.WithTrailingTrivia(end);
            }

            arms.Add(arm);
        }

        return expression.WithArms(SyntaxFactory.SeparatedList(arms, separators));
    }
}
