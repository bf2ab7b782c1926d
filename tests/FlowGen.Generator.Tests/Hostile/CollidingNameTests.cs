using System.Text.RegularExpressions;
using FlowGen.Generator.Model;

namespace FlowGen.Generator.Tests.Hostile;

/// <summary>All hostile names side by side: what collides is told apart, and everything compiles.</summary>
public class CollidingNameTests
{
    private static readonly IEnumerable<string> Names = AttackTexts.All.Distinct(StringComparer.Ordinal);

    private static readonly string Everything = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Specs", "everything.openapi.json"));

    private const string State = """ "State": { "type": "string", "enum": ["A"] } """;

    private static readonly string[] Schemas =
    [
        """{ "type": "string" }""",
        """{ "type": ["integer", "null"] }""",
        """{ "type": "array", "items": { "type": "array", "items": { "type": ["string", "null"] } } }""",
        """{ "$ref": "#/components/schemas/State" }""",
        """{ "additionalProperties": { "additionalProperties": { "type": "integer" } } }""",
        "{}",
    ];

    public static TheoryData<string> SchemasOfEachKind => [.. Schemas];

    [Theory]
    [MemberData(nameof(SchemasOfEachKind))]
    public void Members_of_one_object(string schema)
    {
        var properties = string.Join(",", Names.Select(name => AttackTexts.ToJson(name) + ":" + schema));

        AssertCompiles(SmallSpec.Echoing($$"""{ "properties": { {{properties}} } }""", State));
    }

    [Theory]
    [MemberData(nameof(SchemasOfEachKind))]
    public void Required_members_of_one_object(string schema)
    {
        var properties = string.Join(",", Names.Select(name => AttackTexts.ToJson(name) + ":" + schema));
        var required = string.Join(",", Names.Select(AttackTexts.ToJson));

        AssertCompiles(SmallSpec.Echoing($$"""{ "required": [{{required}}], "properties": { {{properties}} } }""", State));
    }

    [Fact]
    public void Values_of_one_enum()
    {
        var values = string.Join(",", Names.Select(AttackTexts.ToJson));

        AssertCompiles(SmallSpec.Answering($$"""{ "type": "string", "enum": [{{values}}] }"""));
    }

    [Fact]
    public void Parameters_of_one_operation()
    {
        var parameters = Names.SelectMany(static name => new[] { Parameter(name, Schemas[0]), Parameter(name, Schemas[2], isJson: true) });

        AssertCompiles(SmallSpec.Taking(string.Join(",", parameters)));
    }

    [Fact]
    public void Operations_of_one_document()
    {
        var paths = Names.Select(static (name, index) =>
            $$"""
            "/{{index}}": { "get": { "operationId": {{AttackTexts.ToJson(name)}}, "parameters": [ {{Parameter("q", """{ "type": "string", "pattern": "a" }""")}} ],
              "responses": { "200": { "content": { "application/json": { "schema": { "properties": { "a": { "type": "string" } } } } } } } } }
            """);

        AssertCompiles(SmallSpec.Of(string.Join(",", paths)));
    }

