namespace FlowGen.Generator.Model;

/// <summary>A property of a generated type.</summary>
/// <param name="WireName">The JSON member, exactly.</param>
/// <param name="Name">The C# property.</param>
/// <param name="Local">The local variable that a reader collects it in.</param>
/// <param name="Flag">
/// The local variable in which a reader notes that the member was there; <see langword="null"/> where the value itself tells.
/// </param>
/// <param name="Type">Its type without nullability.</param>
/// <param name="IsRequired">Whether the member must be there.</param>
/// <param name="IsNullable">Whether the member may be <c>null</c>.</param>
/// <param name="Documentation">What the spec says about it.</param>
/// <param name="Example">The spec's example as JSON text or plain text; empty when there is none.</param>
/// <param name="Default">What the provider takes where it is left out, as <paramref name="Example"/>.</param>
/// <param name="IsDeprecated">Whether the spec calls it deprecated.</param>
/// <param name="NullMark">What tells <c>null</c> from absent where the value does not; <see langword="null"/> where nobody asks.</param>
internal sealed record PropertyModel(
    string WireName,
    CSharpIdentifier Name,
    CSharpIdentifier Local,
    CSharpIdentifier? Flag,
    TypeModel Type,
    bool IsRequired,
    bool IsNullable,
    string Documentation,
    string Example,
    string Default,
    bool IsDeprecated,
    NullMarkModel? NullMark = null)
{
    /// <summary>
    /// Whether the C# type is nullable. An optional open enum is not: "absent" is one more text that it does not know.
    /// </summary>
    public bool IsNullableInCSharp => IsNullable || (!IsRequired && Type.Kind != TypeKind.OpenEnum);
}
