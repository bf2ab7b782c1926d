using System.Threading.RateLimiting;
using FlowGen.Http;
using FlowGen.Telemetry;

namespace FlowGen.Throttling;

/// <summary>Where the calls of one client get their permits from.</summary>
internal sealed class PermitSource
{
    // Long enough for a quota per second to be whole again. For a longer window the retries' own growing delay does the rest.
    private static readonly TimeSpan PauseWithoutHint = TimeSpan.FromSeconds(1);

    // A provider can ask for more, but waiting callers are not to hang for an hour because of one answer.
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private readonly RateLimit _rateLimit;
    private readonly ApiProvider _provider;
    private readonly string _authority;
    private readonly string _account;
    private readonly int _queueLimit;
    private readonly TimeProvider _timeProvider;
    private int _waiting;
    private GroupQuota? _last;

    internal PermitSource(ApiProvider provider, Uri endpoint, FlowClientOptions options)
    {
        _provider = provider;
        _rateLimit = options.RateLimit ?? RateLimit.Documented();
        _authority = endpoint.Authority;
        _account = options.Account ?? options.Credentials?.AccountId ?? "";
        _queueLimit = options.QueueLimit;
        _timeProvider = options.TimeProvider;
    }

    /// <summary>Waits for a permit. The lease is not acquired when too many wait already.</summary>
    internal async ValueTask<RateLimitLease> AcquireAsync(ApiOperation operation, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (QuotaOf(operation).Limiter is not { } limiter)
        {
            return GrantedLease.OfNothing;
        }

        var started = FlowTelemetry.PermitWait.Enabled ? _timeProvider.GetTimestamp() : 0;
        var lease = limiter.AttemptAcquire();
        if (!lease.IsAcquired)
        {
            lease = await WaitAsync(limiter, lease, cancellationToken).ConfigureAwait(false);
        }

        if (started != 0 && FlowTelemetry.PermitWait.Enabled)
        {
            FlowTelemetry.PermitWait.Record(
                _timeProvider.GetElapsedTime(started).TotalSeconds,
                new("flowgen.provider", _provider.Name),
                new("flowgen.rate_limit.group", operation.RateLimitGroup),
                new("flowgen.permit.granted", lease.IsAcquired));
        }

        return lease;
    }

    /// <summary>
    /// Whether a permit has waited too long: the provider has to count the call within one window of it, and half of that is for the way there.
    /// </summary>
    internal bool IsStale(ApiOperation operation, RateLimitLease permit) =>
        QuotaOf(operation).Window is { } window && permit.TryGetMetadata(PermitMetadata.Age, out var age) && age > window / 2;

    /// <summary>The provider refused a call because of the quota: everybody who shares it waits.</summary>
    internal void OnThrottled(ApiOperation operation, TimeSpan? retryAfter)
    {
        if (QuotaOf(operation).Limiter is IPausableRateLimiter limiter)
        {
            var pause = retryAfter ?? PauseWithoutHint;
            limiter.PauseFor(pause < LongestPause ? pause : LongestPause);
        }
    }

    /// <summary>How a call ends that did not get a permit.</summary>
    internal ApiError Refusal(RateLimitLease lease) => new()
    {
        Category = ApiErrorCategory.Throttled,
        Message = FormattableString.Invariant(
            $"The queue for the quota is full ({nameof(FlowClientOptions)}.{nameof(FlowClientOptions.QueueLimit)} is {_queueLimit}); nothing was sent. Make fewer calls at a time, call again later, or raise the limit."),
        IsRetriable = true,
        RetryAfter = lease.TryGetMetadata(MetadataName.RetryAfter, out var retryAfter) ? retryAfter : null,
    };

    private async ValueTask<RateLimitLease> WaitAsync(RateLimiter limiter, RateLimitLease refused, CancellationToken cancellationToken)
    {
        var provider = new KeyValuePair<string, object?>("flowgen.provider", _provider.Name);
        FlowTelemetry.QueueLength.Add(1, provider);
        try
        {
            if (Interlocked.Increment(ref _waiting) > _queueLimit)
            {
                return refused;
            }

            refused.Dispose();
            return await limiter.AcquireAsync(1, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
            FlowTelemetry.QueueLength.Add(-1, provider);
        }
    }

    // Under an own quota, operations that the spec puts in no group share one. Under the documented one they have no limit: none is documented.
    private GroupQuota QuotaOf(ApiOperation operation)
    {
        // Operations of one group follow each other, and to find their limiter anew each time is work.
        var last = _last;
        if (last is null || last.Group != operation.RateLimitGroup)
        {
            _last = last = Find(operation);
        }

        return last;
    }

    private GroupQuota Find(ApiOperation operation)
    {
        if (_rateLimit.Limiter is { } own)
        {
            return new(operation.RateLimitGroup, own, null);
        }

        if (_rateLimit.Permits > 0)
        {
            return new(operation.RateLimitGroup, Shared(operation.RateLimitGroup ?? "", _rateLimit.Permits, _rateLimit.Window), _rateLimit.Window);
        }

        if (_rateLimit.UnlimitedReason is null)
        {
            foreach (var documented in _provider.RateLimits)
            {
                if (documented.Group == operation.RateLimitGroup)
                {
                    return new(documented.Group, Shared(documented.Group, documented.Permits, documented.Window), documented.Window);
                }
            }
        }

        return new(operation.RateLimitGroup, null, null);
    }

    private RateLimiter Shared(string group, int permits, TimeSpan window)
    {
        var quota = new Quota(_provider.Name, _authority, _account, group, permits, window, _timeProvider);
        return _rateLimit.SharedQuotas?.LimiterFor(quota) ?? SharedRateLimiters.For(quota);
    }

    // A limiter of the user's has a window that nobody here knows.
    private sealed record GroupQuota(string? Group, RateLimiter? Limiter, TimeSpan? Window);
}
