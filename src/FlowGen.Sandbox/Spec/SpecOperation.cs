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
