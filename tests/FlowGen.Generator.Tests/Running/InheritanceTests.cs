namespace FlowGen.Generator.Tests.Running;

/// <summary>A schema with a discriminator from which others are derived by <c>allOf</c>: a value of it is one of those.</summary>
public class InheritanceTests
{
    private const string Family = """
        "Cat": { "allOf": [{ "$ref": "#/components/schemas/Pet" }, { "type": "object", "required": ["lives"], "properties": { "lives": { "type": "integer" } } }] },
        "Dog": { "allOf": [{ "$ref": "#/components/schemas/Pet" }] },
        "Puppy": { "allOf": [{ "$ref": "#/components/schemas/Dog" }, { "type": "object", "properties": { "weeks": { "type": "integer" } } }] }
        """;

    private static readonly SpecText Pets = SmallSpec.Echoing(
        """{ "$ref": "#/components/schemas/Pet" }""",
        """
        "Pet": { "type": "object", "required": ["kind", "name"], "discriminator": { "propertyName": "kind" },
                 "properties": { "kind": { "type": "string", "enum": ["cat", "DOG", "Puppy"] }, "name": { "type": "string" }, "friend": { "$ref": "#/components/schemas/Pet" } } },
        """ + Family);

    [Theory]
    [InlineData("""{"kind":"cat","name":"Tom","lives":7}""", "Cat 7, Tom")]
    [InlineData("""{"kind":"DOG","name":"Rex"}""", "Dog Rex, Rex")]
    [InlineData("""{"kind":"Puppy","name":"Bob","weeks":3}""", "Puppy 3, Bob")]
    [InlineData("""{"kind":"fish","name":"Nemo","fins":2}""", "fish, Nemo")]
    [InlineData("""{"kind":"cat","name":"Tom","lives":7,"friend":{"kind":"DOG","name":"Rex"}}""", "Cat 7 with Rex, Tom")]
    public async Task A_value_is_one_of_the_derived_types_and_always_has_what_the_base_has(string answer, string expected)
    {
        const string Show = """
            static (Pet pet) => (pet.TryGetCat(out var cat) ? "Cat " + cat.Lives + (cat.Friend is { } friend && friend.TryGetDog(out var other) ? " with " + other.Name : "")
                : pet.TryGetPuppy(out var puppy) ? "Puppy " + puppy.Weeks
                : pet.TryGetDog(out var dog) ? "Dog " + dog.Name
                : pet.Type.Value) + (pet.TryGetBase(out var any) ? ", " + any.Name : "")
            """;

        Assert.Empty(Pets.Parse().Diagnostics);
        var outcome = await GeneratedCall.RunAsync(
            Pets,
            "((Func<Task<string>>)(async () => ((Func<Pet, string>)(" + Show + "))((await client.PutThingAsync(new() { Body = Pet.FromDog(new() { Kind = new(\"DOG\"), Name = \"Rex\" }) })).Value!)))()",
            answer);

        Assert.Equal(expected, (string)outcome.Result);
        Assert.Equal("""{"kind":"DOG","name":"Rex"}""", outcome.Sent!.Body);
    }

    [Theory]
    [InlineData(""" "mapping": { "c": "Cat", "base": "Pet" } """, "c,base,Dog,Puppy")]
    [InlineData(""" "mapping": { "p": "#/components/schemas/Puppy" } """, "p,Cat,Dog")]
    [InlineData(""" "x-none": 0 """, "Cat,Dog,Puppy")]
    public void The_mapping_goes_before_the_names_of_the_schemas(string mapping, string values)
    {
        var spec = SmallSpec.Answering(
            """{ "$ref": "#/components/schemas/Pet" }""",
            $$""" "Pet": { "type": "object", "discriminator": { "propertyName": "kind", {{mapping}} }, "properties": { "kind": { "type": "string" } } }, """ + Family);
        var union = Assert.Single(spec.Parse().Model!.Unions);

        Assert.Equal(values.Split(',').Order(StringComparer.Ordinal), union.Branches.SelectMany(static branch => branch.Values).Select(static value => value.WireText).Order(StringComparer.Ordinal));
        Assert.Empty(GeneratorRun.Of(spec).CompilerDiagnostics);
    }

