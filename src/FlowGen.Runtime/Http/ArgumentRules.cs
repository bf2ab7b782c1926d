using System.ComponentModel;
using System.Text.RegularExpressions;

namespace FlowGen.Http;

/// <summary>What a spec demands of a parameter, checked before anything is sent.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ArgumentRules
{
    private static readonly TimeSpan PatternTimeout = TimeSpan.FromSeconds(1);

    /// <summary>A pattern of the spec, already translated from ECMAScript.</summary>
    public static Regex Pattern(string pattern) => new(pattern, RegexOptions.ECMAScript, PatternTimeout);

    /// <summary>Checks the number of Unicode code points (JSON Schema, <c>minLength</c> and <c>maxLength</c>).</summary>
    /// <exception cref="ArgumentException">The text is too short or too long.</exception>
    public static void Length(string name, string value, int minimum, int maximum)
    {
        ArgumentNullException.ThrowIfNull(value, name);
        var length = 0;
        foreach (var _ in value.EnumerateRunes())
        {
            length++;
        }

        if (length < minimum || length > maximum)
        {
            var demand = maximum == int.MaxValue ? $"at least {minimum}" : $"{minimum} to {maximum}";
            throw new ArgumentException($"'{name}' must have {demand} characters, not {length}.", name);
        }
    }

    /// <summary>Checks that the text matches.</summary>
    /// <exception cref="ArgumentException">It does not.</exception>
    public static void Matches(string name, string value, Regex pattern)
    {
        ArgumentNullException.ThrowIfNull(value, name);
        ArgumentNullException.ThrowIfNull(pattern);
        if (!pattern.IsMatch(value))
        {
            throw new ArgumentException($"'{name}' does not match the provider's pattern {pattern}.", name);
        }
    }

    /// <summary>Checks that the number is between two bounds, both included.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public static void Range<T>(string name, T value, T minimum, T maximum)
        where T : struct, IComparable<T>
    {
        if (value.CompareTo(minimum) < 0 || value.CompareTo(maximum) > 0)
        {
            throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"'{name}' must be {minimum} to {maximum}."));
        }
    }

    /// <summary>Checks the number of items.</summary>
    /// <exception cref="ArgumentException">There are too few or too many.</exception>
    public static void Count<T>(string name, IReadOnlyCollection<T> value, int minimum, int maximum)
    {
        ArgumentNullException.ThrowIfNull(value, name);
        if (value.Count < minimum || value.Count > maximum)
        {
            var demand = maximum == int.MaxValue ? $"at least {minimum}" : $"{minimum} to {maximum}";
            throw new ArgumentException($"'{name}' must have {demand} items, not {value.Count}.", name);
        }
    }
}
