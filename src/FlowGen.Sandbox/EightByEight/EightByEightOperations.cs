using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FlowGen.Sandbox.Flows;
using FlowGen.Sandbox.Spec;

namespace FlowGen.Sandbox.EightByEight;

/// <summary>What 8x8's operations do to flows. Parameters and body fit their schemas when they come here.</summary>
internal sealed class EightByEightOperations(ApiSpec spec, FlowStore flows, TimeProvider time)
{
    /// <summary>The id that the vendor's samples give a new flow.</summary>
    private const long FirstNewId = 866937862658913;

    /// <summary>How many flows a list holds unless the call says otherwise.</summary>
    private const int DefaultLimit = 100;

    /// <summary>Runs an operation.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="values">The values of the path and of the query.</param>
    /// <param name="body">The body; empty where the operation takes none.</param>
    public FlowOutcome Run(SpecOperation operation, IReadOnlyDictionary<string, string> values, JsonObject body)
    {
        string id = values.GetValueOrDefault("flowId", "");
        return operation.Id switch
        {
            "get-whatsapp-flows" => FlowOutcome.Of([.. flows.Of(spec.Provider).Take(values.TryGetValue("limit", out string? limit) ? int.Parse(limit, CultureInfo.InvariantCulture) : DefaultLimit)]),
            "create-whatsapp-flow" => Create(body),
            "get-whatsapp-flow-details" => Change(operation, id, flow => FlowOutcome.Of(flow)),
            "update-whatsapp-flow" => Update(operation, id, body),
            "delete-whatsapp-flow" => Change(operation, id, FlowOutcome.Deletion),
            "preview-whatsapp-flow" => Change(operation, id, flow => FlowOutcome.Of(flow.WithPreview(time.GetUtcNow(), isNew: values.GetValueOrDefault("refresh") == "true"))),
            "publish-whatsapp-flow" => Change(operation, id, Publish),
            "deprecate-whatsapp-flow" => Change(operation, id, flow => FlowOutcome.Of(flow.WithStatus(FlowStatus.Deprecated))),
            _ => throw new SpecException($"{operation.Id}: the sandbox does not know what this operation does."),
        };
    }

    private FlowOutcome Create(JsonObject body)
    {
        if (FindOriginal(body, out StoredFlow? original) is { } missing)
        {
            return missing;
        }

        // A draft that nobody can see yet, so that what is refused leaves no flow behind.
        FlowOutcome written = Write(StoredFlow.From(new() { Provider = spec.Provider, Id = "", Name = "", Status = FlowStatus.Draft, Json = "" }), body, original);
        return written.Flows is [{ } flow]
            ? FlowOutcome.Of(flows.Add(spec.Provider, FirstNewId, id => flow.With(made => made with { Id = id })))
            : written;
    }

    private FlowOutcome Update(SpecOperation operation, string id, JsonObject body)
    {
        FlowOutcome? missing = FindOriginal(body, out StoredFlow? original);
        return Change(operation, id, flow => missing ?? Write(flow, body, original));
    }

    // What the body does not name stays as it is.
    private static FlowOutcome Write(StoredFlow flow, JsonObject body, StoredFlow? original)
    {
        StoredFlow written = flow.With(old => old with
        {
            Name = Text(body, "name") ?? old.Name,
            Categories = body["categories"] is JsonArray categories ? [.. categories.Select(category => category!.GetValue<string>())] : old.Categories,
            EndpointUri = Text(body, "endPointUri") ?? old.EndpointUri,
            ApplicationId = Text(body, "applicationId") ?? old.ApplicationId,
        });
        if (original is not null)
        {
            written = written.WithContentOf(original);
        }

        // Of a flow to copy and a document that is given, the document is the later word.
        if (Text(body, "flowJson") is { } json)
        {
            try
            {
                written = written.WithDocument(json);
            }
            catch (JsonException exception)
            {
                // The reference has faulty Flow JSON taken with validation errors. Those have positions in a document, and this is none.
                return FlowOutcome.Refused(EightByEightCodes.InvalidParameter, $"flowJson is no Flow JSON: {exception.Message}", EightByEightCodes.Unprocessable);
            }
        }

        // Meta heeds the wish only for a flow that can be published; what 8x8 answers otherwise is not documented. The flow stays a draft.
        return FlowOutcome.Of(body["publish"]?.GetValue<bool>() == true && written.Obstacle is null ? written.WithStatus(FlowStatus.Published) : written);
    }

    private static FlowOutcome Publish(StoredFlow flow) => flow.Obstacle is { } obstacle
        ? FlowOutcome.Refused(EightByEightCodes.InvalidParameter, $"The flow '{flow.Flow.Id}' cannot be published: {obstacle}.", EightByEightCodes.Unprocessable)
        : FlowOutcome.Of(flow.WithStatus(FlowStatus.Published));

    private FlowOutcome? FindOriginal(JsonObject body, out StoredFlow? original)
    {
        original = null;
        return Text(body, "cloneFlowId") is not { } id || flows.TryFind(spec.Provider, id, out original)
            ? null
            : FlowOutcome.Refused(EightByEightCodes.NotFound, $"The channel has no flow '{id}' to copy.");
    }

    private FlowOutcome Change(SpecOperation operation, string id, Func<StoredFlow, FlowOutcome> change) =>
        flows.Change(spec.Provider, id, flow => operation.Permits(flow.Flow.Status)
            ? change(flow)
            : FlowOutcome.Refused(
                EightByEightCodes.InvalidParameter,
                $"The flow has to be {string.Join(" or ", operation.RequiredStatuses)}; '{id}' is {flow.Flow.Status}.",
                EightByEightCodes.Conflict))
        ?? FlowOutcome.Refused(EightByEightCodes.NotFound, $"The channel has no flow '{id}'.");

    private static string? Text(JsonObject body, string name) => body[name]?.GetValue<string>();
}
