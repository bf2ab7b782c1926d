using FlowGen.Sandbox.Spec;

namespace FlowGen.Sandbox.Tests;

public sealed class SpecReaderTests
{
    [Fact]
    public async Task Schemas_are_judged_as_OpenAPI_writes_them()
    {
        SpecSchema schema = await CompileAsync(
            """
            {
              "paths": { "/a~b": { "get": { "schema": { "$ref": "#/components/schemas/Node%20One" } } } },
              "components": { "schemas": { "Node One": {
                "type": "object", "required": ["name"],
                "properties": {
                  "name": { "type": "string", "nullable": true, "enum": ["a", "b"], "example": "not looked at" },
                  "next": { "$ref": "#/paths/~1a~0b/get/schema" },
                  "type": { "type": "integer", "minimum": 1 },
                  "example": { "type": "boolean" }
                } } } }
            }
            """);

        Assert.Equal(["name", "next", "type", "example"], schema.PropertyNames);
        Assert.Empty(schema.Validate("""{"name":"a","next":{"name":null,"next":{"name":"b"}},"type":1,"example":true}"""));
        Assert.Equal(
            ["#/next.next.name", "#/type", "#/example"],
            schema.Validate("""{"name":"a","next":{"name":null,"next":{"name":"c"}},"type":0,"example":"x"}""").Select(violation => violation.Path));
    }

    [Theory]
    [InlineData("""{"type":"integer"}""", "12", true)]
    [InlineData("""{"type":"integer"}""", "1x", false)]
    [InlineData("""{"type":"array","items":{"type":"string"},"minItems":1}""", """["SIGN_UP"]""", true)]
    [InlineData("""{"type":"array","items":{"type":"string"},"minItems":1}""", "[]", false)]
    [InlineData("""{"type":"boolean"}""", "true", true)]
    [InlineData("""{"type":"string","maxLength":2}""", "123", false)]
    [InlineData("""{"type":"string"}""", "123", true)]
    public async Task A_parameter_is_judged_by_its_type(string schemaText, string value, bool fits)
    {
        SpecSchema schema = await SpecSchema.CompileAsync(SpecNode.Parse(schemaText), TestContext.Current.CancellationToken);

        Assert.Equal(fits, schema.ValidateText(value).Count == 0);
    }

