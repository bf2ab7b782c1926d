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

    [Fact]
    public void A_tower_of_derived_types_is_no_choice()
    {
        var result = SmallSpec.Answering(
            """{ "$ref": "#/components/schemas/0" }""",
            Join(20_000, static i => $$"""  "{{i}}": { "properties": { "kind": {} }, "discriminator": { "propertyName": "kind" }, "allOf": [{ "$ref": "#/components/schemas/{{i + 1}}" }] }  """)
                + """, "20000": { "properties": { "last": {} } } """).Parse();

        Assert.Equal("FG1009", Assert.Single(result.Diagnostics).Id);
        Assert.Contains("256 parts", result.Diagnostics[0].Arguments[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Parts_that_a_small_spec_has_in_many_types_do_not_fill_the_memory()
    {
        var parts = Join(200, static i => $$"""  "P{{i}}": { "properties": { MEMBERS } }  """.Replace("MEMBERS", Join(9, k => $"\"m{i}_{k}\": {{}}"), StringComparison.Ordinal));
        var references = Join(200, static i => $$"""{ "$ref": "#/components/schemas/P{{i}}" }""");
        var whole = $$"""  "Whole": { "allOf": [{{references}}] }  """;
        var types = Join(100, static i => $$"""  "T{{i}}": { "allOf": [{ "$ref": "#/components/schemas/Whole" }, { "properties": { "next": { "$ref": "#/components/schemas/T{{i + 1}}" } } }] }  """);
        var result = SmallSpec.Answering("""{ "$ref": "#/components/schemas/T0" }""", parts + "," + whole + "," + types + """, "T100": {} """).Parse();

        Assert.InRange(result.Model!.Objects.Sum(static type => type.Properties.Count), 100_000, 120_000);
        Assert.Contains(result.Diagnostics, static diagnostic => diagnostic.Id == "FG1009" && diagnostic.Arguments[1].Contains("members", StringComparison.Ordinal));
    }

    [Fact]
    public void An_operation_of_twenty_thousand_placeholders_is_left_out()
    {
        var path = string.Concat(Enumerable.Range(0, 20_000).Select(static i => $"/{{p{i}}}"));
        var result = new SpecText("small.openapi.json", """{ "openapi": "3.0.3", "info": { "title": "Small", "version": "1" }, "paths": { "PATH": { "get": { "responses": {} } } } }""".Replace("PATH", path, StringComparison.Ordinal)).Parse();

        Assert.Equal("FG1009", Assert.Single(result.Diagnostics).Id);
        Assert.Empty(result.Model!.Operations);
    }

    [Fact]
    public void A_server_whose_variables_stand_in_each_other_is_not_expanded()
    {
        var variables = Join(60, static i => $$"""  "v{{i}}": { "default": "NEXTNEXT" }  """.Replace("NEXT", $"{{v{i + 1}}}", StringComparison.Ordinal));
        var result = new SpecText("small.openapi.json", """{ "openapi": "3.0.3", "info": { "title": "Small", "version": "1" }, "servers": [{ "url": "https://{v0}", "variables": { VARIABLES } }], "paths": {} }""".Replace("VARIABLES", variables, StringComparison.Ordinal)).Parse();

        Assert.Equal("FG1009", Assert.Single(result.Diagnostics).Id);
        Assert.Contains("'https://{v1}{v1}'", result.Diagnostics[0].Arguments[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Operations_of_which_each_is_signed_and_fails_in_its_own_way_are_read()
    {
        var paths = Join(5_000, static i => $$"""  "/{{i}}": { "get": { "security": [{ "s{{i}}": [] }], "x-flowgen-errors": ["E{{i}}"], "responses": {} } }  """);
        var schemes = Join(5_000, static i => $$"""  "s{{i}}": { "type": "apiKey", "in": "query", "name": "k{{i}}" }  """);
        var errors = Join(5_000, static i => $$"""{ "code": "E{{i}}", "category": "NotFound" }""");
        var result = new SpecText(
            "small.openapi.json",
            """{ "openapi": "3.0.3", "info": { "title": "Small", "version": "1" }, "x-flowgen-errors": [ERRORS], "paths": { PATHS }, "components": { "securitySchemes": { SCHEMES } } }"""
                .Replace("ERRORS", errors, StringComparison.Ordinal)
                .Replace("PATHS", paths, StringComparison.Ordinal)
                .Replace("SCHEMES", schemes, StringComparison.Ordinal)).Parse();

        Assert.Equal(5_000, result.Model!.Operations.Count);
        Assert.Equal(5_000, result.Model.Provider.Security.Count);
    }

    private static string Join(int count, Func<int, string> item) => string.Join(",", Enumerable.Range(0, count).Select(item));
}
