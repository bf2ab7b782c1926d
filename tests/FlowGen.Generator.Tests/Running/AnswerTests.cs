using System.Text.Json;

namespace FlowGen.Generator.Tests.Running;

/// <summary>What generated readers make of answers that no page shows.</summary>
public class AnswerTests
{
    private const string Flow = "FlowGen.Cams.FlowDetails";

    private const string GetFlow = """client.GetFlowAsync(new() { FlowId = "1" })""";

    private static readonly SpecText Thing = SmallSpec.Echoing(
        """
        { "type": "object", "x-flowgen-name": "Thing", "required": ["needed", "nullable", "state", "any"], "properties": {
          "needed": { "type": "string" },
          "nullable": { "type": ["string", "null"] },
          "nullableNumber": { "type": ["integer", "null"], "format": "int32" },
          "state": { "type": "string", "enum": ["ON", "OFF"] },
          "any": {},
          "map": { "additionalProperties": { "type": ["integer", "null"] } },
          "lists": { "type": "array", "items": { "type": "array", "items": { "type": "number", "format": "decimal" } } },
          "maps": { "type": "array", "items": { "type": ["object", "null"], "additionalProperties": { "type": "array", "items": { "type": "string", "format": "uuid" } } } },
          "next": { "$ref": "#/paths/~1thing/put/requestBody/content/application~1json/schema" },
          "date": { "type": "string", "format": "date" },
          "time": { "type": "string", "format": "date-time" },
          "bytes": { "type": "string", "format": "byte" },
          "yes": { "type": "boolean" },
          "half": { "type": "number", "format": "float" }
        } }
        """);

    public static TheoryData<string> HostileAnswers => new(
        "",
        "<html><body>502 Bad Gateway</body></html>",
        "{",
        """{"Code":"OK","Data":""",
        """{"Code":"OK","Data":[]}""",
        """{"Code":"OK","Data":"text"}""",
        """{"Code":"OK","Data":{"Status":1}}""",
        """{"Code":"OK","Data":{"Status":{}}}""",
        """{"Code":"OK","Data":{"Categories":{}}}""",
        """{"Code":"OK","Data":{"Categories":[null]}}""",
        """{"Code":"OK","Data":{"PreviewUrlExpires":"soon"}}""",
        """{"Code":"OK","Data":{"PreviewUrlExpires":99999999999999999}}""",
        """{"Code":"OK","Data":{"PreviewUrlExpires":1.5}}""",
        """{"Code":"OK","Data":{"FlowName":"\ud800"}}""",
        """{"Code":"OK","Data":null}""",
        """{"Code":"OK"}""",
        """{"Code":"OK","Data":{}} {}""",
        """[]""",
        "null");

    public static TheoryData<string> ThingsToKeep => new(
        """{"needed":"a","nullable":null,"state":"ON","any":null}""",
        """{"needed":"","nullable":"b","nullableNumber":7,"state":"ON","any":{"deep":[1,{"er":null}]}}""",
        """{"needed":"a","nullable":"b","state":"SOMETHING NEW","any":1e3}""",
        """{"needed":"a","nullable":"b","state":"","any":[],"map":{"x":1,"y":null}}""",
        """{"needed":"a","nullable":"b","state":"ON","any":0,"lists":[[1.10],[],[79228162514264337593543950335]]}""",
        """{"needed":"a","nullable":"b","state":"ON","any":0,"maps":[null,{"k":["00000000-0000-0000-0000-00000000000a"]}]}""",
        """{"needed":"a","nullable":"b","state":"ON","any":0,"next":{"needed":"c","nullable":null,"state":"OFF","any":false}}""",
        """{"needed":"a","nullable":"b","state":"ON","any":0,"date":"2024-02-29","time":"2024-02-29T01:02:03.1234567+08:00","bytes":"AAEC","yes":true,"half":0.5}""");

