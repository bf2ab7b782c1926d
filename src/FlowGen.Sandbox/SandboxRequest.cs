using System.Collections.Immutable;

namespace FlowGen.Sandbox;

/// <summary>A request that the sandbox has answered.</summary>
public sealed record SandboxRequest
{
    /// <summary>When the answer was ready, by the sandbox's clock.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The provider that was asked, for example <c>alibaba-cams</c>.</summary>
    public required string Provider { get; init; }

    /// <summary>
    /// The operation's name on the wire, or <c>asset</c> and <c>preview</c> for the documents that answers link to;
    /// <see langword="null"/> when the request was refused before the operation was known.
    /// </summary>
    public required string? Operation { get; init; }

    /// <summary>The HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>The path as it was received.</summary>
    public string Path { get; init; } = "";

    /// <summary>
    /// The headers by their names, which are the same in either case. Keys, tokens and signatures are hidden; of <c>Authorization</c>, what is no secret stays.
    /// </summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>
    /// The values of the path, the query and the form, decoded; several of one name with commas between. Empty when the request was refused before they were read.
    /// </summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The body, as far as it was read: its first 2,000 characters.</summary>
    public string Body { get; init; } = "";

    /// <summary>The HTTP status of the answer; 0 when the connection was reset instead.</summary>
    public required int Status { get; init; }

    /// <summary>The body of the answer: its first 2,000 characters. Of one that was cut off, also what did not get through.</summary>
    public string Answer { get; init; } = "";

    /// <summary>
    /// Whether the operation ran and took effect, whatever the caller was told. A write that is in the log twice as executed has happened twice.
    /// </summary>
    public bool IsExecuted { get; init; }

    /// <summary>The fault that happened to the call; <see langword="null"/> when none did.</summary>
    public FaultKind? Fault { get; init; }

    /// <summary>The provider's code in the answer; <see langword="null"/> when it has none.</summary>
    public string? Code { get; init; }

    /// <summary>
    /// Why the request was refused, in more words than the caller was given, or what the sandbox did not do that the provider would have;
    /// else <see langword="null"/>. Holds no secret.
    /// </summary>
    public string? Detail { get; init; }

    /// <summary>The id that the answer carries for support: CAMS' request id, 8x8's error id.</summary>
    public string? RequestId { get; init; }

    /// <summary>Query parameters that the operation does not have. The gateway passes over them, and so does the sandbox.</summary>
    public IReadOnlyList<string> IgnoredParameters { get; init; } = [];

    /// <summary>Whether the sandbox answered HTTP 500 because its own answer did not fit the spec, or because of a fault in it.</summary>
    public bool IsSandboxFault { get; init; }
}
