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

    /// <summary>The statuses that a flow may have for the call to be permitted; empty when the spec names none.</summary>
    public required IReadOnlyList<string> RequiredStatuses { get; init; }

    /// <summary>How pages of a list are asked for; <see langword="null"/> when the operation has none.</summary>
    public required SpecPaging? Paging { get; init; }

    /// <summary>The operation's own envelope; <see langword="null"/> when the document's holds.</summary>
    public required SpecEnvelope? Envelope { get; init; }

    /// <summary>The schema of the JSON body that a call brings; <see langword="null"/> when it brings none.</summary>
    public required SpecSchema? Body { get; init; }

    /// <summary>The schema of a success; <see langword="null"/> when its answer has no body.</summary>
    public required SpecSchema? Success { get; init; }

    /// <summary>The first documented sample of a success; <see langword="null"/> when there is none.</summary>
    public required JsonObject? SuccessExample { get; init; }

    /// <summary>The schemas of the failures, by the status the spec writes them under.</summary>
    public required IReadOnlyDictionary<string, SpecSchema> Failures { get; init; }

    /// <summary>Whether a flow of that status may be operated on.</summary>
    public bool Permits(string status) => RequiredStatuses.Count == 0 || RequiredStatuses.Contains(status);

    /// <summary>
    /// The schema of a failure: the status' own, that of <c>default</c>, or any: both vendors promise one body for all failures,
    /// and list only some of the statuses they use.
    /// </summary>
    public SpecSchema? FailureSchema(int status) =>
        Failures.GetValueOrDefault(status.ToString(System.Globalization.CultureInfo.InvariantCulture))
        ?? Failures.GetValueOrDefault("default")
        ?? Failures.Values.FirstOrDefault();
}
