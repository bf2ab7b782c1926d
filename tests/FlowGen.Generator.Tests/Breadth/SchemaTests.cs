using Microsoft.CodeAnalysis;

namespace FlowGen.Generator.Tests.Breadth;

/// <summary>The C# type that a schema becomes.</summary>
public class SchemaTests
{
    /// <summary>A schema, and the type of a property of it.</summary>
    public static TheoryData<string, string> Properties => new()
    {
        { """{ "type": "string" }""", "string?" },
        { """{ "type": "string", "format": "uri" }""", "string?" },
        { """{ "type": "string", "format": "date-time" }""", "System.DateTimeOffset?" },
        { """{ "type": "string", "format": "date" }""", "System.DateOnly?" },
        { """{ "type": "string", "format": "uuid" }""", "System.Guid?" },
        { """{ "type": "string", "format": "guid" }""", "System.Guid?" },
        { """{ "type": "string", "format": "byte" }""", "byte[]?" },
        { """{ "type": "string", "contentEncoding": "base64", "contentMediaType": "image/png" }""", "byte[]?" },
        { """{ "type": "integer" }""", "long?" },
        { """{ "type": "integer", "format": "int32" }""", "int?" },
        { """{ "type": "integer", "format": "uint32" }""", "long?" },
        { """{ "type": "integer", "format": "uint64" }""", "ulong?" },
        { """{ "type": "integer", "minimum": 0, "maximum": 18446744073709551615 }""", "ulong?" },
        { """{ "oneOf": [{ "type": "integer" }, { "type": "integer", "format": "uint64" }] }""", "decimal?" },
        { """{ "type": "integer", "x-flowgen-format": "unix-ms" }""", "System.DateTimeOffset?" },
        { """{ "type": "number" }""", "double?" },
        { """{ "type": "number", "format": "float" }""", "float?" },
        { """{ "type": "number", "format": "decimal" }""", "decimal?" },
        { """{ "type": "number", "format": "int64" }""", "long?" },
        { """{ "type": "boolean" }""", "bool?" },
        { "{}", "System.Text.Json.JsonElement?" },
        { "true", "System.Text.Json.JsonElement?" },
        { """{ "allOf": [true, { "type": "string" }, false] }""", "string?" },
        { """{ "oneOf": [false, { "type": "integer" }] }""", "long?" },
        { """{ "anyOf": [true, { "type": "integer" }] }""", "System.Text.Json.JsonElement?" },
        { """{ "type": "array", "prefixItems": [{ "type": "string" }], "items": false }""", "System.Collections.Generic.IReadOnlyList<System.Text.Json.JsonElement>?" },
        { """{ "type": "object" }""", "System.Text.Json.JsonElement?" },
        { """{ "type": "array" }""", "System.Collections.Generic.IReadOnlyList<System.Text.Json.JsonElement>?" },
        { """{ "type": "array", "items": { "type": "string" } }""", "System.Collections.Generic.IReadOnlyList<string>?" },
        { """{ "items": { "type": ["integer", "null"] } }""", "System.Collections.Generic.IReadOnlyList<long?>?" },
        { """{ "additionalProperties": { "type": "boolean" } }""", "System.Collections.Generic.IReadOnlyDictionary<string, bool>?" },
        { """{ "type": "object", "additionalProperties": { "type": "array", "items": { "type": "string" } } }""", "System.Collections.Generic.IReadOnlyDictionary<string, System.Collections.Generic.IReadOnlyList<string>>?" },
        { """{ "type": "object", "patternProperties": { "^x-": { "type": "integer" } } }""", "System.Text.Json.JsonElement?" },
        { """{ "type": "object", "patternProperties": { "^x-": { "type": "integer" } }, "additionalProperties": false }""", "System.Collections.Generic.IReadOnlyDictionary<string, long>?" },
        { """{ "type": "object", "additionalProperties": true }""", "System.Text.Json.JsonElement?" },
        { """{ "type": "string", "enum": ["a"] }""", "Small.GetThingResponseP" },
        { """{ "enum": ["a"] }""", "Small.GetThingResponseP" },
        { """{ "type": "string", "x-flowgen-open-enum": ["a"] }""", "Small.GetThingResponseP" },
        { """{ "type": "string", "enum": ["a"], "nullable": true }""", "Small.GetThingResponseP?" },
        { """{ "type": "string", "enum": ["a", null] }""", "Small.GetThingResponseP?" },
        { """{ "type": ["string", "null"], "enum": ["a"] }""", "Small.GetThingResponseP?" },
        { """{ "properties": { "a": {} } }""", "Small.GetThingResponseP?" },
        { """{ "allOf": [{ "type": "integer" }] }""", "long?" },
        { """{ "anyOf": [{ "type": "integer" }, { "type": "null" }] }""", "long?" },
        { """{ "oneOf": [{ "type": "null" }, { "$ref": "#/components/schemas/Named" }] }""", "Small.Named?" },
        { """{ "anyOf": [{ "$ref": "#/components/schemas/Named" }, { "type": "object", "nullable": true }] }""", "Small.Named?" },
        { """{ "oneOf": [{ "type": "string", "enum": ["a"] }, { "nullable": true, "not": { "anyOf": [{ "type": "string" }, { "type": "object" }] } }] }""", "Small.GetThingResponseP?" },
        { """{ "$ref": "#/components/schemas/Named" }""", "Small.Named?" },
        { """{ "$ref": "#/components/schemas/Tree" }""", "Small.Tree?" },
        { """{ "$ref": "#named" }""", "Small.Named?" },
        { """{ "$ref": "https://schemas.example/tree" }""", "Small.Tree?" },
        { """{ "$ref": "https://schemas.example/tree#/$defs/leaf" }""", "Small.Leaf?" },
        { """{ "$ref": "https://schemas.example/tree#leaf" }""", "Small.Leaf?" },
        { """{ "$dynamicRef": "#leaf" }""", "Small.Leaf?" },
    };

