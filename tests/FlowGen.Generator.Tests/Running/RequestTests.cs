namespace FlowGen.Generator.Tests.Running;

/// <summary>What generated clients send.</summary>
public class RequestTests
{
    private const string QueryOf = """{ "name": "ids", "in": "query", "schema": { "type": "array", "items": { "type": "integer" } }""";

    /// <summary>Parameters, the path they are for, the request, and what goes over the wire.</summary>
    public static TheoryData<string, string, string, string> Parameters => new()
    {
        { """{ "name": "q", "in": "query", "schema": { "type": "string" } }""", "/things", """Q = "a b&c=d" """, "/things?q=a%20b%26c%3Dd" },
        { """{ "name": "q", "in": "query", "schema": { "type": "string" } }""", "/things", "", "/things" },
        { """{ "name": "q", "in": "query", "schema": { "type": "string" } }""", "/things", "Q = \"\"", "/things?q=" },
        { """{ "name": "id", "in": "path", "required": true, "schema": { "type": "string" } }""", "/things/{id}/x", """Id = "a/b ü" """, "/things/a%2Fb%20%C3%BC/x" },
        { """{ "name": "id", "in": "path", "required": true, "schema": { "type": "integer" } }""", "/a/{id}/b/{id}", "Id = 7", "/a/7/b/7" },
        { QueryOf + "}", "/things", "Ids = [1, 2]", "/things?ids=1&ids=2" },
        { QueryOf + ""","explode": false }""", "/things", "Ids = [1, 2]", "/things?ids=1,2" },
        { QueryOf + ""","explode": false, "style": "pipeDelimited" }""", "/things", "Ids = [1, 2]", "/things?ids=1%7C2" },
        { QueryOf + ""","explode": false, "style": "spaceDelimited" }""", "/things", "Ids = [1, 2]", "/things?ids=1%202" },
        { QueryOf + "}", "/things", "Ids = []", "/things" },
        { """{ "name": "ids", "in": "path", "required": true, "schema": { "type": "array", "items": { "type": "string" } } }""", "/things/{ids}", """Ids = ["a", "b"]""", "/things/a,b" },
        { """{ "name": "f", "in": "query", "content": { "application/json": { "schema": { "type": "array", "items": { "type": "string" } } } } }""", "/things", """F = ["ä", "\"b"]""", "/things?f=%5B%22%C3%A4%22%2C%22%5C%22b%22%5D" },
        { """{ "name": "f", "in": "query", "content": { "application/json": { "schema": { "properties": { "a": { "type": "integer" } } } } } }""", "/things", "F = new() { A = 1 }", "/things?f=%7B%22a%22%3A1%7D" },
        { """{ "name": "on", "in": "query", "schema": { "type": "boolean" } }""", "/things", "On = true", "/things?on=true" },
        { """{ "name": "n", "in": "query", "schema": { "type": "number" } }""", "/things", "N = 0.1", "/things?n=0.1" },
        { """{ "name": "u", "in": "path", "required": true, "schema": { "type": "integer", "format": "uint64" } }, { "name": "us", "in": "query", "explode": false, "schema": { "type": "array", "items": { "type": "integer", "minimum": 0, "maximum": 18446744073709551615 } } }""", "/things/{u}", "U = ulong.MaxValue, Us = [ulong.MaxValue, 0]", "/things/18446744073709551615?us=18446744073709551615,0" },
        { """{ "name": "e", "in": "query", "schema": { "type": "integer", "format": "uint64", "enum": [1, 18446744073709551615] } }""", "/things", "E = ListE.Value18446744073709551615", "/things?e=18446744073709551615" },
        { """{ "name": "d", "in": "query", "schema": { "type": "string", "format": "date" } }""", "/things", "D = new DateOnly(2024, 2, 29)", "/things?d=2024-02-29" },
        { """{ "name": "t", "in": "query", "schema": { "type": "integer", "x-flowgen-format": "unix-ms" } }""", "/things", "T = DateTimeOffset.UnixEpoch", "/things?t=0" },
        { """{ "name": "s", "in": "query", "schema": { "type": "string", "enum": ["A_B", "C"] } }""", "/things", "S = new(\"D\")", "/things?s=D" },
        { """{ "name": "s", "in": "query", "schema": { "type": "string", "enum": ["A_B", "C"] } }""", "/things", "", "/things" },
        { """{ "name": "q", "in": "query", "schema": { "type": "array", "items": { "type": ["integer", "null"] } } }""", "/things", "Q = [3]", "/things?q=3" },
        { """{ "name": "item", "in": "query", "schema": { "type": "array", "items": { "type": "string" } } }, { "name": "value", "in": "query", "schema": { "type": "string" } }, { "name": "request", "in": "query", "schema": { "type": "string" } }""", "/things", """Item = ["1"], Value = "2", Request = "3" """, "/things?item=1&value=2&request=3" },
        { """{ "name": "id", "in": "query", "schema": { "type": "string" } }, { "name": "id", "in": "path", "required": true, "schema": { "type": "string" } }""", "/things/{id}", """Id = "q", Id2 = "p" """, "/things/p?id=q" },
        { "", "/things/{id}/{ID}/{id}", """Id = "a/b", ID2 = "c" """, "/things/a%2Fb/c/a%2Fb" },
        { """{ "name": "id", "in": "query", "schema": { "type": "string" } }""", "/things/{id}", """Id = "q", Id2 = "p" """, "/things/p?id=q" },
        { """{ "name": "user_id", "in": "path", "required": true, "schema": { "type": "integer" } }""", "/things/{userId}", "UserId = 7", "/things/7" },
        { """{ "name": "key", "in": "path", "required": true, "schema": { "type": "string" } }""", "/things/{key+}/{}", """Key = "k", Property = "p" """, "/things/k/p" },
    };