    public static TheoryData<string> ThingsToRefuse => new(
        """{"nullable":null,"state":"ON","any":0}""",
        """{"needed":null,"nullable":null,"state":"ON","any":0}""",
        """{"needed":"a","state":"ON","any":0}""",
        """{"needed":"a","nullable":null,"any":0}""",
        """{"needed":"a","nullable":null,"state":null,"any":0}""",
        """{"needed":"a","nullable":null,"state":"ON"}""",
        """{"needed":1,"nullable":null,"state":"ON","any":0}""",
        """{"needed":"a","nullable":null,"state":"ON","any":0,"nullableNumber":2147483648}""",
        """{"needed":"a","nullable":null,"state":"ON","any":0,"date":"29.02.2024"}""",
        """{"needed":"a","nullable":null,"state":"ON","any":0,"bytes":"not base64!"}""",
        """{"needed":"a","nullable":null,"state":"ON","any":0,"lists":[1]}""",
        """{"needed":"a","nullable":null,"state":"ON","any":0,"map":{"x":"1"}}""",
        """{"needed":"a","nullable":null,"state":"ON","any":0,"yes":"true"}""");

    [Theory]
    [InlineData("""{"n":18446744073709551615,"list":[0,18446744073709551615],"map":{"a":9223372036854775808},"known":18446744073709551615}""")]
    [InlineData("""{"n":0,"known":7}""")]
    public void Numbers_of_64_bits_without_a_sign_are_kept(string json)
    {
        var spec = SmallSpec.Echoing(
            """{ "$ref": "#/components/schemas/Big" }""",
            """
            "U": { "type": "integer", "format": "uint64" },
            "Big": { "type": "object", "properties": {
              "n": { "$ref": "#/components/schemas/U" },
              "list": { "type": "array", "items": { "$ref": "#/components/schemas/U" } },
              "map": { "type": "object", "additionalProperties": { "$ref": "#/components/schemas/U" } },
              "known": { "type": "integer", "enum": [1, 18446744073709551615] } } }
            """);

        Assert.Equal(json, RoundTrip.Of(spec, "Small.Big", json));
    }

    [Theory]
    [InlineData("""{"Code":"OK","Data":{"FlowId":"1"}}""")]
    [InlineData("""{"Data":{"FlowId":"1"},"Code":"OK"}""")]
    [InlineData("""{"Data":{"FlowId":"1"},"Extra":{"a":[1,2]},"Code":"OK"}""")]
    public async Task The_payload_may_stand_before_or_behind_the_code(string answer)
    {
        var outcome = await GeneratedCall.RunAsync(SpecText.Cams, GetFlow, answer);

        Assert.Equal("1", (string)outcome.Result.Value.FlowId);
    }

    [Fact]
    public async Task A_refusal_inside_an_HTTP_200_is_an_error_with_its_category()
    {
        var outcome = await GeneratedCall.RunAsync(SpecText.Cams, GetFlow, """{"Code":"Product.Unsubscript","Message":"None","RequestId":"r\n"}""");

        Assert.False((bool)outcome.Result.IsSuccess);
        Assert.Equal(ApiErrorCategory.NotSubscribed, (ApiErrorCategory)outcome.Result.Error.Category);
        Assert.Equal("Product.Unsubscript", (string)outcome.Result.Error.Code);
        Assert.Equal("r", (string)outcome.Result.RequestId);
        Assert.NotEqual("None", (string)outcome.Result.Error.Message);
    }

    [Theory]
    [MemberData(nameof(HostileAnswers))]
    public async Task An_answer_that_cannot_be_read_is_malformed_and_throws_nothing(string answer)
    {
        var outcome = await GeneratedCall.RunAsync(SpecText.Cams, GetFlow, answer);

        Assert.False((bool)outcome.Result.IsSuccess);
        Assert.Equal(ApiErrorCategory.Malformed, (ApiErrorCategory)outcome.Result.Error.Category);
    }

    [Fact]
    public async Task A_status_that_the_spec_does_not_know_is_kept()
    {
        var outcome = await GeneratedCall.RunAsync(SpecText.Cams, GetFlow, """{"Code":"OK","Data":{"Status":"FROZEN"}}""");

        var status = outcome.Result.Value.Status;
        Assert.Equal("FROZEN", (string)status.Value);
        Assert.Equal("Unknown", (string)status.Kind.ToString());
        Assert.False((bool)status.IsKnown);
        Assert.True((bool)status.HasValue);
    }

