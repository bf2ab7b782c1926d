using System.Globalization;
using FlowGen.Sandbox.Spec;

namespace FlowGen.Sandbox.Flows;

/// <summary>
/// The flows a sandbox starts with: at each provider one in every status of the life cycle. Statuses and categories are read from the specs, so
/// that an edited schema file still has flows which fit it.
/// </summary>
internal static class SeedFlows
{
    // DRAFT, PUBLISHED, DEPRECATED: the specs list the life cycle first and what Meta may do to a flow after it.
    private const int PerProvider = 3;

    private const long FirstCamsId = 926753328126430001;
    private const long FirstEightByEightId = 822625023859371;

    public static IReadOnlyList<SandboxFlow> Create(ShippedSpecs specs) =>
    [
        .. Create(
            specs.Cams.Provider,
            FirstCamsId,
            KnownValues(specs.Cams, "Status"),
            KnownValues(specs.Cams, "Categories"),
            [("flow_001", "sign-up"), ("flow_002", "appointment-booking"), ("flow_003", "survey")]),
        .. Create(
            specs.EightByEight.Provider,
            FirstEightByEightId,
            KnownValues(specs.EightByEight, "status"),
            KnownValues(specs.EightByEight, "categories"),
            [("Example flow", "other"), ("Book an appointment", "appointment-booking"), ("Tell us what you think", "survey")]),
    ];

    private static IEnumerable<SandboxFlow> Create(
        string provider, long firstId, IReadOnlyList<string> statuses, IReadOnlyList<string> categories, (string Name, string Document)[] contents) =>
        statuses.Take(PerProvider).Zip(contents, (status, content) => (Status: status, Content: content)).Select((seed, index) => new SandboxFlow
        {
            Provider = provider,
            Id = (firstId + index).ToString(CultureInfo.InvariantCulture),
            Name = seed.Content.Name,
            Status = seed.Status,

            // A document is named after its category.
            Categories = [.. categories.Where(category => category.Replace('_', '-').Equals(seed.Content.Document, StringComparison.OrdinalIgnoreCase))],
            Json = EmbeddedText.Read($"flows/{seed.Content.Document}.json"),
        });

    private static IReadOnlyList<string> KnownValues(ApiSpec spec, string property)
    {
        foreach (SpecOperation operation in spec.Operations)
        {
            if (operation.Success?.KnownValues(spec.Envelope?.Payload is { } payload ? [payload, property] : [property]) is { Count: > 0 } values)
            {
                return values;
            }
        }

        return [];
    }
}
