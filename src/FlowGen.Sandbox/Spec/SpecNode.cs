using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace FlowGen.Sandbox.Spec;

/// <summary>A place in a schema file: the JSON value there, and the JSON pointer (RFC 6901) that leads to it.</summary>
internal sealed class SpecNode
{
    private const int LongestReferenceChain = 32;

    private readonly JsonNode _root;

    private SpecNode(JsonNode root, JsonNode value, string pointer)
    {
        _root = root;
        Value = value;
        Pointer = pointer;
    }

    /// <summary>The value, which may be a reference; see <see cref="Resolve"/>.</summary>
    public JsonNode Value { get; }

    /// <summary>Where the value is, as a URI fragment: <c>#/paths/~1GetFlow</c>.</summary>
    public string Pointer { get; }

    public static SpecNode Parse(string json)
    {
        JsonNode root = JsonNode.Parse(json) ?? throw new SpecException("#: the document is null.");
        Materialise(root);
        return new(root, root, "#");
    }

    /// <summary>The member of that name, resolved; <see langword="null"/> when there is none.</summary>
    public SpecNode? Member(string name)
    {
        SpecNode here = Resolve();
        return here.Value is JsonObject members && members[name] is { } value ? here.Child(name, value).Resolve() : null;
    }

    /// <summary>The member of that name, resolved.</summary>
    /// <exception cref="SpecException">There is none.</exception>
    public SpecNode RequiredMember(string name) => Member(name) ?? throw Fault($"'{name}' is missing.");

    /// <summary>The text of a member; <see langword="null"/> when there is none.</summary>
    /// <exception cref="SpecException">The member is no text.</exception>
    public string? Text(string name) => Member(name)?.AsText();

    /// <summary>The whole number of a member; <see langword="null"/> when there is none.</summary>
    /// <exception cref="SpecException">The member is no whole number that fits.</exception>
    public int? Number(string name) => Member(name) is not { } member
        ? null
        : member.Value is JsonValue value && value.TryGetValue(out int number) ? number : throw member.Fault("a whole number is expected.");

    /// <summary>Whether a member is there and true.</summary>
    public bool Flag(string name) => Member(name)?.Value is JsonValue value && value.TryGetValue(out bool flag) && flag;

    public string AsText() => Value is JsonValue value && value.TryGetValue(out string? text) ? text : throw Fault("text is expected.");

    /// <summary>An object's members in the document's order, resolved; none when the value is no object.</summary>
    public IEnumerable<KeyValuePair<string, SpecNode>> Members()
    {
        SpecNode here = Resolve();
        if (here.Value is not JsonObject members)
        {
            yield break;
        }

        foreach ((string name, JsonNode? value) in members)
        {
            if (value is not null)
            {
                yield return new(name, here.Child(name, value).Resolve());
            }
        }
    }

    /// <summary>An array's items, resolved; none when the value is no array.</summary>
    public IEnumerable<SpecNode> Items()
    {
        SpecNode here = Resolve();
        if (here.Value is not JsonArray items)
        {
            yield break;
        }

        for (int index = 0; index < items.Count; index++)
        {
            string name = index.ToString(System.Globalization.CultureInfo.InvariantCulture);
            yield return items[index] is { } value ? here.Child(name, value).Resolve() : throw here.Fault($"item {name} is null.");
        }
    }

    /// <summary>The place that a reference points to, or this place when it holds none.</summary>
    /// <exception cref="SpecException">The reference leads nowhere, out of the document, or in a circle.</exception>
    public SpecNode Resolve()
    {
        SpecNode place = this;
        for (int step = 0; step < LongestReferenceChain; step++)
        {
            if (!TryReadReference(place.Value, out string? reference))
            {
                return place;
            }

            place = place.Follow(reference);
        }

        throw Fault("the reference leads in a circle.");
    }

    public SpecException Fault(string text) => new($"{Pointer}: {text}");

    /// <summary>Whether a value is a reference object.</summary>
    public static bool TryReadReference(JsonNode? value, [NotNullWhen(true)] out string? reference)
    {
        reference = null;
        return value is JsonObject members && members["$ref"] is JsonValue text && text.TryGetValue(out reference);
    }

    /// <summary>The place a JSON pointer leads to, in its URI fragment form.</summary>
    public SpecNode Follow(string reference)
    {
        if (!reference.StartsWith('#'))
        {
            throw Fault($"'{reference}' is outside this document.");
        }

        JsonNode? value = _root;
        foreach (string step in reference.Split('/').Skip(1))
        {
            string name = Uri.UnescapeDataString(step).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            value = value switch
            {
                JsonObject members => members[name],
                JsonArray items when int.TryParse(name, out int index) && index >= 0 && index < items.Count => items[index],
                _ => null,
            };
        }

        return value is null ? throw Fault($"'{reference}' leads nowhere.") : new(_root, value, reference);
    }

    // A JsonNode builds its members when they are first read, which is not safe for readers that come together.
    private static void Materialise(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach ((_, JsonNode? value) in members)
                {
                    Materialise(value);
                }

                break;
            case JsonArray items:
                foreach (JsonNode? item in items)
                {
                    Materialise(item);
                }

                break;
        }
    }

    private SpecNode Child(string name, JsonNode value) =>
        new(_root, value, $"{Pointer}/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}");
}
