using System.Text.Json;
using System.Text.Json.Nodes;
using FlowGen.Sandbox.Flows;
using FlowGen.Sandbox.Serving;
using FlowGen.Sandbox.Spec;

namespace FlowGen.Sandbox.Cams;

/// <summary>What CAMS' operations do to flows. The parameters fit their schemas when they come here.</summary>
internal sealed class CamsOperations(ApiSpec spec, FlowStore flows, TimeProvider time)
{
    /// <summary>As long as the ids in the vendor's samples, and behind the flows that a sandbox starts with.</summary>
    private const long FirstNewId = 926753328126431001;

    public async Task<FlowOutcome> RunAsync(SpecOperation operation, List<QueryParameter> parameters, CancellationToken cancellationToken)
    {
        string id = Value(parameters, "FlowId");
        return operation.Id switch
        {
            "CreateFlow" => Create(parameters),
            "ListFlow" => List(operation, parameters),
            "GetFlow" or "GetFlowPreviewUrl" => Change(operation, id, flow => FlowOutcome.Of(flow.WithPreview(time.GetUtcNow()))),
            "GetFlowJSONAssest" => Change(operation, id, flow => FlowOutcome.Of(flow)),
            "ModifyFlow" => Change(operation, id, flow => Edit(flow, edited => edited.With(old => WithFacts(old, parameters)))),
            "UpdateFlowJSONAsset" => await UpdateDocumentAsync(operation, id, Value(parameters, "FilePath"), cancellationToken).ConfigureAwait(false),
            "PublishFlow" => Change(operation, id, Publish),
            "DeprecateFlow" => Change(operation, id, flow => FlowOutcome.Of(flow.WithStatus(FlowStatus.Deprecated))),
            "DeleteFlow" => Change(operation, id, FlowOutcome.Deletion),

            // Meta holds no other flows here than the sandbox does.
            "SyncFlow" => FlowOutcome.Of(),
            _ => throw new SpecException($"{operation.Id}: the sandbox does not know what this operation does."),
        };
    }

    private FlowOutcome Create(List<QueryParameter> parameters) => FlowOutcome.Of(flows.Add(spec.Provider, FirstNewId, id => StoredFlow.From(WithFacts(
        new() { Provider = spec.Provider, Id = id, Name = "", Status = FlowStatus.Draft, Json = "" },
        parameters))));

    // Name and categories are always given; an endpoint that is not given stays.
    private static SandboxFlow WithFacts(SandboxFlow flow, List<QueryParameter> parameters) => flow with
    {
        Name = Value(parameters, "FlowName"),
        Categories = [.. JsonNode.Parse(Value(parameters, "Categories"))!.AsArray().Select(category => category!.GetValue<string>())],
        EndpointUri = Value(parameters, "EndpointUri") is { Length: > 0 } endpoint ? endpoint : flow.EndpointUri,
    };

    private FlowOutcome List(SpecOperation operation, List<QueryParameter> parameters)
    {
        SpecPaging paging = operation.Paging ?? throw new SpecException($"{operation.Id}: 'x-flowgen-paging' is missing.");
        JsonNode? page = Value(parameters, paging.Parameter ?? "") is { Length: > 0 } text ? JsonNode.Parse(text) : null;
        if (Number(page?[paging.Index], paging.First) is not { } index || Number(page?[paging.Size], paging.DefaultSize) is not { } size || index < paging.First || size < 1)
        {
            return FlowOutcome.Refused(AcsCodes.InvalidPage, FormattableString.Invariant($"Pages begin with {paging.First} and hold at least one flow; '{page}' was asked for."));
        }

        // The page does not say whether a part of a name is enough: here it is not.
        string name = Value(parameters, "FlowName");
        return FlowOutcome.Of([.. flows.Of(spec.Provider)
            .Where(flow => name.Length == 0 || flow.Flow.Name == name)
            .Skip((int)Math.Min((long)(index - paging.First) * size, int.MaxValue))
            .Take(size)]);
    }

    /// <summary>The number of a member, or what stands in for one that is not there; <see langword="null"/> when it is too large.</summary>
    private static int? Number(JsonNode? node, int otherwise) =>
        node is null ? otherwise : node.AsValue().TryGetValue(out int number) ? number : null;

    private async Task<FlowOutcome> UpdateDocumentAsync(SpecOperation operation, string id, string path, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(path, UriKind.Absolute, out Uri? address) || address.Scheme is not ("http" or "https"))
        {
            return FlowOutcome.Refused(AcsCodes.Invalid("FilePath"), $"FilePath has to be an http or https address; '{path}' is none.");
        }

        if (!FlowDocumentFetcher.CanReach(address))
        {
            return Change(operation, id, flow => Edit(flow, edited => edited.WithDocumentElsewhere(address)) with
            {
                Remark = $"'{address}' is not on this computer and was not fetched.",
            });
        }

        (string? json, string? fault) = await FlowDocumentFetcher.FetchAsync(address, cancellationToken).ConfigureAwait(false);
        if (json is null)
        {
            return FlowOutcome.Refused(AcsCodes.Invalid("FilePath"), $"'{address}' cannot be fetched: {fault}.");
        }

        return Change(operation, id, flow =>
        {
            try
            {
                // Components that Meta does not know are not refused here, as integrators report, but when the flow is to be published.
                return Edit(flow, edited => edited.WithDocument(json));
            }
            catch (JsonException exception)
            {
                return FlowOutcome.Refused(AcsCodes.Invalid("FilePath"), $"What lies at '{address}' is no Flow JSON: {exception.Message}");
            }
        });
    }

    // By Meta's rule, on which CAMS is silent: a published flow that is edited is a draft again, and one that was withdrawn stays as it is.
    private static FlowOutcome Edit(StoredFlow flow, Func<StoredFlow, StoredFlow> edit) => flow.Flow.Status switch
    {
        FlowStatus.Deprecated => FlowOutcome.Refused(AcsCodes.UnfitFlow, $"The flow '{flow.Flow.Id}' is {FlowStatus.Deprecated} and cannot be edited."),
        FlowStatus.Published => FlowOutcome.Of(edit(flow).WithStatus(FlowStatus.Draft)),
        _ => FlowOutcome.Of(edit(flow)),
    };

    private static FlowOutcome Publish(StoredFlow flow) => flow.Obstacle is { } obstacle
        ? FlowOutcome.Refused(AcsCodes.UnfitFlow, $"The flow '{flow.Flow.Id}' cannot be published: {obstacle}.")
        : FlowOutcome.Of(flow.WithStatus(FlowStatus.Published));

    private FlowOutcome Change(SpecOperation operation, string id, Func<StoredFlow, FlowOutcome> change) =>
        flows.Change(spec.Provider, id, flow => operation.Permits(flow.Flow.Status)
            ? change(flow)
            : FlowOutcome.Refused(AcsCodes.UnfitFlow, $"{operation.Id} needs a flow that is {string.Join(" or ", operation.RequiredStatuses)}; '{id}' is {flow.Flow.Status}."))

        // GetFlowJSONAssest's page calls FlowId optional and does not say which flow is meant without it: then it is none of the caller's.
        ?? FlowOutcome.Refused(AcsCodes.ForeignResource, id.Length > 0 ? $"The account has no flow '{id}'." : $"{operation.Id} was asked for no flow.");

    private static string Value(List<QueryParameter> parameters, string name) => parameters.Find(parameter => parameter.Name == name)?.Value ?? "";
}
