using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlowGen.Analyzers.Results;

/// <summary>The name in a read of a member, which is what a diagnostic about the read underlines.</summary>
internal static class MemberName
{
    public static SyntaxNode Of(SyntaxNode read) => read switch
    {
        MemberAccessExpressionSyntax member => member.Name,
        MemberBindingExpressionSyntax binding => binding.Name,
        _ => read,
    };
}
