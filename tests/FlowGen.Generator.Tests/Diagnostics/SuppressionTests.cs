namespace FlowGen.Generator.Tests.Diagnostics;

/// <summary>What a spec says about itself with <c>x-flowgen-suppress</c>, and types that nothing uses.</summary>
public class SuppressionTests
{
    private const string Outside = """{ "$ref": "other.json" }""";

    [Theory]
    [InlineData("""{ "properties": { "a": OUTSIDE } }""", 1)]
    [InlineData("""{ "x-flowgen-suppress": ["FG1009"], "properties": { "a": OUTSIDE } }""", 0)]
    [InlineData("""{ "properties": { "a": { "x-flowgen-suppress": ["FG1009"], "$ref": "other.json" } } }""", 0)]
    [InlineData("""{ "x-flowgen-suppress": ["FG1011"], "properties": { "a": OUTSIDE } }""", 1)]
    [InlineData("""{ "properties": { "a": { "x-flowgen-suppress": ["FG1009"] }, "b": OUTSIDE } }""", 1)]
    [InlineData("""{ "properties": { "x-flowgen-suppress": { "items": OUTSIDE } } }""", 1)]
    public void A_rule_is_silent_about_the_object_that_suppresses_it_and_what_is_in_it(string schema, int reported)
    {
        var result = SmallSpec.Answering(schema.Replace("OUTSIDE", Outside, StringComparison.Ordinal)).Parse();

        Assert.Equal(reported, result.Diagnostics.Count(static diagnostic => diagnostic.Id == "FG1009"));
    }

    [Fact]
    public void A_rule_that_does_not_exist_is_reported_with_the_one_that_was_meant()
    {
        var diagnostic = Assert.Single(GeneratorRun.Of(SmallSpec.Answering("""{ "x-flowgen-suppress": ["FG1090"] }""")).SpecDiagnostics);

        Assert.Equal("FG1007", diagnostic.Id);
        Assert.Contains("Did you mean 'FG1", diagnostic.GetMessage(null), StringComparison.Ordinal);
    }

    [Fact]
    public void A_type_that_no_operation_leads_to_is_told()
    {
        var result = SmallSpec.Answering(
            """{ "$ref": "#/components/schemas/Used" }""",
            """
            "Used": { "properties": { "x": { "$ref": "#/components/schemas/Base" } } },
            "Base": { "discriminator": { "propertyName": "t", "mapping": { "m": "Mapped" } }, "properties": { "t": { "type": "string" } } },
            "Mapped": { "properties": { "a": {} } },
            "Derived": { "allOf": [{ "$ref": "#/components/schemas/Base" }] },
            "Unused": { "properties": { "y": { "$ref": "#/components/schemas/OnlyByUnused" } } },
            "OnlyByUnused": { "properties": { "z": { "$ref": "#/components/schemas/OnlyByUnused" } } },
            "Kept": { "x-flowgen-suppress": ["FG1020"] }
            """).Parse();

        Assert.Equal(["Unused", "OnlyByUnused"], result.Diagnostics.Where(static diagnostic => diagnostic.Id == "FG1020").Select(static diagnostic => diagnostic.Arguments[0]));
    }

    [Fact]
    public void Rows_about_one_error_that_agree_or_differ_in_status_do_not_contradict_each_other()
    {
        var result = SmallSpec.Of(more:
            """
            "x-flowgen-errors": [
              { "code": "A", "status": 400, "category": "conflict" }, { "code": "A", "status": 400, "category": "conflict" },
              { "code": "A", "status": 500, "category": "transient" }, { "status": 400, "category": "invalid-request" } ]
            """).Parse();

        Assert.Empty(result.Diagnostics);
    }
}
