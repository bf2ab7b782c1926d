using System.Globalization;

namespace FlowGen.Generator.Tests.Hostile;

/// <summary>Specs of a size that would stop a generator that takes quadratic time or recurses.</summary>
public class SizeTests
{
    private const int Many = 100_000;

    [Fact]
    public void An_enum_of_a_hundred_thousand_values_is_a_text()
    {
        var run = GeneratorRun.Of(SmallSpec.Answering($$"""{ "type": "string", "enum": [{{Join(Many, static i => $"\"V{i}\"")}}] }"""));

        Assert.Equal("FG1009", Assert.Single(run.SpecDiagnostics).Id);
        Assert.Contains("ApiResult<string>", run.Source("Operation.GetThing.g.cs"), StringComparison.Ordinal);
        Assert.Empty(run.CompilerDiagnostics);
    }

    [Fact]
    public void An_object_of_a_hundred_thousand_members_stays_JSON()
    {
        var run = GeneratorRun.Of(SmallSpec.Answering($$"""{ "properties": { {{Join(Many, static i => $"\"V{i}\": {{}}")}} } }"""));

        Assert.Equal("FG1009", Assert.Single(run.SpecDiagnostics).Id);
        Assert.Contains("JsonElement", run.Source("Operation.GetThing.g.cs"), StringComparison.Ordinal);
        Assert.Empty(run.CompilerDiagnostics);
    }

    [Fact]
    public void A_hundred_thousand_types_of_one_name_are_numbered()
    {
        var files = SmallSpec.Answering(
            """{ "$ref": "#/components/schemas/0" }""",
            Join(Many, static i => $$"""  "{{i}}": { "x-flowgen-name": "T", "properties": { "next": { "$ref": "#/components/schemas/{{i + 1}}" } } }  """)).Parse();

        Assert.Equal(Many, files.Model!.Objects.Count);
        Assert.Contains(files.Model.Objects, static type => type.Name.Name == "T" + Many.ToString(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("""{ "type": "array", "items": { "$ref": "#/components/schemas/NEXT" } }""")]
    [InlineData("""{ "additionalProperties": { "$ref": "#/components/schemas/NEXT" } }""")]
    [InlineData("""{ "allOf": [{ "$ref": "#/components/schemas/NEXT" }] }""")]
    [InlineData("""{ "$ref": "#/components/schemas/NEXT" }""")]
    public void A_chain_of_a_hundred_thousand_schemas_ends_in_JSON(string schema)
    {
        var run = GeneratorRun.Of(SmallSpec.Answering(
            """{ "$ref": "#/components/schemas/0" }""",
            Join(Many, i => $"\"{i}\": " + schema.Replace("NEXT", (i + 1).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal))));

        Assert.Single(run.SpecDiagnostics);
        Assert.Empty(run.CompilerDiagnostics);
    }

    [Fact]
    public void Lists_within_lists_compile_up_to_the_depth_that_is_read()
    {
        var schema = string.Concat(Enumerable.Repeat("{ \"type\": \"array\", \"items\": ", 15)) + "{ \"type\": [\"integer\", \"null\"] }" + new string('}', 15);
        var run = GeneratorRun.Of(SmallSpec.Echoing(schema));

        Assert.Empty(run.SpecDiagnostics);
        Assert.Empty(run.CompilerDiagnostics);
    }

    [Fact]
    public void A_spec_of_nothing_but_faults_is_read_to_its_end()
    {
        var spec = SmallSpec.Answering(
            $$"""
            { "required": [{{Join(20_000, static i => $"\"require{i}\"")}}],
              "properties": { {{Join(2_000, static i => $"\"required{i}\": {{}}")}} } }
            """);

        Assert.Equal(20_000, spec.Parse().Diagnostics.Count);
    }

    private static string Join(int count, Func<int, string> item) => string.Join(",", Enumerable.Range(0, count).Select(item));
}
