using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace FlowGen.Analyzers.Results;

/// <summary>Calls that tests write to say what is expected, rather than to make them.</summary>
internal static class TestCode
{
    /// <summary>Whether the call is made on a stand-in to arrange or verify it: <c>client.Received().GetFlowAsync(…)</c>.</summary>
    public static bool IsSubstitute(IInvocationOperation call) =>
        call.Instance is IInvocationOperation { TargetMethod: { IsExtensionMethod: true, Name: var name } }
        && (name.StartsWith("Received", StringComparison.Ordinal) || name.StartsWith("DidNotReceive", StringComparison.Ordinal) || name is "Configure" or "When");

    /// <summary>Whether the call stands in an expression tree, in a lambda that a test expects to throw, or before a line that fails the test.</summary>
    public static bool IsExpectedToThrow(IInvocationOperation call)
    {
        if (IsFollowedByFailure(call.Syntax))
        {
            return true;
        }

        for (IOperation? current = call; current is not null; current = current.Parent)
        {
            if (current is IAnonymousFunctionOperation lambda && (IsExpressionTree(lambda) || IsAssertedOn(lambda)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary><c>await client.GetFlowAsync(…); Assert.Fail("…");</c>: the test has failed whatever was answered.</summary>
    private static bool IsFollowedByFailure(SyntaxNode call)
    {
        if (call.FirstAncestorOrSelf<StatementSyntax>() is not { Parent: BlockSyntax { Statements: var statements } } statement
            || statements.IndexOf(statement) is var index && index + 1 >= statements.Count)
        {
            return false;
        }

        return statements[index + 1] is ExpressionStatementSyntax
        {
            Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Fail", Expression: var owner } },
        } && (owner is MemberAccessExpressionSyntax qualified ? qualified.Name : owner) is IdentifierNameSyntax { Identifier.ValueText: "Assert" };
    }

    private static bool IsExpressionTree(IAnonymousFunctionOperation lambda) =>
        lambda.Parent is IConversionOperation { Type: { Name: "Expression", ContainingNamespace.Name: "Expressions" } };

    private static bool IsAssertedOn(IAnonymousFunctionOperation lambda)
    {
        IOperation value = lambda;
        while (value.Parent is IDelegateCreationOperation or IConversionOperation or IParenthesizedOperation)
        {
            value = value.Parent;
        }

        return value.Parent switch
        {
            IArgumentOperation { Parent: IInvocationOperation assertion } => Asserts(assertion.TargetMethod),
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } declarator } => IsAssertedOn(local, declarator),
            _ => false,
        };
    }

    private static bool IsAssertedOn(ILocalSymbol local, IOperation declarator)
    {
        IOperation root = declarator;
        while (root.Parent is { } parent)
        {
            root = parent;
        }

        foreach (var operation in root.Descendants())
        {
            if (operation is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local))
            {
                IOperation value = reference;
                while (value.Parent is IConversionOperation or IDelegateCreationOperation)
                {
                    value = value.Parent;
                }

                if (value.Parent is IArgumentOperation { Parent: IInvocationOperation assertion } && Asserts(assertion.TargetMethod))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool Asserts(IMethodSymbol method) =>
        method.ContainingType?.Name is "Assert" or "ClassicAssert" or "Record" or "Should" or "FluentActions"
        || method.Name is "Should" or "ShouldThrow" or "ShouldThrowAsync" or "ShouldNotThrow" or "ShouldNotThrowAsync" or "Invoking" or "Awaiting"
        || method.Name.StartsWith("Throws", StringComparison.Ordinal);
}
