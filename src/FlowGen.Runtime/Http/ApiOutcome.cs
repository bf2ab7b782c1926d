using System.Net;
using System.Net.Http.Headers;

namespace FlowGen.Http;

/// <summary>How an attempt ended.</summary>
/// <param name="Value">The payload; the default when there is none.</param>
/// <param name="Error">Why it failed; <see langword="null"/> when it succeeded.</param>
/// <param name="RequestId">The provider's request id.</param>
/// <param name="HttpStatus">The HTTP status of the answer.</param>
/// <param name="Headers">The headers of the answer.</param>
internal sealed record ApiOutcome<TResponse>(TResponse? Value, ApiError? Error, string? RequestId, HttpStatusCode? HttpStatus, HttpResponseHeaders? Headers)
{
    /// <summary>Whether the provider certainly did not run the request.</summary>
    internal bool IsNotRun { get; init; }

    /// <summary>How many attempts were begun.</summary>
    internal int Attempts { get; init; } = 1;

    internal static ApiOutcome<TResponse> Failure(ApiError error) => new(default, error, error.RequestId, error.HttpStatus, error.Headers);
}
