namespace FlowGen.Generator.Model;

/// <summary>A set of known texts, or of whole numbers, that becomes a struct over the text or number, and a plain enum beside it.</summary>
/// <param name="Name">The struct.</param>
/// <param name="KindName">The plain enum.</param>
/// <param name="Documentation">What the spec says about it.</param>
/// <param name="Values">The known ones.</param>
/// <param name="IsNumber">Whether they are whole numbers.</param>
/// <param name="IsUnsigned">Whether those are <c>ulong</c>, not <c>long</c>.</param>
internal sealed record OpenEnumModel(
    CSharpIdentifier Name,
    CSharpIdentifier KindName,
    string Documentation,
    EquatableArray<OpenEnumValueModel> Values,
    bool IsNumber,
    bool IsUnsigned = false);

/// <summary>A known text, or a number in decimal digits.</summary>
internal sealed record OpenEnumValueModel(string WireText, CSharpIdentifier Name, string Documentation);
