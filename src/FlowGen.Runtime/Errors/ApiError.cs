using System.Net;
using System.Net.Http.Headers;

namespace FlowGen;

/// <summary>Why a call failed. Holds nothing secret: it can be logged as it is.</summary>
public sealed class ApiError
{
    private bool _isRetriable;

    /// <summary>The kind of failure; what most callers branch on.</summary>
    public required ApiErrorCategory Category { get; init; }

    /// <summary>
    /// The provider's own code, as text, for example <c>System.LimitControl</c> or <c>1200</c>. <see langword="null"/> when the
    /// failure has none, for example a broken connection.
    /// </summary>
    public string? Code { get; init; }

    /// <summary>What went wrong, in the provider's words where it sent any, else in ours. Never empty.</summary>
    public required string Message { get; init; }

    /// <summary>
    /// Whether the same call can succeed later without a change. It says nothing about whether a write already took effect.
    /// </summary>
    public bool IsRetriable
    {
        get => _isRetriable;
        init => _isRetriable = value;
    }

    /// <summary>How long the provider asked to wait before the next call, if it said so.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The provider's request id (8x8: <c>errorId</c>), to quote to its support.</summary>
    public string? RequestId { get; init; }

    /// <summary>The HTTP status of the answer; <see langword="null"/> when no answer came.</summary>
    public HttpStatusCode? HttpStatus { get; init; }

    /// <summary>The headers of the answer, for the result. They are as the server sent them, and so no part of what can be logged.</summary>
    internal HttpResponseHeaders? Headers { get; init; }

    /// <summary>The start of the answer's body, at most 4,096 characters; <see langword="null"/> when there was none.</summary>
    public string? RawBody { get; init; }

    /// <summary>
    /// The answer's body as the type that the document gives for its status, for example <c>error.Body is Problem problem</c>; the operation
    /// lists the types. <see langword="null"/> when the document gives none, or the body is something else. Secrets of the caller are taken
    /// out of it; what else the provider wrote there stays.
    /// </summary>
    public object? Body { get; init; }

    /// <summary>The exception behind a <see cref="ApiErrorCategory.Network"/> or <see cref="ApiErrorCategory.Malformed"/> failure.</summary>
    public Exception? Cause { get; init; }

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = Code is null ? $"{Category}: {Message}" : $"{Category} ({Code}): {Message}";
        return RequestId is null ? text : $"{text} [request {RequestId}]";
    }

    /// <summary>The same failure, when what caused it has been put right.</summary>
    internal ApiError AsRetriable()
    {
        var copy = (ApiError)MemberwiseClone();
        copy._isRetriable = true;
        return copy;
    }
}
