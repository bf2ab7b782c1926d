using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace FlowGen.Analyzers.Flow;

/// <summary>What a local holds, told from the text of its member without a graph.</summary>
internal static class LocalValue
{
    /// <summary>The only value that is ever assigned to the local, after a null to begin with; null if there are several, or none.</summary>
    public static IOperation? OnlyOf(ILocalSymbol local, IOperation reference)
    {
        IOperation? only = null;
        foreach (var operation in RootOf(reference).Descendants())
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation { Initializer: null, Parent: IVariableDeclarationOperation { Initializer: null } }:
                    break;
                case IVariableDeclaratorOperation declarator when SymbolEqualityComparer.Default.Equals(declarator.Symbol, local):
                    only = declarator.GetVariableInitializer()?.Value is { } first && !IsNull(first) ? first : null;
                    break;
                case ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } assignment
                    when only is null && SymbolEqualityComparer.Default.Equals(target.Local, local):
                    only = assignment.Value;
                    break;
                case IAssignmentOperation { Target: ILocalReferenceOperation target } when SymbolEqualityComparer.Default.Equals(target.Local, local):
                case IIncrementOrDecrementOperation { Target: ILocalReferenceOperation counted } when SymbolEqualityComparer.Default.Equals(counted.Local, local):
                case IArgumentOperation { Parameter.RefKind: not (RefKind.None or RefKind.In), Value: ILocalReferenceOperation passed }
                    when SymbolEqualityComparer.Default.Equals(passed.Local, local):
                    return null;
                default:
                    break;
            }
        }

        return only;
    }

    private static bool IsNull(IOperation value) =>
        Unwrapped(value) is { ConstantValue: { HasValue: true, Value: null } } or IDefaultValueOperation { Type.IsReferenceType: true };

    /// <summary>The body, or the initialiser, that an operation stands in.</summary>
    public static IOperation RootOf(IOperation operation)
    {
        var root = operation;
        while (root.Parent is { } parent)
        {
            root = parent;
        }

        return root;
    }

    /// <summary>The value without its conversions and parentheses.</summary>
    public static IOperation Unwrapped(IOperation value)
    {
        while (value is IConversionOperation { OperatorMethod: null } or IParenthesizedOperation)
        {
            value = value is IConversionOperation conversion ? conversion.Operand : ((IParenthesizedOperation)value).Operand;
        }

        return value;
    }

    /// <summary>All references to a local in the member of an operation, without its declaration.</summary>
    public static IEnumerable<ILocalReferenceOperation> ReferencesTo(ILocalSymbol local, IOperation inMemberOf)
    {
        foreach (var operation in RootOf(inMemberOf).Descendants())
        {
            if (operation is ILocalReferenceOperation { IsDeclaration: false } reference && SymbolEqualityComparer.Default.Equals(reference.Local, local))
            {
                yield return reference;
            }
        }
    }
}
