using System.Globalization;
using FlowGen.Generator.Diagnostics;
using FlowGen.Generator.Model;

namespace FlowGen.Generator.Spec;

/// <summary>Reads the operations: where each value travels, and what comes back.</summary>
internal sealed class OperationParser(SpecDocument document, ProviderModel provider, SchemaParser schemas, EnumParser enums, NameScope typeNames, CSharpIdentifier client)
{
    public const string LeftOut = "the operation is left out";

    /// <summary>Why what the provider calls is not generated.</summary>
    public const string NotCalled = "FlowGen writes what calls the provider, not what the provider calls";

    private static readonly string[] Methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

    /// <summary>Methods that only read (RFC 9110, section 9.2.1). A write that may have run is sent again only if the spec says that it may.</summary>
    private static readonly string[] SafeMethods = ["get", "options", "head", "trace"];

    private static readonly string[] RequestMembers = ["Equals", "GetHashCode", "GetType", "ToString", "ReferenceEquals", "MemberwiseClone", "Finalize"];

    /// <summary>Names of operations. A method, a field and a class are called after each, and none may be called as the client is.</summary>
    private readonly NameScope _names = new(
        ["Send", "SendPages", .. new[] { "Async", "Operation", "Paging", "Patterns" }
            .Where(suffix => client.Name.EndsWith(suffix, StringComparison.Ordinal))
            .Select(suffix => client.Name.Substring(0, client.Name.Length - suffix.Length))]);

    private readonly string _protocolPath = document.Object(document.Root, "x-flowgen-protocol") is { } protocol
        ? document.Text(protocol, "path") ?? "/"
        : "/";

    private readonly Dictionary<string, RateLimitModel> _rateLimits = ByGroup(provider.RateLimits);
    private readonly Dictionary<string, ErrorRuleModel> _errors = ByCode(provider.Errors);
    private readonly SecurityParser _security = new(document);
    private readonly ErrorTypeParser _errorTypes = new(document, schemas);

    /// <summary>Whether a member of a path item is an operation.</summary>
    public static bool IsMethod(string member) => Methods.Contains(member);

    /// <summary>Every operation that can be expressed, in the order of the spec.</summary>
    public EquatableArray<OperationModel> Parse()
    {
        // Names first: an operation's own types go before components that happen to be called the same.
        var found = Find();
        _errorTypes.FindShared(found);
        var operations = new List<ParsedOperation>();
        foreach (var operation in found)
        {
            document.CancellationToken.ThrowIfCancellationRequested();
            var faults = document.FaultCount;
            if (Parse(operation) is { } model)
            {
                operations.Add(new(operation.Node, model));
            }
            else if (document.FaultCount == faults)
            {
                // What is shared is complained about once, but no operation goes missing without a word.
                document.ReportName(SpecDiagnostics.Unsupported, operation.Node, JsonPointer.Of(operation.Node), "it shares with another operation what cannot be expressed", LeftOut);
            }
        }

        // How pages are asked for depends on what the types hold that were only named so far.
        schemas.ReadPending();
        CheckRequirements();
        var paging = new PagingParser(document, schemas);
        return new(operations.ConvertAll(operation => operation.Model with
        {
            Paging = paging.Parse(operation.Node, operation.Model, () => _names.Take(operation.Model.Name.With("All"))),
        }));
    }

