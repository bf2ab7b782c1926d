namespace FlowGen.Annotations;

/// <summary>
/// The statuses that permit a call, on the generated method: the provider refuses it in any other. On a property: the statuses in which
/// it means something. FG2003 asks for a check of them.
/// </summary>
/// <param name="values">The statuses, exactly as on the wire. Any of them does.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property, Inherited = false)]
public sealed class RequiresStatusAttribute(params string[] values) : Attribute
{
    /// <summary>The statuses, exactly as on the wire.</summary>
    public IReadOnlyList<string> Values { get; } = values;
}
