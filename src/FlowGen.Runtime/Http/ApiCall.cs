using System.Threading.RateLimiting;
using FlowGen.Signing;
using Polly.Timeout;

namespace FlowGen.Http;

/// <summary>One call with all its attempts.</summary>
internal sealed class ApiCall<TResponse>
{
    private readonly CallPath _path;
    private readonly ApiOperation _operation;
    private readonly RequestTemplate _template;
    private readonly ResponseShape<TResponse> _shape;
    private readonly IRequestSigner? _firstSigner;
    private RateLimitLease? _firstPermit;
    private ApiAttempt? _firstAttempt;
    private ApiOutcome<TResponse>? _success;
    private ApiError? _lastError;
    private int _attempts;
    private int _underWay;
    private bool _isComplete;

    /// <summary>A call whose first attempt may be made.</summary>
    internal ApiCall(CallPath path, ApiOperation operation, RequestTemplate template, ResponseShape<TResponse> shape, PreparedAttempt prepared)
        : this(path, operation, template, shape) => (_firstPermit, _firstSigner) = (prepared.Permit, prepared.Signer);

    /// <summary>A call whose first attempt has ended already.</summary>
    internal ApiCall(CallPath path, ApiOperation operation, RequestTemplate template, ResponseShape<TResponse> shape, ApiAttempt firstAttempt)
        : this(path, operation, template, shape)
    {
        _firstAttempt = firstAttempt;
        _lastError = firstAttempt.Error;
        _attempts = 1;
    }

    private ApiCall(CallPath path, ApiOperation operation, RequestTemplate template, ResponseShape<TResponse> shape)
    {
        _path = path;
        _operation = operation;
        _template = template;
        _shape = shape;
    }

    /// <summary>How many attempts were begun.</summary>
    internal int Attempts => _attempts;

    /// <summary>The last attempt's error; <see langword="null"/> when the call was broken off in the middle of an attempt.</summary>
    internal ApiError? LastError => Volatile.Read(ref _underWay) == 0 ? _lastError : null;

    /// <summary>Makes an attempt, with the first permit or one more; or tells of the first, if it was made already.</summary>
    internal async ValueTask<ApiAttempt> AttemptAsync(CancellationToken cancellationToken)
    {
        if (_firstAttempt is { } first)
        {
            _firstAttempt = null;
            return first;
        }

        var prepared = Interlocked.Exchange(ref _firstPermit, null) is { } firstPermit
            ? new PreparedAttempt(firstPermit, _firstSigner)
            : await _path.Preparation.PrepareAsync(_operation, _path.Sender.SignerOf(_template), cancellationToken).ConfigureAwait(false);
        if (prepared.Permit is not { } given)
        {
            BeginAttempt();
            _lastError = prepared.Error;
            return new(prepared.Error, MayRepeat: true);
        }

        using var permit = given;
        if (!permit.IsAcquired)
        {
            return new(_lastError ?? _path.Permits.Refusal(permit), MayRepeat: false);
        }

        var outcome = await SendAsync(permit, prepared.Signer, cancellationToken).ConfigureAwait(false);
        if (outcome.Error is null)
        {
            Keep(outcome);
        }
        else
        {
            _lastError = outcome.Error;
        }

        return _path.AfterAttempt(_operation, outcome);
    }

    /// <summary>The outcome of the attempt that the pipeline chose.</summary>
    internal ApiOutcome<TResponse> OutcomeOf(ApiAttempt attempt)
    {
        if (attempt.Error is not null)
        {
            return FailureOf(attempt.Error);
        }

        return Interlocked.Exchange(ref _success, null) is { } success ? success with { Attempts = _attempts } : throw new InvalidOperationException(
            $"The pipeline in {nameof(FlowClientOptions)}.{nameof(FlowClientOptions.ResiliencePipeline)} reported a success that no attempt had.");
    }

    /// <summary>The outcome of a call that failed.</summary>
    internal ApiOutcome<TResponse> FailureOf(ApiError error) => ApiOutcome<TResponse>.Failure(error) with { Attempts = _attempts };

    /// <summary>Gives back what was not taken: the first permit, and the connection of a success that the pipeline did not choose.</summary>
    internal void Complete()
    {
        Volatile.Write(ref _isComplete, true);
        Interlocked.Exchange(ref _firstPermit, null)?.Dispose();
        Drop(Interlocked.Exchange(ref _success, null));
    }

    // A pipeline of the user's may race several attempts.
    private void Keep(ApiOutcome<TResponse> outcome)
    {
        if (Interlocked.CompareExchange(ref _success, outcome, null) is not null)
        {
            Drop(outcome);
        }
        else if (Volatile.Read(ref _isComplete))
        {
            Drop(Interlocked.Exchange(ref _success, null));
        }
    }

    private static void Drop(ApiOutcome<TResponse>? outcome)
    {
        if (outcome is { Value: IDisposable value })
        {
            value.Dispose();
        }
    }

    private void BeginAttempt()
    {
        var attempt = Interlocked.Increment(ref _attempts);
        if (attempt > 1)
        {
            _path.OnRepeat(_operation, attempt, _lastError);
        }
    }

    private async Task<ApiOutcome<TResponse>> SendAsync(RateLimitLease permit, IRequestSigner? signer, CancellationToken cancellationToken)
    {
        BeginAttempt();
        Interlocked.Increment(ref _underWay);
        try
        {
            var outcome = await _path.AttemptPipeline.ExecuteAsync(
                static (state, token) => state.Call.SendOnceAsync(state.Permit, state.Signer, token),
                (Call: this, Permit: permit, Signer: signer),
                cancellationToken).ConfigureAwait(false);
            Interlocked.Decrement(ref _underWay);
            return outcome;
        }
        catch (TimeoutRejectedException exception)
        {
            Interlocked.Decrement(ref _underWay);
            return ApiOutcome<TResponse>.Failure(CallPath.AttemptTimeout(exception.Timeout));
        }
    }

    private ValueTask<ApiOutcome<TResponse>> SendOnceAsync(RateLimitLease permit, IRequestSigner? signer, CancellationToken cancellationToken) =>
        _path.Sender.SendAsync(_template, signer, _shape, permit, cancellationToken);
}
