using System.Runtime.CompilerServices;
using System.Text.Json;
using FlowGen.Json;

namespace FlowGen.Http;

/// <summary>A list that is read page by page.</summary>
internal sealed class PagedList<TRequest, TItem>(
    CallPath path,
    ApiOperation<TRequest, IReadOnlyList<TItem>> operation,
    ApiPaging<TRequest> paging,
    TRequest request,
    long size)
{
    private readonly JsonReadFunction<IReadOnlyList<TItem>> _read = operation.Read
        ?? throw new ArgumentException($"'{operation.Name}' does not answer JSON.", nameof(operation));

    /// <summary>The items in the provider's order; a failure is the last thing that comes.</summary>
    internal async IAsyncEnumerable<ApiResult<TItem>> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var shape = new ResponseShape<Page<TItem>>(ReadPage, operation.Payload, operation.Envelope, operation.ErrorBodies);
        var last = ReadOnlyMemory<byte>.Empty;
        for (var index = paging.Index(request) ?? paging.First; ; index++)
        {
            var outcome = await path.CallAsync(operation, shape, paging.At(request, index, size), cancellationToken).ConfigureAwait(false);
            if (outcome.Error is not null)
            {
                yield return ApiResult<TItem>.Failure(outcome.Error);
                yield break;
            }

            // A server that does not heed the page's number would send the first page for ever.
            var page = outcome.Value;
            if (page.Items.Count > 0 && page.Digest.Span.SequenceEqual(last.Span))
            {
                yield return ApiResult<TItem>.Failure(Repeated(outcome, index));
                yield break;
            }

            foreach (var item in page.Items)
            {
                yield return ApiResult<TItem>.Success(item, outcome.RequestId, outcome.HttpStatus, outcome.Headers);
            }

            if (page.Items.Count < size)
            {
                yield break;
            }

            last = page.Digest;
        }
    }

    private static ApiError Repeated(ApiOutcome<Page<TItem>> outcome, long index) => new()
    {
        Category = ApiErrorCategory.Malformed,
        Message = FormattableString.Invariant($"Page {index} of the list is the page before it once more."),
        RequestId = outcome.RequestId,
        HttpStatus = outcome.HttpStatus,
        Headers = outcome.Headers,
    };

    private Page<TItem> ReadPage(ref Utf8JsonReader reader)
    {
        var digest = JsonDigest.Of(reader);
        return new(_read(ref reader), digest);
    }
}
