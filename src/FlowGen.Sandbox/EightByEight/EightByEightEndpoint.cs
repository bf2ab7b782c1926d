using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using FlowGen.Sandbox.Flows;
using FlowGen.Sandbox.Serving;
using FlowGen.Sandbox.Spec;
using FlowGen.Sandbox.Throttling;

namespace FlowGen.Sandbox.EightByEight;

/// <summary>8x8 Chat Apps: a method and a path for each operation, and an API key.</summary>
internal sealed class EightByEightEndpoint(ApiSpec spec, EightByEightAccount account, FlowStore flows, Uri sandbox, TimeProvider time)
{
    private const int Success = 200;
    private const string Scheme = "Bearer ";

    private readonly QuotaBook _quotas = new(spec, time);
    private readonly (SpecOperation Operation, PathTemplate Path)[] _routes = [.. spec.Operations.Select(operation => (operation, new PathTemplate(operation.Path)))];

    /// <summary>
    /// Answers a call. The key is checked first, then the path, then the quota, then the parameters: every call of the key to a known operation
    /// counts, whatever becomes of it, but one that the quota refuses.
    /// </summary>
    public SandboxAnswer Answer(ReceivedRequest request)
    {
        if (!HasKey(request))
        {
            return Refuse(null, new(EightByEightCodes.NotAuthenticated, "The header Authorization has to be sent once, as Bearer and the API key."));
        }

        foreach ((SpecOperation operation, PathTemplate path) in _routes)
        {
            if (request.Method == operation.Method && path.TryMatch(request.Path, out IReadOnlyDictionary<string, string>? values))
            {
                return Answer(request, operation, values);
            }
        }

        return Refuse(null, new(EightByEightCodes.NotFound, $"{request.Method} {request.Path} is no operation of the spec."));
    }

    private SandboxAnswer Answer(ReceivedRequest request, SpecOperation operation, IReadOnlyDictionary<string, string> values)
    {
        if (_quotas.Count(operation) is { } throttled)
        {
            return Refuse(operation, throttled);
        }

        if (CheckParameters(operation, values) is { } invalid)
        {
            return Refuse(operation, invalid);
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

        string flowId = values.GetValueOrDefault("flowId", "");
        if (!flows.TryFind(spec.Provider, flowId, out StoredFlow? flow))
        {
            return Refuse(operation, new(EightByEightCodes.NotFound, $"The channel has no flow '{flowId}'."));
        }

        SandboxAnswer answer = new()
        {
            Status = Success,
            Body = SandboxAnswer.Write(AnswerBody.Build(operation.Success.PropertyNames, Facts(flow))),
            Provider = spec.Provider,
            Operation = operation.Id,
            IgnoredParameters = QueryParameter.TryParseAll(request.Query, out List<QueryParameter> parameters, out _)
                ? [.. parameters.Select(parameter => parameter.Name).Distinct()]
                : [],
        };
        return AnswerBody.Judge(answer, operation.Success);
    }

    private bool HasKey(ReceivedRequest request) =>
        request.Header("Authorization") is [{ } header]
        && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)

        // Digests have one length: the time of the comparison says nothing about the key's.
        && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(header[Scheme.Length..])), SHA256.HashData(Encoding.UTF8.GetBytes(account.ApiKey)));

    private static Refusal? CheckParameters(SpecOperation operation, IReadOnlyDictionary<string, string> values)
    {
        foreach (SpecParameter parameter in operation.Parameters.Where(parameter => parameter.In == "path"))
        {
            string value = values.GetValueOrDefault(parameter.Name, "");
            IReadOnlyList<SchemaViolation> violations = value.Length == 0 ? [new("#", "it is empty")] : parameter.Schema.ValidateText(value);
            if (violations.Count > 0)
            {
                return new(EightByEightCodes.InvalidParameter, $"{parameter.Name} does not fit: {string.Join(", ", violations)}.");
            }
        }

        return null;
    }

    /// <summary>Everything that is known of a flow, under its names on the wire.</summary>
    private Dictionary<string, JsonNode?> Facts(StoredFlow stored) => new(StringComparer.Ordinal)
    {
        ["flowId"] = stored.Flow.Id,
        ["flowJsonUrl"] = FlowLinks.Asset(sandbox, stored.Flow),
        ["name"] = stored.Flow.Name,
        ["status"] = stored.Flow.Status,
        ["categories"] = new JsonArray([.. stored.Flow.Categories.Select(category => (JsonNode?)category)]),
        ["validationErrors"] = stored.Document.Errors.Count == 0 ? null : new JsonArray([.. stored.Document.Errors.Select(error => (JsonNode?)error.ToJson())]),
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
