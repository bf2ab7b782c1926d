namespace FlowGen.Annotations;

/// <summary>The wire text of one member of a plain enum that belongs to an open enum.</summary>
/// <param name="value">The text, exactly as on the wire.</param>
[AttributeUsage(AttributeTargets.Field, Inherited = false)]
public sealed class OpenEnumValueAttribute(string value) : Attribute
{
    /// <summary>The text, exactly as on the wire.</summary>
    public string Value { get; } = value;
}
