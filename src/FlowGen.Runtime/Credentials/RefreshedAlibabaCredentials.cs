using System.Diagnostics;

namespace FlowGen.Credentials;

/// <summary>
/// Keeps the key of a source. Before it runs out, one caller fetches the next while the others go on with it; when there is no good key,
/// all wait for the same fetch. A fetch is nobody's own: who cancels leaves, and the others get their key.
/// </summary>
[DebuggerDisplay("{ToString(),nq}")]
internal sealed class RefreshedAlibabaCredentials(IKeySource source, string accountId, TimeProvider timeProvider) : AlibabaCredentials
{
    // As the vendor's SDKs: a key is renewed a quarter of an hour before its end, a short-lived one after half its life.
    private static readonly TimeSpan RenewalLead = TimeSpan.FromMinutes(15);

    // After a renewal failed while the key is still good.
    private static readonly TimeSpan RenewalPause = TimeSpan.FromMinutes(1);

    private readonly object _lock = new();

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private volatile KeptKey? _kept;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private Task<KeptKey>? _fetch;

    public override string AccountId => accountId;

    public override ValueTask<AlibabaAccessKey> GetAccessKeyAsync(CancellationToken cancellationToken)
    {
        var kept = _kept;
        if (kept is not null && (kept.RenewAt is null || timeProvider.GetUtcNow() < kept.RenewAt))
        {
            return new(kept.Key);
        }

        return RenewAsync(cancellationToken);
    }

    internal override bool Renew(string accessKeyId)
    {
        lock (_lock)
        {
            if (_kept is not { } kept)
            {
                return true;
            }

            // A key for good stays as it is, and one that has just come would be no better when it came again.
            if (kept.RenewAt is null || timeProvider.GetUtcNow() < kept.Since + RenewalPause)
            {
                return kept.Key.AccessKeyId != accessKeyId;
            }

            if (kept.Key.AccessKeyId == accessKeyId)
            {
                _kept = null;
            }

            return true;
        }
    }

    private async ValueTask<AlibabaAccessKey> RenewAsync(CancellationToken cancellationToken)
    {
        Task<KeptKey> fetch;
        KeptKey? good;
        lock (_lock)
        {
            var now = timeProvider.GetUtcNow();
            good = _kept is { } kept && (kept.End is null || now < kept.End) ? kept : null;
            if (good is not null && (good.RenewAt is null || now < good.RenewAt || _fetch is not null))
            {
                // Another caller renews it, or has done so.
                return good.Key;
            }

            fetch = _fetch ??= Task.Run(FetchAsync, CancellationToken.None);
        }

        try
        {
            return (await fetch.WaitAsync(cancellationToken).ConfigureAwait(false)).Key;
        }
        catch (CredentialsUnavailableException) when (good is not null)
        {
            return good.Key;
        }
    }

    private async Task<KeptKey> FetchAsync()
    {
        try
        {
            var fetched = await source.FetchAsync(CancellationToken.None).ConfigureAwait(false);
            var kept = Keep(fetched, timeProvider.GetUtcNow());
            lock (_lock)
            {
                _fetch = null;
                _kept = kept;
            }

            return kept;
        }
        catch
        {
            lock (_lock)
            {
                _fetch = null;
                if (_kept is { End: { } end } kept)
                {
                    // Tried again soon, and at the key's end at the latest.
                    var next = timeProvider.GetUtcNow() + RenewalPause;
                    _kept = new(kept.Key, kept.Since, next < end ? next : end, end);
                }
            }

            throw;
        }
    }

    private static KeptKey Keep(FetchedKey fetched, DateTimeOffset now)
    {
        if (fetched.Lifetime is not { } lifetime)
        {
            return new(fetched.Key, now, null, null);
        }

        var lead = lifetime / 2 < RenewalLead ? lifetime / 2 : RenewalLead;
        return new(fetched.Key, now, now + lifetime - lead, now + lifetime);
    }

    /// <summary>A key with the times at which it is renewed and at which it ends.</summary>
    private sealed class KeptKey(AlibabaAccessKey key, DateTimeOffset since, DateTimeOffset? renewAt, DateTimeOffset? end)
    {
        internal AlibabaAccessKey Key => key;

        internal DateTimeOffset Since => since;

        internal DateTimeOffset? RenewAt => renewAt;

        internal DateTimeOffset? End => end;
    }
}
