using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Http.Headers;

namespace FlowGen;

/// <summary>How a call ended: a value, or the reason why there is none. Nothing that a provider answers is thrown.</summary>
/// <typeparam name="T">The payload, already taken out of the provider's envelope.</typeparam>
public sealed class ApiResult<T>
{
    private ApiResult(T? value, ApiError? error, string? requestId, HttpStatusCode? httpStatus, HttpResponseHeaders? headers)
    {
        Value = value;
        Error = error;
        RequestId = requestId;
        HttpStatus = httpStatus;
        Headers = headers;
    }

    /// <summary>Whether there is a <see cref="Value"/>. Check it before reading one (FG2002).</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsSuccess => Error is null;

    /// <summary>What the provider answered; the default of <typeparamref name="T"/> when the call failed.</summary>
    public T? Value { get; }

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
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is <see langword="null"/>.</exception>
    [SuppressMessage("Design", "CA1000:Do not declare static members on generic types", Justification = "For test doubles; T is inferred nowhere else.")]
    public static ApiResult<T> Success(T value, string? requestId = null, HttpStatusCode? httpStatus = null, HttpResponseHeaders? headers = null)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(value, null, requestId, httpStatus, headers);
    }

    /// <summary>A call that failed.</summary>
    [SuppressMessage("Design", "CA1000:Do not declare static members on generic types", Justification = "For test doubles; T is inferred nowhere else.")]
    public static ApiResult<T> Failure(ApiError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return new(default, error, error.RequestId, error.HttpStatus, error.Headers);
    }

    /// <summary>The value of a call that succeeded.</summary>
    /// <exception cref="FlowApiException">The call failed.</exception>
    public T EnsureSuccess() => IsSuccess ? Value : throw new FlowApiException(Error);

    /// <inheritdoc/>
    public override string ToString() => IsSuccess ? $"Success: {Value}" : Error.ToString();
}
