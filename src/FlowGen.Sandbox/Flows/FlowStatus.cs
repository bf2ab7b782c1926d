namespace FlowGen.Sandbox.Flows;

/// <summary>The life cycle that both providers' flows have, as it stands on the wire. What Meta may do to a flow beside it, nobody does here.</summary>
internal static class FlowStatus
{
    public const string Draft = "DRAFT";
    public const string Published = "PUBLISHED";
    public const string Deprecated = "DEPRECATED";
}
