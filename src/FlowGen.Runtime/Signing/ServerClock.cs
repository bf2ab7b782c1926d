using System.Globalization;

namespace FlowGen.Signing;

/// <summary>The provider's clock: the own one, and how far off it was found to be.</summary>
internal sealed class ServerClock(TimeProvider timeProvider)
{
    // The provider takes dates that are up to 15 minutes off, so a smaller difference is not what it complains about.
    private static readonly TimeSpan LeastSkew = TimeSpan.FromMinutes(1);

    // A machine without a battery may begin in 1970. Beyond this it is the answer that is wrong.
    private static readonly TimeSpan MostSkew = TimeSpan.FromDays(100 * 365);

    private long _skewTicks;
    private DateText? _last;

    /// <summary>How far the provider's clock is ahead of the own one.</summary>
    internal TimeSpan Skew => new(Interlocked.Read(ref _skewTicks));

    /// <summary>The date to sign: UTC, <c>yyyy-MM-ddTHH:mm:ssZ</c>. Made once a second.</summary>
    internal string Date()
    {
        var now = timeProvider.GetUtcNow().UtcTicks + Interlocked.Read(ref _skewTicks);
        var second = now / TimeSpan.TicksPerSecond;
        var last = _last;
        if (last is null || last.Second != second)
        {
            var text = new DateTime(now, DateTimeKind.Utc).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            _last = last = new(second, text);
        }

        return last.Text;
    }

    /// <summary>Learns from an answer that refused a date.</summary>
    /// <param name="refusedDate">The date that was sent.</param>
    /// <param name="serverDate">The answer's own.</param>
    /// <returns>Whether the next date will be so different that it can be accepted.</returns>
    internal bool Learn(string refusedDate, DateTimeOffset serverDate)
    {
        var skew = serverDate - timeProvider.GetUtcNow();
        if (skew.Duration() > MostSkew
            || !DateTimeOffset.TryParse(refusedDate, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var refused)
            || (serverDate - refused).Duration() < LeastSkew)
        {
            return false;
        }

        Interlocked.Exchange(ref _skewTicks, skew.Ticks);
        return true;
    }

    private sealed record DateText(long Second, string Text);
}