    /// <summary>Whether a property is required, its schema, and its type: absent and <c>null</c> are told apart where C# can.</summary>
    public static TheoryData<string, string> RequiredProperties => new()
    {
        { """{ "type": "string" }""", "string" },
        { """{ "type": "integer" }""", "long" },
        { """{ "type": ["string", "null"] }""", "string?" },
        { """{ "type": "string", "nullable": true }""", "string?" },
        { """{ "type": ["null", "integer"] }""", "long?" },
        { """{ "type": "string", "enum": ["a"] }""", "Small.GetThingResponseP" },
        { """{ "type": "string", "enum": ["a"], "nullable": true }""", "Small.GetThingResponseP?" },
        { "{}", "System.Text.Json.JsonElement" },
        { """{ "type": "array", "items": { "type": "string" } }""", "System.Collections.Generic.IReadOnlyList<string>" },
    };

    /// <summary>What has no C# type yet, and the reason that is given.</summary>
    public static TheoryData<string, string> Unsupported => new()
    {
        { """{ "allOf": [{ "type": "object", "properties": { "a": {} } }, { "type": "array", "items": {} }] }""", "its parts contradict each other: no value is both object and array; its values stay JSON (JsonElement)" },
        { """{ "allOf": [{ "oneOf": [{ "properties": { "a": {} } }, { "properties": { "b": {} } }] }, { "oneOf": [{ "properties": { "c": {} } }, { "properties": { "d": {} } }] }] }""", "several choices at a time have no C# type; its values stay JSON (JsonElement)" },
        { """{ "type": "string", "enum": ["LONG"] }""", "an enum with a value of more than 500 characters has no C# type; any text is taken" },
        { """{ "$ref": "other.json#/Pet" }""", "'other.json#/Pet' is in another document, and a spec is one file; bundle the two into one; what it stands for is left out" },
        { """{ "properties": { "a": { "$dynamicAnchor": "d" }, "b": { "$dynamicAnchor": "d" }, "c": { "$dynamicRef": "#d" } } }""", "'#d' leads to another schema for each that refers here; its values stay JSON (JsonElement)" },
    };

