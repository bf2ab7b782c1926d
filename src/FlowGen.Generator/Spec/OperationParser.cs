using System.Globalization;
using System.Text;
using FlowGen.Generator.Diagnostics;
using FlowGen.Generator.Model;

namespace FlowGen.Generator.Spec;

/// <summary>Reads the operations: where each value travels, and what comes back.</summary>
internal sealed class OperationParser(SpecDocument document, ProviderModel provider, SchemaParser schemas, NameScope typeNames, CSharpIdentifier client)
{
    private const string OperationLeftOut = "the operation is left out";

    private static readonly string[] Methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

    /// <summary>Methods whose repeat has no further effect (RFC 9110, section 9.2.2).</summary>
    private static readonly string[] IdempotentMethods = ["get", "put", "delete", "options", "head", "trace"];

    private static readonly string[] RequestMembers = ["Equals", "GetHashCode", "GetType", "ToString", "ReferenceEquals", "MemberwiseClone", "Finalize"];

    /// <summary>Names of operations. A method, a field and a class are called after each, and none may be called as the client is.</summary>
    private readonly NameScope _names = new(
        ["Send", "SendPages", .. new[] { "Async", "Operation", "Paging", "Patterns" }
            .Where(suffix => client.Name.EndsWith(suffix, StringComparison.Ordinal))
            .Select(suffix => client.Name.Substring(0, client.Name.Length - suffix.Length))]);

    private readonly string _protocolPath = document.Object(document.Root, "x-flowgen-protocol") is { } protocol
        ? document.Text(protocol, "path") ?? "/"
        : "/";

    /// <summary>Every operation that can be expressed, in the order of the spec.</summary>
    public EquatableArray<OperationModel> Parse()
    {
        // Names first: an operation's own types go before components that happen to be called the same.
        var found = Find();
        var operations = new List<(JsonNode Node, OperationModel Model)>();
        foreach (var operation in found)
        {
            document.CancellationToken.ThrowIfCancellationRequested();
            if (Parse(operation) is { } model)
            {
                operations.Add((operation.Node, model));
            }
        }

        // How pages are asked for depends on what the types hold that were only named so far.
        schemas.ReadPending();
        var paging = new PagingParser(document, schemas);
        return new(operations.Select(operation => operation.Model with
        {
            Paging = paging.Parse(operation.Node, operation.Model, () => _names.Take(operation.Model.Name.With("All"))),
        }));
    }