    [Fact]
    public void A_schema_with_a_discriminator_that_nothing_is_derived_from_is_an_object()
    {
        var spec = SmallSpec.Answering("""{ "x-flowgen-name": "Pet", "type": "object", "discriminator": { "propertyName": "kind" }, "properties": { "kind": { "type": "string" } } }""");

        Assert.Empty(spec.Parse().Model!.Unions);
        Assert.Equal("Pet", Assert.Single(spec.Parse().Model!.Objects).Name.Name);
    }

    [Fact]
    public void A_base_of_hundreds_of_types_has_its_own_members_and_says_so()
    {
        var derived = string.Join(",", Enumerable.Range(0, 300).Select(static number => $$""" "D{{number}}": { "allOf": [{ "$ref": "#/components/schemas/Pet" }] } """));
        var spec = SmallSpec.Answering(
            """{ "$ref": "#/components/schemas/Pet" }""",
            """ "Pet": { "type": "object", "discriminator": { "propertyName": "kind" }, "properties": { "kind": { "type": "string" } } }, """ + derived);

        Assert.EndsWith("a choice of more than 200 types has no C# type; values have the members of the base only", Assert.Single(GeneratorRun.Of(spec).SpecDiagnostics).GetMessage(null), StringComparison.Ordinal);
        Assert.Empty(spec.Parse().Model!.Unions);
    }

    [Fact]
    public void Types_that_are_derived_from_each_other_end()
    {
        var spec = SmallSpec.Answering(
            """{ "$ref": "#/components/schemas/A" }""",
            """
            "A": { "allOf": [{ "$ref": "#/components/schemas/B" }], "discriminator": { "propertyName": "k", "mapping": { "b": "B", "a": "A", "x": "Nothing" } }, "properties": { "k": { "type": "string" } } },
            "B": { "allOf": [{ "$ref": "#/components/schemas/A" }], "discriminator": { "propertyName": "k" }, "properties": { "b": { "type": "string" } } }
            """);

        Assert.Empty(GeneratorRun.Of(spec).CompilerDiagnostics);
    }

    [Theory]
    [InlineData("""{ MEMBERS, DISCRIMINATOR }""", "[PARENT, OWN]")]
    [InlineData("""{ "allOf": [{ MEMBERS, DISCRIMINATOR }] }""", "[PARENT, OWN]")]
    [InlineData("""{ "allOf": [{ "allOf": [{ "allOf": [{ MEMBERS, DISCRIMINATOR }] }] }] }""", """[{ "allOf": [PARENT] }, OWN]""")]
    [InlineData("""{ "allOf": [{ "$ref": "#/components/schemas/Core" }, { MEMBERS, DISCRIMINATOR }] }""", "[OWN, PARENT]")]
    [InlineData("""{ "allOf": [{ MEMBERS }, { DISCRIMINATOR }] }""", "[PARENT, OWN]")]
    [InlineData("""{ "allOf": [{ MEMBERS }], DISCRIMINATOR }""", "[PARENT, OWN]")]
    [InlineData("""{ MEMBERS, "oneOf": [{ "$ref": "#/components/schemas/Middle" }, { "$ref": "#/components/schemas/Leaf" }], DISCRIMINATOR }""", "[PARENT, OWN]")]
    [InlineData("""{ "$ref": "#/components/schemas/Core", MEMBERS, DISCRIMINATOR }""", "")]
    public async Task Each_generation_has_the_members_of_those_before_wherever_the_discriminator_stands(string root, string parts)
    {
        var spec = SmallSpec.Answering(
            """{ "$ref": "#/components/schemas/Root" }""",
            $$"""
            "Core": { "properties": { "kind": { "type": "string" } } },
            "Root": {{root}},
            "Middle": {{Derived("Root", "second", parts)}},
            "Leaf": {{Derived("Middle", "third", parts)}}
            """
                .Replace("MEMBERS", """ "properties": { "kind": { "type": "string" }, "first": { "type": "string" } } """, StringComparison.Ordinal)
                .Replace("DISCRIMINATOR", """ "discriminator": { "propertyName": "kind", "mapping": { "m": "Middle", "l": "#/components/schemas/Leaf" } } """, StringComparison.Ordinal));

        Assert.Empty(GeneratorRun.Of(spec).SpecDiagnostics);
        var outcome = await GeneratedCall.RunAsync(
            spec,
            """((Func<Task<string>>)(async () => (await client.GetThingAsync()).Value!.TryGetLeaf(out var leaf) ? leaf.Kind + leaf.First + leaf.Second + leaf.Third : ""))()""",
            """{"kind":"l","first":"1","second":"2","third":"3"}""");

        Assert.Equal("l123", (string)outcome.Result);
        Assert.Equal(["Middle", "Leaf", "Base"], Assert.Single(spec.Parse().Model!.Unions).Branches.Select(static branch => branch.Name.Name));
    }

