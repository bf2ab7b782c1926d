using System.Text.Json.Nodes;

namespace FlowGen.Sandbox.Spec;

/// <summary>An operation of a spec.</summary>
internal sealed class SpecOperation
{
    /// <summary>The name on the wire.</summary>
    public required string Id { get; init; }

    /// <summary>The HTTP method, upper case.</summary>
    public required string Method { get; init; }

    /// <summary>The path with its <c>{placeholders}</c>; under <c>acs-rpc</c> a label only.</summary>
    public required string Path { get; init; }

    public required IReadOnlyList<SpecParameter> Parameters { get; init; }

    /// <summary>The name of the quota that the operation counts in; <see langword="null"/> when it has none.</summary>
    public required string? RateLimit { get; init; }

    /// <summary>The codes that the operation's page lists.</summary>
    public required IReadOnlyList<string> ErrorCodes { get; init; }

    public required SpecSchema Success { get; init; }

    /// <summary>The first documented sample of a success; <see langword="null"/> when there is none.</summary>
    public required JsonObject? SuccessExample { get; init; }

    /// <summary>The schemas of the failures, by the status the spec writes them under.</summary>
    public required IReadOnlyDictionary<string, SpecSchema> Failures { get; init; }

    /// <summary>
    /// The schema of a failure: the status' own, that of <c>default</c>, or any: both vendors promise one body for all failures,
    /// and list only some of the statuses they use.
    /// </summary>
    public SpecSchema? FailureSchema(int status) =>
        Failures.GetValueOrDefault(status.ToString(System.Globalization.CultureInfo.InvariantCulture))
        ?? Failures.GetValueOrDefault("default")
        ?? Failures.Values.FirstOrDefault();
}

/// <summary>A parameter of an operation.</summary>
internal sealed record SpecParameter(string Name, string In, bool IsRequired, SpecSchema Schema);

/// <summary>How operations travel.</summary>
/// <param name="Kind"><c>rest</c> or <c>acs-rpc</c>.</param>
/// <param name="Path">The one path of <c>acs-rpc</c>.</param>
/// <param name="Version">The version of <c>acs-rpc</c>.</param>
internal sealed record SpecProtocol(string Kind, string? Path, string? Version)
{
    public const string Rest = "rest";
    public const string AcsRpc = "acs-rpc";
}

/// <summary>The members of a success body, and what they say then.</summary>
internal sealed record SpecEnvelope(string Code, string? Message, string? RequestId, string? Payload, string SuccessCode, string? AbsentMessage);

/// <summary>The members of a failure body.</summary>
internal sealed record SpecErrorBody(string Code, string Message, string RequestId);

/// <summary>A documented quota.</summary>
internal sealed record SpecRateLimit(int Permits, TimeSpan Window);

/// <summary>A header that says how long to wait.</summary>
internal sealed record SpecRetryAfter(string Header, string Format)
{
    public const string Milliseconds = "milliseconds";
    public const string Seconds = "seconds-or-date";
}

/// <summary>A row of the error table.</summary>
internal sealed record SpecError(string? Code, int? Status, string Category, string? Message)
{
    public const string Throttled = "throttled";

    /// <summary>What the row's codes begin with, if it stands for more than one.</summary>
    public string? Prefix => Code is not null && Code.EndsWith('*') ? Code[..^1] : null;
}
