namespace FlowGen;

/// <summary>A failed call, thrown only by <see cref="ApiResult.EnsureSuccess"/> and <see cref="ApiResult{T}.EnsureSuccess"/>.</summary>
public sealed class FlowApiException : Exception
{
    /// <summary>Wraps <paramref name="error"/>.</summary>
    public FlowApiException(ApiError error)
        : base((error ?? throw new ArgumentNullException(nameof(error))).ToString(), error.Cause) => Error = error;

    /// <summary>Everything that is known about the failure.</summary>
    public ApiError Error { get; }
}
