namespace FlowGen.Generator.Model;

/// <summary>A set of known texts, or of whole numbers, that becomes a struct over the text or number, and a plain enum beside it.</summary>
internal sealed record OpenEnumModel(CSharpIdentifier Name, CSharpIdentifier KindName, string Documentation, EquatableArray<OpenEnumValueModel> Values, bool IsNumber);

/// <summary>A known text, or a number in decimal digits.</summary>
internal sealed record OpenEnumValueModel(string WireText, CSharpIdentifier Name, string Documentation);
