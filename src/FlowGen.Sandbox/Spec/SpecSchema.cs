using System.Text.Json.Nodes;
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

    /// <summary>Names of the properties of the object that a property holds.</summary>
    public IEnumerable<string> PropertyNamesOf(string property) =>
        _node.Member("properties")?.Member(property) is { } inner ? Names(inner) : [];

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

        try
        {
            // Numbers, booleans and the JSON documents that arrays and objects travel as are JSON already.
            return Validate(JsonNode.Parse(text)?.ToJsonString() ?? "null");
        }
        catch (System.Text.Json.JsonException)
        {
            return [new("#", $"no {Type}")];
        }
    }

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
