using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace FlowGen.Analyzers.Flow;

/// <summary>Members of the object that a method runs on. What one is given in a method is known there, until the object may have looked at it.</summary>
internal static class OwnMember
{
    /// <summary>Whether a property only keeps what it is given.</summary>
    public static bool IsSimple(IPropertySymbol property)
    {
        if (property is not { IsVirtual: false, IsOverride: false, IsAbstract: false, DeclaringSyntaxReferences: [var reference] }
            || reference.GetSyntax() is not PropertyDeclarationSyntax { AccessorList.Accessors: var accessors } declaration
            || declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
        {
            return false;
        }

        foreach (var accessor in accessors)
        {
            if (accessor.Body is not null || accessor.ExpressionBody is not null)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the operation lets the object, or somebody who is given it, look at its own members.</summary>
    public static bool MayLook(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod.MethodKind: MethodKind.LocalFunction } => true,
        IInvocationOperation { Instance: IInstanceReferenceOperation } => true,
        IArgumentOperation { Value: var given } => LocalValue.Unwrapped(given) is IInstanceReferenceOperation,
        IPropertyReferenceOperation { Instance: IInstanceReferenceOperation, Property: var property } => !IsSimple(property),
        IMethodReferenceOperation { Instance: null or IInstanceReferenceOperation } => true,
        _ => operation.Kind == OperationKind.FlowAnonymousFunction,
    };
}
