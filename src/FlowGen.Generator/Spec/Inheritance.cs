namespace FlowGen.Generator.Spec;

/// <summary>
/// Schemas that others are derived from by <c>allOf</c>, and that have a discriminator to tell which one a value is of (OpenAPI 3,
/// Discriminator Object).
/// </summary>
internal sealed class Inheritance
{
    private readonly SpecDocument _document;
    private readonly JsonNode? _schemas;

    /// <summary>The schemas that name another one among their parts, by that one.</summary>
    private readonly Dictionary<JsonNode, List<JsonNode>> _children = [];

    private readonly Dictionary<JsonNode, List<JsonNode>> _parents = [];

    public Inheritance(SpecDocument document)
    {
        _document = document;
        _schemas = document.Root["components"]?["schemas"];
        foreach (var schema in _schemas?.Members ?? [])
        {
            foreach (var parent in Parents(schema.Value))
            {
                if (parent == schema.Value)
                {
                    continue;
                }

                if (!_children.TryGetValue(parent, out var children))
                {
                    _children.Add(parent, children = []);
                }

                children.Add(schema.Value);
            }
        }
    }

    /// <summary>
    /// What a schema with a discriminator stands for beside itself: the targets of its mapping, then what is derived from it in any generation,
    /// as far as a choice goes.
    /// </summary>
    public List<JsonNode> DerivedFrom(JsonNode schema)
    {
        var derived = new List<JsonNode>();
        if (schema["discriminator"] is not { IsObject: true } discriminator || Original(schema) is not { } origin)
        {
            return derived;
        }

        var seen = new HashSet<JsonNode> { origin };
        foreach (var entry in discriminator["mapping"]?.Members ?? [])
        {
            if (entry.Value.Kind == JsonKind.String && Target(entry.Value.Text) is { } target && seen.Add(target))
            {
                derived.Add(target);
            }
        }

        var pending = new Queue<JsonNode>([origin, .. derived]);
        while (pending.Count > 0 && derived.Count <= ChoiceParser.MaxBranches)
        {
            foreach (var child in _children.TryGetValue(pending.Dequeue(), out var children) ? children : [])
            {
                if (seen.Add(child))
                {
                    derived.Add(child);
                    pending.Enqueue(child);
                }
            }
        }

        return derived;
    }

    /// <summary>The discriminator that a schema states itself, in whichever of the parts that are written out in it.</summary>
    public static JsonMember? Discriminator(JsonNode schema)
    {
        foreach (var part in Written(schema))
        {
            if ((part["$ref"] is null || part == schema) && part.Find("discriminator") is { Value.IsObject: true } discriminator)
            {
                return discriminator;
            }
        }

        return null;
    }

    /// <summary>
    /// Whether a schema is a kind of one that has a discriminator, or is the one that has it and others are kinds of it; either is more than
    /// its only part again.
    /// </summary>
    public bool IsOfFamily(JsonNode schema) => schema.Parent == _schemas
        && (HasAncestor(schema, ancestor => Discriminator(ancestor) is not null)
            || (Discriminator(schema) is { } discriminator && (_children.ContainsKey(schema) || discriminator.Value["mapping"]?.Members.Count > 0)));

    /// <summary>Whether all that a schema offers to choose from are kinds of it: its choice then says again what they say.</summary>
    public bool IsChoiceOfKinds(JsonNode schema) =>
        Original(schema) is { } origin && Offered(schema) is { Count: > 0 } offered && offered.TrueForAll(branch => branch is not null && IsKind(branch, origin));

    /// <summary>Whether a schema is derived from another one.</summary>
    public bool IsKind(JsonNode schema, JsonNode origin) => HasAncestor(schema, ancestor => ancestor == origin);

    /// <summary>
    /// Whether the choice that a part offers is made in what it is a part of: one of those to choose from is a part too, or they are kinds of
    /// the part, as the whole is.
    /// </summary>
    public bool IsChosen(JsonNode part, JsonNode whole, List<JsonNode> parts)
    {
        if (part["oneOf"] is null && part["anyOf"] is null)
        {
            return false;
        }

        var owner = Owner(part);
        var child = Owner(whole);
        return (owner is null || owner != child)
            && Offered(part).Exists(branch => branch is not null
                && (parts.Exists(other => other == branch || Original(other) == branch) || (owner is not null && child is not null && IsKind(child, owner) && IsKind(branch, owner))));
    }

    /// <summary>The schema as it stands in the document, for one that was put together from its parts.</summary>
    public JsonNode? Original(JsonNode schema) => schema.Parent == _schemas ? _schemas?[schema.Key] : null;

    /// <summary>What a reference, or the name of a schema, leads to.</summary>
    public JsonNode? Target(string reference) =>
        _schemas?[reference]
        ?? (reference.StartsWith("#/", StringComparison.Ordinal) ? JsonPointer.Follow(_document.Root, reference, out _, out _) : null);

    /// <summary>The named schema that a part is written out in.</summary>
    private JsonNode? Owner(JsonNode part)
    {
        while (part.Parent is { Key: "allOf", Kind: JsonKind.Array, Parent: { } outer })
        {
            part = outer;
        }

        return Original(part);
    }

    /// <summary>What a schema refers to in its choice; <see langword="null"/> for each that is written out.</summary>
    private List<JsonNode?> Offered(JsonNode schema)
    {
        var offered = new List<JsonNode?>();
        foreach (var keyword in ChoiceParser.Keywords)
        {
            foreach (var branch in schema[keyword]?.Items ?? [])
            {
                offered.Add(branch["$ref"] is { Kind: JsonKind.String } reference ? Target(reference.Text) : null);
            }
        }

        return offered;
    }

    /// <summary>What a schema, or a part that is written out in it, refers to as a part.</summary>
    private List<JsonNode> Parents(JsonNode schema)
    {
        if (_parents.TryGetValue(schema, out var parents))
        {
            return parents;
        }

        parents = [];
        _parents.Add(schema, parents);
        foreach (var part in Written(schema))
        {
            if ((part != schema || CompositionParser.IsReferenceAndMore(_document, schema))
                && part["$ref"] is { Kind: JsonKind.String } reference
                && Target(reference.Text) is { } parent)
            {
                parents.Add(parent);
            }
        }

        return parents;
    }

    /// <summary>A schema and the parts that are written out in it, also in each other.</summary>
    private static List<JsonNode> Written(JsonNode schema)
    {
        // In a list: they can lie in each other without end.
        var written = new List<JsonNode>();
        var pending = new Stack<JsonNode>();
        pending.Push(schema);
        while (pending.Count > 0)
        {
            var part = pending.Pop();
            written.Add(part);
            var parts = part["allOf"]?.Items ?? [];
            for (var i = parts.Count - 1; i >= 0; i--)
            {
                pending.Push(parts[i]);
            }
        }

        return written;
    }

    private bool HasAncestor(JsonNode schema, Func<JsonNode, bool> isWanted)
    {
        // In a list: types can be derived from one another without end. What has more ancestors than this is not composed either.
        var seen = new HashSet<JsonNode>();
        var pending = new Stack<JsonNode>();
        pending.Push(schema);
        while (pending.Count > 0 && seen.Count <= CompositionParser.MaxParts)
        {
            foreach (var parent in Parents(pending.Pop()))
            {
                if (isWanted(parent))
                {
                    return true;
                }

                if (seen.Add(parent))
                {
                    pending.Push(parent);
                }
            }
        }

        return false;
    }
}
