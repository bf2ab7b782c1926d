using System.Globalization;
using FlowGen.Generator.Diagnostics;

namespace FlowGen.Generator.Spec;

/// <summary>
/// Takes <c>allOf</c>, and what stands beside a <c>$ref</c>, out of schemas: what is left says all that the parts say, in one place.
/// </summary>
internal sealed class CompositionParser(SpecDocument document, Inheritance inheritance)
{
    /// <summary>Nobody's schema has more; a spec may be made to have many more, one for each of its schemas.</summary>
    public const int MaxParts = 256;

    /// <summary>Members that are brought together. Many schemas can have the same many parts, and their number multiplies.</summary>
    private const int MaxMembers = 20_000_000;

    /// <summary>Keywords that decide about the type. Others tell about it, or narrow down its values.</summary>
    private static readonly string[] TypeKeywords =
    [
        "properties", "required", "additionalProperties", "unevaluatedProperties", "patternProperties", "items", "prefixItems", "enum", "const",
        "oneOf", "anyOf", "then", "else", "dependentSchemas", "format", "contentEncoding", "contentMediaType", "x-flowgen-open-enum", "x-flowgen-format",
    ];

    /// <summary>Keywords whose schemas hold for some values only: the members that they describe may be there.</summary>
    private static readonly string[] ConditionalKeywords = ["then", "else", "dependentSchemas"];

    /// <summary>Keywords that tell about one schema and not about what it is a part of.</summary>
    private static readonly HashSet<string> OwnKeywords = new(StringComparer.Ordinal)
    {
        "$ref", "allOf", "nullable", "discriminator", "title", "description", "example", "examples", "default", "deprecated", "externalDocs",
        "xml", "x-flowgen-name", "x-flowgen-note", "$defs", "definitions", "$id", "$anchor", "$dynamicAnchor", "$schema", "$comment", "readOnly", "writeOnly",
    };

    private readonly Dictionary<JsonNode, JsonNode?> _merged = [];
    private int _members;

    /// <summary>
    /// What a place of a schema leads to: the schema there, or what its <c>$ref</c> leads to. A <c>$ref</c> beside which the type is
    /// narrowed down leads to itself.
    /// </summary>
    public JsonNode? Resolve(JsonNode schema) => IsReferenceAndMore(document, schema) ? schema : Target(schema);

    /// <summary>What the <c>$ref</c> of a schema leads to, whatever stands beside it; a schema without one itself.</summary>
    public JsonNode? Target(JsonNode schema) => document.Resolve(schema, other => IsReferenceAndMore(document, other));

    /// <summary>Whether the type is narrowed down beside a <c>$ref</c>, as it can be since OpenAPI 3.1.</summary>
    public static bool IsReferenceAndMore(SpecDocument document, JsonNode schema) => document.IsVersion31 && schema["$ref"] is not null && SaysType(schema);

    /// <summary>Whether a schema itself, without what it refers to, says anything about the type.</summary>
    public static bool SaysType(JsonNode schema) => Array.Exists(TypeKeywords, keyword => schema[keyword] is { } value && IsSaying(keyword, value));

    /// <summary>
    /// The part that a composition is nothing more than, for example <c>{ "allOf": [{ "$ref": … }], "description": … }</c>;
    /// <see langword="null"/> when there is no such part.
    /// </summary>
    public JsonNode? OnlyPart(JsonNode schema)
    {
        if (schema["allOf"] is null || schema["$ref"] is not null || SaysType(schema))
        {
            return null;
        }

        var parts = document.Items(schema, "allOf").FindAll(part => !part.IsBoolean && document.Typed(part, JsonKind.Object, "an object") is not null);
        var saying = parts.FindAll(static part => part["$ref"] is not null || part["allOf"] is not null || SaysType(part));
        if (saying.Count == 0)
        {
            saying = parts.FindAll(static part => part["type"] is not null);
        }

        // A reference to what says nothing would be no type at all.
        return saying.Count == 1 && (schema["type"] is null || Resolve(saying[0]) is not null) ? saying[0] : null;
    }

