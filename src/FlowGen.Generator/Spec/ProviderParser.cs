using System.Globalization;
using FlowGen.Generator.Diagnostics;
using FlowGen.Generator.Model;

namespace FlowGen.Generator.Spec;

/// <summary>Reads what a spec says about the provider as a whole.</summary>
internal sealed class ProviderParser(SpecDocument document)
{
    /// <summary>A longer description is no name.</summary>
    private const int MaxEndpointName = 40;

    private static readonly Choices<ProtocolKind> Protocols = new()
    {
        ["rest"] = ProtocolKind.Rest,
        ["acs-rpc"] = ProtocolKind.AcsRpc,
    };

    private static readonly Choices<RateLimitScopeKind> Scopes = new()
    {
        ["account"] = RateLimitScopeKind.Account,
        ["key"] = RateLimitScopeKind.Key,
    };

    private static readonly Choices<RetryAfterKind> RetryAfterFormats = new()
    {
        ["seconds-or-date"] = RetryAfterKind.SecondsOrDate,
        ["milliseconds"] = RetryAfterKind.Milliseconds,
        ["acs-rate-limit"] = RetryAfterKind.AcsRateLimit,
    };

    private static readonly Choices<ErrorCategoryKind> Categories = new()
    {
        ["throttled"] = ErrorCategoryKind.Throttled,
        ["unauthenticated"] = ErrorCategoryKind.Unauthenticated,
        ["forbidden"] = ErrorCategoryKind.Forbidden,
        ["not-found"] = ErrorCategoryKind.NotFound,
        ["invalid-request"] = ErrorCategoryKind.InvalidRequest,
        ["conflict"] = ErrorCategoryKind.Conflict,
        ["not-subscribed"] = ErrorCategoryKind.NotSubscribed,
        ["transient"] = ErrorCategoryKind.Transient,
        ["timeout"] = ErrorCategoryKind.Timeout,
        ["unknown"] = ErrorCategoryKind.Unknown,
    };

    private readonly JsonNode _root = document.Root;

    /// <summary>The provider; <paramref name="fallbackName"/> names one that the spec does not name.</summary>
    public ProviderModel Parse(string fallbackName)
    {
        var protocol = document.Object(_root, "x-flowgen-protocol");
        var kind = protocol is null ? ProtocolKind.Rest : document.Choice(protocol, "kind", Protocols) ?? ProtocolKind.Rest;
        var version = protocol is null ? null : document.Text(protocol, "version");
        if (kind == ProtocolKind.AcsRpc && version is null && protocol!["version"] is null)
        {
            document.Report(SpecDiagnostics.MissingKey, protocol, JsonPointer.Of(protocol), "version");
        }

        var client = document.Object(_root, "x-flowgen-client");
        var security = new SecurityParser(document).Parse(out var isOptional);
        return new(
            (client is null ? null : document.Text(client, "provider")) ?? fallbackName,
            kind,
            version,
            security,
            isOptional,
            Endpoints(),
            EnvelopeParser.Parse(document, _root),
            ErrorBody(),
            Errors(),
            RateLimits(),
            RetryAfterHeaders());
    }

    private EquatableArray<EndpointModel> Endpoints()
    {
        var endpoints = new List<EndpointModel>();
        var names = new NameScope("Equals", "GetHashCode", "GetType", "ToString", "ReferenceEquals", "MemberwiseClone", "Finalize");
        foreach (var server in document.Objects(_root, "servers"))
        {
            if (ServerParser.Address(document, server) is not { } url)
            {
                continue;
            }

            var region = document.Text(server, "x-flowgen-region") ?? "";
            var description = document.Text(server, "description") ?? "";

            // The first one is the default; others are called by what is said of them, if that is a name.
            var name = region.Length > 0 ? region : endpoints.Count > 0 && description.Length is > 0 and <= MaxEndpointName ? description : "Default";
            endpoints.Add(new(url, region, names.Take(CSharpIdentifier.Pascal(name, "Default")), description));
        }

        return new(endpoints);
    }

    private ErrorBodyModel? ErrorBody() => document.Object(_root, "x-flowgen-error-body") is { } body
        ? new(document.Text(body, "code"), document.Text(body, "message"), document.Text(body, "requestId"))
        : null;

    private EquatableArray<ErrorRuleModel> Errors()
    {
        var rules = new List<ErrorRuleModel>();
        var nodes = new List<JsonNode>();
        var bySubject = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in document.Objects(_root, "x-flowgen-errors"))
        {
            var code = document.Text(row, "code");
            var status = document.Integer(row, "status", 100);
            if (code is null && status is null)
            {
                document.Report(SpecDiagnostics.MissingKey, row, JsonPointer.Of(row), "code");
                continue;
            }

            if (row["category"] is null)
            {
                document.Report(SpecDiagnostics.MissingKey, row, JsonPointer.Of(row), "category");
            }

            var category = document.Choice(row, "category", Categories) ?? ErrorCategoryKind.Unknown;
            var subject = (code is null ? "Any code" : "'" + code + "'") + (status is { } number ? " with HTTP " + number.ToString(CultureInfo.InvariantCulture) : "");
            if (!bySubject.TryGetValue(subject, out var before))
            {
                bySubject.Add(subject, rules.Count);
            }
            else if (rules[before].Category != category)
            {
                document.Report(SpecDiagnostics.ContradictoryError, row, subject, Categories.TextOf(category), Categories.TextOf(rules[before].Category), JsonPointer.Of(nodes[before]));
            }

            nodes.Add(row);

            rules.Add(new(
                code,
                status,
                category,
                document.Boolean(row, "retriable"),
                document.Text(row, "description") ?? document.Text(row, "message") ?? ""));
        }

        return new(rules);
    }

    private EquatableArray<RateLimitModel> RateLimits()
    {
        var limits = new List<RateLimitModel>();
        foreach (var member in document.Members(_root, "x-flowgen-rate-limits"))
        {
            if (document.Typed(member.Value, JsonKind.Object, "an object") is not { } limit)
            {
                continue;
            }

            var permits = Required(limit, "permits");
            var window = Required(limit, "windowMilliseconds");
            if (permits is not null && window is not null)
            {
                limits.Add(new(member.Name, permits.Value, window.Value, document.Choice(limit, "scope", Scopes) ?? RateLimitScopeKind.Account));
            }
        }

        return new(limits);
    }

    private int? Required(JsonNode limit, string key)
    {
        if (limit[key] is null)
        {
            document.Report(SpecDiagnostics.MissingKey, limit, JsonPointer.Of(limit), key);
            return null;
        }

        return document.Integer(limit, key, 1);
    }

    private EquatableArray<RetryAfterModel> RetryAfterHeaders()
    {
        var headers = new List<RetryAfterModel>();
        foreach (var row in document.Objects(_root, "x-flowgen-retry-after"))
        {
            if (document.RequiredText(row, "header") is { } header)
            {
                headers.Add(new(header, document.Choice(row, "format", RetryAfterFormats) ?? RetryAfterKind.SecondsOrDate));
            }
        }

        return new(headers);
    }
}
