using FlowGen.Generator.Diagnostics;

namespace FlowGen.Generator.Spec;

/// <summary>
/// The keys that FlowGen adds to OpenAPI. A key that only looks like one, or that stands where nothing reads it, would silently do nothing.
/// </summary>
internal static class FlowGenKeys
{
    private const string Prefix = "x-flowgen-";

    /// <summary>Each key, and the objects that it belongs to.</summary>
    private static readonly Choices<SpecObject> Known = new()
    {
        ["x-flowgen-client"] = SpecObject.Document,
        ["x-flowgen-protocol"] = SpecObject.Document,
        ["x-flowgen-envelope"] = SpecObject.Document | SpecObject.Operation,
        ["x-flowgen-error-body"] = SpecObject.Document,
        ["x-flowgen-rate-limits"] = SpecObject.Document,
        ["x-flowgen-retry-after"] = SpecObject.Document,
        ["x-flowgen-errors"] = SpecObject.Document | SpecObject.Operation,
        ["x-flowgen-region"] = SpecObject.Server,
        ["x-flowgen-signer"] = SpecObject.SecurityScheme,
        ["x-flowgen-environment"] = SpecObject.SecurityScheme,
        ["x-flowgen-rate-limit"] = SpecObject.Operation,
        ["x-flowgen-idempotent"] = SpecObject.Operation,
        ["x-flowgen-paging"] = SpecObject.Operation,
        ["x-flowgen-requires"] = SpecObject.Operation | SpecObject.Schema,
        ["x-flowgen-ram-action"] = SpecObject.Operation,
        ["x-flowgen-name"] = SpecObject.Operation | SpecObject.Parameter | SpecObject.Body | SpecObject.Schema,
        ["x-flowgen-format"] = SpecObject.Schema,
        ["x-flowgen-open-enum"] = SpecObject.Schema,
        ["x-flowgen-enum-descriptions"] = SpecObject.Schema,
        ["x-flowgen-note"] = SpecObject.Any,
        ["x-flowgen-suppress"] = SpecObject.Any,
    };

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

    private static readonly string[] RateLimitMembers = ["permits", "windowMilliseconds", "scope", "description"];

    /// <summary>Reports every key below <paramref name="root"/> that is not known, or not known there.</summary>
    public static void Check(SpecDocument document, JsonNode root)
    {
        var pending = new Stack<PlacedNode>();
        pending.Push(new(root, SpecPlace.Document));
        while (pending.Count > 0)
        {
            document.CancellationToken.ThrowIfCancellationRequested();
            var next = pending.Pop();
            var place = next.Place;
            foreach (var item in next.Node.Items)
            {
                pending.Push(new(item, place));
            }

            foreach (var member in next.Node.Members)
            {
                if (place.IsMap || !member.Name.StartsWith(Prefix, StringComparison.Ordinal))
                {
                    // Examples and default values are data: what they hold is nobody's key.
                    if (place.Below(member.Name) is { } below)
                    {
                        pending.Push(new(member.Value, below));
                    }
                }
                else
                {
                    CheckKey(document, member, place.Object);
                }
            }
        }
    }

    private static void CheckKey(SpecDocument document, JsonMember key, SpecObject place)
    {
        if (Known.Find(key.Name) is not { } places)
        {
            document.ReportName(SpecDiagnostics.UnknownKey, key.Value, key.Name, JsonPointer.Of(key.Value.Parent!), document.Suggest(key.Name, Known.Texts));
        }
        else if ((places & place) == 0)
        {
            document.ReportName(SpecDiagnostics.UnknownKey, key.Value, key.Name, JsonPointer.Of(key.Value.Parent!), " It belongs to " + Describe(places) + ".");
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

    private static string Describe(SpecObject places)
    {
        var names = SpecPlace.Names.Where(name => (places & name.Object) != 0).Select(static name => name.Text).ToList();
        return names.Count == 1 ? names[0] : string.Join(", ", names.Take(names.Count - 1)) + " or " + names[names.Count - 1];
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
            if (Array.IndexOf(known, member.Name) < 0 && member.Name is not ("x-flowgen-note" or "x-flowgen-suppress"))
            {
                document.ReportName(SpecDiagnostics.UnknownKey, member.Value, member.Name, JsonPointer.Of(node), document.Suggest(member.Name, known));
            }
        }
    }
}
