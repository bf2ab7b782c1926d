using System.Globalization;

namespace FlowGen.Redis.Contender;

/// <summary>What processes contend for.</summary>
/// <param name="Permits">Calls permitted in any window.</param>
/// <param name="Window">The window's length.</param>
/// <param name="Processes">How many processes share it.</param>
public sealed record Contest(int Permits, TimeSpan Window, int Processes)
{
    /// <summary>The quota's name in Redis.</summary>
    public const string Quota = "contest";

    public static Contest Parse(string permits, string windowMilliseconds, string processes) => new(
        int.Parse(permits, CultureInfo.InvariantCulture),
        TimeSpan.FromMilliseconds(int.Parse(windowMilliseconds, CultureInfo.InvariantCulture)),
        int.Parse(processes, CultureInfo.InvariantCulture));
}
