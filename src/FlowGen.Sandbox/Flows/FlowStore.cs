using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace FlowGen.Sandbox.Flows;

/// <summary>The flows of both providers, with their documents read.</summary>
internal sealed class FlowStore
{
    private readonly Dictionary<(string Provider, string Id), StoredFlow> _flows = [];

    /// <exception cref="ArgumentException">A flow has no id, is there twice, belongs to no provider, or its JSON cannot be read.</exception>
    public FlowStore(IReadOnlyList<SandboxFlow> flows, IReadOnlyList<string> providers)
    {
        foreach (SandboxFlow flow in flows)
        {
            if (!providers.Contains(flow.Provider))
            {
                throw new ArgumentException($"The flow '{flow.Id}' belongs to '{flow.Provider}'; there are {string.Join(" and ", providers)}.", nameof(flows));
            }

            if (string.IsNullOrEmpty(flow.Id))
            {
                throw new ArgumentException($"A flow of {flow.Provider} has no id.", nameof(flows));
            }

            FlowDocument document;
            try
            {
                document = FlowDocument.Parse(flow.Json);
            }
            catch (JsonException exception)
            {
                throw new ArgumentException($"The JSON of the flow '{flow.Id}' cannot be read: {exception.Message}", nameof(flows), exception);
            }

            if (!_flows.TryAdd((flow.Provider, flow.Id), new(flow, document)))
            {
                throw new ArgumentException($"{flow.Provider} has the flow '{flow.Id}' twice.", nameof(flows));
            }
        }
    }

    public bool TryFind(string provider, string id, [NotNullWhen(true)] out StoredFlow? flow) => _flows.TryGetValue((provider, id), out flow);
}

/// <summary>A flow and its document.</summary>
internal sealed record StoredFlow(SandboxFlow Flow, FlowDocument Document);