    [Fact]
    public void Types_of_one_document()
    {
        var objects = Names.Select(static name => AttackTexts.ToJson("o" + name) + $$""": { "x-flowgen-name": {{AttackTexts.ToJson(name)}}, "properties": { "a": { "type": "string" } } }""");
        var enums = Names.Select(static name => AttackTexts.ToJson("e" + name) + $$""": { "x-flowgen-name": {{AttackTexts.ToJson(name)}}, "type": "string", "enum": ["a"] }""");
        var uses = Names.SelectMany(static name => new[] { "o", "e" }.Select(kind => kind + name))
            .Select(static (name, index) => $"\"p{index}\": {{ \"$ref\": {AttackTexts.ToJson("#/components/schemas/" + name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal).Replace("%", "%25", StringComparison.Ordinal))} }}");

        AssertCompiles(SmallSpec.Answering($$"""{ "properties": { {{string.Join(",", uses)}} } }""", string.Join(",", objects.Concat(enums))));
    }

    /// <summary>Clients, and namespaces, of every name.</summary>
    [Fact]
    public void Clients_and_namespaces()
    {
        foreach (var name in Names.Where(static name => name.Length is > 0 and < 20 && char.IsLetter(name[0])))
        {
            AssertCompiles(new SpecText("a.json", SmallSpec.Answering("""{ "x-flowgen-name": "Thing", "type": "string", "enum": ["a"] }""").Text, name, name));
        }
    }

    [Theory]
    [InlineData("System")]
    [InlineData("System.Text.Json")]
    [InlineData("FlowGen")]
    [InlineData("FlowGen.Json")]
    public void A_namespace_that_generated_code_uses_is_not_taken(string name) =>
        AssertCompiles(new SpecText("a.json", SmallSpec.Answering("""{ "x-flowgen-name": "DateOnly", "properties": { "JsonRead": { "type": "string", "format": "date" } } }""").Text, name));

    /// <summary>Generated types are written by their simple names: members, variables and classes inside the client may have those too.</summary>
    [Theory]
    [InlineData("Status")]
    [InlineData("Description")]
    [InlineData("GetThingOperation")]
    [InlineData("GetThingPatterns")]
    [InlineData("GetThingPaging")]
    [InlineData("GetThingAsync")]
    [InlineData("Task")]
    [InlineData("JsonRead")]
    [InlineData("FromOne")]
    [InlineData("TryGetOne")]
    [InlineData("Json")]
    [InlineData("Type")]
    [InlineData("Body")]
    [InlineData("名前Value")]
    public void A_type_and_what_it_is_used_beside(string name)
    {
        var run = GeneratorRun.Of(SmallSpec.Of(
            $$"""
            "/thing": { "put": { "operationId": "GetThing", "parameters": [{ "name": "{{name}}", "in": "query", "schema": { "type": "string", "pattern": "a" } }],
              "requestBody": { "required": true, "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Holder" } } } },
              "responses": {
                "200": { "content": { "application/json": { "schema": { "type": "array", "items": { "$ref": "#/components/schemas/{{name}}" } } } } },
                "400": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/{{name}}" } } } },
                "default": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/{{name}}Level" } } } } } } }
            """,
            $$"""
            "{{name}}": { "type": "object", "properties": { "a": { "type": "string" } } },
            "{{name}}Level": { "type": "string", "enum": ["{{name}}LevelKind", "{{name}}Level", "x"] },
            "One": { "type": "object", "required": ["kind"], "properties": { "kind": { "const": "one" }, "{{name}}": { "$ref": "#/components/schemas/{{name}}Level" }, "名前": { "$ref": "#/components/schemas/{{name}}" } } },
            "Holder": { "type": "object", "properties": {
              "{{name}}": { "type": "string" }, "{{name}}Level": { "type": "integer" }, "other": { "$ref": "#/components/schemas/{{name}}" }, "level": { "$ref": "#/components/schemas/{{name}}Level" },
              "choice": { "oneOf": [{ "$ref": "#/components/schemas/One" }, { "$ref": "#/components/schemas/{{name}}" }], "discriminator": { "propertyName": "kind", "mapping": { "one": "One", "two": "{{name}}" } } } } }
            """));

        Assert.Empty(run.SpecDiagnostics);
        Assert.Empty(run.CompilerDiagnostics);
    }

    /// <summary>Imported types are written by their simple names, unless a spec of the same namespace has a type of that name.</summary>
    [Fact]
    public void Types_of_another_spec_that_are_called_as_imported_types()
    {
        var types = ImportedTypes.Namespaces.SelectMany(static @namespace => @namespace.Types).SelectMany(static name => new[] { name, name + "Attribute" }).Distinct(StringComparer.Ordinal).ToList();
        var schemas = string.Join(",", types.Select(static name => $"\"{name}\": {{ \"properties\": {{ \"a\": {{}} }} }}"));
        var uses = string.Join(",", types.Select(static (name, index) => $"\"p{index}\": {{ \"$ref\": \"#/components/schemas/{name}\" }}"));
        var other = SmallSpec.Answering($$"""{ "properties": { {{uses}} } }""", schemas);

        var run = GeneratorRun.Of(new SpecText("everything.json", Everything, "Acme"), new SpecText("other.json", other.Text, "Acme"));

        Assert.Empty(run.SpecDiagnostics);
        Assert.Empty(run.CompilerDiagnostics);
    }

    [Fact]
    public void Members_and_values_that_are_called_as_imported_types()
    {
        var names = ImportedTypes.Namespaces.SelectMany(static @namespace => @namespace.Types).Distinct(StringComparer.Ordinal).ToList();
        var formats = new[] { "date", "uuid", "date-time", "byte" };
        var members = string.Join(",", names.Select((name, index) => $"\"{name}\": {{ \"type\": \"string\", \"format\": \"{formats[index % formats.Length]}\" }}"));
        var values = string.Join(",", names.Select(static name => $"\"{name}\""));
        var parameters = string.Join(",", names.Select(static name => Parameter(name, """{ "type": "string", "pattern": "a" }""")));

        AssertCompiles(SmallSpec.Echoing(
            $$"""{ "required": ["Guid", "JsonRead", "required"], "properties": { {{members}}, "required": { "$ref": "#/components/schemas/Level" } }, "additionalProperties": { "type": "array", "items": { "type": ["string", "null"], "format": "date" } } }""",
            $$""" "Level": { "type": "string", "enum": [{{values}}] } """));
        AssertCompiles(SmallSpec.Taking(parameters));
    }

    /// <summary>The using directives stand inside the namespace: what stands around it comes after them.</summary>
    [Fact]
    public void Types_of_the_consumer_that_are_called_as_imported_types()
    {
        var names = ImportedTypes.Namespaces.SelectMany(static @namespace => @namespace.Types).Distinct(StringComparer.Ordinal).ToList();
        var types = string.Concat(names.Select(static name => $"public class {name} {{ }} public class {name}<T> {{ }} public class {name}<T1, T2> {{ }}\n"));

        var run = GeneratorRun.Of($"{types} namespace Acme {{ {types} }}", new SpecText("everything.json", Everything, "Acme.Other"));

        Assert.DoesNotContain(run.CompilerDiagnostics, static diagnostic => diagnostic.Location.SourceTree?.FilePath != "Consumer.cs");
    }

    [Fact]
    public void File_names_are_plain_short_and_unique_even_if_only_their_ends_differ()
    {
        var stem = new string('x', 190);
        var schemas = string.Join(",", Enumerable.Range(0, 90).Select(index => $"\"{stem}{index}\": {{ \"properties\": {{ \"a\": {{}} }} }}"));
        var uses = string.Join(",", Enumerable.Range(0, 90).Select(index => $"\"p{index}\": {{ \"$ref\": \"#/components/schemas/{stem}{index}\" }}"));

        var files = SmallSpec.Answering($$"""{ "properties": { {{uses}} } }""", schemas).Emit();

        Assert.Equal(93, files.Count);
        Assert.All(files.Keys, static name => Assert.Matches(new Regex("^[A-Za-z0-9_.-]{1,180}$"), name));
    }

    private static string Parameter(string name, string schema, bool isJson = false) => isJson
        ? $$"""{ "name": {{AttackTexts.ToJson(name + "2")}}, "in": "query", "content": { "application/json": { "schema": {{schema}} } } }"""
        : $$"""{ "name": {{AttackTexts.ToJson(name)}}, "in": "query", "schema": {{schema}} }""";

    private static void AssertCompiles(SpecText spec)
    {
        var run = GeneratorRun.Of(spec);

        Assert.Empty(run.SpecDiagnostics);
        Assert.Empty(run.CompilerDiagnostics);
    }
}
