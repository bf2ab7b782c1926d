namespace FlowGen.Annotations;

/// <summary>Marks a generated client, so that the analyzer knows one in any assembly.</summary>
/// <param name="provider">The provider's name in its spec, for example <c>alibaba-cams</c>.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Interface, Inherited = false)]
public sealed class FlowClientAttribute(string provider) : Attribute
{
    /// <summary>The provider's name in its spec.</summary>
    public string Provider { get; } = provider;
}
