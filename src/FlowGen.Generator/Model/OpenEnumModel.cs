namespace FlowGen.Generator.Model;

/// <summary>A set of known texts that becomes a struct over the text, and a plain enum beside it.</summary>
internal sealed record OpenEnumModel(CSharpIdentifier Name, CSharpIdentifier KindName, string Documentation, EquatableArray<OpenEnumValueModel> Values);

/// <summary>A known text.</summary>
internal sealed record OpenEnumValueModel(string WireText, CSharpIdentifier Name, string Documentation);
