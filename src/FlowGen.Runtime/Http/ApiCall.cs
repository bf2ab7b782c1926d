using System.Threading.RateLimiting;
using Polly.Timeout;

namespace FlowGen.Http;

/// <summary>One call with all its attempts.</summary>
internal sealed class ApiCall<TResponse>(
    CallPath path,
    ApiOperation operation,
    RequestTemplate template,
    ResponseShape<TResponse> shape,
    RateLimitLease firstPermit)
{
    private RateLimitLease? _firstPermit = firstPermit;
    private ApiOutcome<TResponse>? _success;
    private ApiError? _lastError;
    private int _attempts;
    private int _underWay;

    /// <summary>How many attempts were begun.</summary>
    internal int Attempts => _attempts;

    /// <summary>The last attempt's error; <see langword="null"/> when the call was broken off in the middle of an attempt.</summary>
    internal ApiError? LastError => Volatile.Read(ref _underWay) == 0 ? _lastError : null;

    /// <summary>Makes an attempt, with the first permit or one more.</summary>
    internal async ValueTask<ApiAttempt> AttemptAsync(CancellationToken cancellationToken)
    {
        using var permit = Interlocked.Exchange(ref _firstPermit, null)
            ?? await path.Permits.AcquireAsync(operation, cancellationToken).ConfigureAwait(false);
        if (!permit.IsAcquired)
        {
            return new(_lastError ?? path.Permits.Refusal(permit), MayRepeat: false);
        }

        var outcome = await SendAsync(permit, cancellationToken).ConfigureAwait(false);
        if (outcome.Error is not { } error)
        {
            _success ??= outcome;
            return new(null, MayRepeat: false);
        }

        _lastError = error;
        if (error.Category == ApiErrorCategory.Throttled)
        {
            path.Permits.OnThrottled(operation, error.RetryAfter);
        }

        return new(error, MayRepeat: operation.IsIdempotent || outcome.IsNotRun);
    }

    /// <summary>The outcome of the attempt that the pipeline chose.</summary>
    internal ApiOutcome<TResponse> OutcomeOf(ApiAttempt attempt)
    {
        if (attempt.Error is not null)
        {
            return ApiOutcome<TResponse>.Failure(attempt.Error);
        }

        return _success ?? throw new InvalidOperationException(
            $"The pipeline in {nameof(FlowClientOptions)}.{nameof(FlowClientOptions.ResiliencePipeline)} reported a success that no attempt had.");
    }

    /// <summary>Gives the first permit back when no attempt took it.</summary>
    internal void Complete() => Interlocked.Exchange(ref _firstPermit, null)?.Dispose();

    private async Task<ApiOutcome<TResponse>> SendAsync(RateLimitLease permit, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _attempts);
        Interlocked.Increment(ref _underWay);
        try
        {
            var outcome = await path.AttemptPipeline.ExecuteAsync(
                static async (state, token) => await state.Call.SendOnceAsync(state.Permit, token).ConfigureAwait(false),
                (Call: this, Permit: permit),
                cancellationToken).ConfigureAwait(false);
            Interlocked.Decrement(ref _underWay);
            return outcome;
        }
        catch (TimeoutRejectedException exception)
        {
            Interlocked.Decrement(ref _underWay);
            return ApiOutcome<TResponse>.Failure(new()
            {
                Category = ApiErrorCategory.Timeout,
                Message = $"No complete answer came within {exception.Timeout:c} ({nameof(FlowClientOptions)}.{nameof(FlowClientOptions.AttemptTimeout)}).",
                IsRetriable = true,
            });
        }
    }

    private Task<ApiOutcome<TResponse>> SendOnceAsync(RateLimitLease permit, CancellationToken cancellationToken) =>
        path.Sender.SendAsync(template, shape, permit, cancellationToken);
}