    /// <summary>
    /// The schema without <c>allOf</c>, <c>$ref</c> and conditions; the schema itself when it has none of them; <see langword="null"/>, with a
    /// diagnostic, when its parts cannot be brought together.
    /// </summary>
    public JsonNode? Merge(JsonNode schema)
    {
        if (schema["allOf"] is null && schema["$ref"] is null && !Array.Exists(ConditionalKeywords, keyword => schema[keyword] is { } value && IsSaying(keyword, value)))
        {
            return schema;
        }

        if (!_merged.TryGetValue(schema, out var merged))
        {
            merged = MergeParts(schema);
            _merged.Add(schema, merged);
        }

        return merged;
    }

    /// <summary>Whether a composition may be <c>null</c>: it says so itself, or every part that says a type does.</summary>
    public bool IsNullable(JsonNode schema)
    {
        if (document.Boolean(schema, "nullable"))
        {
            return true;
        }

        var parts = new List<JsonNode>();
        Collect(schema, parts, []);
        var typed = parts.FindAll(static part => part["type"] is not null);
        return typed.Count > 0 && typed.TrueForAll(static part =>
            part["nullable"]?.Kind == JsonKind.True || part["type"]!.Items.Exists(static item => item.Text == "null"));
    }

    private static bool IsSaying(string keyword, JsonNode value) => keyword switch
    {
        "properties" => value.Members.Count > 0,
        "required" or "oneOf" or "anyOf" => value.Items.Count > 0,
        "additionalProperties" or "unevaluatedProperties" or "patternProperties" or "dependentSchemas" => value.Members.Count > 0,
        "then" or "else" => value["properties"] is not null || value["allOf"] is not null || value["$ref"] is not null,
        _ => true,
    };

    private JsonNode? MergeParts(JsonNode schema)
    {
        var parts = new List<JsonNode>();
        var seen = new HashSet<JsonNode>();
        if (!Collect(schema, parts, seen))
        {
            return null;
        }

        if (seen.Count > MaxParts)
        {
            var limit = MaxParts.ToString(CultureInfo.InvariantCulture);
            document.Report(SpecDiagnostics.Unsupported, schema, JsonPointer.Of(schema), "a composition of more than " + limit + " parts has no C# type", SchemaParser.AsJson);
            return null;
        }

        // What the schema tells about itself is told about the whole.
        var members = new Dictionary<string, JsonMember>(StringComparer.Ordinal);
        foreach (var member in schema.Members)
        {
            if (OwnKeywords.Contains(member.Name) && member.Name is not ("$ref" or "allOf" or "nullable"))
            {
                members.Add(member.Name, member);
            }
        }

        if (!members.ContainsKey("discriminator") && Inheritance.Discriminator(schema) is { } discriminator)
        {
            members.Add("discriminator", discriminator);
        }

        foreach (var part in parts)
        {
            var isChosen = inheritance.IsChosen(part, schema, parts);
            foreach (var member in part.Members)
            {
                if (isChosen && member.Name is ("oneOf" or "anyOf"))
                {
                    continue;
                }

                if (member.Name == "description" && part["$ref"] is null && !members.ContainsKey("description"))
                {
                    members.Add(member.Name, member);
                }
                else if (!OwnKeywords.Contains(member.Name) && Array.IndexOf(ConditionalKeywords, member.Name) < 0 && !Add(schema, members, member))
                {
                    return null;
                }

                // How branches are told apart goes with them.
                if (IsSaying(member.Name, member.Value) && member.Name is "oneOf" or "anyOf" && part.Find("discriminator") is { } own && !members.ContainsKey(own.Name))
                {
                    members.Add(own.Name, own);
                }
            }
        }

        AddConditional(schema, members, parts);
        return JsonNode.Composed(schema, new List<JsonMember>(members.Values));
    }