    [Theory]
    [InlineData("""{"Status":"FROZEN"}""", """{"Status":"FROZEN"}""")]
    [InlineData("""{"FlowId":"1","New":{"deep":[1,{"x":null}]},"FlowName":"n"}""", """{"FlowId":"1","FlowName":"n"}""")]
    [InlineData("""{"FlowId":"1","FlowId":"2"}""", """{"FlowId":"2"}""")]
    [InlineData("""{"FlowId":"1","FlowId":null}""", "{}")]
    [InlineData("""{"Status":"DRAFT","Status":null}""", "{}")]
    [InlineData("""{"Status":null,"FlowId":null,"Categories":null,"PreviewUrlExpires":null}""", "{}")]
    [InlineData("""{"flowid":"1"}""", "{}")]
    [InlineData("""{"Flow\u0049d":"1"}""", """{"FlowId":"1"}""")]
    [InlineData("""{"Categories":[]}""", """{"Categories":[]}""")]
    public void Unknown_absent_and_repeated_members_are_read_as_people_expect(string json, string written) =>
        Assert.Equal(written, RoundTrip.Of(Flow, json));

    [Theory]
    [MemberData(nameof(ThingsToKeep))]
    public void Every_value_of_every_type_is_written_as_it_was_read(string json)
    {
        var written = RoundTrip.Of(Thing, "Small.Thing", json);

        Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(json).RootElement, JsonDocument.Parse(written).RootElement), written);
    }

    [Theory]
    [MemberData(nameof(ThingsToRefuse))]
    public void A_required_member_that_is_missing_or_a_value_of_another_type_is_refused(string json) =>
        Assert.Throws<JsonException>(() => RoundTrip.Of(Thing, "Small.Thing", json));

    [Theory]
    [InlineData("""{ "type": ["string", "null"] }""", "null", "no body")]
    [InlineData("""{ "type": ["string", "null"] }""", "\"text\"", "text")]
    [InlineData("""{ "oneOf": [{ "type": "array", "items": { "type": "integer" } }, { "type": "null" }] }""", " null ", "no body")]
    [InlineData("""{ "type": "integer", "nullable": true }""", "", "Malformed: The answer is empty.")]
    [InlineData("""{ "type": "string" }""", "null", "Malformed: The answer is null.")]
    public async Task A_payload_may_be_null_where_the_spec_says_so(string schema, string answer, string expected)
    {
        var outcome = await GeneratedCall.RunAsync(SmallSpec.Answering(schema), "client.GetThingAsync()", answer);

        Assert.Equal(expected, (bool)outcome.Result.IsSuccess ? Show(outcome.Result.Value) : (string)outcome.Result.ToString());
    }

    [Theory]
    [InlineData("""{ "type": "string" }""", "\"text\"", "text")]
    [InlineData("""{ "type": "integer", "format": "int32" }""", "42", "42")]
    [InlineData("""{ "type": "boolean" }""", "true", "True")]
    [InlineData("""{ "type": "array", "items": { "type": "string" } }""", """["a","b"]""", "a,b")]
    [InlineData("""{ "type": "array", "items": { "type": "array", "items": { "type": "integer" } } }""", "[[1,2]]", "1,2")]
    [InlineData("""{ "additionalProperties": { "type": "integer" } }""", """{"a":1}""", "[a, 1]")]
    [InlineData("""{ "type": "string", "enum": ["A"] }""", "\"B\"", "B")]
    [InlineData("{}", """{"x":1}""", """{"x":1}""")]
    [InlineData("true", "[1]", "[1]")]
    public async Task A_payload_can_be_of_any_type(string schema, string answer, string expected)
    {
        var outcome = await GeneratedCall.RunAsync(SmallSpec.Answering(schema), "client.GetThingAsync()", answer);

        Assert.True((bool)outcome.Result.IsSuccess, (string)outcome.Result.ToString());
        Assert.Equal(expected, Show(outcome.Result.Value));
    }

    private static string Show(object value) => value is System.Collections.IEnumerable items and not string
        ? string.Join(",", items.Cast<object>().Select(Show))
        : value.ToString()!;
}
