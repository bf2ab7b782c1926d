using Microsoft.CodeAnalysis;

namespace FlowGen.Analyzers.Flow;

/// <summary>The reads of Value that a member's flow has shown to be unchecked.</summary>
internal sealed class ReadFindings
{
    private readonly HashSet<SyntaxNode> _unchecked = [];
    private readonly HashSet<SyntaxNode> _postponed = [];
    private readonly HashSet<SyntaxNode> _settled = [];

    public void AddUnchecked(SyntaxNode site) => _unchecked.Add(site);

    /// <summary>The value went into a local; its use decides. If nothing uses it, the read counts as unchecked.</summary>
    public void Postpone(SyntaxNode site) => _postponed.Add(site);

    /// <summary>The value was tested for null, or used after a check.</summary>
    public void Settle(SyntaxNode site) => _settled.Add(site);

    public bool IsUnchecked(SyntaxNode site) => _unchecked.Contains(site) || (_postponed.Contains(site) && !_settled.Contains(site));
}