    /// <summary>A schema that adds a member to another one, by <c>allOf</c> or, where there are no parts, beside <c>$ref</c>.</summary>
    private static string Derived(string from, string member, string parts)
    {
        var parent = $$""" "$ref": "#/components/schemas/{{from}}" """;
        var own = $$""" "properties": { "{{member}}": { "type": "string" } } """;
        return parts.Length == 0
            ? "{" + parent + "," + own + "}"
            : $$"""{ "allOf": {{parts.Replace("PARENT", "{" + parent + "}", StringComparison.Ordinal).Replace("OWN", "{" + own + "}", StringComparison.Ordinal)}} }""";
    }

    [Fact]
    public void A_generation_in_between_with_a_discriminator_of_its_own_is_a_choice_too()
    {
        var spec = SmallSpec.Answering(
            """{ "$ref": "#/components/schemas/Middle" }""",
            """
            "Root": { "type": "object", "properties": { "first": { "type": "string" } } },
            "Middle": { "allOf": [{ "$ref": "#/components/schemas/Root" }, { "type": "object", "discriminator": { "propertyName": "kind" }, "properties": { "kind": { "type": "string" } } }] },
            "Leaf": { "allOf": [{ "$ref": "#/components/schemas/Middle" }, { "type": "object", "properties": { "third": { "type": "string" } } }] }
            """);
        var model = spec.Parse().Model!;

        Assert.Equal("Middle", Assert.Single(model.Unions).Name.Name);
        Assert.Equal(
            ["Leaf: first, kind, third", "MiddleBase: first, kind"],
            model.Objects.Select(static type => type.Name + ": " + string.Join(", ", type.Properties.Select(static property => property.WireName))));
        Assert.Empty(GeneratorRun.Of(spec).CompilerDiagnostics);
    }

    [Fact]
    public void Types_of_which_each_is_made_of_the_next_end_with_a_diagnostic_and_have_all_members()
    {
        var schemas = string.Join(",", Enumerable.Range(0, 60).Select(static number => $$"""
            "S{{number}}": { "allOf": [{ "$ref": "#/components/schemas/S{{(number + 1) % 60}}" }, { "type": "object", "discriminator": { "propertyName": "kind" }, "properties": { "p{{number}}": { "type": "string" } } }] }
            """));
        var spec = SmallSpec.Answering("""{ "$ref": "#/components/schemas/S0" }""", schemas);

        Assert.Equal("FG1006", Assert.Single(spec.Parse().Diagnostics.Select(static diagnostic => diagnostic.Id).Distinct()));
        Assert.Equal(60, spec.Parse().Model!.Objects.Single(static type => type.Name.Name == "S0Base").Properties.Count);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(30)]
    public void Choices_that_lead_to_each_other_end(int count)
    {
        var names = Enumerable.Range(0, count).Select(static number => "S" + number).ToList();
        var schemas = string.Join(",", names.Select(name => $$"""
            "{{name}}": { "type": "object", "properties": { "{{name}}": { "type": "string" } }, "oneOf": [{{string.Join(",", names.Where(other => other != name).Select(static other => $$"""{ "$ref": "#/components/schemas/{{other}}" }"""))}}] }
            """));
        var spec = SmallSpec.Answering("""{ "$ref": "#/components/schemas/S0" }""", schemas);

        Assert.Empty(spec.Parse().Diagnostics);
        Assert.All(spec.Parse().Model!.Objects, static type => Assert.Contains("S0", type.Properties.Select(static property => property.WireName)));
    }
}
