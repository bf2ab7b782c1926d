using System.Text;
using System.Text.Json.Nodes;
using FlowGen.Sandbox.Flows;
using FlowGen.Sandbox.Serving;
using FlowGen.Sandbox.Spec;
using FlowGen.Sandbox.Throttling;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace FlowGen.Sandbox.Cams;

/// <summary>Alibaba Cloud CAMS: every call comes to one path and names its operation in a header.</summary>
internal sealed class CamsEndpoint(ApiSpec spec, AcsAccount account, FlowStore flows, Uri sandbox, QuotaBook quotas, TimeProvider time) : IProviderEndpoint
{
    private const int Success = 200;

    private readonly CamsOperations _operations = new(spec, flows, time);
    private readonly AcsSignatureVerifier _verifier = new(account, time);

    public string Provider => spec.Provider;

    public SpecOperation? OperationOf(ReceivedRequest request)
    {
        string action = request.Header(AcsHeaders.Action).ToString();
        return spec.Operations.FirstOrDefault(operation => operation.Id == action);
    }

    /// <summary>
    /// Answers a call. Who calls is checked first, then what is called, then the quota, then the parameters: every call of the account to a known
    /// operation counts, whatever becomes of it, but one that the quota refuses.
    /// </summary>
    public async Task<SandboxAnswer> AnswerAsync(ReceivedRequest request)
    {
        // The gateway takes both methods for every operation; the spec names the one that the SDKs use.
        if (request.Method is not ("POST" or "GET"))
        {
            return Refuse(request, null, new(AcsCodes.WrongMethod, "POST and GET are served here."));
        }

        byte[] body;
        try
        {
            body = await request.ReadBodyAsync(SandboxServer.LargestUnusedBody).ConfigureAwait(false);
        }
        catch (BadHttpRequestException exception)
        {
            return Refuse(request, null, new(AcsCodes.UnreadableRequest, $"The body cannot be read: {exception.Message}"));
        }

        if (!QueryParameter.TryParseAll(request.Query, out List<QueryParameter> parameters, out string? fault))
        {
            return Refuse(request, null, new(AcsCodes.UnreadableRequest, $"The query holds '{fault}', which is no percent-encoded UTF-8."));
        }

        request.Parameters = [.. parameters.Select(parameter => KeyValuePair.Create(parameter.Name, parameter.Value))];
        if (_verifier.Verify(request, parameters, body) is { } unverified)
        {
            return Refuse(request, null, unverified);
        }

        // The parameters of an RPC call may travel as a form as well, and did in the SDKs until July 2025. The signature covers them by the body's hash.
        if (IsForm(request))
        {
            if (!QueryParameter.TryParseAll(Encoding.Latin1.GetString(body), out List<QueryParameter> form, out fault))
            {
                return Refuse(request, null, new(AcsCodes.UnreadableRequest, $"The form holds '{fault}', which is no percent-encoded UTF-8."));
            }

            parameters.AddRange(form);
            request.Parameters = [.. parameters.Select(parameter => KeyValuePair.Create(parameter.Name, parameter.Value))];
        }

        if (request.Header(AcsHeaders.Version).ToString() is var version && version != spec.Protocol.Version)
        {
            return Refuse(request, null, new(AcsCodes.UnknownVersion, $"The version '{version}' is not {spec.Protocol.Version}."));
        }

        if (OperationOf(request) is not { } operation)
        {
            return Refuse(request, null, new(AcsCodes.UnknownAction, $"The operation '{request.Header(AcsHeaders.Action)}' is not one of {string.Join(", ", spec.Operations.Select(known => known.Id))}."));
        }

        if (quotas.Count(operation) is { } throttled)
        {
            return Refuse(request, operation, throttled);
        }

        string[] ignored = [.. parameters.Select(parameter => parameter.Name).Distinct().Where(name => operation.Parameters.All(known => known.Name != name))];
        if (CheckParameters(operation, parameters) is { } invalid)
        {
            return Refuse(request, operation, invalid, ignored);
        }

        if (CheckSpace(parameters) is { } foreign)
        {
            return Refuse(request, operation, foreign, ignored);
        }

        FlowOutcome outcome = await _operations.RunAsync(operation, parameters, request.Stopping).ConfigureAwait(false);
        return outcome.Refusal is { } refusal ? Refuse(request, operation, refusal, ignored) : Succeed(operation, outcome, ignored);
    }

    public SandboxAnswer RefuseAsAsked(ReceivedRequest request, Fault fault)
    {
        SpecOperation operation = OperationOf(request) ?? spec.Operations[0];
        string code = fault.Code ?? spec.ThrottlingCode(operation);
        return Refuse(request, OperationOf(request), new(code, $"The sandbox was asked to refuse with {code}.") { RetryAfter = fault.Time });
    }

