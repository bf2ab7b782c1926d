using System.ComponentModel;
using FlowGen.Json;

namespace FlowGen.Http;

/// <summary>What a spec says about one operation. Generated code makes one per operation, once.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public class ApiOperation
{
    /// <summary>The operation's name on the wire, for example <c>GetFlowJSONAssest</c>; also its name in telemetry.</summary>
    public required string Name { get; init; }

    /// <summary>The HTTP method.</summary>
    public required HttpMethod Method { get; init; }

    /// <summary>The path template, for telemetry (OpenTelemetry's <c>url.template</c>).</summary>
    public required string PathTemplate { get; init; }

    /// <summary>The quota that the operation counts against; <see langword="null"/> when the spec states none.</summary>
    public string? RateLimitGroup { get; init; }

    /// <summary>Where a success body of this operation keeps what; <see langword="null"/> when it is as for the provider's others.</summary>
    public ResponseEnvelope? Envelope { get; init; }

    /// <summary>The media type of the answer that is asked for.</summary>
    public string Accept { get; init; } = "application/json";

    /// <summary>Whether the operation is called without a signature.</summary>
    public bool IsUnsigned { get; init; }

    /// <summary>The ways of signing of this operation; empty when they are as for the provider's others.</summary>
    public IReadOnlyList<ApiSecurityRequirement> Security { get; init; } = [];

    /// <summary>The server that has the operation; <see langword="null"/> when it is the provider's. <see cref="FlowClientOptions.Endpoint"/> goes before it.</summary>
    public Uri? Server { get; init; }

    /// <summary>The types of failure bodies by status.</summary>
    public IReadOnlyList<ApiErrorBody> ErrorBodies { get; init; } = [];

    /// <summary>Whether a repeat has no further effect, so that it may be sent again after a fault in the middle.</summary>
    public bool IsIdempotent { get; init; }
}

/// <summary>An operation that takes a <typeparamref name="TRequest"/> and answers without a payload.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public class ApiOperation<TRequest> : ApiOperation
{
    /// <summary>Puts the request's values where they travel; throws <see cref="ArgumentException"/> for a value that cannot.</summary>
    public required Action<TRequest, ApiRequestBuilder> Write { get; init; }
}

/// <summary>An operation that takes a <typeparamref name="TRequest"/> and answers a <typeparamref name="TResponse"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ApiOperation<TRequest, TResponse> : ApiOperation<TRequest>
{
    /// <summary>Reads the payload. The reader stands on its first token, and ends on its last. Set unless <see cref="ReadBody"/> or <see cref="ReadStream"/> is.</summary>
    public JsonReadFunction<TResponse>? Read { get; init; }

    /// <summary>Reads an answer of text; <see langword="null"/> when it is none.</summary>
    public BodyReadFunction<TResponse>? ReadBody { get; init; }

    /// <summary>Takes an answer of bytes, which the caller reads as they come; <see langword="null"/> when it is none.</summary>
    public Func<ResponseStream, TResponse>? ReadStream { get; init; }

    /// <summary>The envelope's member that holds the payload; <see langword="null"/> when the whole body is the payload.</summary>
    public string? Payload { get; init; }

    /// <summary>The statuses of successful answers without a body, as documents write them. Set where others have one: the answer is an <see cref="OptionalBody{T}"/>.</summary>
    public IReadOnlyList<string> BodilessStatuses { get; init; } = [];

    /// <summary>Whether the payload may be <c>null</c>: the answer is an <see cref="OptionalBody{T}"/>.</summary>
    public bool IsNullable { get; init; }
}

/// <summary>The type of an operation's failure bodies.</summary>
/// <param name="Read">Reads one. The reader stands on its first token, and ends on its last.</param>
/// <param name="Statuses">The HTTP statuses as documents write them: <c>422</c>, <c>4XX</c>, or <c>default</c> for those that are not named.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record ApiErrorBody(JsonReadFunction<object> Read, params string[] Statuses);
