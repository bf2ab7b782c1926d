using System.Collections.Immutable;
using FlowGen.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlowGen.CodeFixes;

/// <summary>FG2201: reads the credential from the environment.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LiteralCredentialCodeFixProvider))]
public sealed class LiteralCredentialCodeFixProvider : CodeFixProvider
{
    private const string Title = "Read it from the environment";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIdentifiers.LiteralCredential);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => EachDocument.By(FixAsync);

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (root is not null && model is not null && Change(root, diagnostic, model) is not null)
            {
                EachDocument.Offer(context, diagnostic, Title, FixAsync);
            }
        }
    }

    private static async Task<Document> FixAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        var root = (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
        var model = (await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false))!;
        var changes = new Dictionary<SyntaxNode, SyntaxNode>();
        foreach (var diagnostic in diagnostics)
        {
            if (Change(root, diagnostic, model) is var (site, changed))
            {
                changes[site] = changed;
            }
        }

        return document.WithSyntaxRoot(root.ReplaceNodes(changes.Keys, (site, _) => changes[site]));
    }

    private static (SyntaxNode Site, SyntaxNode Changed)? Change(SyntaxNode root, Diagnostic diagnostic, SemanticModel model)
    {
        if (!root.FullSpan.Contains(diagnostic.Location.SourceSpan)
            || root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not ExpressionSyntax text
            || text.FirstAncestorOrSelf<ArgumentSyntax>() is not { Parent: ArgumentListSyntax { Parent: ExpressionSyntax call } list } argument
            || model.GetSymbolInfo(call).Symbol is not IMethodSymbol method)
        {
            return null;
        }

        var prefix = Provider(call);
        if (call is InvocationExpressionSyntax invocation && list.Arguments.All(item => IsFixed(item.Expression, model)) && FromEnvironment(method, prefix) is { } variables)
        {
            var factory = invocation.Expression is MemberAccessExpressionSyntax member
                ? member.WithName(SyntaxFactory.IdentifierName("FromEnvironment"))
                : (ExpressionSyntax)SyntaxFactory.IdentifierName("FromEnvironment");
            return (call, SyntaxFactory.InvocationExpression(factory, SyntaxFactory.ParseArgumentList($"({variables})")).WithTriviaFrom(call));
        }

        var parameter = argument.NameColon is { Name.Identifier.ValueText: var named }
            ? method.Parameters.FirstOrDefault(candidate => candidate.Name == named)
            : list.Arguments.IndexOf(argument) is var index && index < method.Parameters.Length ? method.Parameters[index] : null;
        if (parameter is null)
        {
            return null;
        }

        if (argument.Expression is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression, Left: var read, Right: var fallback }
            && IsFixed(fallback, model) && !IsFixed(read, model))
        {
            return (argument.Expression, Insisted(read.WithoutTrailingTrivia()).WithTriviaFrom(argument.Expression));
        }

        var environment = FlowGenName.OfSystem(model, text.SpanStart, "Environment");
        return (argument.Expression, SyntaxFactory.ParseExpression($"{environment}.GetEnvironmentVariable(\"{Variable(method, parameter, prefix)}\")!").WithTriviaFrom(argument.Expression));
    }

    /// <summary>What is read already, without a fallback: <c>configuration["Key"]!</c>.</summary>
    private static PostfixUnaryExpressionSyntax Insisted(ExpressionSyntax read) => SyntaxFactory.PostfixUnaryExpression(
        SyntaxKind.SuppressNullableWarningExpression,
        read is InvocationExpressionSyntax or ElementAccessExpressionSyntax or MemberAccessExpressionSyntax or IdentifierNameSyntax or ParenthesizedExpressionSyntax
            ? read
            : SyntaxFactory.ParenthesizedExpression(read));

    private static bool IsFixed(ExpressionSyntax value, SemanticModel model) =>
        value is LiteralExpressionSyntax or InterpolatedStringExpressionSyntax || model.GetConstantValue(value).HasValue;

    /// <summary>The arguments of the type's own <c>FromEnvironment</c>; null when it has none that fits.</summary>
    private static string? FromEnvironment(IMethodSymbol method, string prefix)
    {
        var counterpart = method.ContainingType.GetMembers("FromEnvironment").OfType<IMethodSymbol>().FirstOrDefault(static candidate => candidate.IsStatic);
        return counterpart?.Parameters.Length switch
        {
            0 => "",
            1 => $"\"{prefix}API_KEY\"",
            2 => $"\"{prefix}USER\", \"{prefix}PASSWORD\"",
            _ => null,
        };
    }

    private static string Variable(IMethodSymbol method, IParameterSymbol parameter, string prefix) =>
        (method.ContainingType.Name.StartsWith("Alibaba", StringComparison.Ordinal), parameter.Name) switch
        {
            (true, "accessKeySecret") => "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
            (true, "securityToken") => "ALIBABA_CLOUD_SECURITY_TOKEN",
            (_, "key") => prefix + "API_KEY",
            _ => prefix + UpperSnake(parameter.Name),
        };

    private static string UpperSnake(string name) => string.Concat(name.Select(static (letter, index) =>
        (index > 0 && char.IsUpper(letter) ? "_" : "") + char.ToUpperInvariant(letter)));

    /// <summary>The client that is being set up, as the beginning of a variable's name: <c>EIGHTBYEIGHT_</c>.</summary>
    private static string Provider(SyntaxNode node)
    {
        foreach (var ancestor in node.Ancestors())
        {
            var name = ancestor switch
            {
                InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: GenericNameSyntax { Identifier.ValueText: "AddFlowClient", TypeArgumentList.Arguments: { Count: 1 } arguments } } } =>
                    LastNameOf(arguments[0]),
                ObjectCreationExpressionSyntax { Type: var type } => LastNameOf(type),
                _ => null,
            };

            foreach (var suffix in new[] { "ClientOptions", "Client" })
            {
                if (name is not null && name.Length > suffix.Length && name.EndsWith(suffix, StringComparison.Ordinal) && name != "FlowClientOptions")
                {
                    return name.Substring(0, name.Length - suffix.Length).ToUpperInvariant() + "_";
                }
            }
        }

        return "";
    }

    private static string? LastNameOf(TypeSyntax type) => type switch
    {
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        QualifiedNameSyntax { Right: var right } => right.Identifier.ValueText,
        AliasQualifiedNameSyntax { Name: var name } => name.Identifier.ValueText,
        _ => null,
    };
}
