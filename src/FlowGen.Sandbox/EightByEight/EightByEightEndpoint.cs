using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using FlowGen.Sandbox.Flows;
using FlowGen.Sandbox.Serving;
using FlowGen.Sandbox.Spec;
using FlowGen.Sandbox.Throttling;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace FlowGen.Sandbox.EightByEight;

/// <summary>8x8 Chat Apps: a method and a path for each operation, and an API key.</summary>
internal sealed class EightByEightEndpoint(ApiSpec spec, EightByEightAccount account, FlowStore flows, Uri sandbox, QuotaBook quotas, TimeProvider time) : IProviderEndpoint
{
    private const int Success = 200;
    private const string Scheme = "Bearer ";

    private readonly EightByEightOperations _operations = new(spec, flows, time);
    private readonly (SpecOperation Operation, PathTemplate Path)[] _routes = [.. spec.Operations.Select(operation => (operation, new PathTemplate(operation.Path)))];

    public string Provider => spec.Provider;

    public SpecOperation? OperationOf(ReceivedRequest request) => Route(request)?.Operation;

    /// <summary>
    /// Answers a call. The key is checked first, then the path, then the quota, then the parameters and the body: every call of the key to a known operation
    /// counts, whatever becomes of it, but one that the quota refuses.
    /// </summary>
    public async Task<SandboxAnswer> AnswerAsync(ReceivedRequest request)
    {
        if (!HasKey(request))
        {
            return Refuse(null, new(EightByEightCodes.NotAuthenticated, "The header Authorization has to be sent once, as Bearer and the API key."));
        }

        return Route(request) is { } route
            ? await AnswerAsync(request, route.Operation, route.Values).ConfigureAwait(false)
            : Refuse(null, new(EightByEightCodes.NotFound, $"{request.Method} {request.Path} is no operation of the spec."));
    }

    public SandboxAnswer RefuseAsAsked(ReceivedRequest request, Fault fault)
    {
        SpecOperation? operation = OperationOf(request);
        string code = fault.Code ?? spec.ThrottlingCode(operation ?? spec.Operations[0]);
        return Refuse(operation, new(code, $"The sandbox was asked to refuse with {code}.") { RetryAfter = fault.Time });
    }

    private (SpecOperation Operation, IReadOnlyDictionary<string, string> Values)? Route(ReceivedRequest request)
    {
        foreach ((SpecOperation operation, PathTemplate path) in _routes)
        {
            if (request.Method == operation.Method && path.TryMatch(request.Path, out IReadOnlyDictionary<string, string>? values))
            {
                return (operation, values);
            }
        }

        return null;
    }

    private async Task<SandboxAnswer> AnswerAsync(ReceivedRequest request, SpecOperation operation, IReadOnlyDictionary<string, string> pathValues)
    {
        request.Parameters = [.. pathValues];
        if (quotas.Count(operation) is { } throttled)
        {
            return Refuse(operation, throttled);
        }

        if (!QueryParameter.TryParseAll(request.Query, out List<QueryParameter> query, out string? fault))
        {
            return Refuse(operation, new(EightByEightCodes.InvalidParameter, $"The query holds '{fault}', which is no percent-encoded UTF-8."));
        }

        request.Parameters = [.. pathValues, .. query.Select(parameter => KeyValuePair.Create(parameter.Name, parameter.Value))];
        Dictionary<string, string> values = pathValues.ToDictionary(StringComparer.Ordinal);
        if (CheckPath(operation, values) is { } invalidPath)
        {
            return Refuse(operation, invalidPath);
        }

        if (CheckQuery(operation, query, values) is { } invalidQuery)
        {
            return Refuse(operation, invalidQuery);
        }

        string accountId = values.GetValueOrDefault("accountId", "");
        if (!account.Owns(accountId))
        {
            return Refuse(operation, new(EightByEightCodes.Forbidden, $"The account '{accountId}' is not the key's."));
        }

        string channelId = values.GetValueOrDefault("channelId", "");
        if (channelId != account.ChannelId)
        {
            return Refuse(operation, new(EightByEightCodes.NotFound, $"The account has no channel '{channelId}'."));
        }

        (JsonObject body, Refusal? invalidBody) = await ReadBodyAsync(request, operation).ConfigureAwait(false);
        FlowOutcome? outcome = invalidBody is null ? _operations.Run(operation, values, body) : null;
        if ((invalidBody ?? outcome?.Refusal) is { } refusal)
        {
            return Refuse(operation, refusal);
        }

        SandboxAnswer answer = new()
        {
            Status = Success,
            Body = operation.Success is { } schema ? SandboxAnswer.Write(AnswerBody.Build(schema.PropertyNames, Facts(outcome!, schema))) : "",
            Provider = spec.Provider,
            Operation = operation.Id,
            Detail = outcome!.Remark,
            IsExecuted = true,
            IgnoredParameters = [.. query.Select(parameter => parameter.Name).Distinct().Where(name => operation.Parameters.All(known => known.In != "query" || known.Name != name))],
        };
        return AnswerBody.Judge(answer, operation.Success);
    }