    [Theory]
    [InlineData("""{"paths":{}}""", "x-flowgen-client")]
    [InlineData("""{"x-flowgen-client":{"provider":"p"}}""", "paths")]
    [InlineData("""{"x-flowgen-client":{"provider":"p"},"paths":{},"x-flowgen-rate-limits":{"g":{"permits":0,"windowMilliseconds":1}}}""", "#/x-flowgen-rate-limits/g")]
    [InlineData("""{"x-flowgen-client":{"provider":"p"},"paths":{"/a":{"get":{"operationId":"a","responses":{}}}}}""", "#/paths/~1a/get")]
    [InlineData("""{"x-flowgen-client":{"provider":"p"},"paths":{"/a":{"$ref":"#/paths/~1a"}}}""", "circle")]
    [InlineData("""{"x-flowgen-client":{"provider":"p"},"paths":{"/a":{"$ref":"#/nowhere"}}}""", "nowhere")]
    [InlineData("""{"x-flowgen-client":{"provider":"p"},"paths":{"/a":{"$ref":"other.json#/a"}}}""", "outside")]
    public async Task A_spec_that_cannot_be_served_is_refused_with_the_place(string json, string text)
    {
        SpecException exception = await Assert.ThrowsAsync<SpecException>(() => SpecReader.ReadAsync(json, TestContext.Current.CancellationToken));

        Assert.Contains(text, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_shipped_specs_say_what_the_sandbox_needs()
    {
        ShippedSpecs specs = await ShippedSpecs.LoadAsync(TestContext.Current.CancellationToken);

        Assert.Equal(11, specs.Cams.Operations.Count);
        Assert.Equal(8, specs.EightByEight.Operations.Count);
        Assert.All(specs.Cams.Operations, operation => Assert.Equal("System.LimitControl", specs.Cams.ThrottlingCode(operation)));
        Assert.All(specs.EightByEight.Operations, operation => Assert.Equal("429", specs.EightByEight.ThrottlingCode(operation)));
    }

    [Fact]
    public async Task Every_documented_sample_fits_its_schema()
    {
        ShippedSpecs specs = await ShippedSpecs.LoadAsync(TestContext.Current.CancellationToken);

        Assert.All(
            specs.Cams.Operations.Concat(specs.EightByEight.Operations),
            operation => Assert.Empty(operation.Success?.Validate(operation.SuccessExample!.ToJsonString()) ?? []));
    }

    [Fact]
    public async Task What_an_operation_has_of_its_own_is_read()
    {
        ShippedSpecs specs = await ShippedSpecs.LoadAsync(TestContext.Current.CancellationToken);

        SpecOperation list = Operation(specs.Cams, "ListFlow");
        Assert.Equal(new SpecPaging("Page", "Index", "Size", 1, 20), list.Paging);
        Assert.True(list.Parameters.Single(parameter => parameter.Name == "Page").IsJson);
        Assert.Empty(list.RequiredStatuses);
        Assert.True(list.Permits("DRAFT"));

        SpecOperation sync = Operation(specs.Cams, "SyncFlow");
        Assert.Equal(("Success", null), (specs.Cams.EnvelopeOf(sync)?.Flag, specs.Cams.EnvelopeOf(sync)?.Payload));
        Assert.Equal("Data", specs.Cams.EnvelopeOf(list)?.Payload);

        SpecOperation delete = Operation(specs.EightByEight, "delete-whatsapp-flow");
        Assert.Equal((true, false), (delete.Permits("DRAFT"), delete.Permits("PUBLISHED")));
        Assert.Null(delete.Success);
        Assert.Null(delete.Body);

        SpecSchema update = Operation(specs.EightByEight, "update-whatsapp-flow").Body!;
        Assert.NotEmpty(update.Validate("{}"));
        Assert.Empty(update.Validate("""{"publish":true}"""));

        static SpecOperation Operation(ApiSpec spec, string id) => spec.Operations.Single(operation => operation.Id == id);
    }

    [Theory]
    [InlineData("[\"a\"]", true)]
    [InlineData("[\"a\",]", false)]
    [InlineData("[\"\\ud800\"]", false)]
    [InlineData("{}", false)]
    [InlineData("", false)]
    public async Task A_JSON_parameter_is_judged_as_JSON(string value, bool fits)
    {
        SpecSchema schema = await SpecSchema.CompileAsync(SpecNode.Parse("""{"type":"array","items":{"type":"string"}}"""), TestContext.Current.CancellationToken);

        Assert.Equal(fits, new SpecParameter("p", "query", true, schema, IsJson: true).Validate(value).Count == 0);
    }

    [Fact]
    public async Task An_error_code_is_found_by_itself_before_its_prefix()
    {
        ShippedSpecs specs = await ShippedSpecs.LoadAsync(TestContext.Current.CancellationToken);

        Assert.Equal("InvalidAction.NotFound", specs.Cams.FindError("InvalidAction.NotFound")?.Code);
        Assert.Equal("InvalidTimeStamp.*", specs.Cams.FindError("InvalidTimeStamp.Odd")?.Code);
        Assert.Equal("Missing*", specs.Cams.FindError("MissingFlowId")?.Code);
        Assert.Null(specs.Cams.FindError("Nonsense"));
    }

    private static Task<SpecSchema> CompileAsync(string json) =>
        SpecSchema.CompileAsync(SpecNode.Parse(json).RequiredMember("paths").RequiredMember("/a~b").RequiredMember("get").RequiredMember("schema"), TestContext.Current.CancellationToken);
}
