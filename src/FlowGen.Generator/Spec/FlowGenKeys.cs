using FlowGen.Generator.Diagnostics;

namespace FlowGen.Generator.Spec;

/// <summary>The keys that FlowGen adds to OpenAPI. A key that only looks like one is a typo, and would silently do nothing.</summary>
internal static class FlowGenKeys
{
    private const string Prefix = "x-flowgen-";

    private static readonly string[] Known =
    [
        "x-flowgen-client", "x-flowgen-protocol", "x-flowgen-envelope", "x-flowgen-error-body", "x-flowgen-rate-limits", "x-flowgen-errors",
        "x-flowgen-retry-after", "x-flowgen-note", "x-flowgen-region", "x-flowgen-signer", "x-flowgen-environment", "x-flowgen-name",
        "x-flowgen-rate-limit", "x-flowgen-idempotent", "x-flowgen-ram-action", "x-flowgen-format", "x-flowgen-open-enum",
        "x-flowgen-enum-descriptions", "x-flowgen-paging", "x-flowgen-requires", "x-flowgen-suppress",
    ];

    /// <summary>The members of each key's object, or of the objects in its array.</summary>
    private static readonly Dictionary<string, string[]> KnownMembers = new(StringComparer.Ordinal)
    {
        ["x-flowgen-client"] = ["name", "namespace", "provider"],
        ["x-flowgen-protocol"] = ["kind", "path", "version"],
        ["x-flowgen-envelope"] = ["code", "message", "requestId", "payload", "flag", "success", "absent"],
        ["x-flowgen-error-body"] = ["code", "message", "requestId"],
        ["x-flowgen-errors"] = ["code", "status", "category", "retriable", "message", "description"],
        ["x-flowgen-retry-after"] = ["header", "format"],
        ["x-flowgen-paging"] = ["parameter", "index", "size", "first", "defaultSize"],
        ["x-flowgen-requires"] = ["status"],
        ["x-flowgen-ram-action"] = ["action", "accessLevel", "resource"],
    };

    /// <summary>Members whose value is data of the API, not a part of the description.</summary>
    private static readonly HashSet<string> Data = new(StringComparer.Ordinal) { "example", "examples", "default", "enum", "const" };

    /// <summary>Members whose value maps names that the API's author chose: <c>default</c> is a name there.</summary>
    private static readonly HashSet<string> NameMaps = new(StringComparer.Ordinal)
    {
        "properties", "patternProperties", "$defs", "definitions", "dependentSchemas", "schemas", "responses", "parameters", "requestBodies",
        "headers", "securitySchemes", "links", "callbacks", "pathItems", "paths", "content", "encoding", "variables",
    };

    private static readonly string[] RateLimitMembers = ["permits", "windowMilliseconds", "scope", "description"];

    /// <summary>Reports every unknown key below <paramref name="root"/>.</summary>
    public static void Check(SpecDocument document, JsonNode root)
    {
        var pending = new Stack<JsonNode>();
        pending.Push(root);
        while (pending.Count > 0)
        {
            document.CancellationToken.ThrowIfCancellationRequested();
            Check(document, pending.Pop(), isNameMap: false, pending);
        }
    }

    /// <summary>Reports the unknown keys of <paramref name="node"/> itself; what lies below becomes <paramref name="pending"/>.</summary>
    private static void Check(SpecDocument document, JsonNode node, bool isNameMap, Stack<JsonNode> pending)
    {
        foreach (var item in node.Items)
        {
            pending.Push(item);
        }

        foreach (var member in node.Members)
        {
            if (member.Name.StartsWith(Prefix, StringComparison.Ordinal))
            {
                if (!isNameMap || node.Key != "properties")
                {
                    CheckKey(document, member);
                }
            }
            else if (isNameMap)
            {
                pending.Push(member.Value);
            }
            else if (NameMaps.Contains(member.Name))
            {
                Check(document, member.Value, isNameMap: true, pending);
            }
            else if (!Data.Contains(member.Name))
            {
                // Examples and default values are data: what they hold is nobody's key.
                pending.Push(member.Value);
            }
        }
    }

    private static void CheckKey(SpecDocument document, JsonMember key)
    {
        if (!Known.Contains(key.Name))
        {
            document.ReportName(SpecDiagnostics.UnknownKey, key.Value, key.Name, JsonPointer.Of(key.Value.Parent!), document.Suggest(key.Name, Known));
        }
        else if (key.Name == "x-flowgen-suppress")
        {
            CheckRules(document, key.Value);
        }
        else if (key.Name == "x-flowgen-rate-limits")
        {
            foreach (var limit in key.Value.Members)
            {
                CheckMembers(document, limit.Value, RateLimitMembers);
            }
        }
        else if (KnownMembers.TryGetValue(key.Name, out var members))
        {
            CheckMembers(document, key.Value, members);
            foreach (var item in key.Value.Items)
            {
                CheckMembers(document, item, members);
            }
        }
    }

    private static void CheckRules(SpecDocument document, JsonNode rules)
    {
        foreach (var item in document.Typed(rules, JsonKind.Array, "an array")?.Items ?? [])
        {
            if (document.Text(item) is { } id && !SpecDiagnostics.All.Any(rule => rule.Id == id))
            {
                document.Report(SpecDiagnostics.InvalidValue, item, JsonPointer.Of(item), id, "FG1003 and the other rules about specs", document.Suggest(id, SpecDiagnostics.All.Select(static rule => rule.Id)));
            }
        }
    }

    private static void CheckMembers(SpecDocument document, JsonNode node, string[] known)
    {
        foreach (var member in node.Members)
        {
            if (!known.Contains(member.Name) && member.Name is not ("x-flowgen-note" or "x-flowgen-suppress"))
            {
                document.ReportName(SpecDiagnostics.UnknownKey, member.Value, member.Name, JsonPointer.Of(node), document.Suggest(member.Name, known));
            }
        }
    }
}
