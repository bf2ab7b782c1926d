using System.Net;
using System.Text;

namespace FlowGen.Generator.Tests.Running;

/// <summary>What a spec can say about one operation: its own envelope, the status it needs, the least that its body holds.</summary>
public class OperationKeyTests
{
    private const string Envelopes = """
        "x-flowgen-envelope": { "code": "code", "payload": "data", "success": ["OK"] }
        """;

    private static readonly SpecText TwoEnvelopes = SmallSpec.Of(
        """
        "/usual": { "get": { "operationId": "Usual", "responses": { "200": { "content": { "application/json": { "schema": {
          "properties": { "code": { "type": "string" }, "data": { "type": "string" } } } } } } } } },
        "/own": { "get": { "operationId": "Own",
          "x-flowgen-envelope": { "code": "status", "payload": "result", "flag": "fine", "success": ["0"] },
          "responses": { "200": { "content": { "application/json": { "schema": { "properties": { "status": { "type": "integer" }, "result": { "type": "integer" } } } } } } } } }
        """,
        more: Envelopes);

    private static readonly SpecText Statuses = SmallSpec.Of(
        """
        "/one": { "post": { "operationId": "One", "x-flowgen-requires": { "status": ["DRAFT"], "x-flowgen-note": "So it is." }, "responses": { "204": {} } } },
        "/two": { "post": { "operationId": "Two", "x-flowgen-requires": { "status": ["DRAFT", "A \"quoted\" one"] }, "responses": { "204": {} } } }
        """);

    private static readonly SpecText StatusOfProperty = SmallSpec.Answering("""
        { "properties": { "state": { "type": "string", "enum": ["DRAFT", "SENT"] }, "preview": { "type": "string", "x-flowgen-requires": { "status": ["DRAFT"] } } } }
        """);

    private static readonly SpecText NotEmpty = SmallSpec.Echoing("""{ "minProperties": 1, "properties": { "a": { "type": "string" }, "b": { "type": "integer" } } }""");