    private List<FoundOperation> Find()
    {
        var found = new List<FoundOperation>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var nodes = new HashSet<JsonNode>();
        foreach (var path in document.Members(document.Root, "paths"))
        {
            if (path.Name.StartsWith("x-", StringComparison.Ordinal) || document.Resolve(path.Value) is not { } item)
            {
                continue;
            }

            foreach (var method in Methods)
            {
                if (document.Object(item, method) is not { } node)
                {
                    continue;
                }

                if (document.Text(node, "operationId") is not { } id)
                {
                    if (provider.Protocol == ProtocolKind.AcsRpc)
                    {
                        // The request carries it.
                        document.Report(SpecDiagnostics.MissingKey, node, JsonPointer.Of(node), "operationId");
                        continue;
                    }

                    id = method + path.Name;
                }

                if (!nodes.Add(node) && provider.Protocol == ProtocolKind.Rest)
                {
                    // Two paths can refer to one path item, whose operations then have one id.
                    id = method + path.Name;
                }

                if (!ids.Add(id))
                {
                    document.Report(SpecDiagnostics.DuplicateName, node["operationId"] ?? node, id, JsonPointer.Of(node));
                    continue;
                }

                var name = _names.Take(CSharpIdentifier.Pascal(document.Text(node, "x-flowgen-name") ?? id, "Operation"));
                var hasRequest = document.Items(item, "parameters").Count > 0 || document.Items(node, "parameters").Count > 0 || node["requestBody"] is not null || path.Name.IndexOf('{') >= 0;
                var requestType = name.With("Request");

                // A class inside the client, which would take the place of a type of that name.
                typeNames.Take(name.With("Patterns"));
                found.Add(new(path, method, item, node, id, name, hasRequest ? typeNames.Take(requestType) : requestType));
            }
        }

        return found;
    }

    private OperationModel? Parse(FoundOperation operation)
    {
        var node = operation.Node;
        var names = new NameScope([operation.RequestType.Name, .. RequestMembers]);
        var locals = new LocalScope("request", "message");
        var envelope = EnvelopeParser.Parse(document, node);
        if (new ParameterParser(document, schemas, names, locals).Parse(operation) is not { } parameters
            || new BodyParser(document, schemas, names, locals).Parse(operation) is not { } body
            || new ResponseParser(document, schemas).Parse(operation, envelope ?? provider.Envelope) is not { } response
            || new PathParser(document, provider, _protocolPath, schemas, names, locals).Parse(operation, parameters) is not { } path)
        {
            return null;
        }

        if (document.Members(node, "callbacks").Count > 0)
        {
            document.ReportName(SpecDiagnostics.NoCode, node["callbacks"]!, JsonPointer.Of(node["callbacks"]!), NotCalled);
        }

        var group = RateLimitGroup(node, operation.Id);
        var security = _security.Parse(node, provider, out var isUnsigned);
        return new(
            operation.Name,
            operation.Id,
            operation.Method.ToUpperInvariant(),
            provider.Protocol == ProtocolKind.AcsRpc ? _protocolPath : operation.Path.Name,
            new(path.Parts),
            new(path.Query),
            operation.RequestType,
            new((List<ParameterModel>)[.. parameters, .. body.Fields]),
            body.Form,
            body.Body,
            response.Type,
            response.Coding,
            response.BodilessStatuses,
            response.IsNullable,
            _errorTypes.Parse(operation),
            response.Payload,
            response.Accept,
            envelope,
            null,
            schemas.RequiredStatuses(node),
            group,
            isUnsigned,
            security,
            Server(operation),
            node["x-flowgen-idempotent"] is null ? Array.IndexOf(SafeMethods, operation.Method) >= 0 : document.Boolean(node, "x-flowgen-idempotent"),
            document.Boolean(node, "deprecated"),
            Documentation(operation, group));
    }

    /// <summary>The server that has the operation, where it is another one than the document's first.</summary>
    private string? Server(FoundOperation operation)
    {
        var servers = operation.Node["servers"] is null ? operation.Item : operation.Node;
        foreach (var server in document.Objects(servers, "servers"))
        {
            if (ServerParser.Address(document, server) is { } address)
            {
                return provider.Endpoints.Count == 0 || provider.Endpoints[0].Url != address ? address : null;
            }
        }

        return null;
    }

    private static Dictionary<string, RateLimitModel> ByGroup(EquatableArray<RateLimitModel> limits)
    {
        var byGroup = new Dictionary<string, RateLimitModel>(StringComparer.Ordinal);
        foreach (var limit in limits)
        {
            byGroup.Add(limit.Group, limit);
        }

        return byGroup;
    }

