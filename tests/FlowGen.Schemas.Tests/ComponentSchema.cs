using Newtonsoft.Json.Linq;
using NJsonSchema;

namespace FlowGen.Schemas.Tests;

/// <summary>A type of a spec as a JSON Schema that stands alone.</summary>
internal sealed class ComponentSchema
{
    private const string InSpec = "#/components/schemas/";
    private const string Alone = "#/definitions/";

    /// <summary>The definition of the type itself. OpenAPI gives no component such a name.</summary>
    private const string Own = "$";

    private readonly JsonSchema _schema;

    private ComponentSchema(JsonSchema schema) => _schema = schema;

    /// <summary>A type under <c>components/schemas</c>.</summary>
    /// <exception cref="NotSupportedException">The spec uses a keyword that means something else in JSON Schema.</exception>
    public static ComponentSchema Of(SpecFile spec, string name) => Of(spec, new JObject { ["$ref"] = InSpec + name });

    /// <summary>A type anywhere in the spec, which may refer to those under <c>components/schemas</c>.</summary>
    /// <exception cref="NotSupportedException">The spec uses a keyword that means something else in JSON Schema.</exception>
    public static ComponentSchema Of(SpecFile spec, JToken type)
    {
        var definitions = (JObject)spec.At(InSpec.TrimEnd('/')).DeepClone();
        definitions[Own] = spec.Follow(type).DeepClone();
        foreach (var property in definitions.Descendants().OfType<JProperty>().ToList())
        {
            if (property.Name == "$ref" && property.Value.Type == JTokenType.String)
            {
                var target = (string)property.Value!;
                if (!target.StartsWith(InSpec, StringComparison.Ordinal))
                {
                    throw new NotSupportedException($"'{target}' does not point at a type.");
                }

                property.Value = Alone + target[InSpec.Length..];
            }
            else if (property is { Name: "nullable", Value.Type: JTokenType.Boolean })
            {
                throw new NotSupportedException("'nullable' is OpenAPI's own; JSON Schema would ignore it.");
            }
        }

        var document = new JObject { ["definitions"] = definitions, ["allOf"] = new JArray(new JObject { ["$ref"] = Alone + Own }) };
        var schema = JsonSchema.FromJsonAsync(document.ToString()).GetAwaiter().GetResult();
        return new(schema.Definitions[Own]);
    }

    public IReadOnlyList<Violation> Check(JToken body) => [.. Violation.From(_schema.Validate(body))];
}
