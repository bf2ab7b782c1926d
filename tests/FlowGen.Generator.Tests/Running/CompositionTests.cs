using System.Text.Json;

namespace FlowGen.Generator.Tests.Running;

/// <summary>What <c>allOf</c>, <c>oneOf</c>, <c>anyOf</c>, <c>const</c> and enums of numbers become.</summary>
public class CompositionTests
{
    private const string Animals = """
        "Animal": { "type": "object", "required": ["kind"], "properties": { "kind": { "type": "string" }, "name": { "type": "string" } } },
        "Cat": { "allOf": [{ "$ref": "#/components/schemas/Animal" }, { "type": "object", "required": ["lives"], "properties": { "lives": { "type": "integer" } } }] },
        "Dog": { "allOf": [{ "$ref": "#/components/schemas/Animal" }], "properties": { "tricks": { "type": "array", "items": { "type": "string" } } } },
        "Pet": { "oneOf": [{ "$ref": "#/components/schemas/Cat" }, { "$ref": "#/components/schemas/Dog" }],
                 "discriminator": { "propertyName": "kind", "mapping": { "cat": "#/components/schemas/Cat", "kitten": "Cat", "dog": "#/components/schemas/Dog" } } }
        """;

    private static readonly SpecText Pets = SmallSpec.Echoing("""{ "$ref": "#/components/schemas/Pet" }""", Animals);

    /// <summary>A schema, and the C# type that the client answers for it.</summary>
    public static TheoryData<string, string> Types => new()
    {
        { """{ "allOf": [{ "type": "string" }, { "maxLength": 5 }] }""", "string" },
        { """{ "allOf": [{ "type": "number" }, { "type": "integer", "format": "int32" }] }""", "int" },
        { """{ "allOf": [{ "$ref": "#/components/schemas/Named" }], "description": "The same." }""", "Small.Named" },
        { """{ "type": "object", "allOf": [{ "$ref": "#/components/schemas/Named" }, { "description": "The same." }] }""", "Small.Named" },
        { """{ "anyOf": [{ "$ref": "#/components/schemas/Named" }, { "type": "null" }] }""", "FlowGen.OptionalBody<Small.Named>" },
        { """{ "oneOf": [{ "type": "string" }, { "type": "string", "format": "uri" }] }""", "string" },
        { """{ "oneOf": [{ "type": "integer" }, { "type": "number" }] }""", "double" },
        { """{ "type": "string", "anyOf": [{ "pattern": "^a" }, { "minLength": 3 }] }""", "string" },
        { """{ "oneOf": [{ "type": "string" }, { "type": "integer" }] }""", "JsonElement" },
        { """{ "type": ["string", "integer", "boolean"] }""", "JsonElement" },
        { """{ "not": { "type": "string" }, "type": "integer" }""", "long" },
        { """{ "type": "boolean", "enum": [true] }""", "bool" },
        { """{ "enum": [true, false] }""", "bool" },
        { """{ "enum": [1, "a", null] }""", "JsonElement" },
        { """{ "type": "number", "enum": [0.5, 1] }""", "double" },
        { """{ "enum": [0.5, 1] }""", "double" },
        { """{ "x-flowgen-name": "Level", "type": "integer", "enum": [1, 2] }""", "Small.Level" },
        { """{ "x-flowgen-name": "Level", "enum": ["1", 2] }""", "JsonElement" },
        { """{ "x-flowgen-name": "Level", "type": "string", "enum": ["1", 2, true] }""", "Small.Level" },
        { """{ "x-flowgen-name": "Only", "const": "one" }""", "Small.Only" },
        { """{ "x-flowgen-name": "Either", "oneOf": [{ "const": "a", "title": "The first." }, { "const": "b" }] }""", "Small.Either" },
        { """{ "anyOf": [{ "type": "string" }, { "$ref": "#/components/schemas/Colour" }] }""", "Small.Colour" },
        { """{ "properties": { "a": { "type": "string" }, "b": { "type": "string" } }, "x-flowgen-name": "Demand", "anyOf": [{ "required": ["a"] }, { "required": ["b"] }] }""", "Small.Demand" },
    };