    /// <summary>The first rule of each code.</summary>
    private static Dictionary<string, ErrorRuleModel> ByCode(EquatableArray<ErrorRuleModel> rules)
    {
        var byCode = new Dictionary<string, ErrorRuleModel>(StringComparer.Ordinal);
        foreach (var rule in rules)
        {
            if (rule.Code is { } code && !byCode.ContainsKey(code))
            {
                byCode.Add(code, rule);
            }
        }

        return byCode;
    }

    private string? RateLimitGroup(JsonNode node, string id)
    {
        if (document.Text(node, "x-flowgen-rate-limit") is { } group)
        {
            if (_rateLimits.ContainsKey(group))
            {
                return group;
            }

            document.Report(SpecDiagnostics.UndeclaredRateLimit, node["x-flowgen-rate-limit"]!, group, document.Suggest(group, _rateLimits.Keys));
        }
        else if (provider.RateLimits.Count > 0 && node["x-flowgen-rate-limit"] is null)
        {
            document.ReportName(SpecDiagnostics.NoRateLimit, node, id);
        }

        return null;
    }

    private OperationDocumentationModel Documentation(FoundOperation operation, string? group)
    {
        var node = operation.Node;
        var errors = new List<ErrorRuleModel>();
        foreach (var item in document.Items(node, "x-flowgen-errors"))
        {
            if (document.Text(item) is not { } code)
            {
                continue;
            }

            if (_errors.TryGetValue(code, out var rule))
            {
                errors.Add(rule);
            }
            else
            {
                document.Report(SpecDiagnostics.UnknownError, item, code, document.Suggest(code, _errors.Keys));
            }
        }

        var permission = document.Object(node, "x-flowgen-ram-action") is { } ram && document.RequiredText(ram, "action") is { } action
            ? action + (document.Text(ram, "accessLevel") is { } level ? " (" + level + ")" : "")
            : "";
        return new(
            document.Text(node, "summary") ?? document.Text(node, "description") ?? "Calls " + operation.Id + ".",
            node["summary"] is null ? "" : document.Text(node, "description") ?? "",
            group is not null && _rateLimits.TryGetValue(group, out var limit) ? Quota(limit) : "",
            permission,
            Requirement(node),
            document.Text(node, "x-flowgen-note") ?? "",
            new(errors));
    }

    /// <summary>A status that no type of the document has is a typo: the rule that watches over it would never be kept.</summary>
    private void CheckRequirements()
    {
        var required = schemas.Requirements.SelectMany(static requirement => requirement["status"]?.Items ?? []).Where(static status => status.Kind == JsonKind.String).Distinct().ToList();
        var known = required.Count == 0 ? null : enums.Enums
            .Where(static type => !type.IsNumber)
            .Select(static type => new HashSet<string>(type.Values.Select(static value => value.WireText), StringComparer.Ordinal))
            .OrderByDescending(texts => required.Count(status => texts.Contains(status.Text)))
            .FirstOrDefault();
        foreach (var status in known is null ? [] : required.Where(status => !known.Contains(status.Text)))
        {
            document.Report(SpecDiagnostics.InvalidValue, status, JsonPointer.Of(status), status.Text, string.Join(", ", known), document.Suggest(status.Text, known!));
        }
    }

    private string Requirement(JsonNode node)
    {
        var statuses = schemas.RequiredStatuses(node);
        if (statuses.Count == 0)
        {
            return "";
        }

        var sentence = "Needs the status " + string.Join(" or ", statuses) + ".";
        return document.Text(node["x-flowgen-requires"]!, "x-flowgen-note") is { } note ? sentence + " " + note : sentence;
    }

    private static string Quota(RateLimitModel limit)
    {
        var calls = limit.Permits.ToString("N0", CultureInfo.InvariantCulture);
        var window = limit.WindowMilliseconds % 1000 == 0
            ? (limit.WindowMilliseconds / 1000).ToString("N0", CultureInfo.InvariantCulture) + " s"
            : limit.WindowMilliseconds.ToString("N0", CultureInfo.InvariantCulture) + " ms";
        var scope = limit.Scope == RateLimitScopeKind.Account ? "per account" : "per key";
        return calls + " calls in any " + window + ", " + scope + ", for all operations of the group '" + limit.Group + "'.";
    }
}
