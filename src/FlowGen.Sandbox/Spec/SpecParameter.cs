namespace FlowGen.Sandbox.Spec;

/// <summary>A parameter of an operation.</summary>
/// <param name="Name">The name on the wire.</param>
/// <param name="In">Where it travels.</param>
/// <param name="IsRequired">Whether a call has to bring it.</param>
/// <param name="Schema">What its value has to be.</param>
/// <param name="IsJson">Whether its value is one JSON text.</param>
internal sealed record SpecParameter(string Name, string In, bool IsRequired, SpecSchema Schema, bool IsJson)
{
    /// <summary>What is wrong with a value; empty when it fits.</summary>
    public IReadOnlyList<SchemaViolation> Validate(string text) => IsJson ? Schema.ValidateJson(text) : Schema.ValidateText(text);
}
