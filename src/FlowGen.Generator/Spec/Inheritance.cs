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

    public Inheritance(SpecDocument document)
    {
        _document = document;
        _schemas = document.Root["components"]?["schemas"];
        foreach (var schema in _schemas?.Members ?? [])
        {
            foreach (var part in schema.Value["allOf"]?.Items ?? [])
            {
                if (part["$ref"] is { Kind: JsonKind.String } reference && Target(reference.Text) is { } parent && parent != schema.Value)
                {
                    if (!_children.TryGetValue(parent, out var children))
                    {
                        _children.Add(parent, children = []);
                    }

                    children.Add(schema.Value);
                }
            }
        }
    }

    /// <summary>What a schema with a discriminator stands for beside itself: the targets of its mapping, then what is derived from it in any generation.</summary>
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
        while (pending.Count > 0)
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

    /// <summary>Whether a schema is a kind of one that has a discriminator, and so more than that one again.</summary>
    public bool IsDerived(JsonNode schema) =>
        schema.Parent == _schemas && (schema["allOf"]?.Items ?? []).Exists(part =>
            part["$ref"] is { Kind: JsonKind.String } reference && Target(reference.Text) is { } parent && (parent["discriminator"] is not null || IsDerivedFrom(parent)));

    /// <summary>The schema as it stands in the document, for one that was put together from its parts.</summary>
    public JsonNode? Original(JsonNode schema) => schema.Parent == _schemas ? _schemas?[schema.Key] : null;

    /// <summary>What a reference, or the name of a schema, leads to.</summary>
    public JsonNode? Target(string reference) =>
        _schemas?[reference]
        ?? (reference.StartsWith("#/", StringComparison.Ordinal) ? JsonPointer.Follow(_document.Root, reference, out _, out _) : null);

    private bool IsDerivedFrom(JsonNode schema)
    {
        // In a list: types can be derived from one another without end.
        var seen = new HashSet<JsonNode>();
        var pending = new Stack<JsonNode>([schema]);
        while (pending.Count > 0)
        {
            foreach (var part in pending.Pop()["allOf"]?.Items ?? [])
            {
                if (part["$ref"] is { Kind: JsonKind.String } reference && Target(reference.Text) is { } parent && seen.Add(parent))
                {
                    if (parent["discriminator"] is not null)
                    {
                        return true;
                    }

                    pending.Push(parent);
                }
            }
        }

        return false;
    }
}
