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

    /// <summary>The HTTP status of the answer.</summary>
    public required int Status { get; init; }

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
