namespace FlowGen.Annotations;

/// <summary>Marks a generated open enum: a struct over the wire text with a plain enum at <c>Kind</c>.</summary>
/// <param name="kind">The plain enum, whose <c>Unknown</c> member is 0.</param>
[AttributeUsage(AttributeTargets.Struct, Inherited = false)]
public sealed class OpenEnumAttribute(Type kind) : Attribute
{
    /// <summary>The plain enum at <c>Kind</c>.</summary>
    public Type Kind { get; } = kind;
}
