using System.Globalization;
using FlowGen.Generator.Diagnostics;
using FlowGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace FlowGen.Generator.Spec;

/// <summary>
/// A spec's tree with access by type: a value of the wrong type is reported at its place and then counts as absent.
/// </summary>
internal sealed class SpecDocument(SpecInput input, CancellationToken cancellationToken)
{
    private const int MaxReferences = 64;

    /// <summary>Stands in an object beside what is known to be as it is, with the rules that say otherwise.</summary>
    private const string SuppressionKey = "x-flowgen-suppress";

    /// <summary>How many candidates for a near miss are looked at in all: a spec full of faults must not keep the compiler busy.</summary>
    private const int MaxCandidates = 20_000;

    private int _candidates;
    private readonly List<SpecDiagnostic> _diagnostics = [];
    private readonly HashSet<string> _reported = new(StringComparer.Ordinal);
    private readonly Dictionary<JsonNode, HashSet<string>> _suppressedBy = [];
    private LineMap? _lines;
    private SchemaIdentifiers? _identifiers;
    private int _suppressed;

    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>How many faults were found so far, not counting those that were found before, in what several operations share.</summary>
    public int FaultCount => _diagnostics.Count + _suppressed;

    /// <summary>Made when a reference needs them, as few documents do.</summary>
    private SchemaIdentifiers Identifiers => _identifiers ??= new(Root, cancellationToken);

    public JsonNode Root { get; private set; } = new(JsonKind.Null, 0);

    /// <summary>Whether it is OpenAPI 3.1, in which some words count that 3.0 ignores.</summary>
    public bool IsVersion31 => Root["openapi"]?.Text.StartsWith("3.1", StringComparison.Ordinal) == true;

    public EquatableArray<SpecDiagnostic> Diagnostics => _diagnostics.Count == 0 ? default : new(_diagnostics.OrderBy(static diagnostic => diagnostic.Start).ToList());

    /// <summary>Reads the text; <see langword="false"/>, with a diagnostic, when it is not a JSON object.</summary>
    public bool TryRead()
    {
        try
        {
            Root = JsonTreeReader.Read(
                input.Text,
                member => Report(SpecDiagnostics.DuplicateKey, member.NameStart, member.NameEnd, member.Name),
                cancellationToken);
        }
        catch (JsonSyntaxException error)
        {
            Report(SpecDiagnostics.InvalidJson, error.Start, error.End, error.Message);
            return false;
        }

        if (Root.IsObject)
        {
            return true;
        }

        Report(SpecDiagnostics.WrongType, Root, "The document", "an object", Root.Describe());
        return false;
    }

    public void Report(DiagnosticDescriptor rule, JsonNode node, params string[] arguments)
    {
        if (!IsSuppressed(rule, node))
        {
            // An object's or array's opening bracket is enough: squiggles under pages of text help nobody.
            Report(rule, node.Start, node.Kind is JsonKind.Object or JsonKind.Array ? node.Start + 1 : node.End, arguments);
        }
    }

    /// <summary>Reports at a member's name.</summary>
    public void ReportName(DiagnosticDescriptor rule, JsonNode value, params string[] arguments)
    {
        if (value.Parent?.IsObject == true && value.Parent.Find(value.Key) is { } member && member.Value == value)
        {
            if (IsSuppressed(rule, value))
            {
                return;
            }

            Report(rule, member.NameStart, member.NameEnd, arguments);
        }
        else
        {
            Report(rule, value, arguments);
        }
    }

    /// <summary>A member that is an object.</summary>
    public JsonNode? Object(JsonNode parent, string key) => Typed(parent[key], JsonKind.Object, "an object");

    /// <summary>The members of a member that is an object.</summary>
    public List<JsonMember> Members(JsonNode parent, string key) => Object(parent, key)?.Members ?? [];

    /// <summary>The items of a member that is an array.</summary>
    public List<JsonNode> Items(JsonNode parent, string key) => Typed(parent[key], JsonKind.Array, "an array")?.Items ?? [];

    /// <summary>The objects among the items of a member that is an array; other items are reported.</summary>
    public List<JsonNode> Objects(JsonNode parent, string key) => Items(parent, key).FindAll(item => Typed(item, JsonKind.Object, "an object") is not null);