    private List<Found> Find()
    {
        var found = new List<Found>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
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

                if (!ids.Add(id))
                {
                    document.Report(SpecDiagnostics.DuplicateName, node["operationId"] ?? node, id, JsonPointer.Of(node));
                    continue;
                }

                var name = _names.Take(CSharpIdentifier.Pascal(document.Text(node, "x-flowgen-name") ?? id, "Operation"));
                var hasRequest = document.Items(item, "parameters").Count > 0 || document.Items(node, "parameters").Count > 0 || node["requestBody"] is not null;
                var requestType = name.With("Request");
                found.Add(new(path, method, item, node, id, name, hasRequest ? typeNames.Take(requestType) : requestType));
            }
        }

        return found;
    }

    private OperationModel? Parse(Found operation)
    {
        var node = operation.Node;
        var names = new NameScope([operation.RequestType.Name, .. RequestMembers]);
        var locals = new LocalScope("request", "message");
        var envelope = EnvelopeParser.Parse(document, node);
        if (Parameters(operation, names, locals) is not { } parameters
            || !TryBody(operation, names, locals, out var body, out var minBodyMembers)
            || !TryResponse(operation, envelope ?? provider.Envelope, out var response, out var payload)
            || Path(operation, parameters) is not { } path)
        {
            return null;
        }

        var group = RateLimitGroup(node, operation.Id);
        return new(
            operation.Name,
            operation.Id,
            operation.Method.ToUpperInvariant(),
            provider.Protocol == ProtocolKind.AcsRpc ? _protocolPath : operation.Path.Name,
            new(path),
            operation.RequestType,
            new(parameters),
            body,
            minBodyMembers,
            response,
            payload,
            envelope,
            null,
            RequiredStatuses(node),
            group,
            node["x-flowgen-idempotent"] is null ? IdempotentMethods.Contains(operation.Method) : document.Boolean(node, "x-flowgen-idempotent"),
            document.Boolean(node, "deprecated"),
            Documentation(operation, group));
    }

    private List<ParameterModel>? Parameters(Found operation, NameScope names, LocalScope locals)
    {
        // A parameter of the operation replaces the path's of the same name and place.
        var byKey = new Dictionary<(string Name, string In), int>();
        var nodes = new List<(JsonNode Node, string Name, string In)>();
        if (!document.IsAbsentOr(operation.Item["parameters"], JsonKind.Array) || !document.IsAbsentOr(operation.Node["parameters"], JsonKind.Array))
        {
            return null;
        }

        foreach (var reference in document.Items(operation.Item, "parameters").Concat(document.Items(operation.Node, "parameters")))
        {
            if (document.Resolve(reference) is not { } node
                || document.RequiredText(node, "name") is not { } name
                || document.RequiredText(node, "in") is not { } location)
            {
                return null;
            }

            if (byKey.TryGetValue((name, location), out var index))
            {
                nodes[index] = (node, name, location);
            }
            else
            {
                byKey.Add((name, location), nodes.Count);
                nodes.Add((node, name, location));
            }
        }

        var parameters = new List<ParameterModel>();
        foreach (var (node, name, location) in nodes)
        {
            if (!TryParameter(operation, node, name, location, names, locals, out var parameter))
            {
                return null;
            }

            if (parameter is not null)
            {
                parameters.Add(parameter);
            }
        }

        return parameters;
    }

    /// <summary><see langword="false"/> when the operation cannot do without a parameter that has no expression.</summary>
    private bool TryParameter(Found operation, JsonNode node, string name, string location, NameScope names, LocalScope locals, out ParameterModel? parameter)
    {
        parameter = null;
        var isRequired = location == "path" || document.Boolean(node, "required");
        ParameterLocation place;
        switch (location)
        {
            case "path":
                place = ParameterLocation.Path;
                break;
            case "query":
                place = ParameterLocation.Query;
                break;
            case "header":
                place = ParameterLocation.Header;
                if (name.ToUpperInvariant() is "ACCEPT" or "CONTENT-TYPE" or "AUTHORIZATION")
                {
                    // OpenAPI 3, Parameter Object: such definitions are ignored.
                    return true;
                }

                if (!IsToken(name))
                {
                    document.Report(SpecDiagnostics.InvalidValue, node["name"]!, JsonPointer.Of(node["name"]!), name, "a header name (RFC 9110, section 5.6.2)", "");
                    return false;
                }

                break;
            case "cookie":
                document.Report(SpecDiagnostics.Unsupported, node, JsonPointer.Of(node), "a cookie parameter has no expression yet", isRequired ? OperationLeftOut : "the parameter is left out");
                return !isRequired;
            default:
                document.Report(SpecDiagnostics.InvalidValue, node["in"]!, JsonPointer.Of(node["in"]!), location, "path, query, header, cookie", document.Suggest(location, ["path", "query", "header", "cookie"]));
                return false;
        }

        var content = document.Members(node, "content");
        var isJsonText = content.Count > 0;
        var schema = isJsonText ? content[0].Value["schema"] : node["schema"];
        var context = CSharpIdentifier.Pascal(operation.Name.Name + "_" + name, "Parameter");
        var isNullable = false;
        var type = schema is null || (isJsonText && !IsJson(content[0].Name))
            ? new TypeModel(TypeKind.String)
            : schemas.Parse(schema, context, out isNullable);
        isJsonText = isJsonText && IsJson(content[0].Name);
        if (isJsonText && place != ParameterLocation.Query)
        {
            document.Report(SpecDiagnostics.Unsupported, node, JsonPointer.Of(node), "JSON in a path or header has no expression yet", isRequired ? OperationLeftOut : "the parameter is left out");
            return !isRequired;
        }

        if (!isJsonText && type.Kind == TypeKind.List)
        {
            // Where null cannot travel, no item is null.
            type = type with { ItemIsNullable = false };
        }

        if (!isJsonText && !IsPlain(type.Kind == TypeKind.List ? type.Item!.Kind : type.Kind))
        {
            // Deep objects have several spellings on the wire; guessing one would send something wrong.
            document.Report(SpecDiagnostics.Unsupported, node, JsonPointer.Of(node), "an object as a parameter has no expression yet", isRequired ? OperationLeftOut : "the parameter is left out");
            return !isRequired;
        }

        var style = document.Text(node, "style") ?? (place == ParameterLocation.Query ? "form" : "simple");
        var isExploded = node["explode"] is null ? style == "form" : document.Boolean(node, "explode");
        var delimiter = style switch
        {
            "spaceDelimited" => " ",
            "pipeDelimited" => "|",
            "simple" or "form" => ",",
            _ => null,
        };
        if (delimiter is null)
        {
            document.Report(SpecDiagnostics.Unsupported, node["style"]!, JsonPointer.Of(node), "the style '" + style + "' has no expression yet", isRequired ? OperationLeftOut : "the parameter is left out");
            return !isRequired;
        }

        // Where null cannot travel, an absent value is the only other one.
        var property = schemas.Property(name, schema ?? node, node, isRequired, type, isNullable && isJsonText, names, locals);
        parameter = new(property, place, isJsonText, isExploded && place == ParameterLocation.Query, delimiter, Rules(schema, type, property));
        return true;
    }

    private ParameterRulesModel Rules(JsonNode? schema, TypeModel type, PropertyModel property)
    {
        var patternField = property.Name.With("Pattern");
        if (schema is null || document.Resolve(schema) is not { } resolved)
        {
            return new(null, null, null, patternField, null, null, null, null);
        }

        string? pattern = null;
        if (type.Kind == TypeKind.String && document.Text(resolved, "pattern") is { } written)
        {
            pattern = EcmaPattern.ToDotNet(written, out var reason);
            if (pattern is null)
            {
                document.Report(SpecDiagnostics.InvalidPattern, resolved["pattern"]!, written, reason);
            }
        }

        var isText = type.Kind == TypeKind.String;
        var isWhole = type.Kind is TypeKind.Int32 or TypeKind.Int64;
        var isList = type.Kind == TypeKind.List;
        return new(
            isText ? document.Size(resolved, "minLength") : null,
            isText ? document.Size(resolved, "maxLength") : null,
            pattern,
            patternField,
            isWhole ? Bound(resolved["minimum"], decimal.Ceiling) : null,
            isWhole ? Bound(resolved["maximum"], decimal.Floor) : null,
            isList ? document.Size(resolved, "minItems") : null,
            isList ? document.Size(resolved, "maxItems") : null);
    }

    /// <summary>A bound of whole numbers; one that no such number reaches is no bound.</summary>
    private long? Bound(JsonNode? node, Func<decimal, decimal> round) =>
        document.Typed(node, JsonKind.Number, "a number") is { } number
        && decimal.TryParse(number.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var bound)
        && round(bound) is >= long.MinValue and <= long.MaxValue and var whole
            ? (long)whole
            : null;

    private bool TryBody(Found operation, NameScope names, LocalScope locals, out PropertyModel? body, out int minMembers)
    {
        body = null;
        minMembers = 0;
        if (operation.Node["requestBody"] is not { } reference)
        {
            return true;
        }

        if (document.Resolve(reference) is not { } node || !document.IsAbsentOr(node["content"], JsonKind.Object))
        {
            return false;
        }

        var content = document.Members(node, "content");
        var json = content.FirstOrDefault(static media => IsJson(media.Name));
        if (json is null)
        {
            if (content.Count > 0)
            {
                document.Report(SpecDiagnostics.Unsupported, content[0].Value, JsonPointer.Of(node), "a body of '" + content[0].Name + "' has no expression yet", OperationLeftOut);
            }

            return content.Count == 0;
        }

        var schema = json.Value["schema"];
        var isNullable = false;
        var type = schema is null ? new TypeModel(TypeKind.Json) : schemas.Parse(schema, operation.Name.With("Body"), out isNullable);
        if (type.Kind is TypeKind.Object or TypeKind.Map && document.Resolve(schema!) is { } resolved)
        {
            minMembers = document.Size(resolved, "minProperties") ?? 0;
        }

        body = schemas.Property("Body", schema ?? node, node, document.Boolean(node, "required"), type, isNullable, names, locals);
        return true;
    }

    private bool TryResponse(Found operation, EnvelopeModel? envelope, out TypeModel? response, out string? payload)
    {
        response = null;
        payload = null;
        if (!document.IsAbsentOr(operation.Node["responses"], JsonKind.Object))
        {
            return false;
        }

        var responses = document.Members(operation.Node, "responses");
        var success = responses.Where(static member => member.Name.Length == 3 && member.Name[0] == '2').OrderBy(static member => member.Name, StringComparer.Ordinal).ToList();
        if (success.Count == 0)
        {
            success = [.. responses.Where(static member => member.Name == "default")];
        }

        JsonMember? other = null;
        foreach (var candidate in success)
        {
            if (document.Resolve(candidate.Value) is not { } node || !document.IsAbsentOr(node["content"], JsonKind.Object))
            {
                return false;
            }

            foreach (var media in document.Members(node, "content"))
            {
                if (!IsJson(media.Name))
                {
                    other ??= media;
                }
                else if (media.Value["schema"] is { } schema)
                {
                    return Payload(operation, envelope, schema, out response, out payload);
                }
            }
        }

        if (other is not null)
        {
            document.Report(SpecDiagnostics.Unsupported, other.Value, JsonPointer.Of(operation.Node), "an answer of '" + other.Name + "' has no expression yet", OperationLeftOut);
        }

        return other is null;
    }

    private bool Payload(Found operation, EnvelopeModel? wrapping, JsonNode schema, out TypeModel? response, out string? payload)
    {
        response = null;
        payload = null;
        if (wrapping is null)
        {
            response = schemas.Parse(schema, operation.Name.With("Response"));
            return true;
        }

        if (document.Resolve(schema) is not { } envelope)
        {
            return false;
        }

        if (wrapping.Payload is not { } member)
        {
            return true;
        }

        if (envelope["properties"] is null && envelope["allOf"] is { } parts)
        {
            document.ReportName(SpecDiagnostics.Unsupported, parts, JsonPointer.Of(envelope), "an envelope made with 'allOf' has no expression yet", OperationLeftOut);
            return false;
        }

        if (document.Object(envelope, "properties") is { } properties && document.Object(properties, member) is { } inner)
        {
            payload = member;
            response = schemas.Parse(inner, CSharpIdentifier.Pascal(operation.Name.Name + "_" + member, "Payload"));
        }

        return true;
    }

    private List<PathPartModel>? Path(Found operation, List<ParameterModel> parameters)
    {
        var byName = parameters.Where(static parameter => parameter.Location == ParameterLocation.Path)
            .ToDictionary(static parameter => parameter.Property.WireName, static parameter => parameter.Property.Name, StringComparer.Ordinal);
        var path = operation.Path.Name;
        if (provider.Protocol == ProtocolKind.AcsRpc)
        {
            if (byName.Count == 0)
            {
                return [new(EncodePath(_protocolPath), null, "")];
            }

            document.ReportName(SpecDiagnostics.PathParameter, operation.Path.Value, "'" + operation.Id + "' declares the path parameter '" + byName.Keys.First() + "', but under acs-rpc the path is only a label.");
            return null;
        }

        if (path.Length == 0 || path[0] != '/')
        {
            document.ReportName(SpecDiagnostics.InvalidValue, operation.Path.Value, "A path", path, "a path that begins with '/'", "");
            return null;
        }

        if (path.IndexOfAny(['?', '#']) >= 0)
        {
            document.ReportName(SpecDiagnostics.Unsupported, operation.Path.Value, JsonPointer.Of(operation.Path.Value), "a path with a query or a fragment has no expression yet", OperationLeftOut);
            return null;
        }

        var parts = new List<PathPartModel>();
        var used = new HashSet<string>(StringComparer.Ordinal);
        var position = 0;
        while (position < path.Length)
        {
            var open = path.IndexOf('{', position);
            var close = open < 0 ? -1 : path.IndexOf('}', open);
            if (close < 0)
            {
                parts.Add(new(EncodePath(path.Substring(position)), null, ""));
                break;
            }

            if (open > position)
            {
                parts.Add(new(EncodePath(path.Substring(position, open - position)), null, ""));
            }

            var name = path.Substring(open + 1, close - open - 1);
            if (!byName.TryGetValue(name, out var property))
            {
                document.ReportName(SpecDiagnostics.PathParameter, operation.Path.Value, "The path has {" + name + "}, but '" + operation.Id + "' declares no such path parameter." + document.Suggest(name, byName.Keys));
                return null;
            }

            used.Add(name);
            parts.Add(new("", property, name));
            position = close + 1;
        }

        foreach (var name in byName.Keys)
        {
            if (!used.Contains(name))
            {
                document.ReportName(SpecDiagnostics.PathParameter, operation.Path.Value, "'" + operation.Id + "' declares the path parameter '" + name + "', but the path has no {" + name + "}.");
                return null;
            }
        }

        return parts;
    }

    private string? RateLimitGroup(JsonNode node, string id)
    {
        if (document.Text(node, "x-flowgen-rate-limit") is { } group)
        {
            if (provider.RateLimits.Any(limit => limit.Group == group))
            {
                return group;
            }

            document.Report(SpecDiagnostics.UndeclaredRateLimit, node["x-flowgen-rate-limit"]!, group, document.Suggest(group, provider.RateLimits.Select(static limit => limit.Group)));
        }
        else if (provider.RateLimits.Count > 0 && node["x-flowgen-rate-limit"] is null)
        {
            document.ReportName(SpecDiagnostics.NoRateLimit, node, id);
        }

        return null;
    }

    private OperationDocumentationModel Documentation(Found operation, string? group)
    {
        var node = operation.Node;
        var errors = new List<ErrorRuleModel>();
        foreach (var item in document.Items(node, "x-flowgen-errors"))
        {
            if (document.Text(item) is not { } code)
            {
                continue;
            }

            if (provider.Errors.FirstOrDefault(rule => rule.Code == code) is { } rule)
            {
                errors.Add(rule);
            }
            else
            {
                document.Report(SpecDiagnostics.UnknownError, item, code, document.Suggest(code, provider.Errors.Select(static candidate => candidate.Code).OfType<string>()));
            }
        }

        var permission = document.Object(node, "x-flowgen-ram-action") is { } ram && document.RequiredText(ram, "action") is { } action
            ? action + (document.Text(ram, "accessLevel") is { } level ? " (" + level + ")" : "")
            : "";
        return new(
            document.Text(node, "summary") ?? document.Text(node, "description") ?? "Calls " + operation.Id + ".",
            node["summary"] is null ? "" : document.Text(node, "description") ?? "",
            provider.RateLimits.FirstOrDefault(candidate => candidate.Group == group) is { } limit ? Quota(limit) : "",
            permission,
            Requirement(node),
            document.Text(node, "x-flowgen-note") ?? "",
            new(errors));
    }

    private EquatableArray<string> RequiredStatuses(JsonNode node)
    {
        if (document.Object(node, "x-flowgen-requires") is not { } requirement)
        {
            return default;
        }

        if (requirement["status"] is null)
        {
            document.Report(SpecDiagnostics.MissingKey, requirement, JsonPointer.Of(requirement), "status");
        }

        return new(document.Texts(requirement, "status"));
    }

    private string Requirement(JsonNode node)
    {
        var statuses = RequiredStatuses(node);
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

    private static bool IsPlain(TypeKind kind) => kind is not (TypeKind.Object or TypeKind.Map or TypeKind.List or TypeKind.Json or TypeKind.Base64);

    private static bool IsJson(string mediaType)
    {
        var essence = mediaType.Split(';')[0].Trim();
        return essence.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || essence.EndsWith("+json", StringComparison.OrdinalIgnoreCase)
            || essence == "*/*";
    }

    /// <summary>Whether the text can name a header (RFC 9110, section 5.6.2).</summary>
    private static bool IsToken(string text) => text.Length > 0 && text.All(static character =>
        character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') || "!#$%&'*+-.^_`|~".IndexOf(character) >= 0);

    /// <summary>Percent-encodes what cannot stand in a path (RFC 3986, section 3.3), and leaves what is encoded already.</summary>
    private static string EncodePath(string path)
    {
        var encoded = new StringBuilder(path.Length);
        foreach (var value in Encoding.UTF8.GetBytes(path))
        {
            var character = (char)value;
            if (character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') || "-._~!$&'()*+,;=:@/%".IndexOf(character) >= 0)
            {
                encoded.Append(character);
            }
            else
            {
                encoded.Append('%').Append(value.ToString("X2", CultureInfo.InvariantCulture));
            }
        }

        return encoded.ToString();
    }

    private sealed record Found(JsonMember Path, string Method, JsonNode Item, JsonNode Node, string Id, CSharpIdentifier Name, CSharpIdentifier RequestType);
}
