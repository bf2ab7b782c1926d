using System.ComponentModel;

namespace FlowGen.Http;

/// <summary>The base of generated clients: the path of a call from its arguments to its result.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public abstract class FlowClient
{
    private readonly CallPath _path;

    /// <summary>Makes a client that sends through <paramref name="httpClient"/>, which stays the caller's.</summary>
    /// <exception cref="ArgumentException">
    /// The options cannot be used: a value is out of its range, credentials are missing or of another kind than the provider takes.
    /// </exception>
    protected FlowClient(HttpClient httpClient, ApiProvider provider, FlowClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(httpClient);
        ArgumentNullException.ThrowIfNull(provider);
        ArgumentNullException.ThrowIfNull(options);
        _path = new(httpClient, provider, options);
    }

    /// <summary>Calls an operation that answers a payload. Nothing that the provider answers is thrown.</summary>
    /// <exception cref="ArgumentException">The request is <see langword="null"/>, or holds a value that cannot be sent.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled the call; it may have taken effect all the same.</exception>
    protected Task<ApiResult<TResponse>> SendAsync<TRequest, TResponse>(
        ApiOperation<TRequest, TResponse> operation,
        TRequest request,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(operation);
        CheckRequest(request);
        return CallAsync(operation, request, cancellationToken);
    }

    /// <summary>Calls an operation that answers no payload. Nothing that the provider answers is thrown.</summary>
    /// <exception cref="ArgumentException">The request is <see langword="null"/>, or holds a value that cannot be sent.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled the call; it may have taken effect all the same.</exception>
    protected Task<ApiResult> SendAsync<TRequest>(ApiOperation<TRequest> operation, TRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(operation);
        CheckRequest(request);
        return SendAsync();

        async Task<ApiResult> SendAsync()
        {
            var shape = new ResponseShape<NoPayload>(null, null, operation.Envelope, operation.ErrorBodies);
            var outcome = await _path.CallAsync(operation, shape, request, cancellationToken).ConfigureAwait(false);
            return outcome.Error is null
                ? ApiResult.Success(outcome.RequestId, outcome.HttpStatus, outcome.Headers)
                : ApiResult.Failure(outcome.Error);
        }
    }

    /// <summary>
    /// Goes through the pages of a list, from the one that the request asks for on, and hands out their items one by one. Each page is a call
    /// of its own, made when it is needed. The list ends with the first page that is shorter than its size, or with the first failure, which
    /// is handed out as such.
    /// </summary>
    /// <exception cref="ArgumentException">The request is <see langword="null"/>, or asks for pages of less than one item.</exception>
    protected IAsyncEnumerable<ApiResult<TItem>> SendPagesAsync<TRequest, TItem>(
        ApiOperation<TRequest, IReadOnlyList<TItem>> operation,
        ApiPaging<TRequest> paging,
        TRequest request,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(paging);
        CheckRequest(request);
        var size = paging.Size(request) ?? paging.DefaultSize;
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1, nameof(request));
        return new PagedList<TRequest, TItem>(_path, operation, paging, request, size).ReadAsync(cancellationToken);
    }

    private async Task<ApiResult<TResponse>> CallAsync<TRequest, TResponse>(
        ApiOperation<TRequest, TResponse> operation,
        TRequest request,
        CancellationToken cancellationToken)
    {
        var shape = new ResponseShape<TResponse>(operation.Read, operation.Payload, operation.Envelope, operation.ErrorBodies, operation.ReadBody, operation.ReadStream, operation.BodilessStatuses);
        var outcome = await _path.CallAsync(operation, shape, request, cancellationToken).ConfigureAwait(false);
        return outcome.Error is null
            ? ApiResult<TResponse>.Success(outcome.Value!, outcome.RequestId, outcome.HttpStatus, outcome.Headers)
            : ApiResult<TResponse>.Failure(outcome.Error);
    }

    private static void CheckRequest<TRequest>(TRequest request)
    {
        if (request is null)
        {
            throw new ArgumentNullException(nameof(request));
        }
    }
}
