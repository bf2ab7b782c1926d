using System.Text.Json.Nodes;

namespace FlowGen.Sandbox.Spec;

/// <summary>
/// Turns a schema of an OpenAPI 3.0 document into a JSON Schema that stands alone: references become definitions,
/// <c>nullable</c> becomes the type <c>null</c>, and what says nothing about validity is left out.
/// </summary>
internal sealed class JsonSchemaText
{
    private readonly SpecNode _document;
    private readonly Dictionary<string, string> _definitionNames = new(StringComparer.Ordinal);
    private readonly JsonObject _definitions = [];

    private JsonSchemaText(SpecNode document) => _document = document;

    public static string From(SpecNode schema)
    {
        JsonSchemaText text = new(schema);
        JsonObject root = text.Convert(schema.Value);
        root["definitions"] = text._definitions;
        return root.ToJsonString();
    }

    private JsonObject Convert(JsonNode? schema)
    {
        if (SpecNode.TryReadReference(schema, out string? reference))
        {
            return new() { ["$ref"] = $"#/definitions/{Define(reference)}" };
        }

        JsonObject converted = [];
        if (schema is not JsonObject members)
        {
            return converted;
        }

        foreach ((string keyword, JsonNode? value) in members)
        {
            switch (keyword)
            {
                case "properties" when value is JsonObject properties:
                    converted[keyword] = new JsonObject(properties.Select(property => KeyValuePair.Create(property.Key, (JsonNode?)Convert(property.Value))));
                    break;
                case "items" or "not":
                    converted[keyword] = Convert(value);
                    break;
                case "additionalProperties":
                    converted[keyword] = value is JsonObject ? Convert(value) : value?.DeepClone();
                    break;
                case "allOf" or "anyOf" or "oneOf" when value is JsonArray choices:
                    converted[keyword] = new JsonArray([.. choices.Select(choice => (JsonNode?)Convert(choice))]);
                    break;
                case "type" or "format" or "enum" or "required" or "pattern" or "multipleOf"
                    or "minimum" or "maximum" or "exclusiveMinimum" or "exclusiveMaximum"
                    or "minLength" or "maxLength" or "minItems" or "maxItems" or "uniqueItems" or "minProperties" or "maxProperties":
                    converted[keyword] = value?.DeepClone();
                    break;
            }
        }

        if (members["nullable"] is JsonValue nullable && nullable.TryGetValue(out bool allowed) && allowed)
        {
            AllowNull(converted);
        }

        return converted;
    }

    private static void AllowNull(JsonObject schema)
    {
        if (schema["type"] is JsonValue type)
        {
            schema["type"] = new JsonArray(type.DeepClone(), "null");
        }

        if (schema["enum"] is JsonArray values)
        {
            values.Add(null);
        }
    }

    private string Define(string reference)
    {
        if (!_definitionNames.TryGetValue(reference, out string? name))
        {
            // The name is taken before the content is read: a schema may refer to itself.
            name = $"schema{_definitionNames.Count}";
            _definitionNames.Add(reference, name);
            _definitions[name] = Convert(_document.Follow(reference).Value);
        }

        return name;
    }
}
