using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlowGen.Analyzers.RateLimits;

/// <summary>
/// Whether options of clients are given a limit, or bound to configuration, anywhere in the compilation: by <c>PostConfigure</c> in another
/// method, or by a class that configures them. Looks at the text, and only once a client without a limit was found.
/// </summary>
internal sealed class ConfigurationElsewhere(Compilation compilation)
{
    private const string Limit = "RateLimit";

    private readonly ConcurrentDictionary<string, bool> _decided = new(StringComparer.Ordinal);

    /// <summary>Whether somebody decides for the clients of a provider.</summary>
    public bool Decides(string provider, CancellationToken cancellationToken)
    {
        if (_decided.TryGetValue(provider, out var known))
        {
            return known;
        }

        foreach (var tree in compilation.SyntaxTrees)
        {
            if (!MayConfigure(tree, cancellationToken))
            {
                continue;
            }

            foreach (var node in tree.GetRoot(cancellationToken).DescendantNodes())
            {
                if (node is GenericNameSyntax name && IsOfClientOptions(name) && Decides(name, provider))
                {
                    return _decided[provider] = true;
                }
            }
        }

        return _decided[provider] = false;
    }

    private static bool MayConfigure(SyntaxTree tree, CancellationToken cancellationToken)
    {
        var text = tree.GetText(cancellationToken).ToString();
        return Has("ClientOptions>") && (Has("Configure") || Has("AddOptions"));

        bool Has(string word) => text.IndexOf(word, StringComparison.Ordinal) >= 0;
    }

    private static bool IsOfClientOptions(GenericNameSyntax name) =>
        name.TypeArgumentList.Arguments.Count == 1
        && LastNameOf(name.TypeArgumentList.Arguments[0]).EndsWith("ClientOptions", StringComparison.Ordinal);

    private static bool Decides(GenericNameSyntax name, string provider)
    {
        switch (name.Identifier.ValueText)
        {
            case "IConfigureOptions" or "IPostConfigureOptions" or "IConfigureNamedOptions":
                return name.FirstAncestorOrSelf<BaseListSyntax>() is { Parent: TypeDeclarationSyntax type } && CalledMethods.Mentions(type, Limit);
            case "Configure" or "PostConfigure" or "ConfigureAll" or "PostConfigureAll" or "AddOptions" or "AddOptionsWithValidateOnStart":
                return name.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } call && !IsForAnother(call, provider) && DecidesIn(call);
            default:
                return false;
        }
    }

    /// <summary>Whether the options are named after a provider, and after another one.</summary>
    private static bool IsForAnother(InvocationExpressionSyntax call, string provider)
    {
        foreach (var argument in call.ArgumentList.Arguments)
        {
            if (argument.Expression is LiteralExpressionSyntax literal && literal.IsKind(SyntaxKind.StringLiteralExpression))
            {
                return literal.Token.ValueText != provider;
            }
        }

        return false;
    }

    private static bool DecidesIn(InvocationExpressionSyntax call)
    {
        SyntaxNode chain = call;
        while (chain.Parent is MemberAccessExpressionSyntax or InvocationExpressionSyntax)
        {
            chain = chain.Parent;
        }

        return CalledMethods.Mentions(chain, Limit) || CalledMethods.Mentions(chain, "Bind") || CalledMethods.Mentions(chain, "BindConfiguration") || HasSection(call);
    }

    /// <summary><c>Configure&lt;T&gt;(section)</c>: the values come from configuration, whatever they are.</summary>
    private static bool HasSection(InvocationExpressionSyntax call)
    {
        foreach (var argument in call.ArgumentList.Arguments)
        {
            if (argument.Expression is not (AnonymousFunctionExpressionSyntax or LiteralExpressionSyntax))
            {
                return true;
            }
        }

        return false;
    }

    private static string LastNameOf(TypeSyntax type) => type switch
    {
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        QualifiedNameSyntax { Right.Identifier.ValueText: var right } => right,
        AliasQualifiedNameSyntax { Name.Identifier.ValueText: var name } => name,
        _ => "",
    };
}
