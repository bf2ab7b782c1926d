using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace FlowGen.Resilience;

/// <summary>The built-in pipelines: a timeout around retries, and another around each attempt.</summary>
internal static class CallResilience
{
    /// <summary>When the call's total time began, as a timestamp of its clock.</summary>
    internal static readonly ResiliencePropertyKey<long> Started = new("FlowGen.Started");

    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan ShortestTimeLeft = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(20);

    /// <summary>The pipeline around all attempts of a call.</summary>
    internal static ResiliencePipeline<ApiAttempt> ForCalls(FlowClientOptions options)
    {
        if (options.ResiliencePipeline is not null)
        {
            return options.ResiliencePipeline;
        }

        var builder = new ResiliencePipelineBuilder<ApiAttempt> { TimeProvider = options.TimeProvider };
        var (timeout, timeProvider) = (options.Timeout, options.TimeProvider);
        builder.AddTimeout(new TimeoutStrategyOptions { TimeoutGenerator = args => ValueTask.FromResult(TimeLeft(args.Context, timeout, timeProvider)) });
        if (options.MaxRetries > 0)
        {
            builder.AddRetry(new RetryStrategyOptions<ApiAttempt>
            {
                MaxRetryAttempts = options.MaxRetries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = FirstDelay,
                MaxDelay = LongestDelay,
                ShouldHandle = args => ValueTask.FromResult(
                    args.Outcome.Result is { Error: { IsRetriable: true } error, MayRepeat: true }
                    && IsTimeLeftFor(error.RetryAfter, args.Context, timeout, timeProvider)),

                // Without a wish of the provider: the delay that Polly computes.
                DelayGenerator = static args => ValueTask.FromResult(args.Outcome.Result.Error?.RetryAfter),
            });
        }

        if (options.CircuitBreaker is not null)
        {
            builder.AddCircuitBreaker(options.CircuitBreaker);
        }

        return builder.Build();
    }

    /// <summary>Whether a first attempt may be made outside the pipeline: nothing in it but the timeout would see it.</summary>
    internal static bool HasPlainFirstAttempt(FlowClientOptions options) => options.ResiliencePipeline is null && options.CircuitBreaker is null;

    /// <summary>Whether the built-in pipeline would repeat a first attempt that failed.</summary>
    internal static bool WouldRepeat(FlowClientOptions options, ApiAttempt attempt, TimeSpan elapsed) =>
        options.MaxRetries > 0
        && attempt is { Error: { IsRetriable: true } error, MayRepeat: true }
        && elapsed + (error.RetryAfter ?? TimeSpan.Zero) < options.Timeout;

    /// <summary>The pipeline around one attempt; it does nothing when the options replace the built-in timeouts.</summary>
    internal static ResiliencePipeline ForAttempts(FlowClientOptions options) => options.ResiliencePipeline is not null
        ? ResiliencePipeline.Empty
        : new ResiliencePipelineBuilder { TimeProvider = options.TimeProvider }
            .AddTimeout(new TimeoutStrategyOptions { Timeout = options.AttemptTimeout })
            .Build();

    // A first attempt may have taken some of it.
    private static TimeSpan TimeLeft(ResilienceContext context, TimeSpan timeout, TimeProvider timeProvider)
    {
        var left = context.Properties.TryGetValue(Started, out var started) ? timeout - timeProvider.GetElapsedTime(started) : timeout;
        return left > ShortestTimeLeft ? left : ShortestTimeLeft;
    }

    // A wait that would end in the total timeout only delays the bad news.
    private static bool IsTimeLeftFor(TimeSpan? retryAfter, ResilienceContext context, TimeSpan timeout, TimeProvider timeProvider) =>
        retryAfter is null
        || !context.Properties.TryGetValue(Started, out var started)
        || timeProvider.GetElapsedTime(started) + retryAfter < timeout;
}
