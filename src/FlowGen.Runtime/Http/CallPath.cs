using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using FlowGen.Resilience;
using FlowGen.Signing;
using FlowGen.Telemetry;
using FlowGen.Throttling;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Timeout;

namespace FlowGen.Http;

/// <summary>
/// The path of a call: arguments, first key and permit, then attempts under the resilience pipeline, each signed anew. The first permit is
/// waited for outside the total timeout, so that a long queue waits instead of failing. The first attempt is made outside the pipeline too,
/// when that has nothing to say about it but how long it may take: most calls need no second one.
/// </summary>
internal sealed class CallPath
{
    private readonly ApiProvider _provider;
    private readonly Uri _endpoint;
    private readonly RequestComposer _composer;
    private readonly ResiliencePipeline<ApiAttempt> _callPipeline;
    private readonly DeadlineSource _deadlines;
    private readonly bool _hasPlainFirstAttempt;
    private readonly TimeProvider _timeProvider;
    private readonly FlowClientOptions _options;
    private readonly ConcurrentDictionary<ApiOperation, IRequestSigner?> _signers = new();

    /// <exception cref="ArgumentException">The options cannot be used; the message says which and why.</exception>
    internal CallPath(HttpClient httpClient, ApiProvider provider, FlowClientOptions options)
    {
        FlowClientOptionsRules.Check(options);
        _provider = provider;
        _options = options;
        _endpoint = FlowClientOptionsRules.EndpointOf(provider, options);
        _composer = new(provider, _endpoint, options.Endpoint is not null);
        _callPipeline = CallResilience.ForCalls(options);
        _timeProvider = options.TimeProvider;
        _hasPlainFirstAttempt = CallResilience.HasPlainFirstAttempt(options);
        _deadlines = new(options.AttemptTimeout < options.Timeout ? options.AttemptTimeout : options.Timeout, options.TimeProvider);
        AttemptPipeline = CallResilience.ForAttempts(options);
        Log = CallLog.For(provider, options);
        Permits = new(provider, _endpoint, options);
        Preparation = new(Permits, _deadlines, options.TimeProvider);
        Sender = new(httpClient, RequestSigners.For(provider, options), options.Credentials, new(provider, options), options);
    }

    internal PermitSource Permits { get; }

    internal AttemptPreparation Preparation { get; }

    internal AttemptSender Sender { get; }

    internal ResiliencePipeline AttemptPipeline { get; }

    internal ILogger? Log { get; }

    /// <summary>Makes a call.</summary>
    /// <exception cref="ArgumentException">The request holds a value that cannot be sent.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled it.</exception>
    internal ValueTask<ApiOutcome<TResponse>> CallAsync<TRequest, TResponse>(
        ApiOperation<TRequest> operation,
        ResponseShape<TResponse> shape,
        TRequest request,
        CancellationToken cancellationToken)
    {
        var builder = new ApiRequestBuilder();
        operation.Write(request, builder);
        var template = _composer.Compose(operation, builder);
        if (operation.Security.Count > 0)
        {
            var signer = _signers.GetOrAdd(operation, static (operation, path) => RequestSigners.For(operation, path._provider, path._options), this);
            template = template with { IsSigned = signer is not null, Signer = signer };
        }

        var trace = CallTrace.Start(_provider, operation, template.Address);
        return trace is null && Log is null
            ? SendAsync(operation, template, shape, cancellationToken)
            : ObserveAsync(trace, operation, template, shape, cancellationToken);
    }

    /// <summary>What a failed attempt means for the next, and for the others who share the quota.</summary>
    internal ApiAttempt AfterAttempt<TResponse>(ApiOperation operation, ApiOutcome<TResponse> outcome)
    {
        if (outcome.Error is not { } error)
        {
            return new(null, MayRepeat: false);
        }

        if (error.Category == ApiErrorCategory.Throttled)
        {
            FlowTelemetry.Throttled.Add(1, new("flowgen.provider", _provider.Name), new("flowgen.operation", operation.Name));
            Log?.Throttled(operation.Name, error.RetryAfter);
            Permits.OnThrottled(operation, error.RetryAfter);
        }

        return new(error, MayRepeat: operation.IsIdempotent || outcome.IsNotRun);
    }

    /// <summary>Notes that an attempt is not the first.</summary>
    internal void OnRepeat(ApiOperation operation, int attempt, ApiError? cause)
    {
        FlowTelemetry.Retries.Add(1, new("flowgen.provider", _provider.Name), new("flowgen.operation", operation.Name));
        if (cause is not null)
        {
            Log?.Repeated(operation.Name, attempt, cause.Category, cause.Code);
        }
    }