    /// <summary>Adds the members that an object has under a condition only. What is said of them without one goes first, and none is required.</summary>
    private void AddConditional(JsonNode schema, Dictionary<string, JsonMember> members, List<JsonNode> parts)
    {
        var conditional = new List<JsonNode>();
        var seen = new HashSet<JsonNode>(parts);
        foreach (var part in parts)
        {
            CollectConditional(part, conditional, seen);
        }

        // Conditions can stand in what holds under another one.
        for (var i = 0; i < conditional.Count && i < MaxParts; i++)
        {
            CollectConditional(conditional[i], conditional, seen);
        }

        var all = members.TryGetValue("properties", out var known) ? new List<JsonMember>(known.Value.Members) : [];
        var always = new HashSet<string>(all.ConvertAll(static member => member.Name), StringComparer.Ordinal);
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var part in conditional)
        {
            foreach (var member in part["properties"]?.Members ?? [])
            {
                if (always.Contains(member.Name) || !IsMore(member.Value))
                {
                    continue;
                }

                if (!places.TryGetValue(member.Name, out var place))
                {
                    places.Add(member.Name, all.Count);
                    all.Add(member);
                }
                else if (all[place].Value != member.Value)
                {
                    var either = JsonNode.Composed(member.Value, new List<JsonNode> { all[place].Value, member.Value });
                    all[place] = member.With(JsonNode.Composed(member.Value, new List<JsonMember> { new("anyOf", member.NameStart, member.NameEnd, either) }));
                }
            }
        }

