namespace FlowGen.Generator.Model;

/// <summary>Where a member of an object travels. It is required there only.</summary>
internal enum MemberDirection
{
    Both,

    /// <summary>In answers only: <c>readOnly</c>.</summary>
    Answer,

    /// <summary>In requests only: <c>writeOnly</c>.</summary>
    Request,
}
