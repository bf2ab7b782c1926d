namespace FlowGen.Sandbox.Spec;

/// <summary>What a schema file says about a provider: all that the sandbox serves it by.</summary>
internal sealed class ApiSpec
{
    public required string Provider { get; init; }

    public required SpecProtocol Protocol { get; init; }

    /// <summary>Where a success keeps what; <see langword="null"/> when the body is the payload.</summary>
    public required SpecEnvelope? Envelope { get; init; }

    public required SpecErrorBody ErrorBody { get; init; }

    public required IReadOnlyDictionary<string, SpecRateLimit> RateLimits { get; init; }

    public required IReadOnlyList<SpecRetryAfter> RetryAfter { get; init; }

    public required IReadOnlyList<SpecError> Errors { get; init; }

    public required IReadOnlyList<SpecOperation> Operations { get; init; }

    /// <summary>Where a success of an operation keeps what.</summary>
    public SpecEnvelope? EnvelopeOf(SpecOperation operation) => operation.Envelope ?? Envelope;

    /// <summary>The error table's row for a code: the code's own, or that of the longest prefix; <see langword="null"/> when there is none.</summary>
    public SpecError? FindError(string code) =>
        Errors.FirstOrDefault(error => error.Code == code)
        ?? Errors.Where(error => error.Prefix is { } prefix && code.StartsWith(prefix, StringComparison.Ordinal)).MaxBy(error => error.Prefix!.Length);

    /// <summary>The code that refuses a call beyond the quota: the one the operation's page lists, else the table's first.</summary>
    /// <exception cref="SpecException">The spec has none.</exception>
    public string ThrottlingCode(SpecOperation operation) =>
        operation.ErrorCodes.FirstOrDefault(code => FindError(code)?.Category == SpecError.Throttled)
        ?? Errors.FirstOrDefault(error => error is { Category: SpecError.Throttled, Code: not null, Prefix: null, Status: not null })?.Code
        ?? throw new SpecException($"#/x-flowgen-errors: {Provider} has a quota but no code of the category '{SpecError.Throttled}'.");
}
