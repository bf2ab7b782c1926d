using System.Threading.RateLimiting;
using FlowGen.Throttling;

namespace FlowGen;

/// <summary>Which quota a client keeps. A call that finds the quota used up waits for its turn; it does not fail.</summary>
public sealed class RateLimit
{
    private static readonly RateLimit DocumentedQuota = new();

    private RateLimit()
    {
    }

    /// <summary>The calls permitted in any window; set by <see cref="Of"/> only.</summary>
    internal int Permits { get; private init; }

    /// <summary>The window's length; set by <see cref="Of"/> only.</summary>
    internal TimeSpan Window { get; private init; }

    /// <summary>The limiter to ask; set by <see cref="Use"/> only.</summary>
    internal RateLimiter? Limiter { get; private init; }

    /// <summary>What keeps the quota together with other processes; set by <see cref="SharedThrough"/> only.</summary>
    internal ISharedQuotas? SharedQuotas { get; private init; }

    /// <summary>Why there is no limit; set by <see cref="Unlimited"/> only.</summary>
    internal string? UnlimitedReason { get; private init; }

    /// <summary>
    /// The quota that the provider documents, per account and group of operations, as the spec states it. An operation for which it states
    /// none is not limited.
    /// </summary>
    public static RateLimit Documented() => DocumentedQuota;

    /// <summary>
    /// An own quota for each group of operations: <paramref name="permits"/> calls in any <paramref name="window"/>. The operations that the
    /// spec puts in no group share one.
    /// </summary>
    /// <param name="permits">At least 1.</param>
    /// <param name="window">More than zero, at most a day.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static RateLimit Of(int permits, TimeSpan window)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(permits, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(window, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(window, TimeSpan.FromDays(1));
        return new() { Permits = permits, Window = window };
    }

    /// <summary>
    /// A limiter of your own, one permit per attempt; its lease is disposed when the attempt's answer has come. It is told when the
    /// provider refuses a call for its quota, if it is an <see cref="IPausableRateLimiter"/>. It stays yours to dispose.
    /// </summary>
    public static RateLimit Use(RateLimiter limiter)
    {
        ArgumentNullException.ThrowIfNull(limiter);
        return new() { Limiter = limiter };
    }

    /// <summary>No limit in this process, because something else keeps the quota.</summary>
    /// <param name="reason">What keeps it, for whoever reads the code. Not empty.</param>
    /// <exception cref="ArgumentException"><paramref name="reason"/> is empty.</exception>
    public static RateLimit Unlimited(string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        return new() { UnlimitedReason = reason };
    }

    /// <summary>
    /// The same quota, kept together with other processes of the account instead of by this one alone. Every call then asks elsewhere for
    /// its permit and counts as waiting until it has it, so that <see cref="FlowClientOptions.QueueLimit"/> has to be at least the number of
    /// calls at a time.
    /// </summary>
    /// <param name="quotas">Keeps them; for example FlowGen.Redis' <c>RedisQuotas</c>. It stays yours to dispose.</param>
    /// <exception cref="InvalidOperationException">There is no quota to share: this is <see cref="Use"/> or <see cref="Unlimited"/>.</exception>
    public RateLimit SharedThrough(ISharedQuotas quotas)
    {
        ArgumentNullException.ThrowIfNull(quotas);
        return Limiter is null && UnlimitedReason is null
            ? new() { Permits = Permits, Window = Window, SharedQuotas = quotas }
            : throw new InvalidOperationException($"A quota can be shared that is {nameof(Documented)} or given by {nameof(Of)}; this one is: {this}.");
    }

    /// <inheritdoc/>
    public override string ToString() => this switch
    {
        { SharedQuotas: not null } => $"{ToOwnString()}, shared",
        _ => ToOwnString(),
    };

    private string ToOwnString() => this switch
    {
        { Limiter: not null } => "own limiter",
        { UnlimitedReason: { } reason } => $"unlimited: {reason}",
        { Permits: > 0 } => FormattableString.Invariant($"{Permits} in {Window}"),
        _ => "documented",
    };
}