    private static bool IsForm(ReceivedRequest request) =>
        MediaTypeHeaderValue.TryParse(request.Header("Content-Type").ToString(), out MediaTypeHeaderValue? type)
        && type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase);

    private static Refusal? CheckParameters(SpecOperation operation, List<QueryParameter> parameters)
    {
        foreach (SpecParameter known in operation.Parameters)
        {
            List<QueryParameter> given = parameters.FindAll(parameter => parameter.Name == known.Name);
            if (given.Count > 1)
            {
                return new(AcsCodes.Invalid(known.Name), $"{known.Name} is given {given.Count} times.");
            }

            // An empty value is none: it is how a query says that a parameter is not set.
            if (given is not [{ Value.Length: > 0 } parameter])
            {
                if (known.IsRequired)
                {
                    return new(AcsCodes.Missing(known.Name), $"{operation.Id} needs {known.Name}.");
                }

                continue;
            }

            IReadOnlyList<SchemaViolation> violations = known.Validate(parameter.Value);
            if (violations.Count > 0)
            {
                return new(known.Name == operation.Paging?.Parameter ? AcsCodes.InvalidPage : AcsCodes.Invalid(known.Name), $"{known.Name} does not fit: {string.Join(", ", violations)}.");
            }
        }

        return null;
    }

    private Refusal? CheckSpace(List<QueryParameter> parameters)
    {
        string space = parameters.Find(parameter => parameter.Name == "CustSpaceId")?.Value ?? "";
        return space.Length == 0 || space == account.CustSpaceId
            ? null
            : new(AcsCodes.ForeignResource, $"The space '{space}' is not the account's.");
    }

    private SandboxAnswer Succeed(SpecOperation operation, FlowOutcome outcome, string[] ignored)
    {
        SpecEnvelope envelope = spec.EnvelopeOf(operation) ?? throw new SpecException("#/x-flowgen-envelope: it is missing.");
        SpecSchema schema = operation.Success ?? throw new SpecException($"{operation.Id}: the answer has no envelope.");
        string requestId = NewRequestId();

        // What the account of a flow says nothing about is answered as in the documented sample: AccessDeniedDetail is the text None,
        // and is absent where the sample has none.
        Dictionary<string, JsonNode?> facts = operation.SuccessExample?.ToDictionary(StringComparer.Ordinal) ?? new(StringComparer.Ordinal);
        if (envelope.RequestId is { } requestIdName)
        {
            // GetFlow's sample ends its request id in a newline, and the others do not.
            string sample = facts.GetValueOrDefault(requestIdName)?.ToString() ?? "";
            facts[requestIdName] = requestId + sample[sample.TrimEnd().Length..];
        }

        if (envelope.Message is { } messageName)
        {
            facts[messageName] = envelope.AbsentMessage;
        }

        if (envelope.Payload is { } payloadName)
        {
            IEnumerable<string> names = schema.PropertyNamesOf(payloadName);
            facts[payloadName] = schema.IsArray(payloadName)
                ? AnswerBody.BuildAll(names, outcome.Flows.Select(Facts))
                : outcome.Flows is [{ } flow] ? AnswerBody.Build(names, Facts(flow)) : null;
        }

        if (envelope.Flag is { } flagName)
        {
            // SyncFlow's sample prints false beside a success; the page's words say true.
            facts[flagName] = true;
        }

        facts[envelope.Code] = envelope.SuccessCode;
        SandboxAnswer answer = new()
        {
            Status = Success,
            Body = SandboxAnswer.Write(AnswerBody.Build(schema.PropertyNames, facts)),
            Headers = [new(AcsHeaders.RequestId, requestId)],
            Provider = spec.Provider,
            Operation = operation.Id,
            Code = envelope.SuccessCode,
            Detail = outcome.Remark,
            RequestId = requestId,
            IgnoredParameters = ignored,
            IsExecuted = true,
        };
        return AnswerBody.Judge(answer, schema);
    }

    /// <summary>Everything that is known of a flow, under its names on the wire.</summary>
    private Dictionary<string, JsonNode?> Facts(StoredFlow stored) => new(StringComparer.Ordinal)
    {
        ["FlowId"] = stored.Flow.Id,
        ["FlowName"] = stored.Flow.Name,
        ["Status"] = stored.Flow.Status,
        ["Categories"] = new JsonArray([.. stored.Flow.Categories.Select(category => (JsonNode?)category)]),
        ["JSONVersion"] = stored.Document?.Version,
        ["DataApiVersion"] = stored.Document?.DataApiVersion,
        ["PreviewUrl"] = FlowLinks.Preview(sandbox, stored),
        ["PreviewUrlExpires"] = stored.Preview?.Expires.ToUnixTimeMilliseconds(),
        ["EndpointUri"] = stored.Flow.EndpointUri,
        ["FilePath"] = FlowLinks.Asset(sandbox, stored),
    };

    private SandboxAnswer Refuse(ReceivedRequest request, SpecOperation? operation, Refusal refusal, string[]? ignored = null)
    {
        string requestId = NewRequestId();
        int status = refusal.Status(spec);
        JsonObject body = new()
        {
            [spec.ErrorBody.Code] = refusal.Code,
            [spec.ErrorBody.Message] = refusal.Message(spec),
            [spec.ErrorBody.RequestId] = requestId,
            ["HostId"] = request.Host,
            ["Recommend"] = $"https://error-center.aliyun.com/status/search?Keyword={PercentEncoding.Encode(refusal.Code)}&source=PopGw",
        };
        SandboxAnswer answer = new()
        {
            Status = status,
            Body = SandboxAnswer.Write(body),
            Headers = [new(AcsHeaders.RequestId, requestId), .. refusal.RetryAfterHeaders(spec)],
            Provider = spec.Provider,
            Operation = operation?.Id,
            Code = refusal.Code,
            Detail = refusal.Diagnosis is { } diagnosis ? $"{refusal.Detail} {diagnosis}" : refusal.Detail,
            RequestId = requestId,
            IgnoredParameters = ignored ?? [],
        };
        return AnswerBody.Judge(answer, (operation ?? spec.Operations[0]).FailureSchema(status));
    }

    private static string NewRequestId() => Guid.NewGuid().ToString().ToUpperInvariant();
}
