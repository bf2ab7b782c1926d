using FlowGen.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace FlowGen.Analyzers.Statuses;

/// <summary>What is done with a property that is filled in some statuses only.</summary>
internal static class PropertyUse
{
    /// <summary>Whether the reader has thought of its being absent: a test for null, an assertion, a local that is tested, the status beside it.</summary>
    public static bool AllowsNull(IPropertyReferenceOperation property, IPropertySymbol status)
    {
        if (property.Syntax is not ExpressionSyntax read)
        {
            return false;
        }

        var value = Whole(read);
        return ReadContext.IsTestedForNull(read)
            || (value.Parent is ConditionalAccessExpressionSyntax access && access.Expression == value)
            || IsTestedByCall(value)
            || StandsBesideStatus(value, read, status.Name)
            || ReadContext.IsTestedLater(value, IsTestedByCall);
    }

    /// <summary><c>flow.PreviewUrl</c> with the <c>flow?</c> before a <c>.PreviewUrl</c>, and without parentheses.</summary>
    private static ExpressionSyntax Whole(ExpressionSyntax read) => ReadContext.WithoutParentheses(
        read.Parent is ConditionalAccessExpressionSyntax access && access.WhenNotNull == read ? access : read);

    /// <summary><c>string.IsNullOrEmpty(…)</c>, <c>Uri.TryCreate(…)</c>, <c>Assert.NotNull(…)</c>, <c>….Should()</c>.</summary>
    private static bool IsTestedByCall(ExpressionSyntax value) => value.Parent switch
    {
        ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax { Expression: var called } } } =>
            NameOf(called) is var name
            && (name.StartsWith("IsNull", StringComparison.Ordinal) || name.StartsWith("Try", StringComparison.Ordinal)
                || called is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "Assert" or "ClassicAssert" } or MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Assert" or "ClassicAssert" } }),
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: var method, Parent: InvocationExpressionSyntax } member when member.Expression == value =>
            method.StartsWith("Should", StringComparison.Ordinal),
        _ => false,
    };

    private static string NameOf(ExpressionSyntax called) => called switch
    {
        MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => "",
    };

    /// <summary>Whether one object, call or text is made of the property and of the status, so that whoever gets it can tell.</summary>
    private static bool StandsBesideStatus(ExpressionSyntax value, ExpressionSyntax read, string status)
    {
        SyntaxNode? group = value.Parent switch
        {
            ArgumentSyntax { Parent: { } arguments } => arguments,
            AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax initializer } => initializer,
            AnonymousObjectMemberDeclaratorSyntax { Parent: { } anonymous } => anonymous,
            InterpolationSyntax { Parent: { } text } => text,
            _ => null,
        };
        if (group is null || read is not MemberAccessExpressionSyntax { Expression: var owner })
        {
            return false;
        }

        foreach (var node in group.DescendantNodes())
        {
            if (node is MemberAccessExpressionSyntax member && member.Name.Identifier.ValueText == status && member.Expression.ToString() == owner.ToString())
            {
                return true;
            }
        }

        return false;
    }
}
