using System.Text;
using System.Text.Json.Nodes;
using FlowGen.Sandbox.Serving;
using NJsonSchema;
using NJsonSchema.Validation;

namespace FlowGen.Sandbox.Spec;

/// <summary>A schema of a spec, compiled once, so that values can be judged by it.</summary>
internal sealed class SpecSchema
{
    private readonly SpecNode _node;
    private readonly JsonSchema _compiled;

    private SpecSchema(SpecNode node, JsonSchema compiled)
    {
        _node = node;
        _compiled = compiled;
    }

    /// <summary>The type that the schema names; <see langword="null"/> when it leaves the type open.</summary>
    public string? Type => _node.Text("type");

    public static async Task<SpecSchema> CompileAsync(SpecNode node, CancellationToken cancellationToken) =>
        new(node, await JsonSchema.FromJsonAsync(JsonSchemaText.From(node), cancellationToken).ConfigureAwait(false));

    /// <summary>Names of the properties, in the spec's order.</summary>
    public IEnumerable<string> PropertyNames => Names(_node);

    /// <summary>Names of the properties of the object that a property holds, or of the objects in its array.</summary>
    public IEnumerable<string> PropertyNamesOf(string property) =>
        PropertyOf(property) is { } inner ? Names(inner.Member("items") ?? inner) : [];

    /// <summary>Whether a property holds an array.</summary>
    public bool IsArray(string property) => PropertyOf(property)?.Text("type") == "array";

    /// <summary>The values that the spec knows for a property: its enum, or its open enum. Empty when it knows none.</summary>
    /// <param name="path">The names that lead to the property; an array is stepped into.</param>
    public IReadOnlyList<string> KnownValues(params ReadOnlySpan<string> path)
    {
        SpecNode? place = _node;
        foreach (string name in path)
        {
            place = place?.Member("properties")?.Member(name);
            place = place?.Member("items") ?? place;
        }

        return (place?.Member("enum") ?? place?.Member("x-flowgen-open-enum")) is { } values
            ? [.. values.Items().Select(value => value.AsText())]
            : [];
    }

    /// <summary>What is wrong with a value; empty when it fits.</summary>
    public IReadOnlyList<SchemaViolation> Validate(string json) => Flatten(_compiled.Validate(json));

    /// <summary>What is wrong with a parameter's text; empty when it fits.</summary>
    public IReadOnlyList<SchemaViolation> ValidateText(string text)
    {
        if (Type is null or "string")
        {
            return Validate(JsonValue.Create(text).ToJsonString());
        }

        // Numbers, booleans and the JSON documents that arrays and objects travel as are JSON already.
        return ValidateJson(text);
    }

    /// <summary>What is wrong with a JSON text, which may be none; empty when it fits.</summary>
    public IReadOnlyList<SchemaViolation> ValidateJson(string text) =>
        JsonText.TryParse(Encoding.UTF8.GetBytes(text), out JsonNode? node, out _) ? Validate(node?.ToJsonString() ?? "null") : [new("#", $"no {Type ?? "JSON"}")];

    private SpecNode? PropertyOf(string property) => _node.Member("properties")?.Member(property);

    private static IEnumerable<string> Names(SpecNode node) =>
        node.Member("properties") is { } properties ? properties.Members().Select(property => property.Key) : [];

    private static List<SchemaViolation> Flatten(IEnumerable<ValidationError> errors)
    {
        List<SchemaViolation> violations = [];
        foreach (ValidationError error in errors)
        {
            violations.Add(new(error.Path ?? "#", error.Kind.ToString()));
            if (error is ChildSchemaValidationError choice)
            {
                violations.AddRange(choice.Errors.SelectMany(pair => Flatten(pair.Value)));
            }
        }

        return violations;
    }
}
