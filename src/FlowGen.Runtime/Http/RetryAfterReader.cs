using System.Globalization;
using System.Net.Http.Headers;

namespace FlowGen.Http;

/// <summary>Reads how long a provider asks to wait.</summary>
internal static class RetryAfterReader
{
    /// <summary>The longest wait that is believed; a longer one is taken for this.</summary>
    internal static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>The largest wait that the headers ask for; <see langword="null"/> when none can be read as one of more than nothing.</summary>
    internal static TimeSpan? Read(IReadOnlyList<RetryAfterHeader> known, HttpResponseHeaders headers, TimeProvider timeProvider)
    {
        TimeSpan? largest = null;
        foreach (var header in known)
        {
            if (!headers.NonValidated.TryGetValues(header.Name, out var values))
            {
                continue;
            }

            foreach (var value in values)
            {
                if (Parse(header.Format, value.AsSpan().Trim(), timeProvider) is { } wait && wait > TimeSpan.Zero && !(wait <= largest))
                {
                    largest = wait;
                }
            }
        }

        return largest > Longest ? Longest : largest;
    }

    private static TimeSpan? Parse(RetryAfterFormat format, ReadOnlySpan<char> value, TimeProvider timeProvider) => format switch
    {
        RetryAfterFormat.Milliseconds => Whole(value, TimeSpan.TicksPerMillisecond),
        RetryAfterFormat.AcsRateLimit => TimeLeft(value),
        RetryAfterFormat.SecondsOrDate => Whole(value, TimeSpan.TicksPerSecond) ?? Until(value, timeProvider),
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

    private static TimeSpan? Until(ReadOnlySpan<char> value, TimeProvider timeProvider) =>
        DateTimeOffset.TryParseExact(value, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? date - timeProvider.GetUtcNow()
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