    [Theory]
    [MemberData(nameof(Properties))]
    public void An_optional_property_is_nullable_or_an_open_enum(string schema, string type) => AssertType(schema, "", type);

    [Theory]
    [MemberData(nameof(RequiredProperties))]
    public void A_required_property_is_nullable_where_null_is_a_value(string schema, string type) => AssertType(schema, "\"p\"", type);

    [Theory]
    [MemberData(nameof(Unsupported))]
    public void What_cannot_be_expressed_is_said_and_the_rest_is_generated(string schema, string reason)
    {
        var run = GeneratorRun.Of(SmallSpec.Answering(
            $$"""{ "properties": { "p": {{schema.Replace("LONG", new string('x', 501), StringComparison.Ordinal)}}, "q": { "type": "string" } } }"""));

        var diagnostic = Assert.Single(run.SpecDiagnostics);
        Assert.Equal("FG1009", diagnostic.Id);
        Assert.EndsWith(": " + reason, diagnostic.GetMessage(null), StringComparison.Ordinal);
        Assert.Empty(run.CompilerDiagnostics);
        Assert.NotEmpty(run.Output.GetTypeByMetadataName("Small.GetThingResponse")!.GetMembers("Q"));
    }

    [Theory]
    [InlineData("#/components/schemas/a~1b~0c", "AbC")]
    [InlineData("#/components/schemas/a%7E1b%7E0c", "AbC")]
    [InlineData("#/paths/~1other~1{id}/get/responses/200/content/application~1json/schema", "GetThingResponse")]
    [InlineData("#/paths/~1other~1%7Bid%7D/get/responses/200/content/application~1json/schema", "GetThingResponse")]
    [InlineData("#/components/schemas/Holder/properties/inner", "GetThingResponse")]
    [InlineData("#/components/schemas/Holder/allOf/0", "GetThingResponse")]
    public void A_reference_may_lead_anywhere_in_the_document(string reference, string type)
    {
        var run = GeneratorRun.Of(SmallSpec.Of(
            $$"""
            "/thing": { "get": { "operationId": "GetThing", "responses": { "200": { "content": { "application/json": { "schema": { "$ref": "{{reference}}" } } } } } } },
            "/other/{id}": { "get": { "operationId": "Other", "parameters": [{ "name": "id", "in": "path", "required": true, "schema": {} }],
              "responses": { "200": { "content": { "application/json": { "schema": { "properties": { "deep": { "type": "string" } } } } } } } } }
            """.Replace("\"schema\": {} }]", "\"schema\": { \"type\": \"string\" } }]", StringComparison.Ordinal),
            """
            "a/b~c": { "x-flowgen-name": "AbC", "properties": { "deep": { "type": "string" } } },
            "Holder": { "properties": { "inner": { "properties": { "deep": { "type": "string" } } } }, "allOf": [{ "properties": { "deep": { "type": "string" } } }] }
            """));

        Assert.Empty(run.SpecDiagnostics);
        Assert.Empty(run.CompilerDiagnostics);
        Assert.NotEmpty(run.Output.GetTypeByMetadataName("Small." + type)!.GetMembers("Deep"));
    }

    [Theory]
    [InlineData("flow_id", "FlowId")]
    [InlineData("flow-id", "FlowId")]
    [InlineData("flowId", "FlowId")]
    [InlineData("FLOW_ID", "FLOWID")]
    [InlineData("class", "Class")]
    [InlineData("", "Property")]
    [InlineData("$", "Property")]
    [InlineData("1st", "_1st")]
    [InlineData("größe", "Größe")]
    [InlineData("名前", "名前")]
    [InlineData("हिन्दी", "हिन्दी")]
    [InlineData("a.b.c", "ABC")]
    [InlineData("GetThingResponse", "GetThingResponseValue")]
    [InlineData("toString", "ToStringValue")]
    public void A_member_s_name_becomes_a_good_CSharp_name(string wireName, string name)
    {
        var type = GeneratorRun.Of(SmallSpec.Answering($$"""{ "properties": { "{{wireName}}": { "type": "string" } } }""")).Output.GetTypeByMetadataName("Small.GetThingResponse")!;

        Assert.Equal(name, Assert.Single(type.GetMembers().OfType<IPropertySymbol>()).Name);
    }

