using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace FlowGen.Analyzers.Flow;

/// <summary>
/// Whether a list, or a text that is being built, is empty: <c>if (!r.IsSuccess) errors.Add(…);</c>, and later <c>if (errors.Count > 0)</c>.
/// </summary>
internal static class KnownList
{
    /// <summary>Whether the type is a collection of the framework, or its builder of texts.</summary>
    public static bool Is(ITypeSymbol? type) =>
        type is INamedTypeSymbol { TypeArguments.Length: > 0, ContainingNamespace: { Name: "Generic", ContainingNamespace.Name: "Collections" } } or { Name: "StringBuilder", ContainingNamespace.Name: "Text" };

    /// <summary>Whether the operation makes a list without elements.</summary>
    public static bool IsEmpty(IOperation operation) =>
        Is(operation.Type)
        && operation switch
        {
            IObjectCreationOperation { Arguments.IsEmpty: true, Initializer: null } => true,
            _ => operation.Syntax is CollectionExpressionSyntax { Elements.Count: 0 },
        };

    /// <summary>What a method of a list does to it.</summary>
    public static void Change(object list, string method, FlowState state)
    {
        switch (method)
        {
            case "Add" or "Enqueue" or "Push" or "Insert" or "AddFirst" or "AddLast" or "Append" or "AppendLine" or "AppendFormat":
                state.Set(list, KnownValue.Some);
                break;
            case "AddRange" or "InsertRange" or "Clear" or "TryAdd" or "UnionWith" or "Dequeue" or "Pop":
            case var name when name.StartsWith("Remove", StringComparison.Ordinal):
                state.Set(list, KnownValue.NotNull);
                break;
            default:
                break;
        }
    }

    /// <summary>Whether the property is the number of elements.</summary>
    public static bool IsCount(IPropertySymbol property) => property is { Name: "Count" or "Length", Type.SpecialType: SpecialType.System_Int32 };

    /// <summary>The number of a list's elements: zero exactly when the list is empty.</summary>
    public static KnownValue CountOf(KnownValue list) =>
        list.Result == KnownValue.NoResult ? KnownValue.OfBoolean(list.WhenTrue, list.WhenFalse) : KnownValue.NotNull;
}
