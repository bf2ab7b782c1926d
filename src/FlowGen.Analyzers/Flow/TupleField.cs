using Microsoft.CodeAnalysis;

namespace FlowGen.Analyzers.Flow;

/// <summary>The fields of tuples, which have names of their own beside <c>Item1</c>, <c>Item2</c>, ….</summary>
internal static class TupleField
{
    /// <summary>What is known of the tuple's element that a field is; nothing for any other field.</summary>
    public static KnownValue Of(IFieldSymbol field, KnownValue tuple) =>
        field.ContainingType.IsTupleType && IndexOf(field) is var index and >= 0 && index < tuple.Elements.Length ? tuple.Elements[index] : KnownValue.Nothing;

    private static int IndexOf(IFieldSymbol field)
    {
        var name = (field.CorrespondingTupleField ?? field).Name;
        return name.StartsWith("Item", StringComparison.Ordinal) && int.TryParse(name.Substring(4), out var number) ? number - 1 : -1;
    }
}