        if (places.Count > 0)
        {
            members["properties"] = new("properties", schema.Start, schema.Start, JsonNode.Composed(schema, all));
        }
    }

    private void CollectConditional(JsonNode part, List<JsonNode> conditional, HashSet<JsonNode> seen)
    {
        foreach (var keyword in ConditionalKeywords)
        {
            if (part[keyword] is not { IsObject: true } value)
            {
                continue;
            }

            foreach (var schema in keyword == "dependentSchemas" ? value.Members.ConvertAll(static member => member.Value) : [value])
            {
                if (schema.IsObject && Resolve(schema) is { } resolved)
                {
                    Collect(resolved, conditional, seen);
                }
            }
        }
    }

    /// <summary>The schema and all its parts, those that it refers to before its own words. <see langword="false"/> when a part is none.</summary>
    private bool Collect(JsonNode schema, List<JsonNode> parts, HashSet<JsonNode> seen)
    {
        // In a list of its own, as a schema may be made of parts of parts without end, and the compiler's stack has one.
        var pending = new Stack<(JsonNode Schema, JsonNode From, bool IsOpened)>();
        var open = new HashSet<JsonNode>();
        pending.Push((schema, schema, false));
        var isSound = true;
        while (pending.Count > 0 && seen.Count <= MaxParts)
        {
            document.CancellationToken.ThrowIfCancellationRequested();
            var (next, from, isOpened) = pending.Pop();
            if (isOpened)
            {
                open.Remove(next);
                parts.Add(next);
                continue;
            }

            if (!seen.Add(next))
            {
                if (open.Contains(next))
                {
                    document.Report(SpecDiagnostics.CircularReference, from, JsonPointer.Of(next));
                }

                continue;
            }

            open.Add(next);
            pending.Push((next, from, true));
            var items = document.Items(next, "allOf");
            for (var i = items.Count - 1; i >= 0; i--)
            {
                if (items[i].IsBoolean)
                {
                    continue;
                }

                if (Resolve(items[i]) is { } part)
                {
                    pending.Push((part, items[i], false));
                }
                else
                {
                    isSound = false;
                }
            }

            if (next["$ref"] is not null)
            {
                if (Target(next) is { } target)
                {
                    pending.Push((target, next["$ref"]!, false));
                }
                else
                {
                    isSound = false;
                }
            }
        }

        return isSound;
    }

    /// <summary>Adds a keyword to those that are there. <see langword="false"/>, with a diagnostic, when they contradict each other.</summary>
    private bool Add(JsonNode schema, Dictionary<string, JsonMember> members, JsonMember added)
    {
        if (!members.TryGetValue(added.Name, out var known))
        {
            members.Add(added.Name, added);
            return true;
        }

        switch (added.Name)
        {
            case "properties":
                _members += known.Value.Members.Count + added.Value.Members.Count;
                if (_members > MaxMembers)
                {
                    _members = MaxMembers;
                    var limit = MaxMembers.ToString("N0", CultureInfo.InvariantCulture);
                    document.Report(SpecDiagnostics.Unsupported, schema, JsonPointer.Of(schema), "the document's compositions bring together more than " + limit + " members", SchemaParser.AsJson);
                    return false;
                }

                members[added.Name] = known.With(Properties(schema, known.Value, added.Value));
                return true;
            case "required":
                members[added.Name] = known.With(JsonNode.Composed(schema, [.. known.Value.Items, .. added.Value.Items]));
                return true;
            case "items" or "additionalProperties":
                members[added.Name] = known.Value.IsObject && added.Value.IsObject ? known.With(Both(known.Value, added.Value)) : added.Value.IsObject ? added : known;
                return true;
            case "type":
                return AddType(schema, members, known, added);
            case "enum":
                var texts = new HashSet<string>(added.Value.Items.ConvertAll(static item => item.Text), StringComparer.Ordinal);
                members[added.Name] = known.With(JsonNode.Composed(known.Value, known.Value.Items.FindAll(item => texts.Contains(item.Text))));
                return true;
            case "oneOf" or "anyOf":
                // Choices that only demand more of the members are none between types.
                if (IsChoice(known.Value) && IsChoice(added.Value))
                {
                    document.ReportName(SpecDiagnostics.Unsupported, added.Value, JsonPointer.Of(schema), "several choices at a time have no C# type", SchemaParser.AsJson);
                    return false;
                }

                members[added.Name] = IsChoice(known.Value) ? known : added;
                return true;
            default:
                return true;
        }
    }

    /// <summary>Whether the parts of a <c>oneOf</c> or <c>anyOf</c> are more than demands on the members of what they stand in.</summary>
    public static bool IsChoice(JsonNode parts) => parts.Items.Exists(static part =>
        !part.IsObject || part.Members.Exists(static member => member.Name is not ("required" or "not" or "title" or "description" or "type")) || (part["type"] is not null && part["required"] is null));

    private bool AddType(JsonNode schema, Dictionary<string, JsonMember> members, JsonMember known, JsonMember added)
    {
        var before = Types(known.Value);
        var after = Types(added.Value);
        if (before.TrueForAll(after.Contains))
        {
            return true;
        }

        if (after.TrueForAll(before.Contains))
        {
            members["type"] = added;
            return true;
        }

        // A whole number is a number.
        if (before.Contains("integer") && after.Contains("number"))
        {
            return true;
        }

        if (before.Contains("number") && after.Contains("integer"))
        {
            members["type"] = added;
            return true;
        }

        document.Report(SpecDiagnostics.Unsupported, added.Value, JsonPointer.Of(schema), "its parts contradict each other: no value is both " + string.Join("/", before) + " and " + string.Join("/", after), SchemaParser.AsJson);
        return false;
    }

    private static List<string> Types(JsonNode type) => type.Kind == JsonKind.Array
        ? type.Items.ConvertAll(static item => item.Text).FindAll(static name => name != "null")
        : [type.Text];

    private static JsonNode Properties(JsonNode schema, JsonNode first, JsonNode second)
    {
        var members = new List<JsonMember>(first.Members);
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < members.Count; i++)
        {
            places[members[i].Name] = i;
        }

        foreach (var member in second.Members)
        {
            if (places.TryGetValue(member.Name, out var place))
            {
                members[place] = member.With(Both(members[place].Value, member.Value));
            }
            else
            {
                places.Add(member.Name, members.Count);
                members.Add(member);
            }
        }

        return JsonNode.Composed(schema, members);
    }

    /// <summary>A schema that says what both say.</summary>
    private static JsonNode Both(JsonNode first, JsonNode second)
    {
        if (first == second || !second.IsObject || (first["$ref"] is { } one && second["$ref"] is { } other && one.Text == other.Text))
        {
            return first.IsObject ? first : second;
        }

        if (!first.IsObject || !IsMore(first))
        {
            return IsMore(second) || !first.IsObject ? second : first;
        }

        // The later one's words about itself count, and its place.
        var own = second.Members.FindAll(static member => OwnKeywords.Contains(member.Name) && member.Name is not ("$ref" or "allOf"));
        var parts = JsonNode.Composed(second, [first, second]);
        return IsMore(second) ? JsonNode.Composed(second, [.. own, new("allOf", second.Start, second.Start, parts)]) : first;
    }

    private static bool IsMore(JsonNode schema) => schema["$ref"] is not null || schema["allOf"] is not null || schema["type"] is not null || SaysType(schema);
}
