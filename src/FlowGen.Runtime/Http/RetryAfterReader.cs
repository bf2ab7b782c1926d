using System.Globalization;
using System.Net.Http.Headers;

namespace FlowGen.Http;

/// <summary>Reads how long a provider asks to wait.</summary>
internal static class RetryAfterReader
{
    /// <summary>The longest wait that is believed; a longer one is taken for this.</summary>
    internal static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private const string AcsRetryAfter = "x-acs-retry-after";

    private static readonly RetryAfterHeader Standard = new("Retry-After", RetryAfterFormat.SecondsOrDate);

    // RFC 9110, section 5.6.7: what is sent today, and two that a recipient has to understand.
    private static readonly string[] HttpDates = ["r", "dddd, dd-MMM-yy HH:mm:ss 'GMT'", "ddd MMM d HH:mm:ss yyyy"];

    /// <summary>
    /// Whether a failure says by a header alone that it is for the quota: with <c>x-acs-retry-after</c> it does, whatever its code and status
    /// (the vendor's own SDKs and CLI read it so).
    /// </summary>
    internal static bool SaysThrottled(HttpResponseMessage response) =>
        (int)response.StatusCode is >= 400 and <= 599
        && response.Headers.NonValidated.TryGetValues(AcsRetryAfter, out var values)
        && values.Any(static value => Whole(value.AsSpan().Trim(), TimeSpan.TicksPerMillisecond) > TimeSpan.Zero);

    /// <summary>
    /// The largest wait that the headers ask for, those that the provider is known to send and the one that HTTP has (RFC 9110, section
    /// 10.2.3); <see langword="null"/> when none can be read as one of more than nothing. A date counts from the server's own <c>Date</c>, so
    /// that a wrong clock on either side does no harm.
    /// </summary>
    internal static TimeSpan? Read(IReadOnlyList<RetryAfterHeader> known, HttpResponseHeaders headers, TimeProvider timeProvider)
    {
        var largest = TimeSpan.Zero;
        var isStandardKnown = false;
        foreach (var header in known)
        {
            isStandardKnown |= header.Name.Equals(Standard.Name, StringComparison.OrdinalIgnoreCase);
            if (Largest(header, headers, timeProvider) is { } wait && wait > largest)
            {
                largest = wait;
            }
        }

        if (!isStandardKnown && Largest(Standard, headers, timeProvider) is { } standard && standard > largest)
        {
            largest = standard;
        }

        return largest > Longest ? Longest : largest > TimeSpan.Zero ? largest : null;
    }

    private static TimeSpan? Largest(RetryAfterHeader header, HttpResponseHeaders headers, TimeProvider timeProvider) =>
        headers.NonValidated.TryGetValues(header.Name, out var values)
            ? values.Select(value => Parse(header.Format, value.AsSpan().Trim(), headers, timeProvider)).Max()
            : null;

    private static TimeSpan? Parse(RetryAfterFormat format, ReadOnlySpan<char> value, HttpResponseHeaders headers, TimeProvider timeProvider) => format switch
    {
        RetryAfterFormat.Milliseconds => Whole(value, TimeSpan.TicksPerMillisecond),
        RetryAfterFormat.AcsRateLimit => TimeLeft(value),
        RetryAfterFormat.SecondsOrDate => Whole(value, TimeSpan.TicksPerSecond) ?? Until(value, headers.Date ?? timeProvider.GetUtcNow()),
        _ => null,
    };

    // Digits only. A number too large for its type is a long wait, not an unreadable one.
    private static TimeSpan? Whole(ReadOnlySpan<char> value, long ticksPerUnit)
    {
        if (value.IsEmpty || value.ContainsAnyExceptInRange('0', '9'))
        {
            return null;
        }

        return long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var units) && units <= Longest.Ticks / ticksPerUnit
            ? TimeSpan.FromTicks(units * ticksPerUnit)
            : Longest;
    }

    private static TimeSpan? Until(ReadOnlySpan<char> value, DateTimeOffset now) =>
        DateTimeOffset.TryParseExact(value, HttpDates, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowInnerWhite, out var date)
            ? date - now
            : null;

    private static TimeSpan? TimeLeft(ReadOnlySpan<char> value)
    {
        const string Name = "TimeLeft:";
        foreach (var part in value.ToString().Split(',', StringSplitOptions.TrimEntries))
        {
            if (part.StartsWith(Name, StringComparison.OrdinalIgnoreCase))
            {
                return Whole(part.AsSpan(Name.Length).Trim(), TimeSpan.TicksPerMillisecond);
            }
        }

        return null;
    }
}
