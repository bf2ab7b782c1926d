using System.Globalization;
using FlowGen.Generator.Diagnostics;

namespace FlowGen.Generator.Spec;

/// <summary>Several schemas of which a value fits one.</summary>
/// <param name="Branches">The schemas that are not <c>null</c>, each there once.</param>
/// <param name="AllowsNull">Whether the value may be <c>null</c>.</param>
/// <param name="Types">What kinds of values the branches allow, without <c>null</c>.</param>
/// <param name="Discriminator">The member that tells which one it is, if the document names one.</param>
/// <param name="Base">The branch that all others are derived from, which is the schema itself; <see langword="null"/> where there is none.</param>
internal sealed record Choice(List<JsonNode> Branches, bool AllowsNull, JsonTypes Types, JsonNode? Discriminator, JsonNode? Base = null);

/// <summary>Reads <c>oneOf</c>, <c>anyOf</c> and lists of types: what there is to choose from, by shape, before any type is made of it.</summary>
internal sealed class ChoiceParser(SpecDocument document, CompositionParser compositions, Inheritance inheritance)
{
    /// <summary>A type with more ways to be read helps nobody.</summary>
    public const int MaxBranches = 200;

    private const int MaxDepth = 16;

    /// <summary>Choices beside which more is said, in each other: what holds for each branch is brought together with it, and their number multiplies.</summary>
    private const int MaxCompositions = 20_000;

    /// <summary>What choices are written with.</summary>
    public static readonly string[] Keywords = ["oneOf", "anyOf"];

    private static readonly Choices<JsonTypes> Names = new()
    {
        ["string"] = JsonTypes.Text,
        ["integer"] = JsonTypes.Integer,
        ["number"] = JsonTypes.Number,
        ["boolean"] = JsonTypes.Boolean,
        ["array"] = JsonTypes.Array,
        ["object"] = JsonTypes.Object,
        ["null"] = JsonTypes.Null,
    };

    /// <summary>What is known of branches, as numbers: the runtime would compile a dictionary for an enum in every build.</summary>
    private readonly Dictionary<JsonNode, int> _types = [];
    private int _compositions;

    /// <summary>What a schema without <c>allOf</c> and <c>$ref</c> leaves to choose; <see langword="null"/> when that is nothing.</summary>
    public Choice? Of(JsonNode schema)
    {
        if (inheritance.IsChoiceOfKinds(schema) && Derived(JsonNode.Composed(schema, schema.Members.FindAll(static member => Array.IndexOf(Keywords, member.Name) < 0))) is { } kinds)
        {
            return kinds;
        }

        var branches = new List<JsonNode>();
        var types = Collect(schema, branches, [], 0);
        if (branches.Count == 0)
        {
            return Derived(schema);
        }

        if (branches.Count > MaxBranches)
        {
            var limit = MaxBranches.ToString(CultureInfo.InvariantCulture);
            document.Report(SpecDiagnostics.Unsupported, schema, JsonPointer.Of(schema), "a choice of more than " + limit + " types has no C# type", SchemaParser.AsJson);
            return new([], (types & JsonTypes.Null) != 0, JsonTypes.Any, null);
        }

        return new(branches, (types & JsonTypes.Null) != 0, types & ~JsonTypes.Null, document.Object(schema, "discriminator"));
    }

    /// <summary>The choice between a schema and what is derived from it; <see langword="null"/> when there is no such.</summary>
    private Choice? Derived(JsonNode schema)
    {
        var derived = inheritance.DerivedFrom(schema);
        if (derived.Count == 0 || (TypesOf(schema) & ~JsonTypes.Null) != JsonTypes.Object)
        {
            return null;
        }

        if (derived.Count >= MaxBranches)
        {
            var limit = MaxBranches.ToString(CultureInfo.InvariantCulture);
            document.ReportName(SpecDiagnostics.Unsupported, schema["discriminator"]!, JsonPointer.Of(schema), "a choice of more than " + limit + " types has no C# type", "values have the members of the base only");
            return null;
        }

        // The base says what all of them have, also those that the document does not know.
        var branches = derived.ConvertAll(target => Reference(schema, target));
        var own = JsonNode.Composed(schema, [.. schema.Members.FindAll(static member => member.Name is not ("discriminator" or "nullable" or "title" or "x-flowgen-name")), new("title", schema.Start, schema.Start, Text(schema, "Base"))]);
        branches.Add(own);
        return new(branches, (TypesOf(schema) & JsonTypes.Null) != 0, JsonTypes.Object, document.Object(schema, "discriminator"), own);
    }

