using System.Text.Json.Nodes;
using FlowGen.Sandbox.Flows;
using FlowGen.Sandbox.Serving;
using FlowGen.Sandbox.Spec;
using FlowGen.Sandbox.Throttling;
using Microsoft.AspNetCore.Http;

namespace FlowGen.Sandbox.Cams;

/// <summary>Alibaba Cloud CAMS: every call comes to one path and names its operation in a header.</summary>
internal sealed class CamsEndpoint(ApiSpec spec, AcsAccount account, FlowStore flows, Uri sandbox, TimeProvider time)
{
    private const int Success = 200;

    private readonly AcsSignatureVerifier _verifier = new(account, time);
    private readonly QuotaBook _quotas = new(spec, time);

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
            body = await request.ReadBodyAsync().ConfigureAwait(false);
        }
        catch (BadHttpRequestException exception)
        {
            return Refuse(request, null, new(AcsCodes.UnreadableRequest, $"The body cannot be read: {exception.Message}"));
        }

        if (!QueryParameter.TryParseAll(request.Query, out List<QueryParameter> parameters, out string? fault))
        {
            return Refuse(request, null, new(AcsCodes.UnreadableRequest, $"The query holds '{fault}', which is no percent-encoded UTF-8."));
        }

        if (_verifier.Verify(request, parameters, body) is { } unverified)
        {
            return Refuse(request, null, unverified);
        }

        if (request.Header(AcsHeaders.Version).ToString() is var version && version != spec.Protocol.Version)
        {
            return Refuse(request, null, new(AcsCodes.UnknownVersion, $"The version '{version}' is not {spec.Protocol.Version}."));
        }

        string action = request.Header(AcsHeaders.Action).ToString();
        if (spec.Operations.FirstOrDefault(operation => operation.Id == action) is not { } operation)
        {
            return Refuse(request, null, new(AcsCodes.UnknownAction, $"The operation '{action}' is not one of {string.Join(", ", spec.Operations.Select(known => known.Id))}."));
        }

        if (_quotas.Count(operation) is { } throttled)
        {
            return Refuse(request, operation, throttled);
        }

        string[] ignored = [.. parameters.Select(parameter => parameter.Name).Distinct().Where(name => operation.Parameters.All(known => known.Name != name))];
        if (CheckParameters(operation, parameters) is { } invalid)
        {
            return Refuse(request, operation, invalid, ignored);
        }

        if (FindFlow(operation, parameters, out StoredFlow? flow) is { } unknown)
        {
            return Refuse(request, operation, unknown, ignored);
        }

        return Succeed(operation, flow!, ignored);
    }

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

            IReadOnlyList<SchemaViolation> violations = known.Schema.ValidateText(parameter.Value);
            if (violations.Count > 0)
            {
                return new(AcsCodes.Invalid(known.Name), $"{known.Name} does not fit: {string.Join(", ", violations)}.");
            }
        }

        return null;
    }

    private Refusal? FindFlow(SpecOperation operation, List<QueryParameter> parameters, out StoredFlow? flow)
    {
        flow = null;
        string space = Value(parameters, "CustSpaceId");
        if (space.Length > 0 && space != account.CustSpaceId)
        {
            return new(AcsCodes.ForeignResource, $"The space '{space}' is not the account's.");
        }

        // GetFlowJSONAssest's page calls FlowId optional and does not say which flow is meant without it: then it is none of the caller's.
        string id = Value(parameters, "FlowId");
        return flows.TryFind(spec.Provider, id, out flow)
            ? null
            : new(AcsCodes.ForeignResource, id.Length > 0 ? $"The account has no flow '{id}'." : $"{operation.Id} was asked for no flow.");
    }

    private static string Value(List<QueryParameter> parameters, string name) => parameters.Find(parameter => parameter.Name == name)?.Value ?? "";

    private SandboxAnswer Succeed(SpecOperation operation, StoredFlow flow, string[] ignored)
    {
        SpecEnvelope envelope = spec.Envelope ?? throw new SpecException("#/x-flowgen-envelope: it is missing.");
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
            facts[payloadName] = AnswerBody.Build(operation.Success.PropertyNamesOf(payloadName), Facts(flow));
        }

        facts[envelope.Code] = envelope.SuccessCode;
        SandboxAnswer answer = new()
        {
            Status = Success,
            Body = SandboxAnswer.Write(AnswerBody.Build(operation.Success.PropertyNames, facts)),
            Headers = [new(AcsHeaders.RequestId, requestId)],
            Provider = spec.Provider,
            Operation = operation.Id,
            Code = envelope.SuccessCode,
            RequestId = requestId,
            IgnoredParameters = ignored,
        };
        return AnswerBody.Judge(answer, operation.Success);
    }

    /// <summary>Everything that is known of a flow, under its names on the wire.</summary>
    private Dictionary<string, JsonNode?> Facts(StoredFlow stored) => new(StringComparer.Ordinal)
    {
        ["FlowId"] = stored.Flow.Id,
        ["FlowName"] = stored.Flow.Name,
        ["Status"] = stored.Flow.Status,
        ["Categories"] = new JsonArray([.. stored.Flow.Categories.Select(category => (JsonNode?)category)]),
        ["JSONVersion"] = stored.Document.Version,
        ["DataApiVersion"] = stored.Document.DataApiVersion,
        ["PreviewUrl"] = FlowLinks.Preview(sandbox, stored.Flow),
        ["PreviewUrlExpires"] = (time.GetUtcNow() + FlowLinks.PreviewLifetime).ToUnixTimeMilliseconds(),
        ["FilePath"] = FlowLinks.Asset(sandbox, stored.Flow),
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
