using Microsoft.CodeAnalysis;

namespace FlowGen.Analyzers.RateLimits;

/// <summary>Whether some options are given a rate limit.</summary>
internal enum RateLimitDecision
{
    /// <summary>They are not, and everything that sets them up was seen.</summary>
    Missing,

    /// <summary>They are, on some path.</summary>
    Made,

    /// <summary>They come from somewhere else, or go somewhere else.</summary>
    Unknown,
}

/// <summary>A decision, and where it could have been made.</summary>
internal readonly struct RateLimitFinding(RateLimitDecision decision, SyntaxNode? site = null)
{
    public RateLimitDecision Decision { get; } = decision;

    /// <summary>The object creation or lambda that sets the options up.</summary>
    public SyntaxNode? Site { get; } = site;

    /// <summary>Two places that set up the same options: one that decides is enough.</summary>
    public RateLimitFinding And(RateLimitFinding other) => Decision != RateLimitDecision.Missing ? this
        : other.Decision != RateLimitDecision.Missing ? other
        : new(RateLimitDecision.Missing, Site ?? other.Site);
}
