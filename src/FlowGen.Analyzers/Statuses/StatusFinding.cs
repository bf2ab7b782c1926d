using Microsoft.CodeAnalysis;

namespace FlowGen.Analyzers.Statuses;

/// <summary>A call or a property whose status nobody has checked.</summary>
internal sealed class StatusFinding(SyntaxNode site, string? status, ITypeSymbol openEnum)
{
    /// <summary>The call, or the read of the property.</summary>
    public SyntaxNode Site { get; } = site;

    /// <summary>How the status at hand is written; null when no variable leads to it.</summary>
    public string? Status { get; } = status;

    /// <summary>The type of the status.</summary>
    public ITypeSymbol OpenEnum { get; } = openEnum;
}
