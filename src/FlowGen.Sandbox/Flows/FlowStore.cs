using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace FlowGen.Sandbox.Flows;

/// <summary>The flows of both providers, with their documents read. Calls that come together see and make one change after the other.</summary>
internal sealed class FlowStore
{
    private readonly Lock _gate = new();
    private readonly OrderedDictionary<(string Provider, string Id), StoredFlow> _flows = [];
    private readonly Dictionary<string, long> _nextIds = new(StringComparer.Ordinal);

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

            StoredFlow stored;
            try
            {
                stored = StoredFlow.From(flow);
            }
            catch (JsonException exception)
            {
                throw new ArgumentException($"The JSON of the flow '{flow.Id}' cannot be read: {exception.Message}", nameof(flows), exception);
            }

            if (!_flows.TryAdd((flow.Provider, flow.Id), stored))
            {
                throw new ArgumentException($"{flow.Provider} has the flow '{flow.Id}' twice.", nameof(flows));
            }
        }
    }

    public IReadOnlyList<SandboxFlow> Snapshot()
    {
        lock (_gate)
        {
            return [.. _flows.Values.Select(flow => flow.Flow)];
        }
    }

    /// <summary>The flows of a provider, oldest first.</summary>
    public IReadOnlyList<StoredFlow> Of(string provider)
    {
        lock (_gate)
        {
            return [.. _flows.Where(flow => flow.Key.Provider == provider).Select(flow => flow.Value)];
        }
    }

    public bool TryFind(string provider, string id, [NotNullWhen(true)] out StoredFlow? flow)
    {
        lock (_gate)
        {
            return _flows.TryGetValue((provider, id), out flow);
        }
    }

    /// <summary>Adds a flow under a number from <paramref name="firstId"/> on that no flow of the provider has or had.</summary>
    public StoredFlow Add(string provider, long firstId, Func<string, StoredFlow> create)
    {
        lock (_gate)
        {
            string id;
            do
            {
                long number = _nextIds.GetValueOrDefault(provider, firstId);
                id = number.ToString(CultureInfo.InvariantCulture);
                _nextIds[provider] = number + 1;
            }
            while (_flows.ContainsKey((provider, id)));
            return _flows[(provider, id)] = create(id);
        }
    }

    /// <summary>Changes a flow as <paramref name="change"/> decides on seeing it, with no other change in between.</summary>
    /// <returns>The outcome; <see langword="null"/> when there is no such flow.</returns>
    public FlowOutcome? Change(string provider, string id, Func<StoredFlow, FlowOutcome> change)
    {
        lock (_gate)
        {
            if (!_flows.TryGetValue((provider, id), out StoredFlow? flow))
            {
                return null;
            }

            FlowOutcome outcome = change(flow);
            if (outcome.IsDeletion)
            {
                _flows.Remove((provider, id));
            }
            else if (outcome.Refusal is null)
            {
                _flows[(provider, id)] = outcome.Flows.Single();
            }

            return outcome;
        }
    }
}
