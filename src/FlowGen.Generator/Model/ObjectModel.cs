namespace FlowGen.Generator.Model;

/// <summary>A JSON object that becomes a class.</summary>
internal sealed record ObjectModel(CSharpIdentifier Name, string Documentation, EquatableArray<PropertyModel> Properties);
