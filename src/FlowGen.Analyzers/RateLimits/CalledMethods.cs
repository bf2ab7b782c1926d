using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlowGen.Analyzers.RateLimits;

/// <summary>
/// Looks one call deep, at the text of methods of this compilation: binding another method from here would cost as much as compiling it
/// again. What the text does not show counts as unknown.
/// </summary>
internal static class CalledMethods
{
    /// <summary>What a method does with the options that it is given.</summary>
    public static RateLimitDecision DecisionOf(IMethodSymbol method, IParameterSymbol parameter, CancellationToken cancellationToken)
    {
        var decision = RateLimitDecision.Unknown;
        foreach (var reference in method.DeclaringSyntaxReferences)
        {
            if (BodyOf(reference.GetSyntax(cancellationToken)) is not { } body)
            {
                continue;
            }

            decision = RateLimitDecision.Missing;
            foreach (var node in body.DescendantNodes())
            {
                if (node is not IdentifierNameSyntax name || name.Identifier.ValueText != parameter.Name || IsMemberName(name))
                {
                    continue;
                }

                switch (UseOf(name))
                {
                    case RateLimitDecision.Made:
                        return RateLimitDecision.Made;
                    case RateLimitDecision.Unknown:
                        decision = RateLimitDecision.Unknown;
                        break;
                    default:
                        break;
                }
            }
        }

        return decision;
    }

    /// <summary>Whether a method that is given the services may configure the options of clients.</summary>
    public static bool MayConfigure(IMethodSymbol method, CancellationToken cancellationToken)
    {
        foreach (var reference in method.DeclaringSyntaxReferences)
        {
            if (Mentions(reference.GetSyntax(cancellationToken), "RateLimit") && Mentions(reference.GetSyntax(cancellationToken), "FlowClientOptions"))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a type's own text says anything of a rate limit: its constructor may set one.</summary>
    public static bool MaySetItself(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        foreach (var reference in type.DeclaringSyntaxReferences)
        {
            if (Mentions(reference.GetSyntax(cancellationToken), "RateLimit"))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the identifier stands anywhere in the code.</summary>
    internal static bool Mentions(SyntaxNode node, string identifier)
    {
        foreach (var token in node.DescendantTokens())
        {
            if (token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == identifier)
            {
                return true;
            }
        }

        return false;
    }

    private static RateLimitDecision UseOf(IdentifierNameSyntax name)
    {
        if (name.Parent is not MemberAccessExpressionSyntax member || member.Expression != name || member.Parent is InvocationExpressionSyntax)
        {
            return RateLimitDecision.Unknown;
        }

        return member.Name.Identifier.ValueText == "RateLimit" && member.Parent is AssignmentExpressionSyntax assignment && assignment.Left == member
            ? RateLimitDecision.Made
            : RateLimitDecision.Missing;
    }

    private static bool IsMemberName(IdentifierNameSyntax name) =>
        (name.Parent is MemberAccessExpressionSyntax member && member.Name == name) || name.Parent is NameColonSyntax or MemberBindingExpressionSyntax;

    private static SyntaxNode? BodyOf(SyntaxNode declaration) => declaration switch
    {
        BaseMethodDeclarationSyntax method => (SyntaxNode?)method.Body ?? method.ExpressionBody,
        LocalFunctionStatementSyntax local => (SyntaxNode?)local.Body ?? local.ExpressionBody,
        _ => null,
    };
}
