using Newtonsoft.Json.Linq;
using NJsonSchema;

namespace FlowGen.Schemas.Tests;

/// <summary>The format that specs are written in: <c>schemas/flowgen.schema.json</c>.</summary>
internal static class SpecFormat
{
    private static readonly JsonSchema Schema =
        JsonSchema.FromJsonAsync(SpecFile.ReadText("flowgen.schema.json")).GetAwaiter().GetResult();

    public static IReadOnlyList<Violation> Check(JToken spec) => [.. Violation.From(Schema.Validate(spec))];
}