    [Theory]
    [InlineData("SIGN_UP", "SignUp")]
    [InlineData("signUp", "SignUp")]
    [InlineData("sign up", "SignUp")]
    [InlineData("", "Empty")]
    [InlineData("*", "Other")]
    [InlineData("1", "_1")]
    [InlineData("unknown", "UnknownValue")]
    [InlineData("value", "Value2")]
    public void A_value_s_text_becomes_a_good_CSharp_name(string text, string name)
    {
        var run = GeneratorRun.Of(SmallSpec.Answering($$"""{ "type": "string", "enum": ["{{text}}"] }"""));

        Assert.Equal(["Unknown", name], run.Output.GetTypeByMetadataName("Small.GetThingResponseKind")!.GetMembers().OfType<IFieldSymbol>().Select(static field => field.Name));
        Assert.Empty(run.CompilerDiagnostics);
    }

    [Fact]
    public void Names_that_differ_by_case_or_sign_only_are_numbered_in_the_order_of_the_document()
    {
        var type = GeneratorRun.Of(SmallSpec.Answering("""{ "type": "string", "enum": ["a", "A", "a-", "+1", "-1"] }""")).Output.GetTypeByMetadataName("Small.GetThingResponseKind")!;

        Assert.Equal(["Unknown", "A", "A2", "A3", "_1", "_1_2"], type.GetMembers().OfType<IFieldSymbol>().Select(static field => field.Name));
    }

    [Fact]
    public void A_property_that_nothing_fits_is_none()
    {
        var type = GeneratorRun.Of(SmallSpec.Answering("""{ "properties": { "a": { "type": "string" }, "b": false } }""")).Output.GetTypeByMetadataName("Small.GetThingResponse")!;

        Assert.Equal("A", Assert.Single(type.GetMembers().OfType<IPropertySymbol>()).Name);
    }

    [Fact]
    public void A_schema_becomes_one_type_however_often_it_is_used()
    {
        var run = GeneratorRun.Of(SmallSpec.Answering(
            """{ "properties": { "a": { "$ref": "#/components/schemas/Named" }, "b": { "type": "array", "items": { "$ref": "#/components/schemas/Named" } } } }""",
            Components));

        Assert.Single(run.Result.GeneratedSources, static source => source.HintName.Contains(".Type.Named", StringComparison.Ordinal));
        Assert.Empty(run.CompilerDiagnostics);
    }

    private const string Components = """
        "Named": { "$anchor": "named", "properties": { "a": {} } },
        "Tree": { "$id": "https://schemas.example/tree",
          "properties": { "children": { "type": "array", "items": { "$ref": "#" } }, "byName": { "additionalProperties": { "$ref": "tree" } }, "leaf": { "$ref": "#/$defs/leaf" } },
          "$defs": { "leaf": { "$dynamicAnchor": "leaf", "properties": { "next": { "$dynamicRef": "#leaf" } } } } }
        """;

    private static void AssertType(string schema, string required, string expected)
    {
        var run = GeneratorRun.Of(SmallSpec.Answering($$"""{ "required": [{{required}}], "properties": { "p": {{schema}} } }""", Components));

        Assert.Empty(run.SpecDiagnostics);
        Assert.Empty(run.CompilerDiagnostics);
        var property = Assert.IsType<IPropertySymbol>(Assert.Single(run.Output.GetTypeByMetadataName("Small.GetThingResponse")!.GetMembers("P")), exactMatch: false);
        Assert.Equal(required.Length > 0, property.IsRequired);
        Assert.Equal(expected, property.Type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat));
    }
}