    private static JsonNode Reference(JsonNode origin, JsonNode target)
    {
        var reference = new List<JsonMember> { new("$ref", origin.Start, origin.Start, Text(origin, "#" + JsonPointer.Of(target).Replace("%", "%25"))) };
        return JsonNode.Composed(target, reference);
    }

    private static JsonNode Text(JsonNode origin, string text) => new(JsonKind.String, origin.Start) { End = origin.Start, Text = text, Parent = origin };

    /// <summary>The kinds of values that a schema without <c>allOf</c>, <c>$ref</c> and choices allows; what is not written follows from the keywords.</summary>
    public JsonTypes TypesOf(JsonNode schema)
    {
        var types = schema["nullable"]?.Kind == JsonKind.True ? JsonTypes.Null : JsonTypes.None;
        if (schema["type"] is { Kind: JsonKind.Array } several)
        {
            foreach (var item in several.Items)
            {
                types |= document.Text(item) is { } name && Names.Find(name) is { } type ? type : JsonTypes.None;
            }
        }
        else if (schema["type"] is not null)
        {
            types |= document.Choice(schema, "type", Names) ?? JsonTypes.Any;
        }
        else
        {
            types |= Inferred(schema);
        }

        if ((types & JsonTypes.Object) != 0 && !IsDescribed(schema))
        {
            types = (types & ~JsonTypes.Object) | JsonTypes.Any;
        }

        // A null among the values is no value; it says that there may be none.
        return document.IsAbsentOr(schema["enum"], JsonKind.Array) && schema["enum"]?.Items.Exists(static item => item.Kind == JsonKind.Null) == true
            ? types | JsonTypes.Null
            : types;
    }

    /// <summary>
    /// What the members are that have no name in the document; <see langword="null"/> where it says nothing of them. Of several patterns, or
    /// where others may stand beside them, they may be anything.
    /// </summary>
    public static JsonNode? OtherMembers(JsonNode schema)
    {
        var additional = Allowed(schema["additionalProperties"]) ?? Allowed(schema["unevaluatedProperties"]);
        var isClosed = additional is not null && IsNothing(additional);
        if (schema["patternProperties"] is not { Members.Count: > 0 } patterns)
        {
            return isClosed ? null : additional;
        }

        return isClosed && patterns.Members.Count == 1
            ? patterns.Members[0].Value
            : new(JsonKind.True, patterns.Start) { End = patterns.Start, Parent = schema };
    }

    private static JsonNode? Allowed(JsonNode? written) => written?.Kind is JsonKind.Object or JsonKind.True or JsonKind.False ? written : null;

    /// <summary>Whether no value fits a schema: it is <c>false</c>, or <c>{ "not": {} }</c>, which says the same.</summary>
    private static bool IsNothing(JsonNode schema) =>
        schema.Kind == JsonKind.False || (schema.Members.Count == 1 && schema["not"] is { } not && (not.Kind == JsonKind.True || (not.IsObject && not.Members.Count == 0)));

    private static bool IsDescribed(JsonNode schema) => schema["properties"]?.Members.Count > 0 || OtherMembers(schema) is { IsObject: true };

    private static JsonTypes Inferred(JsonNode schema)
    {
        if (schema["properties"] is not null || OtherMembers(schema) is { IsObject: true })
        {
            return JsonTypes.Object;
        }

        if (schema["items"] is not null)
        {
            return JsonTypes.Array;
        }

        if (schema["x-flowgen-open-enum"] is not null)
        {
            return JsonTypes.Text;
        }

        var values = schema["const"] is { } constant ? [constant] : schema["enum"]?.Items ?? [];
        var types = JsonTypes.None;
        foreach (var value in values)
        {
            types |= value.Kind switch
            {
                JsonKind.Null => JsonTypes.Null,
                JsonKind.String => JsonTypes.Text,
                JsonKind.Number => value.Text.IndexOfAny(['.', 'e', 'E']) < 0 ? JsonTypes.Integer : JsonTypes.Number,
                JsonKind.True or JsonKind.False => JsonTypes.Boolean,
                _ => JsonTypes.Any,
            };
        }

        return types == JsonTypes.None ? JsonTypes.Any : types;
    }

