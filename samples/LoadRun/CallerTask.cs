namespace LoadRun;

/// <summary>What one process has to do; it travels as JSON.</summary>
internal sealed record CallerTask
{
    /// <summary>Where CAMS is.</summary>
    public required Uri Endpoint { get; init; }

    public required string AccessKeyId { get; init; }

    public required string AccessKeySecret { get; init; }

    /// <summary>The flow to ask for.</summary>
    public required string FlowId { get; init; }

    /// <summary>How many calls to offer in a second.</summary>
    public required double CallsPerSecond { get; init; }

    /// <summary>How many processes share the quota.</summary>
    public required int Processes { get; init; }

    /// <summary>The Redis to share it on; <see langword="null"/> when this process is alone.</summary>
    public string? Redis { get; init; }
}