    /// <summary>A schema named T, and JSON that its reader and writer keep.</summary>
    public static TheoryData<string, string> Kept => new()
    {
        { """{ "allOf": [{ "properties": { "a": { "type": "string" } } }, { "properties": { "b": { "type": "integer" } } }], "properties": { "c": { "type": "boolean" } } }""", """{"a":"x","b":1,"c":true}""" },
        { """{ "allOf": [{ "$ref": "#/components/schemas/Named" }, { "properties": { "name": { "enum": ["N"] } } }] }""", """{"name":"N"}""" },
        { """{ "properties": { "own": { "$ref": "#/components/schemas/Named", "properties": { "more": { "type": "integer" } } } } }""", """{"own":{"name":"N","more":1}}""" },
        { """{ "properties": { "n": { "$ref": "#/components/schemas/Named", "nullable": true } }, "required": ["n"] }""", """{"n":null}""" },
        { """{ "properties": { "n": { "allOf": [{ "$ref": "#/components/schemas/Named" }], "nullable": true } }, "required": ["n"] }""", """{"n":null}""" },
        { """{ "properties": { "n": { "oneOf": [{ "type": "object", "properties": { "a": {} } }, { "type": "null" }] } }, "required": ["n"] }""", """{"n":null}""" },
        { """{ "properties": { "zero": { "type": "integer", "enum": [0, 1] }, "none": { "type": "integer", "enum": [0, 1] }, "new": { "type": "integer", "enum": [0, 1] } } }""", """{"zero":0,"new":-77}""" },
        { """{ "properties": { "l": { "type": "array", "items": { "type": ["integer", "null"], "enum": [-1, null] } } } }""", """{"l":[-1,null,5]}""" },
        { """{ "properties": { "a": { "type": "string" } }, "additionalProperties": true }""", """{"a":"x","b":[1.0,null],"":null}""" },
        { """{ "properties": { "a": { "type": "string" }, "additional-properties": {} }, "additionalProperties": { "type": ["integer", "null"] } }""", """{"a":"x","b":1,"c":null}""" },
        { """{ "type": "object", "properties": { "a": { "type": "string" } }, "patternProperties": { "^x-": { "type": "string" } } }""", """{"a":"b","x-1":"c","y":2}""" },
        { """{ "type": "object", "properties": { "m": { "patternProperties": { "^x-": { "type": ["integer", "null"] } }, "additionalProperties": false } } }""", """{"m":{"x-1":2,"x-2":null}}""" },
        { """{ "properties": { "l": { "type": "array", "prefixItems": [{ "type": "string" }], "items": { "type": "boolean" } } } }""", """{"l":["a",true,false]}""" },
        { """{ "required": ["secret", "id"], "properties": { "id": { "type": "string", "readOnly": true }, "secret": { "type": "string", "writeOnly": true } } }""", """{"id":"1"}""" },
        { """{ "type": ["object", "string"], "properties": { "a": { "type": "string" } } }""", "\"text\"" },
        { """{ "anyOf": [{ "type": "string" }, { "type": "array", "items": { "$ref": "#/components/schemas/T" } }] }""", """["a",["b",[]]]""" },
        { """{ "oneOf": [{ "$ref": "#/components/schemas/Named" }, { "type": "object", "properties": { "other": {} } }] }""", """{"neither":[1.50,null]}""" },
        { """{ "properties": { "id": { "type": "integer" } }, "oneOf": [{ "title": "Left", "properties": { "l": {} } }, { "title": "Right", "properties": { "r": {} } }] }""", """{"id":1,"r":2}""" },
        { """{ "properties": { "kind": { "enum": ["a", "b"] } }, "if": { "properties": { "kind": { "const": "a" } } }, "then": { "properties": { "x": { "type": "integer" } }, "required": ["x"] }, "else": { "properties": { "kind": { "const": "b" }, "y": { "type": "boolean" } } } }""", """{"kind":"b","y":true}""" },
        { """{ "allOf": [{ "$ref": "#/components/schemas/Named" }, { "if": {}, "then": { "properties": { "v": { "type": "integer" } } } }, { "if": {}, "then": { "allOf": [{ "properties": { "v": { "type": "string" } } }] } }] }""", """{"name":"N","v":"text"}""" },
        { """{ "properties": { "card": { "type": "string" } }, "dependentSchemas": { "card": { "required": ["bill"], "properties": { "bill": { "type": "string" } } } } }""", """{"bill":"b"}""" },
        { """{ "allOf": [{ "$ref": "#/components/schemas/Named" }], "unevaluatedProperties": { "type": "integer" } }""", """{"name":"N","more":1}""" },
    };