    [Theory]
    [MemberData(nameof(Parameters))]
    public async Task A_parameter_travels_as_the_spec_says(string parameters, string path, string request, string address)
    {
        var sent = await GeneratedCall.SendAsync(SmallSpec.Taking(parameters, path), "client.ListAsync(new() { " + request + " })");

        Assert.Equal("https://api.example" + address, sent.Address);
        Assert.Equal("GET", sent.Method);
    }

    [Fact]
    public async Task Header_parameters_travel_as_headers()
    {
        var spec = SmallSpec.Taking(
            """
            { "name": "X-Trace", "in": "header", "schema": { "type": "array", "items": { "type": "string" } } },
            { "name": "Authorization", "in": "header", "required": true, "schema": { "type": "string" } }
            """);

        var sent = await GeneratedCall.SendAsync(spec, """client.ListAsync(new() { XTrace = ["a", "b"] })""");

        Assert.Equal("a,b", sent.Headers["X-Trace"]);
    }

    [Fact]
    public async Task A_user_agent_that_the_spec_asks_for_takes_the_place_of_our_own()
    {
        var spec = SmallSpec.Taking("""{ "name": "User-Agent", "in": "header", "schema": { "type": "string" } }""");

        Assert.Equal("shop/1.0", (await GeneratedCall.SendAsync(spec, "client.ListAsync(new() { UserAgent = \"shop/1.0\" })")).Headers["User-Agent"]);
        Assert.StartsWith("FlowGen/", (await GeneratedCall.SendAsync(spec, "client.ListAsync()")).Headers["User-Agent"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_header_that_tells_of_the_body_travels_with_it_and_how_long_it_is_nobody_says()
    {
        var spec = SmallSpec.Of("""
            "/thing": { "post": { "operationId": "Upload",
              "parameters": [{ "name": "Content-Encoding", "in": "header", "schema": { "type": "string" } }, { "name": "Content-Length", "in": "header", "required": true, "schema": { "type": "integer" } }],
              "requestBody": { "content": { "application/octet-stream": {} } }, "responses": { "204": {} } } }
            """);

        var sent = await GeneratedCall.SendAsync(spec, """client.UploadAsync(new() { ContentEncoding = "gzip", Body = new byte[] { 65 } })""");

        Assert.Equal("gzip", sent.Headers["Content-Encoding"]);
        Assert.Equal("A", sent.Body);
    }

    [Fact]
    public async Task An_operation_without_parameters_takes_no_request()
    {
        var sent = await GeneratedCall.SendAsync(SmallSpec.Taking(""), "client.ListAsync()");

        Assert.Equal("https://api.example/things", sent.Address);
    }

    [Fact]
    public async Task A_request_of_which_nothing_is_required_can_be_left_out()
    {
        var sent = await GeneratedCall.SendAsync(SmallSpec.Taking("""{ "name": "q", "in": "query", "schema": { "type": "string" } }"""), "client.ListAsync()");

        Assert.Equal("https://api.example/things", sent.Address);
    }

    [Fact]
    public async Task A_body_is_JSON_without_what_is_absent()
    {
        var spec = SmallSpec.Echoing(
            """
            { "x-flowgen-name": "Thing", "required": ["n"], "properties": {
              "a": { "type": "string" }, "n": { "type": ["string", "null"] }, "list": { "type": "array", "items": { "type": "string", "enum": ["X"] } } } }
            """);

        var sent = await GeneratedCall.SendAsync(spec, "client.PutThingAsync(new() { Body = new() { N = null, List = [Small.ThingListItem.X] } })");

        Assert.Equal("""{"n":null,"list":["X"]}""", sent.Body);
        Assert.Equal("PUT", sent.Method);
    }

    private const string Patch = """
        { "x-flowgen-name": "Patch", "type": "object", "required": ["needed"], "properties": {
          "needed": { "type": ["string", "null"] }, "text": { "type": ["string", "null"] }, "number": { "type": "integer", "nullable": true },
          "state": { "enum": ["A", null] }, "list": { "anyOf": [{ "type": "array", "items": { "type": "string" } }, { "type": "null" }] }, "plain": { "type": "string" } } }
        """;

    /// <summary>To many a server null means "remove it", and absent "leave it as it is".</summary>
    [Theory]
    [InlineData("", """{"needed":null}""")]
    [InlineData(", Text = \"a\", Number = 1, State = Small.PatchState.A, List = [\"b\"]", """{"needed":null,"text":"a","number":1,"state":"A","list":["b"]}""")]
    [InlineData(", IsTextNull = true, IsNumberNull = true, IsStateNull = true, IsListNull = true", """{"needed":null,"text":null,"number":null,"state":null,"list":null}""")]
    [InlineData(", Text = \"a\", IsTextNull = true", """{"needed":null,"text":"a"}""")]
    public async Task A_member_is_sent_as_null_or_left_out(string members, string body)
    {
        var sent = await GeneratedCall.SendAsync(SmallSpec.Echoing(Patch), "client.PutThingAsync(new() { Body = new() { Needed = null" + members + " } })");

        Assert.Equal(body, sent.Body);
    }

    [Theory]
    [InlineData("""{"needed":null}""")]
    [InlineData("""{"needed":null,"text":null,"list":null}""")]
    [InlineData("""{"needed":null,"number":null,"state":null,"plain":"p"}""")]
    public void What_is_read_is_sent_back_as_null_or_left_out(string json) => Assert.Equal(json, RoundTrip.Of(SmallSpec.Echoing(Patch), "Small.Patch", json));

    [Theory]
    [InlineData(true, false, "Secret")]
    [InlineData(false, true, "Id")]
    [InlineData(true, true, "")]
    public void What_travels_one_way_is_required_there_only(bool isSent, bool isReceived, string required)
    {
        const string Account = """
            { "x-flowgen-name": "Account", "type": "object", "required": ["id", "secret"], "properties": { "id": { "type": ["string", "null"], "readOnly": true }, "secret": { "type": "string", "writeOnly": true } } }
            """;
        var run = GeneratorRun.Of(isSent && isReceived ? SmallSpec.Echoing("""{ "$ref": "#/components/schemas/A" }""", $"\"A\": {Account}")
            : isSent ? SmallSpec.Of($$""" "/a": { "post": { "requestBody": { "content": { "application/json": { "schema": {{Account}} } } } } } """)
            : SmallSpec.Answering(Account));

        Assert.Empty(run.CompilerDiagnostics);
        var properties = run.Output.GetTypeByMetadataName("Small.Account")!.GetMembers().OfType<Microsoft.CodeAnalysis.IPropertySymbol>();
        Assert.Equal(required, string.Join(" ", properties.Where(static property => property.IsRequired).Select(static property => property.Name)));
    }

    [Fact]
    public void An_answer_s_absent_and_null_members_are_one() => Assert.Empty(
        GeneratorRun.Of(SmallSpec.Answering(Patch)).Output.GetTypeByMetadataName("Small.Patch")!.GetMembers("IsTextNull"));

    [Fact]
    public async Task Under_acs_rpc_every_call_goes_to_one_path_and_names_its_operation_in_a_header()
    {
        var sent = await GeneratedCall.SendAsync(SpecText.Cams, """client.GetFlowAsync(new() { FlowId = "1", CustSpaceId = "c" })""");

        Assert.Equal("https://cams.ap-southeast-1.aliyuncs.com/?FlowId=1&CustSpaceId=c", sent.Address.Replace("?CustSpaceId=c&FlowId=1", "?FlowId=1&CustSpaceId=c", StringComparison.Ordinal));
        Assert.Equal("GetFlow", sent.Headers["x-acs-action"]);
        Assert.Equal("2020-06-06", sent.Headers["x-acs-version"]);
        Assert.StartsWith("ACS3-HMAC-SHA256 ", sent.Headers["Authorization"], StringComparison.Ordinal);
        Assert.Equal("", sent.Body);
    }

    [Theory]
    [InlineData("""{ "type": "string", "minLength": 2 }""", "\"a\"")]
    [InlineData("""{ "type": "string", "maxLength": 2 }""", "\"abc\"")]
    [InlineData("""{ "type": "string", "pattern": "^a$" }""", "\"a\\n\"")]
    [InlineData("""{ "type": "integer", "minimum": 1 }""", "0")]
    [InlineData("""{ "type": "integer", "format": "int32", "maximum": 10.5 }""", "11")]
    [InlineData("""{ "type": "integer", "minimum": 1, "exclusiveMinimum": true }""", "1")]
    [InlineData("""{ "type": "integer", "maximum": 10.5, "exclusiveMaximum": true }""", "11")]
    [InlineData("""{ "type": "integer", "exclusiveMinimum": 1 }""", "1")]
    [InlineData("""{ "type": "integer", "exclusiveMaximum": 10.5, "maximum": 20 }""", "11")]
    [InlineData("""{ "type": "integer", "minimum": 5, "exclusiveMinimum": 1 }""", "4")]
    [InlineData("""{ "type": "integer", "format": "uint64", "minimum": 9223372036854775808 }""", "9223372036854775807")]
    [InlineData("""{ "type": "integer", "format": "uint64", "maximum": 10 }""", "ulong.MaxValue")]
    [InlineData("""{ "type": "array", "items": { "type": "string" }, "minItems": 1 }""", "[]")]
    [InlineData("""{ "type": "array", "items": { "type": "string" }, "maxItems": 0 }""", "[\"a\"]")]
    public async Task A_value_that_the_spec_forbids_is_refused_before_anything_is_sent(string schema, string value)
    {
        var spec = SmallSpec.Taking($$"""{ "name": "q", "in": "query", "schema": {{schema}} }""");

        var exception = await Assert.ThrowsAnyAsync<ArgumentException>(() => GeneratedCall.SendAsync(spec, "client.ListAsync(new() { Q = " + value + " })"));

        Assert.Equal("q", exception.ParamName);
    }

    [Theory]
    [InlineData("""{ "type": "string", "maxLength": 4294967296 }""", "\"abc\"")]
    [InlineData("""{ "type": "integer", "format": "int32", "maximum": 4294967296 }""", "1")]
    [InlineData("""{ "type": "integer", "maximum": 1e40 }""", "1")]
    [InlineData("""{ "type": "integer", "format": "uint64", "minimum": -1, "maximum": 18446744073709551616 }""", "ulong.MaxValue")]
    [InlineData("""{ "type": "integer", "minimum": 0, "maximum": 18446744073709552000 }""", "ulong.MaxValue")]
    [InlineData("""{ "type": "integer", "minimum": -9223372036854775808 }""", "1")]
    [InlineData("""{ "type": "integer", "minimum": 1, "exclusiveMinimum": false }""", "1")]
    [InlineData("""{ "type": "integer", "exclusiveMinimum": true }""", "0")]
    [InlineData("""{ "type": "integer", "exclusiveMinimum": 0.5, "exclusiveMaximum": 1.5 }""", "1")]
    [InlineData("""{ "type": "integer", "exclusiveMinimum": -1e300, "exclusiveMaximum": 79228162514264337593543950335 }""", "1")]
    [InlineData("""{ "type": "string", "pattern": "^[$]$" }""", "\"$\"")]
    public async Task A_bound_beyond_the_type_is_no_bound(string schema, string value)
    {
        var spec = SmallSpec.Taking($$"""{ "name": "q", "in": "query", "schema": {{schema}} }""");

        Assert.Empty(spec.Parse().Diagnostics);
        Assert.NotNull(await GeneratedCall.SendAsync(spec, "client.ListAsync(new() { Q = " + value + " })"));
    }
}
