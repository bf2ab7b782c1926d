namespace LoadRun;

/// <summary>What one process has seen; it travels as JSON.</summary>
internal sealed record CallerReport
{
    /// <summary>Calls made.</summary>
    public required int Offered { get; init; }

    /// <summary>The request ids of the calls that succeeded, in the order in which the calls were made.</summary>
    public required IReadOnlyList<string> Succeeded { get; init; }

    /// <summary>Calls that found the own queue full; nothing was sent.</summary>
    public required int RefusedByQueue { get; init; }

    /// <summary>Calls that still waited at the end, and were given up.</summary>
    public required int GivenUp { get; init; }

    /// <summary>Calls that the server refused for the quota.</summary>
    public required int RefusedByServer { get; init; }

    /// <summary>What else went wrong: error by error.</summary>
    public required IReadOnlyList<string> Failures { get; init; }

    /// <summary>Permits that the limiter gave.</summary>
    public required long PermitsGiven { get; init; }

    /// <summary>Whether Redis was away at the end.</summary>
    public required bool IsDegraded { get; init; }
}
