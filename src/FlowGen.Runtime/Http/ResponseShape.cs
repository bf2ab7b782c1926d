using FlowGen.Json;

namespace FlowGen.Http;

/// <summary>What an operation answers.</summary>
/// <param name="Read">Reads the payload; <see langword="null"/> when there is none.</param>
/// <param name="Payload">The envelope's member that holds it; <see langword="null"/> when the whole body is the payload.</param>
/// <param name="Envelope">The operation's own envelope; <see langword="null"/> when the provider's holds.</param>
/// <param name="ErrorBodies">The types of failure bodies by status.</param>
/// <param name="ReadBody">Reads an answer that is no JSON; <see langword="null"/> when it is.</param>
/// <param name="ReadStream">Takes an answer of bytes that the caller reads; <see langword="null"/> when it is no such.</param>
/// <param name="BodilessStatuses">The statuses of successful answers without a body, where others have one.</param>
/// <param name="IsNullable">Whether an answer of <c>null</c> is a success without a body.</param>
internal readonly record struct ResponseShape<TResponse>(
    JsonReadFunction<TResponse>? Read,
    string? Payload,
    ResponseEnvelope? Envelope,
    IReadOnlyList<ApiErrorBody> ErrorBodies,
    BodyReadFunction<TResponse>? ReadBody = null,
    Func<ResponseStream, TResponse>? ReadStream = null,
    IReadOnlyList<string>? BodilessStatuses = null,
    bool IsNullable = false);