    private bool HasKey(ReceivedRequest request) =>
        request.Header("Authorization") is [{ } header]
        && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)

        // Digests have one length: the time of the comparison says nothing about the key's.
        && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(header[Scheme.Length..])), SHA256.HashData(Encoding.UTF8.GetBytes(account.ApiKey)));

    private static Refusal? CheckPath(SpecOperation operation, Dictionary<string, string> values)
    {
        foreach (SpecParameter parameter in operation.Parameters.Where(parameter => parameter.In == "path"))
        {
            string value = values.GetValueOrDefault(parameter.Name, "");
            if (Check(parameter, value, value.Length == 0) is { } invalid)
            {
                return invalid;
            }
        }

        return null;
    }

    private static Refusal? CheckQuery(SpecOperation operation, List<QueryParameter> query, Dictionary<string, string> values)
    {
        foreach (SpecParameter parameter in operation.Parameters.Where(parameter => parameter.In == "query"))
        {
            List<QueryParameter> given = query.FindAll(candidate => candidate.Name == parameter.Name);
            if (given.Count > 1)
            {
                return new(EightByEightCodes.InvalidParameter, $"{parameter.Name} is given {given.Count} times.");
            }

            if (given is [{ } one])
            {
                if (Check(parameter, one.Value, isEmpty: false) is { } invalid)
                {
                    return invalid;
                }

                values[parameter.Name] = one.Value;
            }
        }

        return null;
    }

    private static Refusal? Check(SpecParameter parameter, string value, bool isEmpty)
    {
        IReadOnlyList<SchemaViolation> violations = isEmpty ? [new("#", "it is empty")] : parameter.Validate(value);
        return violations.Count == 0 ? null : new(EightByEightCodes.InvalidParameter, $"{parameter.Name} does not fit: {string.Join(", ", violations)}.");
    }

    private static async Task<(JsonObject Body, Refusal? Refusal)> ReadBodyAsync(ReceivedRequest request, SpecOperation operation)
    {
        JsonObject none = [];
        if (operation.Body is not { } schema)
        {
            return (none, null);
        }

        if (!MediaTypeHeaderValue.TryParse(request.Header("Content-Type").ToString(), out MediaTypeHeaderValue? type) || !type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase))
        {
            return (none, new(EightByEightCodes.InvalidParameter, "The body has to be sent as application/json."));
        }

        try
        {
            byte[] received = await request.ReadBodyAsync(IProviderEndpoint.LargestBody).ConfigureAwait(false);
            if (!JsonText.TryParse(received, out JsonNode? body, out string? fault))
            {
                return (none, new(EightByEightCodes.InvalidParameter, $"The body is no JSON: {fault}"));
            }

            IReadOnlyList<SchemaViolation> violations = schema.Validate(body?.ToJsonString() ?? "null");
            return violations.Count == 0 && body is JsonObject members
                ? (members, null)
                : (none, new(EightByEightCodes.InvalidParameter, $"The body does not fit: {string.Join(", ", violations)}."));
        }
        catch (BadHttpRequestException exception)
        {
            return (none, new(EightByEightCodes.InvalidParameter, $"The body cannot be read: {exception.Message}"));
        }
    }

    /// <summary>Everything that is known after an operation, under its names on the wire.</summary>
    private Dictionary<string, JsonNode?> Facts(FlowOutcome outcome, SpecSchema schema)
    {
        Dictionary<string, JsonNode?> facts = outcome.Flows is [{ } flow] ? Facts(flow) : new(StringComparer.Ordinal);
        facts["success"] = true;
        facts["flows"] = AnswerBody.BuildAll(schema.PropertyNamesOf("flows"), outcome.Flows.Select(Facts));
        return facts;
    }

    /// <summary>Everything that is known of a flow, under its names on the wire.</summary>
    private Dictionary<string, JsonNode?> Facts(StoredFlow stored) => new(StringComparer.Ordinal)
    {
        ["id"] = stored.Flow.Id,
        ["flowId"] = stored.Flow.Id,
        ["flowJsonUrl"] = FlowLinks.Asset(sandbox, stored),
        ["name"] = stored.Flow.Name,
        ["status"] = stored.Flow.Status,
        ["categories"] = new JsonArray([.. stored.Flow.Categories.Select(category => (JsonNode?)category)]),
        ["validationErrors"] = stored.Document is { Errors: { Count: > 0 } errors } ? new JsonArray([.. errors.Select(error => (JsonNode?)error.ToJson())]) : null,
        ["preview_url"] = FlowLinks.Preview(sandbox, stored),

        // The offset has no colon, as in the reference's example.
        ["expires_at"] = stored.Preview?.Expires.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'+0000'", CultureInfo.InvariantCulture),
    };

    private SandboxAnswer Refuse(SpecOperation? operation, Refusal refusal)
    {
        int status = refusal.Status(spec);
        string errorId = Guid.NewGuid().ToString();
        JsonObject body = new()
        {
            // The spec keeps codes as text, since some tables have words; 8x8 writes numbers.
            [spec.ErrorBody.Code] = int.Parse(refusal.Code, CultureInfo.InvariantCulture),
            [spec.ErrorBody.Message] = refusal.Message(spec),
            [spec.ErrorBody.RequestId] = errorId,
            ["timestamp"] = time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fffffffzzz", CultureInfo.InvariantCulture),
        };
        SandboxAnswer answer = new()
        {
            Status = status,
            Body = SandboxAnswer.Write(body),
            Headers = [.. refusal.RetryAfterHeaders(spec)],
            Provider = spec.Provider,
            Operation = operation?.Id,
            Code = refusal.Code,
            Detail = refusal.Detail,
            RequestId = errorId,
        };
        return AnswerBody.Judge(answer, (operation ?? spec.Operations[0]).FailureSchema(status));
    }
}
