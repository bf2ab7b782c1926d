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
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(20);

    /// <summary>The pipeline around all attempts of a call.</summary>
    internal static ResiliencePipeline<ApiAttempt> ForCalls(FlowClientOptions options)
    {
        if (options.ResiliencePipeline is not null)
        {
            return options.ResiliencePipeline;
        }

        var builder = new ResiliencePipelineBuilder<ApiAttempt> { TimeProvider = options.TimeProvider };
        builder.AddTimeout(new TimeoutStrategyOptions { Timeout = options.Timeout });
        if (options.MaxRetries > 0)
        {
            var (timeout, timeProvider) = (options.Timeout, options.TimeProvider);
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

        return builder.Build();
    }

    /// <summary>The pipeline around one attempt; it does nothing when the options replace the built-in timeouts.</summary>
    internal static ResiliencePipeline ForAttempts(FlowClientOptions options) => options.ResiliencePipeline is not null
        ? ResiliencePipeline.Empty
        : new ResiliencePipelineBuilder { TimeProvider = options.TimeProvider }
            .AddTimeout(new TimeoutStrategyOptions { Timeout = options.AttemptTimeout })
            .Build();

    // A wait that would end in the total timeout only delays the bad news.
    private static bool IsTimeLeftFor(TimeSpan? retryAfter, ResilienceContext context, TimeSpan timeout, TimeProvider timeProvider) =>
        retryAfter is null
        || !context.Properties.TryGetValue(Started, out var started)
        || timeProvider.GetElapsedTime(started) + retryAfter < timeout;
}