    [Theory]
    [MemberData(nameof(Types))]
    public void A_schema_of_parts_has_the_type_that_they_come_to(string schema, string expected)
    {
        var spec = SmallSpec.Answering(
            schema,
            """
            "Named": { "type": "object", "properties": { "name": { "type": "string" } } },
            "Colour": { "type": "string", "enum": ["red", "blue"] }
            """);
        var run = GeneratorRun.Of(spec);

        Assert.Empty(run.SpecDiagnostics);
        Assert.Empty(run.CompilerDiagnostics);
        var method = run.Output.GetTypeByMetadataName("Small.ISmallClient")!.GetMembers("GetThingAsync").OfType<Microsoft.CodeAnalysis.IMethodSymbol>().Single();
        Assert.EndsWith($"ApiResult<{expected}>>", method.ReturnType.ToDisplayString().Replace("System.Text.Json.", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kept))]
    public void What_is_put_together_loses_nothing(string schema, string json)
    {
        var spec = SmallSpec.Of(
            """ "/t": { "get": { "responses": { "200": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/T" } } } } } } } """,
            $$"""
            "T": {{schema}},
            "Named": { "type": "object", "properties": { "name": { "type": "string" } } }
            """);

        Assert.DoesNotContain(spec.Parse().Diagnostics, static diagnostic => diagnostic.Id != "FG1020");
        Assert.Equal(json, RoundTrip.Of(spec, "Small.T", json));
    }

    [Fact]
    public void A_derived_object_has_the_members_of_its_base()
    {
        Assert.Equal("""{"kind":"cat","name":"Tom","lives":9}""", RoundTrip.Of(Pets, "Small.Cat", """{"lives":9,"name":"Tom","kind":"cat","unknown":1}"""));
        Assert.Throws<JsonException>(() => RoundTrip.Of(Pets, "Small.Cat", """{"kind":"cat"}"""));
        Assert.Throws<JsonException>(() => RoundTrip.Of(Pets, "Small.Dog", """{"tricks":[]}"""));
    }

    [Theory]
    [InlineData("""{"kind":"cat","lives":9,"more":{"x":1}}""", "Cat 9")]
    [InlineData("""{"kind":"kitten","lives":1}""", "Cat 1")]
    [InlineData("""{"kind":"dog","tricks":["sit"]}""", "Dog sit")]
    [InlineData("""{"kind":"fish","fins":4}""", "fish {\"kind\":\"fish\",\"fins\":4}")]
    [InlineData("""{"kind":"cat"}""", "cat {\"kind\":\"cat\"}")]
    [InlineData("""[1]""", " [1]")]
    public async Task A_discriminator_says_which_type_a_value_is_of(string answer, string expected)
    {
        const string Show = """
            static (FlowGen.ApiResult<Pet> r) => r.Value!.TryGetCat(out var cat) ? "Cat " + cat.Lives
                : r.Value.TryGetDog(out var dog) ? "Dog " + string.Join(",", dog.Tricks!)
                : r.Value.Type.Value + " " + r.Value.Json.GetRawText()
            """;
        var outcome = await GeneratedCall.RunAsync(
            Pets,
            "((Func<Task<string>>)(async () => ((Func<FlowGen.ApiResult<Pet>, string>)(" + Show + "))(await client.PutThingAsync(new() { Body = Pet.FromDog(new() { Kind = \"dog\" }) }))))()",
            answer);

        Assert.Equal(expected, (string)outcome.Result);
        Assert.Equal("""{"kind":"dog"}""", outcome.Sent!.Body);
    }

