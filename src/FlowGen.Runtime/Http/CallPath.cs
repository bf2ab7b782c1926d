using System.Collections.Concurrent;
using FlowGen.Resilience;
using FlowGen.Signing;
using FlowGen.Telemetry;
using FlowGen.Throttling;
using Polly;
using Polly.Timeout;

namespace FlowGen.Http;

/// <summary>
/// The path of a call: arguments, first permit, then attempts under the resilience pipeline, each signed anew. The first permit is waited
/// for outside the total timeout, so that a long queue waits instead of failing.
/// </summary>
internal sealed class CallPath
{
    private readonly ApiProvider _provider;
    private readonly Uri _endpoint;
    private readonly RequestComposer _composer;
    private readonly ResiliencePipeline<ApiAttempt> _callPipeline;
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
        AttemptPipeline = CallResilience.ForAttempts(options);
        Permits = new(provider, _endpoint, options);
        Sender = new(httpClient, RequestSigners.For(provider, options), options.Credentials, new(provider, options), options.MaxResponseBytes);
    }

    internal PermitSource Permits { get; }

    internal AttemptSender Sender { get; }

    internal ResiliencePipeline AttemptPipeline { get; }

    /// <summary>Makes a call.</summary>
    /// <exception cref="ArgumentException">The request holds a value that cannot be sent.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled it.</exception>
    internal async Task<ApiOutcome<TResponse>> CallAsync<TRequest, TResponse>(
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

        using var trace = new CallTrace(_provider, operation, _endpoint);
        try
        {
            var outcome = await SendAsync(operation, template, shape, cancellationToken).ConfigureAwait(false);
            trace.End(outcome);
            return outcome;
        }
        catch (Exception exception)
        {
            trace.End(exception);
            throw;
        }
    }

    private async Task<ApiOutcome<TResponse>> SendAsync<TResponse>(
        ApiOperation operation,
        RequestTemplate template,
        ResponseShape<TResponse> shape,
        CancellationToken cancellationToken)
    {
        var permit = await Permits.AcquireAsync(operation, cancellationToken).ConfigureAwait(false);
        if (!permit.IsAcquired)
        {
            using (permit)
            {
                return ApiOutcome<TResponse>.Failure(Permits.Refusal(permit));
            }
        }

        var call = new ApiCall<TResponse>(this, operation, template, shape, permit);
        try
        {
            return await ExecuteAsync(call, operation, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            call.Complete();
        }
    }

    private async Task<ApiOutcome<TResponse>> ExecuteAsync<TResponse>(ApiCall<TResponse> call, ApiOperation operation, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(operation.Name, cancellationToken);
        context.Properties.Set(CallResilience.Started, _timeProvider.GetTimestamp());
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
        catch (TimeoutRejectedException exception)
        {
            // Between two attempts, the last one's error says more than that time ran out.
            return ApiOutcome<TResponse>.Failure(call.LastError ?? new()
            {
                Category = ApiErrorCategory.Timeout,
                Message = FormattableString.Invariant(
                    $"No complete answer came within {exception.Timeout:c} ({nameof(FlowClientOptions)}.{nameof(FlowClientOptions.Timeout)}); attempt {call.Attempts} was under way."),
                IsRetriable = true,
            });
        }
        catch (ExecutionRejectedException exception)
        {
            return ApiOutcome<TResponse>.Failure(call.LastError ?? new()
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
        }
    }
}