    /// <summary>A member that is a text.</summary>
    public string? Text(JsonNode parent, string key) => Text(parent[key]);

    public string? Text(JsonNode? node) => Typed(node, JsonKind.String, "a text")?.Text;

    /// <summary>The texts of a member that is an array of texts.</summary>
    public List<string> Texts(JsonNode parent, string key)
    {
        var texts = new List<string>();
        foreach (var item in Items(parent, key))
        {
            if (Text(item) is { } text)
            {
                texts.Add(text);
            }
        }

        return texts;
    }

    /// <summary>A member that is a text and must be there.</summary>
    public string? RequiredText(JsonNode parent, string key)
    {
        if (parent[key] is null)
        {
            Report(SpecDiagnostics.MissingKey, parent, JsonPointer.Of(parent), key);
            return null;
        }

        return Text(parent, key);
    }

    public bool Boolean(JsonNode parent, string key)
    {
        var node = parent[key];
        if (node is null or { Kind: JsonKind.True or JsonKind.False })
        {
            return node?.Kind == JsonKind.True;
        }

        Report(SpecDiagnostics.WrongType, node, JsonPointer.Of(node), "true or false", node.Describe());
        return false;
    }

    /// <summary>A member that is a whole number of at least <paramref name="minimum"/>.</summary>
    public int? Integer(JsonNode parent, string key, int minimum)
    {
        if (Typed(parent[key], JsonKind.Number, "a number") is not { } node)
        {
            return null;
        }

        if (int.TryParse(node.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= minimum)
        {
            return value;
        }

        Report(SpecDiagnostics.OutOfRange, node, JsonPointer.Of(node), "a whole number of at least " + minimum.ToString(CultureInfo.InvariantCulture), node.Text);
        return null;
    }

    /// <summary>A member that is a length or a number of items; one beyond 32 bits is the largest of those.</summary>
    public int? Size(JsonNode parent, string key)
    {
        if (Typed(parent[key], JsonKind.Number, "a number") is not { } node)
        {
            return null;
        }

        if (decimal.TryParse(node.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var size) && size >= 0 && size == decimal.Truncate(size))
        {
            return (int)Math.Min(size, int.MaxValue);
        }

        Report(SpecDiagnostics.OutOfRange, node, JsonPointer.Of(node), "a whole number of at least 0", node.Text);
        return null;
    }

    /// <summary>A value as it is written.</summary>
    public string TextOf(JsonNode node) => input.Text.Substring(node.Start, node.End - node.Start);

    /// <summary>A suggestion for a message: the candidate that <paramref name="text"/> comes near to, if one does.</summary>
    public string Suggest(string text, IEnumerable<string> candidates) => NearMiss.Of(text, candidates.TakeWhile(_ => _candidates++ < MaxCandidates));

    /// <summary>A member that is one of a few texts.</summary>
    public T? Choice<T>(JsonNode parent, string key, Choices<T> choices)
        where T : struct
    {
        if (Text(parent, key) is not { } text)
        {
            return null;
        }

        if (choices.Find(text) is { } choice)
        {
            return choice;
        }

        var node = parent[key]!;
        Report(SpecDiagnostics.InvalidValue, node, JsonPointer.Of(node), text, string.Join(", ", choices.Texts), Suggest(text, choices.Texts));
        return null;
    }

    /// <summary>
    /// What <paramref name="node"/> stands for: itself, or what its <c>$ref</c> leads to, as far as what <paramref name="isEnd"/> holds
    /// for. A broken one is reported.
    /// </summary>
    public JsonNode? Resolve(JsonNode node, Func<JsonNode, bool>? isEnd = null)
    {
        List<JsonNode>? passed = null;
        while (node.IsObject && (node["$ref"] ?? node["$dynamicRef"]) is { } reference && (passed is null || isEnd?.Invoke(node) != true))
        {
            if (Text(reference) is not { } target)
            {
                return null;
            }

            if (Find(node, reference, target) is not { } next)
            {
                return null;
            }

            passed ??= [];
            passed.Add(node);
            if (passed.Contains(next) || passed.Count == MaxReferences)
            {
                Report(SpecDiagnostics.CircularReference, reference, target);
                return null;
            }

            node = next;
        }

        return Typed(node, JsonKind.Object, "an object");
    }

    /// <summary>The schema that a reference leads to by a name that the schema gives itself; <see langword="null"/> when there is none.</summary>
    public JsonNode? Named(JsonNode place, string reference) => Identifiers.Find(place, reference);

    /// <summary>Whether a schema says that the content is bytes, whatever the media type is.</summary>
    public bool IsBinary(JsonNode? schema) =>
        schema is { IsObject: true } && Resolve(schema) is { } resolved && resolved["format"] is { Kind: JsonKind.String, Text: "binary" };

    /// <summary>Whether there is no node, or one of that kind; a node of another kind is reported.</summary>
    public bool IsAbsentOr(JsonNode? node, JsonKind kind) =>
        node is null || Typed(node, kind, kind == JsonKind.Array ? "an array" : "an object") is not null;

    /// <summary>The node if it is of that kind; a node of another kind is reported.</summary>
    public JsonNode? Typed(JsonNode? node, JsonKind kind, string expected)
    {
        if (node is null || node.Kind == kind)
        {
            return node;
        }

        Report(SpecDiagnostics.WrongType, node, JsonPointer.Of(node), expected, node.Describe());
        return null;
    }

    /// <summary>What a reference leads to: a place of the document or, where there is none, a schema by the name that it gives itself.</summary>
    private JsonNode? Find(JsonNode node, JsonNode reference, string target)
    {
        if (node["$ref"] is null)
        {
            return FindDynamic(node, reference, target);
        }

        var isPointer = target is "#" || target.StartsWith("#/", StringComparison.Ordinal);
        var last = Root;
        var missing = target;
        if (target.StartsWith("#/", StringComparison.Ordinal) && JsonPointer.Follow(Root, target, out last, out missing) is { } place)
        {
            return place;
        }

        if (Identifiers.Find(node, target) is { } named)
        {
            return named;
        }

        if (isPointer || target.StartsWith("#", StringComparison.Ordinal))
        {
            var candidates = isPointer ? last.Members.Select(static member => member.Name) : Identifiers.Anchors;
            Report(SpecDiagnostics.DanglingReference, reference, target, JsonPointer.Of(last), missing, Suggest(missing, candidates));
        }
        else
        {
            Report(SpecDiagnostics.Unsupported, reference, JsonPointer.Of(reference), "'" + target + "' is in another document, and a spec is one file; bundle the two into one", "what it stands for is left out");
        }

        return null;
    }

    private JsonNode? FindDynamic(JsonNode node, JsonNode reference, string target)
    {
        if (Identifiers.FindDynamic(node, target, out var isOpen) is { } found)
        {
            return found;
        }

        if (isOpen)
        {
            Report(SpecDiagnostics.Unsupported, reference, JsonPointer.Of(reference), "'" + target + "' leads to another schema for each that refers here", SchemaParser.AsJson);
        }
        else
        {
            Report(SpecDiagnostics.DanglingReference, reference, target, "/", target, Suggest(target, Identifiers.Anchors));
        }

        return null;
    }

    /// <summary>Whether the node, or one that it is in, says that the rule is not to be reported.</summary>
    private bool IsSuppressed(DiagnosticDescriptor rule, JsonNode? node)
    {
        for (; node is not null; node = node.Parent)
        {
            if (node.IsObject && node[SuppressionKey] is { } ids && Suppressed(ids).Contains(rule.Id))
            {
                _suppressed++;
                return true;
            }
        }

        return false;
    }

    private HashSet<string> Suppressed(JsonNode ids)
    {
        if (!_suppressedBy.TryGetValue(ids, out var rules))
        {
            rules = new(ids.Items.ConvertAll(static id => id.Text), StringComparer.Ordinal);
            _suppressedBy.Add(ids, rules);
        }

        return rules;
    }

    private void Report(DiagnosticDescriptor rule, int start, int end, params string[] arguments)
    {
        // A shared component is read once for each place that refers to it, but complained about once.
        if (!_reported.Add(rule.Id + "@" + start.ToString(CultureInfo.InvariantCulture)))
        {
            return;
        }

        _lines ??= new LineMap(input.Text);
        var (startLine, startColumn) = _lines.At(start);
        var (endLine, endColumn) = _lines.At(end);
        _diagnostics.Add(new(rule.Id, new(arguments), input.Path, start, end, startLine, startColumn, endLine, endColumn));
    }
}
