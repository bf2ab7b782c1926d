namespace FlowGen.Throttling;

/// <summary>What tells one quota from another within the process.</summary>
/// <param name="Provider">The provider's name in its spec.</param>
/// <param name="Authority">The server's host and port: another region or a test double counts for itself.</param>
/// <param name="Account">Whose quota it is.</param>
/// <param name="Group">The operations that share it.</param>
/// <param name="Permits">Calls permitted in any window.</param>
/// <param name="Window">The window's length.</param>
/// <param name="TimeProvider">The clock that it is kept by.</param>
internal readonly record struct QuotaKey(
    string Provider,
    string Authority,
    string Account,
    string Group,
    int Permits,
    TimeSpan Window,
    TimeProvider TimeProvider);
