using Newtonsoft.Json.Linq;
using NJsonSchema;

namespace FlowGen.Schemas.Tests;

/// <summary>A type under <c>components/schemas</c> as a JSON Schema that stands alone.</summary>
internal sealed class ComponentSchema
{
    private const string InSpec = "#/components/schemas/";
    private const string Alone = "#/definitions/";

    private readonly JsonSchema _schema;

    private ComponentSchema(JsonSchema schema) => _schema = schema;

    /// <exception cref="NotSupportedException">The spec uses a keyword that means something else in JSON Schema.</exception>
    public static ComponentSchema Of(SpecFile spec, string name)
    {
        var definitions = (JObject)spec.At(InSpec.TrimEnd('/')).DeepClone();
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

        var document = new JObject { ["definitions"] = definitions, ["allOf"] = new JArray(new JObject { ["$ref"] = Alone + name }) };
        var schema = JsonSchema.FromJsonAsync(document.ToString()).GetAwaiter().GetResult();
        return new(schema.Definitions[name]);
    }

    public IReadOnlyList<Violation> Check(JToken body) => [.. Violation.From(_schema.Validate(body))];
}
