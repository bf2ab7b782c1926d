using System.Net;

namespace FlowGen.Generator.Tests.Running;

/// <summary>Bodies that differ by status: those of failures, each of its type, and successes of which some have none.</summary>
public class ErrorBodyTests
{
    private static readonly SpecText Spec = SmallSpec.Of(
        """
        "/things": { "post": { "operationId": "MakeThing", "responses": {
          "201": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Thing" } } } },
          "204": { "description": "It was there." },
          "404": { "$ref": "#/components/responses/Gone" },
          "409": { "content": { "application/json": { "schema": { "type": "array", "items": { "type": "integer" } } } } },
          "418": { "content": { "application/json": { "schema": { "type": "string", "enum": ["short", "stout"] } } } },
          "422": { "content": { "application/problem+json": { "schema": { "type": "object", "required": ["fields"], "properties": { "fields": { "type": "object", "additionalProperties": { "type": "string" } } } } } } },
          "5XX": { "content": { "application/json": { "schema": {} } } },
          "default": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Problem" } } } } } } }
        """,
        """
        "Thing": { "type": "object", "required": ["id"], "properties": { "id": { "type": "string" } } },
        "Problem": { "type": "object", "required": ["title"], "properties": { "title": { "type": "string" } } }
        """).With("\"components\": { ", """ "components": { "responses": { "Gone": { "content": { "application/json": { "schema": { "type": "object", "properties": { "since": { "type": "string" } } } } } } }, """);

    [Theory]
    [InlineData(404, """{"since":"May"}""", "error.Body is GoneError { Since: var since } ? since! : \"no\"", "May")]
    [InlineData(409, "[7,8]", "error.Body is IReadOnlyList<long> versions ? versions[1].ToString() : \"no\"", "8")]
    [InlineData(418, "\"stout\"", "error.Body is MakeThingError418 { Kind: MakeThingError418Kind.Stout } ? \"yes\" : \"no\"", "yes")]
    [InlineData(422, """{"fields":{"name":"too short"}}""", "error.Body is MakeThingError422 body ? body.Fields[\"name\"] : \"no\"", "too short")]
    [InlineData(503, """{"any":"thing"}""", "error.Body is JsonElement json ? json.GetProperty(\"any\").GetString()! : \"no\"", "thing")]
    [InlineData(400, """{"title":"Bad"}""", "error.Body is Problem problem ? problem.Title : \"no\"", "Bad")]
    [InlineData(400, """{"title":"Bad"}""", "error.RawBody!", """{"title":"Bad"}""")]
    [InlineData(400, """{"other":"form"}""", "error.Body is null ? error.RawBody! : \"no\"", """{"other":"form"}""")]
    [InlineData(400, "<html>", "error.Body is null ? error.RawBody! : \"no\"", "<html>")]
    [InlineData(400, """{"title":"Bad"} and more""", "error.Body is null ? \"null\" : \"no\"", "null")]
    [InlineData(400, "", "error.Body is null ? \"null\" : \"no\"", "null")]
    public async Task A_failure_has_its_body_as_the_type_that_the_document_gives_for_the_status(int status, string answer, string read, string expected)
    {
        Assert.Empty(Spec.Parse().Diagnostics);
        var outcome = await GeneratedCall.RunAsync(
            Spec,
            $"((Func<Task<string>>)(async () => (await client.MakeThingAsync()).Error is {{ }} error ? {read} : \"success\"))()",
            answer,
            (HttpStatusCode)status);

        Assert.Equal(expected, (string)outcome.Result);
    }

    [Theory]
    [InlineData(201, """{"id":"1"}""", "1")]
    [InlineData(204, "", "none")]
    [InlineData(204, "something that nobody promised", "none")]
    [InlineData(201, "", "Malformed")]
    [InlineData(200, "", "Malformed")]
    public async Task A_success_may_have_no_body(int status, string answer, string expected)
    {
        var outcome = await GeneratedCall.RunAsync(
            Spec,
            "((Func<Task<string>>)(async () => await client.MakeThingAsync() is { IsSuccess: true, Value: var answer } ? answer.Body?.Id ?? \"none\" : \"Malformed\"))()",
            answer,
            (HttpStatusCode)status);

        Assert.Equal(expected, (string)outcome.Result);
    }

    [Fact]
    public async Task What_the_server_quotes_of_a_secret_is_not_kept()
    {
        var spec = new SpecText(Spec.Path, Spec.Text)
            .With("\"components\": {", """ "security": [{ "s": [] }], "components": { "securitySchemes": { "s": { "type": "http", "scheme": "bearer" } },""");
        var outcome = await GeneratedCall.RunAsync(
            spec,
            "((Func<Task<string>>)(async () => (await client.MakeThingAsync()).Error is { Body: Problem problem } ? problem.Title : \"no\"))()",
            """{"title":"No such k\u0065y: key!"}""",
            HttpStatusCode.BadRequest);

        Assert.Equal("No such ***: ***!", (string)outcome.Result);
    }

    [Fact]
    public void A_type_that_operations_write_out_word_by_word_is_one()
    {
        const string Failing = """{ "400": { "content": { "application/json": { "schema": { "type": "object", "properties": { "why": { "type": "string" } } } } } } }""";
        var run = GeneratorRun.Of(SmallSpec.Of(
            $$"""
            "/a": { "get": { "operationId": "A", "responses": {{Failing}} } },
            "/b": { "get": { "operationId": "B", "responses": {{Failing}} } }
            """));

        Assert.Empty(run.CompilerDiagnostics);
        Assert.Single(run.Result.GeneratedSources, static source => source.HintName.Contains("Type.", StringComparison.Ordinal));
        Assert.NotNull(run.Output.GetTypeByMetadataName("Small.ApiError400"));
    }

    [Fact]
    public void A_method_tells_what_its_failures_hold() => Assert.Contains(
        "/// <para>A failure has its body in <see cref=\"ApiError.Body\"/>: <see cref=\"GoneError\"/> (404), a list of <c>long</c> (409), "
        + "<see cref=\"MakeThingError418\"/> (418), <see cref=\"MakeThingError422\"/> (422), "
        + "<see cref=\"JsonElement\"/> (5XX), <see cref=\"Problem\"/> (default).</para>",
        GeneratorRun.Of(Spec).Source("Operation.MakeThing.g.cs"),
        StringComparison.Ordinal);
}
