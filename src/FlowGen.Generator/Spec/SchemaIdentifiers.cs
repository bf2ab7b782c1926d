namespace FlowGen.Generator.Spec;

/// <summary>
/// Schemas by the names that they give themselves: <c>$id</c>, <c>$anchor</c> and <c>$dynamicAnchor</c> (JSON Schema 2020-12, section 8.2).
/// </summary>
internal sealed class SchemaIdentifiers
{
    /// <summary>What addresses count from where the document says nothing: nobody knows where it is from.</summary>
    private static readonly Uri Unknown = new("https://document.invalid/");

    private readonly JsonNode _root;

    /// <summary>The schemas that have an address, and the document.</summary>
    private readonly Dictionary<JsonNode, Uri> _addresses = [];
    private readonly Dictionary<string, JsonNode> _byAddress = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<JsonNode>> _byAnchor = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<JsonNode>> _byDynamicAnchor = new(StringComparer.Ordinal);

    public SchemaIdentifiers(JsonNode root, CancellationToken cancellationToken)
    {
        _root = root;
        _addresses.Add(root, Unknown);
        var pending = new Stack<JsonNode>([root]);
        while (pending.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var node = pending.Pop();
            AddNames(node);
            foreach (var item in node.Items)
            {
                pending.Push(item);
            }

            foreach (var member in node.Members)
            {
                if (!SpecPlace.IsData(member.Name) || node.Key == "properties")
                {
                    pending.Push(member.Value);
                }
            }
        }
    }

    /// <summary>Every name, for suggestions.</summary>
    public IEnumerable<string> Anchors => _byAnchor.Keys.Select(static anchor => "#" + anchor);

    /// <summary>
    /// What a reference at <paramref name="place"/> leads to: an address, an anchor, an address with either an anchor or a JSON pointer, or a
    /// JSON pointer from the schema with an address that the place is in.
    /// </summary>
    public JsonNode? Find(JsonNode place, string reference)
    {
        var start = reference.IndexOf('#');
        var address = start < 0 ? reference : reference.Substring(0, start);
        var fragment = start < 0 ? "" : reference.Substring(start + 1);
        var resource = ResourceOf(place);
        if (address.Length > 0
            && (!Uri.TryCreate(_addresses[resource], address, out var target) || !_byAddress.TryGetValue(target.AbsoluteUri, out resource)))
        {
            return null;
        }

        return fragment.Length == 0 ? resource
            : fragment[0] == '/' ? JsonPointer.Follow(resource, "#" + fragment, out _, out _)
            : Named(_byAnchor, fragment).Find(schema => ResourceOf(schema) == resource) ?? (address.Length == 0 ? Only(Named(_byAnchor, fragment)) : null);
    }

    /// <summary>What a <c>$dynamicRef</c> leads to, if that is the same wherever one comes from; <paramref name="isOpen"/> when it is not.</summary>
    public JsonNode? FindDynamic(JsonNode place, string reference, out bool isOpen)
    {
        var schemas = reference.StartsWith("#", StringComparison.Ordinal) ? Named(_byDynamicAnchor, reference.Substring(1)) : [];
        isOpen = schemas.Count > 1;
        return isOpen ? null : schemas.Count == 1 ? schemas[0] : Find(place, reference);
    }

    private static List<JsonNode> Named(Dictionary<string, List<JsonNode>> schemas, string anchor) =>
        schemas.TryGetValue(Uri.UnescapeDataString(anchor), out var found) ? found : [];

    private static JsonNode? Only(List<JsonNode> schemas) => schemas.Count == 1 ? schemas[0] : null;

    private static void Add(Dictionary<string, List<JsonNode>> schemas, JsonNode? anchor, JsonNode schema)
    {
        if (anchor is not { Kind: JsonKind.String })
        {
            return;
        }

        if (!schemas.TryGetValue(anchor.Text, out var same))
        {
            schemas.Add(anchor.Text, same = []);
        }

        same.Add(schema);
    }

    private void AddNames(JsonNode node)
    {
        Add(_byAnchor, node["$anchor"], node);
        Add(_byAnchor, node["$dynamicAnchor"], node);
        Add(_byDynamicAnchor, node["$dynamicAnchor"], node);
        if (node["$id"] is { Kind: JsonKind.String } id && node.Parent is { } parent && Uri.TryCreate(_addresses[ResourceOf(parent)], id.Text, out var address))
        {
            _addresses[node] = address;
            _byAddress[address.AbsoluteUri] = node;
        }
    }

    /// <summary>The schema with an address that a place is in, else the document.</summary>
    private JsonNode ResourceOf(JsonNode place)
    {
        var node = place;
        while (node.Parent is not null && !_addresses.ContainsKey(node))
        {
            node = node.Parent;
        }

        return node.Parent is null ? _root : node;
    }
}