    [Fact]
    public async Task Without_a_mapping_the_schema_s_name_is_the_discriminator_and_is_written_for_an_object_that_lacks_it()
    {
        var spec = SmallSpec.Echoing(
            """{ "x-flowgen-name": "Shape", "oneOf": [{ "$ref": "#/components/schemas/circle" }, { "$ref": "#/components/schemas/Square" }], "discriminator": { "propertyName": "t" } }""",
            """
            "circle": { "type": "object", "properties": { "r": { "type": "number" } } },
            "Square": { "type": "object", "properties": { "t": { "const": "sq" }, "a": { "type": "number" } } }
            """);

        Assert.DoesNotContain(spec.Parse().Diagnostics, static diagnostic => diagnostic.Id is not ("FG1020" or "FG1022"));
        var outcome = await GeneratedCall.SendAsync(spec, "client.PutThingAsync(new() { Body = Shape.FromCircle(new() { R = 2 }) })");
        Assert.Equal("""{"t":"circle","r":2}""", outcome.Body);
        outcome = await GeneratedCall.SendAsync(spec, "client.PutThingAsync(new() { Body = Shape.FromSquare(new() { A = 2 }) })");
        Assert.Equal("""{"t":"sq","a":2}""", outcome.Body);
    }

    [Fact]
    public async Task Without_a_discriminator_a_value_is_tried_as_each_type()
    {
        var spec = SmallSpec.Echoing("""{ "x-flowgen-name": "Either", "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }] }""");

        var outcome = await GeneratedCall.RunAsync(
            spec,
            "((Func<Task<string>>)(async () => (await client.PutThingAsync(new() { Body = Either.FromString(\"a\") })).Value is { } v && v.TryGetStringList(out var l) && !v.TryGetString(out _) ? string.Join(\"+\", l) : \"no\"))()",
            """["x","y"]""");

        Assert.Equal("x+y", (string)outcome.Result);
        Assert.Equal("\"a\"", outcome.Sent!.Body);
    }

    [Fact]
    public async Task A_number_of_an_enum_is_known_or_kept()
    {
        var spec = SmallSpec.Answering("""{ "x-flowgen-name": "Level", "type": "integer", "enum": [0, -1, 20], "x-enum-varnames": ["none", "BELOW_ALL", "high level"] }""");

        var known = await GeneratedCall.RunAsync(spec, "client.GetThingAsync()", "-1");
        var other = await GeneratedCall.RunAsync(spec, "client.GetThingAsync()", "7");

        Assert.Equal("BelowAll", (string)known.Result.Value.Kind.ToString());
        Assert.Equal("Unknown", (string)other.Result.Value.Kind.ToString());
        Assert.Equal(7L, (long)other.Result.Value.Value);
        var code = spec.Emit().Single(static file => file.Key.Contains("Enum", StringComparison.Ordinal)).Value;
        Assert.Contains("public static Level HighLevel => new(20);", code, StringComparison.Ordinal);
        Assert.Contains("/// <summary>The known values of <see cref=\"Level\"/>. Their numbers are not those on the wire.</summary>", code, StringComparison.Ordinal);
        Assert.Contains("/// <summary>A number that the document does not know: see <see cref=\"Level.Value\"/>.</summary>", code, StringComparison.Ordinal);
    }

    [Fact]
    public void Parts_that_contradict_each_other_stay_JSON_and_are_told()
    {
        var result = SmallSpec.Answering("""{ "allOf": [{ "type": "string" }, { "type": "integer" }] }""").Parse();

        Assert.Equal(Model.TypeKind.Json, result.Model!.Operations[0].Response!.Kind);
        Assert.Equal("FG1009", Assert.Single(result.Diagnostics).Id);
    }

    [Fact]
    public void Parts_of_parts_without_end_take_linear_time()
    {
        // Each schema is made of the two next ones, twice: without care that is two to the power of their number.
        var schemas = string.Join(",", Enumerable.Range(0, 200).Select(static number =>
            $$"""
            "A{{number}}": { "allOf": [{ "$ref": "#/components/schemas/A{{number + 1}}" }, { "$ref": "#/components/schemas/A{{number + 2}}" }], "properties": { "p{{number}}": { "type": "string" } } },
            "C{{number}}": { "oneOf": [{ "$ref": "#/components/schemas/C{{number + 1}}" }, { "$ref": "#/components/schemas/C{{number + 2}}" }] }
            """)) + """
            , "A200": {}, "A201": {}, "C200": { "type": "string" }, "C201": { "type": "object", "properties": { "x": {} } }
            """;
        var result = SmallSpec.Answering("""{ "type": "object", "properties": { "a": { "$ref": "#/components/schemas/A0" }, "c": { "$ref": "#/components/schemas/C0" } } }""", schemas).Parse();

        Assert.Equal(200, result.Model!.Objects.Single(static type => type.Name.Name == "A0").Properties.Count);
    }
}