    /// <summary>Adds what a schema leaves to choose to <paramref name="branches"/>, and gives the kinds of their values.</summary>
    private JsonTypes Collect(JsonNode schema, List<JsonNode> branches, HashSet<JsonNode> seen, int depth)
    {
        document.CancellationToken.ThrowIfCancellationRequested();
        var types = schema["nullable"]?.Kind == JsonKind.True ? JsonTypes.Null : JsonTypes.None;
        if (Array.Find(Keywords, keyword => schema[keyword] is { Items.Count: > 0 } parts && CompositionParser.IsChoice(parts)) is { } choice)
        {
            var common = JsonNode.Composed(schema, schema.Members.FindAll(static member => member.Name is not ("nullable" or "discriminator" or "oneOf" or "anyOf")));
            foreach (var part in schema[choice]!.Items)
            {
                types |= AddBranch(part, common, branches, seen, depth);
            }

            return types;
        }

        if (schema["type"] is { Kind: JsonKind.Array } several && several.Items.FindAll(static item => item.Text != "null") is { Count: > 1 } named)
        {
            types |= TypesOf(schema);
            if ((types & (JsonTypes.Object | JsonTypes.Array)) == 0)
            {
                // Texts, numbers and truth values in one place: JSON says which.
                return types;
            }

            foreach (var name in named)
            {
                branches.Add(JsonNode.Composed(schema, [.. schema.Members.FindAll(static member => member.Name is not ("type" or "nullable")), new("type", several.Start, several.End, name)]));
            }
        }

        return types;
    }

    private JsonTypes AddBranch(JsonNode part, JsonNode common, List<JsonNode> branches, HashSet<JsonNode> seen, int depth)
    {
        if (part.Kind == JsonKind.False)
        {
            return JsonTypes.None;
        }

        if (part.Kind == JsonKind.True || compositions.Resolve(part) is not { } resolved)
        {
            // It may be anything beside what the others say.
            branches.Add(JsonNode.Composed(part, new List<JsonMember>()));
            return JsonTypes.Any;
        }

        if (!seen.Add(resolved) || seen.Count > MaxBranches * 2)
        {
            return JsonTypes.None;
        }

        var types = IsNull(resolved) ? JsonTypes.Null : TypesOfBranch(resolved, depth);
        if (types == JsonTypes.Null)
        {
            return types;
        }

        if ((CompositionParser.SaysType(common) && !(inheritance.Original(common) is { } origin && inheritance.IsKind(resolved, origin))) || (common["type"] is not null && (types & JsonTypes.Any) != 0))
        {
            if (_compositions++ >= MaxCompositions)
            {
                var limit = MaxCompositions.ToString("N0", CultureInfo.InvariantCulture);
                document.Report(SpecDiagnostics.Unsupported, part, JsonPointer.Of(part), "more than " + limit + " choices with something beside them lie in each other", SchemaParser.AsJson);
                return JsonTypes.Any;
            }

            // What stands beside the choice holds for each of its branches.
            var both = JsonNode.Composed(part, [new JsonMember("allOf", part.Start, part.Start, JsonNode.Composed(part, [common, part]))]);
            branches.Add(both);
            return TypesOfBranch(both, depth);
        }

        // A choice inside a choice is one choice.
        if (depth < MaxDepth && compositions.Merge(resolved) is { } merged && merged["discriminator"] is null)
        {
            var count = branches.Count;
            Collect(merged, branches, seen, depth + 1);
            if (branches.Count > count)
            {
                return types;
            }
        }

        branches.Add(part);
        return types;
    }

    /// <summary>
    /// Whether a branch is <c>null</c> as documents of OpenAPI 3.0 write it, which has no such type: an object of which nothing is said, or
    /// what is none of other things, and that may be <c>null</c>.
    /// </summary>
    private static bool IsNull(JsonNode branch) =>
        branch["nullable"]?.Kind == JsonKind.True
        && (branch["not"] is not null || branch["type"]?.Text == "object")
        && branch.Members.TrueForAll(static member => member.Name is "nullable" or "type" or "not" or "title" or "description" || member.Name.StartsWith("x-", StringComparison.Ordinal));

    private JsonTypes TypesOfBranch(JsonNode resolved, int depth)
    {
        if (_types.TryGetValue(resolved, out var known))
        {
            return (JsonTypes)known;
        }

        // What leads back here adds nothing.
        _types[resolved] = (int)JsonTypes.None;
        var types = JsonTypes.Any;
        if (depth < MaxDepth && compositions.Merge(resolved) is { } merged)
        {
            var branches = new List<JsonNode>();
            types = Collect(merged, branches, [], depth + 1);
            types = branches.Count > 0 ? types : types | TypesOf(merged);
            types |= resolved["allOf"] is not null && compositions.IsNullable(resolved) ? JsonTypes.Null : JsonTypes.None;
        }

        _types[resolved] = (int)types;
        return types;
    }
}
