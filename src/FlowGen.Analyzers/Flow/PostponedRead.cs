using Microsoft.CodeAnalysis;

namespace FlowGen.Analyzers.Flow;

/// <summary>
/// A value that was only copied into a local so far. What is done with the local decides whether the read was sound: a test for null is,
/// so is a use after a check.
/// </summary>
internal readonly struct PostponedRead(SyntaxNode site, int result, bool tellsByNull) : IEquatable<PostponedRead>
{
    /// <summary>Where Value is written.</summary>
    public SyntaxNode Site { get; } = site;

    /// <summary>The result that it was read from.</summary>
    public int Result { get; } = result;

    /// <summary>Whether the value is null exactly when the call failed, so that a test for null is a check.</summary>
    public bool TellsByNull { get; } = tellsByNull;

    public bool Equals(PostponedRead other) => Result == other.Result && Site == other.Site;

    public override bool Equals(object? obj) => obj is PostponedRead other && Equals(other);

    public override int GetHashCode() => Result;
}
