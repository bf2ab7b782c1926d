namespace FlowGen.Generator.Model;

/// <summary>A JSON object that becomes a class.</summary>
/// <param name="Name">The class.</param>
/// <param name="Documentation">What the spec says about it.</param>
/// <param name="Properties">Its members.</param>
/// <param name="Additional">The map of its other members; <see langword="null"/> where the spec describes none.</param>
internal sealed record ObjectModel(CSharpIdentifier Name, string Documentation, EquatableArray<PropertyModel> Properties, PropertyModel? Additional);
