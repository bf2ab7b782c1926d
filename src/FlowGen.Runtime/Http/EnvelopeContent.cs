using FlowGen.Json;

namespace FlowGen.Http;

/// <summary>What a success body holds. When <see cref="Fault"/> is set, only what came before it is there.</summary>
internal struct EnvelopeContent<TResponse>
{
    /// <summary>The provider's code, trimmed.</summary>
    internal string? Code { get; set; }

    /// <summary>The provider's message, trimmed.</summary>
    internal string? Message { get; set; }

    /// <summary>The request id, trimmed.</summary>
    internal string? RequestId { get; set; }

    /// <summary>The payload; the default when it is missing or null.</summary>
    internal TResponse? Payload { get; set; }

    /// <summary>Whether the flag is there and is not <c>true</c>.</summary>
    internal bool IsFlaggedAsFailure { get; set; }

    /// <summary>Whether there is a payload that is not null.</summary>
    internal bool HasPayload { get; set; }

    /// <summary>Why the body could not be read to its end.</summary>
    internal JsonFault? Fault { get; set; }
}
