namespace FlowGen.Sandbox.Spec;

/// <summary>Why a value does not fit its schema.</summary>
/// <param name="Path">Where in the value, from <c>#</c> down.</param>
/// <param name="Rule">The rule that is broken, in NJsonSchema's word for it.</param>
internal readonly record struct SchemaViolation(string Path, string Rule)
{
    public override string ToString() => Path is "#" or "" ? Rule : $"{Path}: {Rule}";
}
