namespace FlowGen.Sandbox;

/// <summary>A WhatsApp flow that the sandbox keeps.</summary>
public sealed record SandboxFlow
{
    /// <summary>The provider that has it: <c>alibaba-cams</c> or <c>8x8-chatapps</c>.</summary>
    public required string Provider { get; init; }

    /// <summary>Its id: any text but the empty one, unique at its provider.</summary>
    public required string Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its status on the wire, for example <c>DRAFT</c>. A status that the spec does not allow makes the sandbox answer HTTP 500.</summary>
    public required string Status { get; init; }

    /// <summary>Its categories on the wire, for example <c>SIGN_UP</c>.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>The address of the endpoint that it exchanges data with; <see langword="null"/> when it has none.</summary>
    public string? EndpointUri { get; init; }

    /// <summary>The Meta app that it is connected to, which only 8x8 can set; <see langword="null"/> when there is none.</summary>
    public string? ApplicationId { get; init; }

    /// <summary>
    /// Its Flow JSON, served as it is; empty when it has none yet. The members <c>version</c> and <c>data_api_version</c> are what CAMS answers as the flow's versions;
    /// components of an unknown type are what 8x8 answers as validation errors.
    /// </summary>
    public required string Json { get; init; }
}
