using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace FlowGen.Analyzers.Flow;

/// <summary>Calls of methods whose author marked them with <c>[ChecksStatus]</c>.</summary>
internal sealed class StatusHelpers(FlowGenTypes types)
{
    /// <summary>The arguments that the call checks; empty when it is an ordinary call.</summary>
    public ImmutableArray<IOperation> Checked(IInvocationOperation invocation)
    {
        var isMarked = types.IsMarkedChecksStatus(invocation.TargetMethod);
        var found = ImmutableArray<IOperation>.Empty;
        foreach (var argument in invocation.Arguments)
        {
            if (isMarked || (argument.Parameter is { } parameter && types.IsMarkedChecksStatus(parameter)))
            {
                found = found.Add(argument.Value);
            }
        }

        if (isMarked && invocation.Instance is { Type: { } type } receiver && types.IsApiResult(type) && IsAddedTo(type, invocation.TargetMethod))
        {
            found = found.Add(receiver);
        }

        return found;
    }

    /// <summary>Whether somebody else added the method to the type, in an extension block.</summary>
    public static bool IsAddedTo(ITypeSymbol type, IMethodSymbol method) =>
        !SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, method.ContainingType?.OriginalDefinition)
        && method.ContainingType?.SpecialType != SpecialType.System_Object;

    /// <summary>Whether the call's answer tells, rather than its return.</summary>
    public static bool AnswersBoolean(IMethodSymbol method) =>
        method.ReturnType.SpecialType == SpecialType.System_Boolean
        || method.ReturnType is INamedTypeSymbol { TypeArguments: [{ SpecialType: SpecialType.System_Boolean }] };

    /// <summary>Calls that look at their arguments and keep nothing: a log line, a guard against null.</summary>
    public static bool OnlyLooks(IMethodSymbol method) => method.ContainingType switch
    {
        { Name: "Console" or "Debug" or "Trace" or "LoggerExtensions" or "ArgumentNullException" } => true,
        { Name: "Assert" or "ClassicAssert" } => method.Name is "NotNull" or "IsNotNull",
        { SpecialType: SpecialType.System_Object } => method.Name is "ReferenceEquals" or "Equals",
        { Name: "Task" } => method.Name is "WhenAll" or "WhenAny" or "WaitAll" or "WaitAny",
        _ => false,
    };

    /// <summary>
    /// Whether a method may stop the caller by what it is given: one of this compilation that throws or answers with a boolean, or one of a
    /// library that is called so.
    /// </summary>
    public static bool IsGuard(IMethodSymbol method, CancellationToken cancellationToken)
    {
        if (method.DeclaringSyntaxReferences.IsEmpty)
        {
            return IsCalledGuard(method.Name) || (method.ContainingType is { } type && IsCalledGuard(type.Name));
        }

        foreach (var reference in method.DeclaringSyntaxReferences)
        {
            foreach (var token in reference.GetSyntax(cancellationToken).DescendantTokens())
            {
                if (token.IsKind(SyntaxKind.ThrowKeyword))
                {
                    return true;
                }
            }
        }

        return AnswersBoolean(method);
    }

    private static bool IsCalledGuard(string name)
    {
        foreach (var start in new[] { "Guard", "Ensure", "Require", "Throw", "Verify", "Check" })
        {
            if (name.StartsWith(start, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether an element is taken out of a collection, and nobody asks whether it was in there.</summary>
    public static bool OnlyRemoves(IInvocationOperation invocation) =>
        invocation is { TargetMethod: { Name: "Remove", ContainingNamespace: { Name: "Generic", ContainingNamespace.Name: "Collections" } }, Parent: IExpressionStatementOperation };
}
