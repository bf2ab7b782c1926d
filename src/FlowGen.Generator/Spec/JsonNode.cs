namespace FlowGen.Generator.Spec;

internal enum JsonKind
{
    Null,
    True,
    False,
    Number,
    String,
    Array,
    Object,
}

/// <summary>A JSON value and where it stands in the text.</summary>
internal sealed class JsonNode(JsonKind kind, int start)
{
    private const int LinearSearchLimit = 16;
    private static readonly List<JsonMember> NoMembers = [];
    private static readonly List<JsonNode> NoItems = [];
    private Dictionary<string, JsonMember>? _index;

    public JsonKind Kind { get; } = kind;

    /// <summary>The first character's offset.</summary>
    public int Start { get; } = start;

    /// <summary>The offset behind the last character.</summary>
    public int End { get; set; }

    /// <summary>A string's characters, or a number's digits as written; empty for other kinds.</summary>
    public string Text { get; init; } = "";

    public List<JsonMember> Members { get; init; } = NoMembers;

    public List<JsonNode> Items { get; init; } = NoItems;

    /// <summary>The value that holds this one; <see langword="null"/> at the root.</summary>
    public JsonNode? Parent { get; set; }

    /// <summary>The member's name or the item's index in the parent; empty at the root.</summary>
    public string Key { get; set; } = "";

    public bool IsObject => Kind == JsonKind.Object;

    /// <summary>Whether it is <c>true</c> or <c>false</c>: as a schema (OpenAPI 3.1) one that everything fits, or nothing.</summary>
    public bool IsBoolean => Kind is JsonKind.True or JsonKind.False;

    /// <summary>The member of that name, if any.</summary>
    public JsonNode? this[string name] => Find(name)?.Value;

    public JsonMember? Find(string name)
    {
        if (Members.Count > LinearSearchLimit)
        {
            _index ??= Index(Members);
            return _index.TryGetValue(name, out var found) ? found : null;
        }

        foreach (var member in Members)
        {
            if (member.Name == name)
            {
                return member;
            }
        }

        return null;
    }

    /// <summary>Adds a member of a new name; <see langword="false"/> when the name is there already.</summary>
    public bool TryAdd(JsonMember member)
    {
        if (Find(member.Name) is not null)
        {
            return false;
        }

        Members.Add(member);
        _index?.Add(member.Name, member);
        return true;
    }

    /// <summary>An object of members that are written elsewhere; for messages it stands where <paramref name="origin"/> does.</summary>
    public static JsonNode Composed(JsonNode origin, List<JsonMember> members) =>
        new(JsonKind.Object, origin.Start) { End = origin.End, Members = members, Parent = origin.Parent, Key = origin.Key };

    /// <summary>An array of items that are written elsewhere; for messages it stands where <paramref name="origin"/> does.</summary>
    public static JsonNode Composed(JsonNode origin, List<JsonNode> items) =>
        new(JsonKind.Array, origin.Start) { End = origin.End, Items = items, Parent = origin.Parent, Key = origin.Key };

    private static Dictionary<string, JsonMember> Index(List<JsonMember> members)
    {
        var index = new Dictionary<string, JsonMember>(StringComparer.Ordinal);
        foreach (var member in members)
        {
            index.Add(member.Name, member);
        }

        return index;
    }

    /// <summary>What the value is, for a message.</summary>
    public string Describe() => Kind switch
    {
        JsonKind.Object => "an object",
        JsonKind.Array => "an array",
        JsonKind.String => "a text",
        JsonKind.Number => "a number",
        JsonKind.Null => "null",
        _ => "true or false",
    };
}

/// <summary>A member of an object.</summary>
internal sealed class JsonMember(string name, int nameStart, int nameEnd, JsonNode value)
{
    public string Name { get; } = name;

    public int NameStart { get; } = nameStart;

    public int NameEnd { get; } = nameEnd;

    public JsonNode Value { get; } = value;

    /// <summary>The member with another value.</summary>
    public JsonMember With(JsonNode other) => new(Name, NameStart, NameEnd, other);
}
