using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace FlowGen.Sandbox;

/// <summary>A quota that the sandbox enforces instead of the documented ones, for each of their groups.</summary>
public sealed class SandboxQuota
{
    private static readonly TimeSpan LongestWindow = TimeSpan.FromDays(1);

    private SandboxQuota(int permits, TimeSpan window) => (Permits, Window) = (permits, window);

    /// <summary>No quota at all.</summary>
    public static SandboxQuota Unlimited { get; } = new(0, TimeSpan.Zero);

    /// <summary>The calls that any window may hold; 0 when there is no limit.</summary>
    public int Permits { get; }

    /// <summary>The window's length.</summary>
    public TimeSpan Window { get; }

    /// <summary>A quota of so many calls in any window of that length.</summary>
    /// <param name="permits">At least 1.</param>
    /// <param name="window">More than zero, at most a day.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static SandboxQuota Of(int permits, TimeSpan window)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(permits, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(window, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(window, LongestWindow);
        return new(permits, window);
    }

    /// <summary>Reads what the command line says: <c>none</c>, or calls and seconds, for example <c>500/1</c>.</summary>
    internal static bool TryParse(string text, [NotNullWhen(true)] out SandboxQuota? quota)
    {
        quota = null;
        if (text == "none")
        {
            quota = Unlimited;
        }
        else if (text.Split('/') is [var permits, var seconds]
            && int.TryParse(permits, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0
            && double.TryParse(seconds, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double length) && length >= 0.001 && length <= LongestWindow.TotalSeconds)
        {
            quota = new(number, TimeSpan.FromSeconds(length));
        }

        return quota is not null;
    }
}
