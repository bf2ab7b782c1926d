using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Http.Headers;

namespace FlowGen;

/// <summary>How a call without a payload ended. Nothing that a provider answers is thrown.</summary>
public sealed class ApiResult
{
    private ApiResult(ApiError? error, string? requestId, HttpStatusCode? httpStatus, HttpResponseHeaders? headers)
    {
        Error = error;
        RequestId = requestId;
        HttpStatus = httpStatus;
        Headers = headers;
    }

    /// <summary>Whether the provider did what was asked.</summary>
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsSuccess => Error is null;

    /// <summary>Why the call failed; <see langword="null"/> on success.</summary>
    public ApiError? Error { get; }

    /// <summary>The provider's request id, if it sent one.</summary>
    public string? RequestId { get; }

    /// <summary>The HTTP status of the answer; <see langword="null"/> when no answer came.</summary>
    public HttpStatusCode? HttpStatus { get; }

    /// <summary>
    /// The headers of the answer, for example <c>Headers.Location</c>, <c>Headers.ETag</c>, or <c>TryGetValues</c> of what the provider has of
    /// its own; <see langword="null"/> when no answer came. They are as the server sent them: a cookie among them is not for a log.
    /// </summary>
    public HttpResponseHeaders? Headers { get; }

    /// <summary>A call that succeeded.</summary>
    public static ApiResult Success(string? requestId = null, HttpStatusCode? httpStatus = null, HttpResponseHeaders? headers = null) => new(null, requestId, httpStatus, headers);

    /// <summary>A call that failed.</summary>
    public static ApiResult Failure(ApiError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return new(error, error.RequestId, error.HttpStatus, error.Headers);
    }

    /// <summary>Does nothing on success.</summary>
    /// <exception cref="FlowApiException">The call failed.</exception>
    public void EnsureSuccess()
    {
        if (!IsSuccess)
        {
            throw new FlowApiException(Error);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => IsSuccess ? "Success" : Error.ToString();
}
