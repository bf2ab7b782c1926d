namespace FlowGen.Generator.Model;

/// <summary>A value of one of several types that becomes a class.</summary>
/// <param name="Name">The class.</param>
/// <param name="Documentation">What the spec says about it.</param>
/// <param name="Discriminator">The member that tells which one it is; <see langword="null"/> where only the value itself can.</param>
/// <param name="Branches">The types.</param>
internal sealed record UnionModel(CSharpIdentifier Name, string Documentation, DiscriminatorModel? Discriminator, EquatableArray<UnionBranchModel> Branches);

/// <summary>A member that tells which type an object is of.</summary>
/// <param name="WireName">The member.</param>
/// <param name="Type">The open enum of its values.</param>
/// <param name="Kind">That enum's plain enum.</param>
internal sealed record DiscriminatorModel(string WireName, CSharpIdentifier Type, CSharpIdentifier Kind);

/// <summary>One of the types.</summary>
/// <param name="Name">What it is called within the union.</param>
/// <param name="Type">The type.</param>
/// <param name="Values">The values of the discriminator that say so; the first is the one that is written.</param>
/// <param name="IsBase">Whether it is what all others are derived from, so that any value can be read as one.</param>
internal sealed record UnionBranchModel(CSharpIdentifier Name, TypeModel Type, EquatableArray<OpenEnumValueModel> Values, bool IsBase);
