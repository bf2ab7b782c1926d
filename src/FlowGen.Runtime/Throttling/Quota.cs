namespace FlowGen.Throttling;

/// <summary>A quota that calls are counted against, told from every other one.</summary>
/// <param name="Provider">The provider's name in its spec.</param>
/// <param name="Authority">The server's host and port: another region or a test double counts for itself.</param>
/// <param name="Account">Whose quota it is. Of a secret key it is a digest.</param>
/// <param name="Group">The operations that share it; empty for those that the spec puts in no group.</param>
/// <param name="Permits">Calls permitted in any window, at least 1.</param>
/// <param name="Window">The window's length: more than zero, at most a day.</param>
/// <param name="TimeProvider">The clock that it is kept by within this process.</param>
public readonly record struct Quota(
    string Provider,
    string Authority,
    string Account,
    string Group,
    int Permits,
    TimeSpan Window,
    TimeProvider TimeProvider);
