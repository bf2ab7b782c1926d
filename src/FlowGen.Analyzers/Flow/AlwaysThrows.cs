using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlowGen.Analyzers.Flow;

/// <summary>Methods of this compilation that do nothing but throw, though no attribute says so.</summary>
internal static class AlwaysThrows
{
    public static bool IsTrueOf(IMethodSymbol method, CancellationToken cancellationToken)
    {
        if (method.IsVirtual || method.IsAbstract || method.IsOverride || method.IsAsync)
        {
            return false;
        }

        foreach (var reference in method.DeclaringSyntaxReferences)
        {
            var isTrue = reference.GetSyntax(cancellationToken) switch
            {
                MethodDeclarationSyntax declared => Throws(declared.Body, declared.ExpressionBody),
                LocalFunctionStatementSyntax local => Throws(local.Body, local.ExpressionBody),
                _ => false,
            };

            if (isTrue)
            {
                return true;
            }
        }

        return false;
    }

    private static bool Throws(BlockSyntax? body, ArrowExpressionClauseSyntax? expression)
    {
        if (expression is { Expression: ThrowExpressionSyntax })
        {
            return true;
        }

        if (body is not { Statements: [.., ThrowStatementSyntax] })
        {
            return false;
        }

        foreach (var node in body.DescendantNodes(static node => node is StatementSyntax and not LocalFunctionStatementSyntax))
        {
            if (node is ReturnStatementSyntax or YieldStatementSyntax)
            {
                return false;
            }
        }

        return true;
    }
}