    [Theory]
    [InlineData("client.UsualAsync()", """{"code":"OK","data":"x"}""", "x")]
    [InlineData("client.OwnAsync()", """{"status":0,"result":7}""", "7")]
    [InlineData("client.OwnAsync()", """{"status":"0","fine":true,"result":7}""", "7")]
    public async Task Each_envelope_is_unwrapped(string call, string answer, string value)
    {
        var outcome = await GeneratedCall.RunAsync(TwoEnvelopes, call, answer);

        Assert.Equal(value, Convert.ToString((object)outcome.Result.EnsureSuccess(), System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("""{"status":0,"fine":false,"result":7}""")]
    [InlineData("""{"status":"OK","result":7}""")]
    public async Task The_own_envelope_replaces_the_documents(string answer)
    {
        var outcome = await GeneratedCall.RunAsync(TwoEnvelopes, "client.OwnAsync()", answer);

        Assert.False((bool)outcome.Result.IsSuccess);
    }

    [Fact]
    public void The_statuses_that_permit_a_call_are_on_its_method_and_in_its_documentation()
    {
        var assembly = GeneratedCall.Load("", Statuses);

        foreach (var type in new[] { assembly.GetType("Small.ISmallClient")!, assembly.GetType("Small.SmallClient")! })
        {
            Assert.Equal(["DRAFT"], RequiredOf(type, "OneAsync"));
            Assert.Equal(["DRAFT", "A \"quoted\" one"], RequiredOf(type, "TwoAsync"));
        }

        var sources = GeneratorRun.Of(Statuses).Result.GeneratedSources.Select(static source => source.SourceText.ToString()).ToList();
        Assert.Contains(sources, static source => source.Contains("<para>Needs the status DRAFT. So it is.</para>", StringComparison.Ordinal));
        Assert.Contains(sources, static source => source.Contains("<para>Needs the status DRAFT or A \"quoted\" one.</para>", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_body_in_which_nothing_is_set_is_not_sent_where_something_must_be()
    {
        var exception = await Assert.ThrowsAsync<ArgumentException>(() => GeneratedCall.RunAsync(NotEmpty, "client.PutThingAsync(new() { Body = new() })"));

        Assert.Equal("Body", exception.ParamName);
        Assert.Equal("{\"b\":0}", (await GeneratedCall.SendAsync(NotEmpty, "client.PutThingAsync(new() { Body = new() { B = 0 } })")).Body);
    }

    [Theory]
    [InlineData("""{ "type": "string", "x-flowgen-format": "unix-ms" }""", "possible: json-text, date-time-basic-offset")]
    [InlineData("""{ "type": "integer", "x-flowgen-format": "json-text" }""", "possible: unix-ms")]
    public void A_format_of_another_type_is_reported(string schema, string possible)
    {
        var reported = Assert.Single(GeneratorRun.Of(SmallSpec.Answering(schema)).SpecDiagnostics);

        Assert.Equal("FG1007", reported.Id);
        Assert.Contains(possible, reported.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_JSON_document_travels_as_text_and_comes_back_as_it_was()
    {
        var spec = SmallSpec.Echoing("""{ "properties": { "doc": { "type": "string", "x-flowgen-format": "json-text" }, "docs": { "type": "array", "items": { "type": "string", "x-flowgen-format": "json-text" } } } }""");
        const string Call = """"client.PutThingAsync(new() { Body = new() { Doc = "{ \"a\" : \"\\n\" }"u8.ToArray(), Docs = [System.Text.Encoding.UTF8.GetBytes("[1]")] } })"""";

        var sent = await GeneratedCall.SendAsync(spec, Call);
        var outcome = await GeneratedCall.RunAsync(spec, Call, sent.Body);

        Assert.Equal("""{"doc":"{ \"a\" : \"\\n\" }","docs":["[1]"]}""", sent.Body);
        Assert.Equal("{ \"a\" : \"\\n\" }", Text(outcome.Result.EnsureSuccess().Doc));
        Assert.Equal("[1]", Text(outcome.Result.EnsureSuccess().Docs[0]));
        static string Text(ReadOnlyMemory<byte> document) => Encoding.UTF8.GetString(document.Span);
    }

    [Fact]
    public async Task A_text_that_is_no_JSON_document_is_a_malformed_answer()
    {
        var spec = SmallSpec.Answering("""{ "properties": { "doc": { "type": "string", "x-flowgen-format": "json-text" } } }""");

        var outcome = await GeneratedCall.RunAsync(spec, "client.GetThingAsync()", """{"doc":"{"}""");

        Assert.Equal("Malformed", outcome.Result.Error.Category.ToString());
        Assert.Contains("$.doc", (string)outcome.Result.Error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2025-12-13T05:49:59+0000")]
    [InlineData("2025-12-13T05:49:59+00:00")]
    public async Task A_time_may_lack_the_colon_of_its_offset(string time)
    {
        var spec = SmallSpec.Echoing("""{ "properties": { "at": { "type": "string", "x-flowgen-format": "date-time-basic-offset" } } }""");
        const string Call = "client.PutThingAsync(new() { Body = new() { At = new DateTimeOffset(2025, 12, 13, 5, 49, 59, TimeSpan.FromHours(8)) } })";

        var outcome = await GeneratedCall.RunAsync(spec, Call, $$"""{"at":"{{time}}"}""");

        Assert.Equal(new DateTimeOffset(2025, 12, 13, 5, 49, 59, TimeSpan.Zero), (DateTimeOffset)outcome.Result.EnsureSuccess().At);
        Assert.Equal("""{"at":"2025-12-13T05:49:59+0800"}""", outcome.Sent!.Body);
    }

    [Fact]
    public async Task An_answer_without_a_body_is_a_success_without_a_value()
    {
        var spec = SmallSpec.Of("""
            "/thing": { "delete": { "operationId": "DeleteThing", "responses": { "200": { "description": "Deleted." } } } }
            """);

        var outcome = await GeneratedCall.RunAsync(spec, "client.DeleteThingAsync()", "", HttpStatusCode.OK);

        Assert.True((bool)outcome.Result.IsSuccess);
        Assert.IsType<ApiResult>((object)outcome.Result);
    }

    [Fact]
    public void The_statuses_in_which_a_property_is_filled_are_on_the_property()
    {
        var thing = GeneratedCall.Load("", StatusOfProperty).GetTypes().Single(static type => type.GetProperty("Preview") is not null);

        Assert.Equal(["DRAFT"], ((Annotations.RequiresStatusAttribute)Attribute.GetCustomAttribute(thing.GetProperty("Preview")!, typeof(Annotations.RequiresStatusAttribute))!).Values);
        Assert.Null(Attribute.GetCustomAttribute(thing.GetProperty("State")!, typeof(Annotations.RequiresStatusAttribute)));
    }

    private static IReadOnlyList<string> RequiredOf(Type type, string method) =>
        ((Annotations.RequiresStatusAttribute)Attribute.GetCustomAttribute(type.GetMethod(method)!, typeof(Annotations.RequiresStatusAttribute))!).Values;
}
