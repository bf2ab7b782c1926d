using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlowGen.Analyzers.Results;

/// <summary>The name in a call, which is what a diagnostic about the call underlines.</summary>
internal static class InvokedName
{
    public static SyntaxNode Of(SyntaxNode node) => node switch
    {
        InvocationExpressionSyntax { Expression: var called } => called switch
        {
            MemberAccessExpressionSyntax member => member.Name,
            MemberBindingExpressionSyntax binding => binding.Name,
            _ => called,
        },
        _ => node,
    };
}