    private async ValueTask<ApiOutcome<TResponse>> ObserveAsync<TResponse>(
        CallTrace? trace,
        ApiOperation operation,
        RequestTemplate template,
        ResponseShape<TResponse> shape,
        CancellationToken cancellationToken)
    {
        using (trace)
        {
            try
            {
                var outcome = await SendAsync(operation, template, shape, cancellationToken).ConfigureAwait(false);
                trace?.End(outcome);
                Log?.Ended(operation, outcome);
                return outcome;
            }
            catch (Exception exception)
            {
                trace?.End(exception);
                throw;
            }
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ApiOutcome<TResponse>> SendAsync<TResponse>(
        ApiOperation operation,
        RequestTemplate template,
        ResponseShape<TResponse> shape,
        CancellationToken cancellationToken)
    {
        var prepared = await Preparation.PrepareAsync(operation, Sender.SignerOf(template), cancellationToken).ConfigureAwait(false);
        var started = _timeProvider.GetTimestamp() - prepared.KeyTime;
        if (prepared.Permit is not { } permit)
        {
            var unsent = new ApiCall<TResponse>(this, operation, template, shape, new ApiAttempt(prepared.Error, MayRepeat: true));
            return await ExecuteAsync(unsent, operation, started, cancellationToken).ConfigureAwait(false);
        }

        if (!permit.IsAcquired)
        {
            using (permit)
            {
                return ApiOutcome<TResponse>.Failure(Permits.Refusal(permit)) with { Attempts = 0 };
            }
        }

        if (!_hasPlainFirstAttempt || prepared.KeyTime > 0)
        {
            return await ExecuteAsync(new ApiCall<TResponse>(this, operation, template, shape, prepared), operation, started, cancellationToken).ConfigureAwait(false);
        }

        ApiOutcome<TResponse> first;
        using (permit)
        {
            var deadline = _deadlines.Start();
            var isReusable = false;
            try
            {
                using (cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), deadline))
                {
                    first = await Sender.SendAsync(template, prepared.Signer, shape, permit, deadline.Token).ConfigureAwait(false);
                }

                isReusable = first.Error is null;
            }
            catch (OperationCanceledException exception) when (cancellationToken.IsCancellationRequested)
            {
                throw new OperationCanceledException(exception.Message, exception, cancellationToken);
            }
            catch (OperationCanceledException) when (deadline.IsCancellationRequested)
            {
                first = ApiOutcome<TResponse>.Failure(_options.Timeout <= _options.AttemptTimeout ? TotalTimeout(1) : AttemptTimeout(_options.AttemptTimeout));
            }
            finally
            {
                if (isReusable)
                {
                    _deadlines.Return(deadline);
                }
                else
                {
                    deadline.Dispose();
                }
            }
        }

        if (first.Error is null)
        {
            return first;
        }

        var attempt = AfterAttempt(operation, first);
        return CallResilience.WouldRepeat(_options, attempt, _timeProvider.GetElapsedTime(started))
            ? await ExecuteAsync(new ApiCall<TResponse>(this, operation, template, shape, attempt), operation, started, cancellationToken).ConfigureAwait(false)
            : first;
    }

    private async Task<ApiOutcome<TResponse>> ExecuteAsync<TResponse>(
        ApiCall<TResponse> call,
        ApiOperation operation,
        long started,
        CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(operation.Name, cancellationToken);
        context.Properties.Set(CallResilience.Started, started);
        try
        {
            var attempt = await _callPipeline.ExecuteAsync(
                static (context, call) => call.AttemptAsync(context.CancellationToken),
                context,
                call).ConfigureAwait(false);
            return call.OutcomeOf(attempt);
        }
        catch (OperationCanceledException exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(exception.Message, exception, cancellationToken);
        }
        catch (ExecutionRejectedException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (TimeoutRejectedException)
        {
            // Between two attempts, the last one's error says more than that time ran out.
            return call.FailureOf(call.LastError ?? TotalTimeout(call.Attempts));
        }
        catch (ExecutionRejectedException exception)
        {
            return call.FailureOf(call.LastError ?? new()
            {
                Category = ApiErrorCategory.Transient,
                Message = $"The resilience pipeline refuses to send: {exception.Message}",
                IsRetriable = true,
                Cause = exception,
            });
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
            call.Complete();
        }
    }

    /// <summary>An attempt took too long.</summary>
    internal static ApiError AttemptTimeout(TimeSpan timeout) => new()
    {
        Category = ApiErrorCategory.Timeout,
        Message = FormattableString.Invariant($"No complete answer came within {timeout:c} ({nameof(FlowClientOptions)}.{nameof(FlowClientOptions.AttemptTimeout)})."),
        IsRetriable = true,
    };

    private ApiError TotalTimeout(int attempt) => new()
    {
        Category = ApiErrorCategory.Timeout,
        Message = FormattableString.Invariant(
            $"No complete answer came within {_options.Timeout:c} ({nameof(FlowClientOptions)}.{nameof(FlowClientOptions.Timeout)}); attempt {attempt} was under way."),
        IsRetriable = true,
    };
}
