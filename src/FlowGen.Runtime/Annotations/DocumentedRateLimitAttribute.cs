using FlowGen.Http;

namespace FlowGen.Annotations;

/// <summary>A quota that the provider documents, on the generated client that it limits.</summary>
/// <param name="group">The quota's name in the spec.</param>
/// <param name="permits">Calls permitted in any window, at least 1.</param>
/// <param name="windowMilliseconds">The window's length in milliseconds, at least 1.</param>
/// <param name="scope">Who shares it.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class DocumentedRateLimitAttribute(string group, int permits, int windowMilliseconds, ApiRateLimitScope scope) : Attribute
{
    /// <summary>The quota's name in the spec.</summary>
    public string Group { get; } = group;

    /// <summary>Calls permitted in any window.</summary>
    public int Permits { get; } = permits;

    /// <summary>The window's length in milliseconds.</summary>
    public int WindowMilliseconds { get; } = windowMilliseconds;

    /// <summary>Who shares it.</summary>
    public ApiRateLimitScope Scope { get; } = scope;
}
