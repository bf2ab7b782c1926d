using FlowGen.Signing;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;

namespace FlowGen;

/// <summary>How a client calls its provider. Read once, when the client is made.</summary>
public class FlowClientOptions
{
    /// <summary>Who calls. Required unless <see cref="Signer"/> is set.</summary>
    public ApiCredentials? Credentials { get; set; }

    /// <summary>
    /// The quota to keep. Left unset, the documented one is kept all the same, and FG2101 says that nobody has decided: a quota is per
    /// account, shared by every process that calls with it.
    /// </summary>
    public RateLimit? RateLimit { get; set; }

    /// <summary>The server to call instead of the spec's first one, for example another region or a test double.</summary>
    public Uri? Endpoint { get; set; }

    /// <summary>
    /// The account that quotas are counted for, when the credentials do not tell (several keys of one account). Clients with the same
    /// account share their quota within the process.
    /// </summary>
    public string? Account { get; set; }

    /// <summary>
    /// How many calls of this client may wait for a permit at a time; one more fails as <see cref="ApiErrorCategory.Throttled"/>. 0 or more;
    /// 0 means that no call waits. Default: 1,000.
    /// </summary>
    public int QueueLimit { get; set; } = 1000;

    /// <summary>The longest that a call may take with all its attempts, not counting the wait for its first permit. 10 milliseconds to a day. Default: 100 seconds.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>
    /// The longest that one attempt may take, not counting the wait for its permit; for an answer of bytes (<see cref="ResponseStream"/>), until it
    /// begins, and then for each wait for more. The key that it is signed with may take as long before. 10 milliseconds to a day. Default: 30
    /// seconds.
    /// </summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a failed attempt may be repeated, 0 to 10. Default: 3. A write is repeated only when it certainly did not run.</summary>
    public int MaxRetries { get; set; } = 3;

    /// <summary>
    /// The most bytes of an answer that are read; a longer one is <see cref="ApiErrorCategory.Malformed"/>. Not for a <see cref="ResponseStream"/>, which the
    /// caller reads. At least 1. Default: 16 MiB.
    /// </summary>
    public int MaxResponseBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>
    /// Replaces the built-in retry and timeouts. Attempts that failed are results with an <see cref="ApiError"/>, not exceptions. A
    /// rejection by the pipeline itself (Polly's <c>ExecutionRejectedException</c>) becomes an <see cref="ApiError"/> too.
    /// </summary>
    public ResiliencePipeline<ApiAttempt>? ResiliencePipeline { get; set; }

    /// <summary>
    /// A circuit breaker around the attempts: while it is open, calls fail at once as <see cref="ApiErrorCategory.Transient"/>. Off unless
    /// set, for example to a <see cref="FlowCircuitBreakerOptions"/>. Not used with <see cref="ResiliencePipeline"/>, which has its own.
    /// </summary>
    public CircuitBreakerStrategyOptions<ApiAttempt>? CircuitBreaker { get; set; }

    /// <summary>
    /// Where calls are logged, under the category <c>FlowGen.</c> and the provider's name. Default: what the service provider has, for a
    /// registered client; else nowhere.
    /// </summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>Replaces the signer that the spec names.</summary>
    public IRequestSigner? Signer { get; set; }

    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;
}
