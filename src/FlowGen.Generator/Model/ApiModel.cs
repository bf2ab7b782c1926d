namespace FlowGen.Generator.Model;

/// <summary>
/// Everything that emit sees of a spec. Deeply immutable, equal when its content is, and free of Roslyn's objects and of
/// positions: a spec that is only reformatted gives an equal model, and nothing is emitted again.
/// </summary>
internal sealed record ApiModel(
    ApiNames Names,
    string Documentation,
    ProviderModel Provider,
    EquatableArray<OperationModel> Operations,
    EquatableArray<ObjectModel> Objects,
    EquatableArray<UnionModel> Unions,
    EquatableArray<OpenEnumModel> Enums);
