using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlowGen.Analyzers.RateLimits;

/// <summary>Where a method is handed over by its name, in the text of the type that declares it: <c>AddScoped&lt;ICamsClient&gt;(Make)</c>.</summary>
internal static class MethodUses
{
    public static IEnumerable<InvocationExpressionSyntax> Of(IMethodSymbol method)
    {
        foreach (var declaration in method.ContainingType.DeclaringSyntaxReferences)
        {
            foreach (var node in declaration.GetSyntax().DescendantNodes())
            {
                if (node is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } argument && Names(argument.Expression, method.Name))
                {
                    yield return call;
                }
            }
        }
    }

    private static bool Names(ExpressionSyntax value, string method) => value switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText == method,
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax or IdentifierNameSyntax, Name: IdentifierNameSyntax name } => name.Identifier.ValueText == method,
        _ => false,
    };
}
