namespace FlowGen.Annotations;

/// <summary>The statuses that permit a call, on the generated method: the provider refuses it in any other.</summary>
/// <param name="values">The statuses, exactly as on the wire. Any of them does.</param>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class RequiresStatusAttribute(params string[] values) : Attribute
{
    /// <summary>The statuses, exactly as on the wire.</summary>
    public IReadOnlyList<string> Values { get; } = values;
}
