namespace FlowGen.Generator.Tests.Running;

/// <summary>Where generated clients put values that are more than one text, and what they make of answers that are no JSON.</summary>
public class WireTests
{
    private const string ListOf = """ "schema": { "type": "array", "items": { "type": "string" } } """;

    private const string ObjectOf = """ "schema": { "type": "object", "properties": { "R": { "type": "integer" }, "g": { "type": "string" }, "none": { "type": "string" } } } """;

    /// <summary>
    /// A parameter p, its place, its style, its value and what is sent: OpenAPI's table of styles, with values that have to be encoded.
    /// </summary>
    public static TheoryData<string, string, string, string> Styles => new()
    {
        { "path", ListOf, "P = [\"a/b\", \"c,d\"]", "/things/a%2Fb,c%2Cd" },
        { "path", ListOf + """, "style": "label" """, "P = [\"a\", \"b\"]", "/things/.a,b" },
        { "path", ListOf + """, "style": "label", "explode": true """, "P = [\"a\", \"b\"]", "/things/.a.b" },
        { "path", ListOf + """, "style": "matrix" """, "P = [\"a\", \"b\"]", "/things/;p=a,b" },
        { "path", ListOf + """, "style": "matrix", "explode": true """, "P = [\"a\", \"b\"]", "/things/;p=a;p=b" },
        { "path", """ "schema": { "type": "string" }, "style": "label" """, "P = \"ü\"", "/things/.%C3%BC" },
        { "path", """ "schema": { "type": "integer" }, "style": "matrix" """, "P = 5", "/things/;p=5" },
        { "query", """ "schema": { "type": "string", "format": "date-time" } """, "P = new DateTimeOffset(2024, 2, 29, 1, 2, 3, TimeSpan.FromHours(8))", "/things?p=2024-02-29T01%3A02%3A03%2B08%3A00" },
        { "path", ObjectOf, "P = new() { R = 1, G = \"/\" }", "/things/R,1,g,%2F" },
        { "path", ObjectOf + """, "explode": true """, "P = new() { R = 1, G = \"x\" }", "/things/R=1,g=x" },
        { "path", ObjectOf + """, "style": "label" """, "P = new() { R = 1, G = \"x\" }", "/things/.R,1,g,x" },
        { "path", ObjectOf + """, "style": "label", "explode": true """, "P = new() { R = 1, G = \"x\" }", "/things/.R=1.g=x" },
        { "path", ObjectOf + """, "style": "matrix" """, "P = new() { R = 1, G = \"x\" }", "/things/;p=R,1,g,x" },
        { "path", ObjectOf + """, "style": "matrix", "explode": true """, "P = new() { R = 1, G = \"x\" }", "/things/;R=1;g=x" },
        { "path", """ "content": { "application/json": { "schema": { "type": "array", "items": { "type": "integer" } } } } """, "P = [1]", "/things/%5B1%5D" },
        { "query", ObjectOf, "P = new() { R = 1, G = \"a&b\" }", "/things?R=1&g=a%26b" },
        { "query", """ "schema": { "properties": { "page": { "type": "integer" }, "sort": { "type": "array", "items": { "type": "string" } } } } """, "P = new() { Page = 1, Sort = [\"a\", \"b,c\"] }", "/things?page=1&sort=a&sort=b%2Cc" },
        { "query", ObjectOf + """, "explode": false """, "P = new() { R = 1, G = \"a,b\" }", "/things?p=R,1,g,a%2Cb" },
        { "query", ObjectOf + """, "style": "deepObject", "explode": true """, "P = new() { R = 1, G = \"x\" }", "/things?p%5BR%5D=1&p%5Bg%5D=x" },
        { "query", ListOf + """, "style": "deepObject" """, "P = [\"a\", \"b\"]", "/things?p%5B0%5D=a&p%5B1%5D=b" },
        { "query", """ "schema": { "additionalProperties": { "type": "array", "items": { "type": "boolean" } } }, "style": "deepObject" """, "P = new Dictionary<string, IReadOnlyList<bool>> { [\"x\"] = [true] }", "/things?p%5Bx%5D%5B0%5D=true" },
        { "query", ListOf + """, "style": "pipeDelimited", "explode": false """, "P = [\"a\", \"b\"]", "/things?p=a%7Cb" },
        { "query", ListOf + """, "explode": false """, "P = []", "/things?p=" },
        { "query", """ "schema": { "type": "string" }, "allowReserved": true """, "P = \"a/b:c?d=e&f#g%h i\"", "/things?p=a/b:c?d=e%26f%23g%25h%20i" },
        { "query", """ "schema": { "type": "string", "format": "byte" } """, "P = [255, 254]", "/things?p=%2F%2F4%3D" },
        { "query", """ "schema": {} """, "P = JsonDocument.Parse(\"[1,null,\\\"a\\\"]\").RootElement", "/things?p=1&p=a" },
    };

    /// <summary>A header or cookie parameter p, its value, and the header that is sent.</summary>
    public static TheoryData<string, string, string, string> Headers => new()
    {
        { "header", ObjectOf, "P = new() { R = 1, G = \"x\" }", "R,1,g,x" },
        { "header", ObjectOf + """, "explode": true """, "P = new() { R = 1, G = \"x\" }", "R=1,g=x" },
        { "header", """ "content": { "application/json": { "schema": { "type": "string" } } } """, "P = \"ü\"", "\"\\u00fc\"" },
        { "cookie", """ "schema": { "type": "string" } """, "P = \"a;b ü\"", "p=a%3Bb%20%C3%BC" },
        { "cookie", ListOf + """, "explode": false """, "P = [\"a\", \"b\"]", "p=a,b" },
        { "cookie", ObjectOf, "P = new() { R = 1, G = \"x\" }", "R=1; g=x" },
        { "cookie", """ "content": { "application/json": { "schema": { "type": "integer" } } } """, "P = 1", "p=1" },
    };

    /// <summary>A media type, the schema of its body, the request, and the body that is sent.</summary>
    public static TheoryData<string, string, string, string> Bodies => new()
    {
        { "text/plain", "{}", "Body = \"ü\\r\\n\"", "ü\r\n" },
        { "application/xml", """{ "type": "object", "properties": { "a": {} } }""", "Body = \"<a/>\"", "<a/>" },
        { "*/*", """{ "type": "string", "format": "binary" }""", "Body = new byte[] { 65, 66 }", "AB" },
        { "image/png", """{ "type": "string", "format": "binary" }""", "Body = new byte[] { 65, 66 }", "AB" },
        { "application/*", """{ "type": "integer" }""", "Body = 1", "1" },
        { "application/merge-patch+json", """{ "type": "integer" }""", "Body = 1", "1" },
        { "application/x-www-form-urlencoded", """{ "properties": { "a b": { "type": "string" }, "n": { "type": "integer" }, "l": { "type": "array", "items": { "type": "string" } } } }""", "AB = \"x&y=\\r\\n\", L = [\"1\", \"2\"]", "a%20b=x%26y%3D%0D%0A&l=1&l=2" },
        { "application/x-www-form-urlencoded", """{ "properties": { "o": { "type": "object", "properties": { "x": { "type": "integer" } } } } }""", "O = new() { X = 1 }", "o=%7B%22x%22%3A1%7D" },
        { "application/x-www-form-urlencoded", """{ "additionalProperties": { "type": "string" } }""", "Body = new Dictionary<string, string> { [\"k\"] = \"v\" }", "k=v" },
        { "application/x-www-form-urlencoded", """{ "allOf": [{ "properties": { "a": { "type": "string" } } }, { "properties": { "b": { "type": "string" } } }] }""", "A = \"1\", B = \"2\"", "a=1&b=2" },
        { "application/x-www-form-urlencoded", "{}", "Body = JsonDocument.Parse(\"{\\\"a\\\":[1,2],\\\"b\\\":[{}]}\").RootElement", "a=1&a=2&b=%5B%7B%7D%5D" },
    };

    [Theory]
    [MemberData(nameof(Styles))]
    public async Task A_parameter_is_written_in_its_style(string place, string parameter, string request, string address)
    {
        var spec = SmallSpec.Taking($$"""{ "name": "p", "in": "{{place}}", "required": true, {{parameter}} }""", place == "path" ? "/things/{p}" : "/things");

        Assert.DoesNotContain(spec.Parse().Diagnostics, static diagnostic => diagnostic.Id != "FG1020");
        var sent = await GeneratedCall.SendAsync(spec, "client.ListAsync(new() { " + request + " })");
        Assert.Equal("https://api.example" + address, sent.Address);
    }

    [Theory]
    [MemberData(nameof(Headers))]
    public async Task A_header_or_cookie_is_written_in_its_style(string place, string parameter, string request, string header)
    {
        var spec = SmallSpec.Taking($$"""{ "name": "p", "in": "{{place}}", "required": true, {{parameter}} }""");

        Assert.DoesNotContain(spec.Parse().Diagnostics, static diagnostic => diagnostic.Id != "FG1020");
        var sent = await GeneratedCall.SendAsync(spec, "client.ListAsync(new() { " + request + " })");
        Assert.Equal(header, sent.Headers[place == "cookie" ? "Cookie" : "p"]);
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_body_is_written_as_its_media_type_says(string mediaType, string schema, string request, string body)
    {
        var sent = await GeneratedCall.SendAsync(Posting(mediaType, schema), "client.PostThingAsync(new() { " + request + " })");

        Assert.Equal(body, sent.Body);
        Assert.Equal(mediaType switch { "*/*" => "application/octet-stream", "application/*" => "application/json", _ => mediaType }, sent.ContentType);
    }

    [Fact]
    public async Task A_form_s_encoding_says_how_an_object_is_written()
    {
        var spec = Posting(
            "application/x-www-form-urlencoded",
            """{ "properties": { "o": { "type": "object", "properties": { "x": { "type": "integer" }, "l": { "type": "array", "items": { "type": "string" } } } } } }""",
            """ , "encoding": { "o": { "style": "deepObject", "explode": true } } """);

        var sent = await GeneratedCall.SendAsync(spec, """client.PostThingAsync(new() { O = new() { X = 1, L = ["a"] } })""");

        Assert.Equal("o%5Bx%5D=1&o%5Bl%5D%5B0%5D=a", sent.Body);
    }

    [Fact]
    public async Task A_form_that_is_described_as_one_of_no_fields_is_no_body()
    {
        var sent = await GeneratedCall.SendAsync(Posting("application/x-www-form-urlencoded", """{ "type": "object", "properties": {} }""", isRequired: false), "client.PostThingAsync()");

        Assert.Null(sent.ContentType);
    }

    [Fact]
    public async Task A_multipart_body_has_files_texts_and_JSON()
    {
        var spec = Posting(
            "multipart/form-data",
            """
            { "required": ["file"], "properties": {
              "file": { "type": "string", "format": "binary" },
              "more": { "anyOf": [{ "type": "array", "items": { "type": "string", "format": "binary" } }, { "type": "null" }] },
              "text": { "type": "string" }, "number": { "type": "integer" },
              "object": { "type": "object", "properties": { "x": { "type": "integer" } } },
              "picture": { "type": "string" } } }
            """,
            """ , "encoding": { "picture": { "contentType": "image/png, image/jpeg" } } """);

        Assert.DoesNotContain(spec.Parse().Diagnostics, static diagnostic => diagnostic.Id != "FG1020");
        var sent = await GeneratedCall.SendAsync(
            spec,
            """
            client.PostThingAsync(new()
            {
                File = new FlowGen.FilePart(new byte[] { 65 }, "na\"me\r\nX: y.txt", "text/csv"),
                More = [new FlowGen.FilePart(new byte[] { 66 }, "ü")],
                Text = "t\r\n--", Number = 7, Object = new() { X = 1 }, Picture = new FlowGen.FilePart(new byte[] { 67 }, "c.png", "image/png"),
            })
            """);

        var boundary = sent.ContentType!.Split("boundary=")[1];
        Assert.Equal(
            $"""
            --{boundary}
            Content-Disposition: form-data; name="file"; filename="na%22me%0D%0AX: y.txt"
            Content-Type: text/csv

            A
            --{boundary}
            Content-Disposition: form-data; name="more"; filename="ü"
            Content-Type: application/octet-stream

            B
            --{boundary}
            Content-Disposition: form-data; name="text"

            t
            --
            --{boundary}
            Content-Disposition: form-data; name="number"

            7
            --{boundary}
            Content-Disposition: form-data; name="object"
            Content-Type: application/json

            {"{\"x\":1}"}
            --{boundary}
            Content-Disposition: form-data; name="picture"; filename="c.png"
            Content-Type: image/png

            C
            --{boundary}--

            """.ReplaceLineEndings("\r\n"),
            sent.Body);
    }

    /// <summary>A part, what its encoding says, its value, and what is sent without the boundaries.</summary>
    public static TheoryData<string, string, string, string> Parts => new()
    {
        { """ "type": "string" """, """{ "contentType": "text/csv" }""", "P = \"a,b\"", "Content-Type: text/csv\n\na,b" },
        { """ "type": "string" """, """{ "contentType": "text/csv, text/plain" }""", "P = \"a,b\"", "\n\na,b" },
        { """ "type": "object", "properties": { "x": { "type": "integer" } } """, """{ "contentType": "application/vnd.meta+json; charset=utf-8" }""", "P = new() { X = 1 }", "Content-Type: application/vnd.meta+json\n\n{\"x\":1}" },
        { """ "type": "string", "format": "byte" """, "{}", "P = [255, 254]", "\n\n//4=" },
        { """ "type": "array", "items": { "type": "string" } """, """{ "style": "form" }""", "P = [\"a\", \"b\"]", "\n\na|\n\nb" },
        { """ "type": "array", "items": { "type": "string" } """, """{ "style": "form", "explode": false }""", "P = [\"a\", \"b\"]", "\n\na,b" },
        { """ "type": "array", "items": { "type": "string" } """, """{ "contentType": "application/json" }""", "P = [\"a\", \"b\"]", "Content-Type: application/json\n\n[\"a\",\"b\"]" },
        { """ "type": "array", "items": { "type": "object", "properties": { "x": { "type": "integer" } } } """, "{}", "P = [new() { X = 1 }, new() { X = 2 }]", "Content-Type: application/json\n\n{\"x\":1}|Content-Type: application/json\n\n{\"x\":2}" },
        { """ "type": "object", "properties": { "x": { "type": "integer" } } """, """{ "style": "deepObject", "explode": true }""", "P = new() { X = 1 }", "[x]\n\n1" },
    };

    [Theory]
    [MemberData(nameof(Parts))]
    public async Task A_part_is_what_its_encoding_says(string part, string encoding, string request, string parts)
    {
        var spec = Posting("multipart/form-data", $$"""{ "properties": { "p": { {{part}} } } }""", $$""" , "encoding": { "p": {{encoding}} } """);

        Assert.DoesNotContain(spec.Parse().Diagnostics, static diagnostic => diagnostic.Id != "FG1020");
        var sent = await GeneratedCall.SendAsync(spec, "client.PostThingAsync(new() { " + request + " })");

        var boundary = "--" + sent.ContentType!.Split("boundary=")[1];
        var bodies = sent.Body.ReplaceLineEndings("\n").Split(boundary)[1..^1]
            .Select(static body => body.Trim('\n').Replace("Content-Disposition: form-data; name=\"p", "", StringComparison.Ordinal))
            .Select(static body => body.Replace("\"\n", "\n", StringComparison.Ordinal).Replace("\nContent-", "Content-", StringComparison.Ordinal));
        Assert.Equal(parts, string.Join("|", bodies));
    }

    [Theory]
    [InlineData("""{ "contentType": "application/xml" }""", "an object has no form as 'application/xml'; the part is sent as JSON")]
    [InlineData("""{ "headers": { "X-Part": { "schema": { "type": "string" } } } }""", "headers of a part have no expression; they are left out")]
    public void What_an_encoding_says_in_vain_is_told(string encoding, string reason)
    {
        var spec = Posting("multipart/form-data", """{ "properties": { "p": { "type": "object", "properties": { "x": { "type": "integer" } } } } }""", $$""" , "encoding": { "p": {{encoding}} } """);

        Assert.EndsWith(": " + reason, Assert.Single(GeneratorRun.Of(spec).SpecDiagnostics).GetMessage(null), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task A_body_that_has_a_file_travels_in_parts(string other)
    {
        const string Schema = """{ "schema": { "properties": { "file": { "type": "string", "format": "binary" } } } }""";
        var spec = SmallSpec.Of($$"""
            "/thing": { "post": { "operationId": "PostThing", "requestBody": { "content": { "{{other}}": {{Schema}}, "multipart/form-data": {{Schema}} } }, "responses": { "204": {} } } }
            """);

        var sent = await GeneratedCall.SendAsync(spec, """client.PostThingAsync(new() { File = new FlowGen.FilePart(new byte[] { 65 }, "a") })""");

        Assert.StartsWith("multipart/form-data", sent.ContentType, StringComparison.Ordinal);
    }

    [Fact]
    public void A_body_of_parts_that_are_no_form_is_told() => Assert.EndsWith(
        ": a body of 'multipart/mixed' has no expression; it is sent as multipart/form-data",
        Assert.Single(GeneratorRun.Of(Posting("multipart/mixed", """{ "properties": { "p": { "type": "string" } } }""")).SpecDiagnostics).GetMessage(null),
        StringComparison.Ordinal);

    [Fact]
    public async Task Files_may_be_listed_with_a_style_and_parts_may_have_no_description()
    {
        var styled = Posting(
            "multipart/form-data",
            """{ "properties": { "images": { "type": "array", "items": { "type": "string", "format": "binary" } } } }""",
            """ , "encoding": { "images": { "style": "form" } } """);
        var undescribed = Posting("multipart/form-data", """{ "type": "string", "format": "binary" }""");

        Assert.DoesNotContain(styled.Parse().Diagnostics.Concat(undescribed.Parse().Diagnostics), static diagnostic => diagnostic.Id != "FG1020");
        var images = await GeneratedCall.SendAsync(styled, """client.PostThingAsync(new() { Images = [new FlowGen.FilePart(new byte[] { 65 }, "a"), new FlowGen.FilePart(new byte[] { 66 }, "b")] })""");
        var parts = await GeneratedCall.SendAsync(undescribed, """client.PostThingAsync(new() { Body = new Dictionary<string, FlowGen.FilePart> { ["one"] = new(new byte[] { 65 }, "a") } })""");

        Assert.Equal(2, images.Body.Split("name=\"images\"").Length - 1);
        Assert.Contains("Content-Disposition: form-data; name=\"one\"; filename=\"a\"", parts.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/csv", "{}", "a,b\n", "a,b\n", "text/csv")]
    [InlineData("text/html", """{ "type": "string" }""", "<p>", "<p>", "text/html")]
    [InlineData("application/pdf", "{}", "%PDF", "%PDF", "application/pdf")]
    [InlineData("*/*", """{ "type": "string", "format": "binary" }""", "%PDF", "%PDF", "*/*")]
    [InlineData("application/vnd.api+json", """{ "type": "string" }""", "\"x\"", "x", "application/vnd.api+json")]
    [InlineData("text/plain", "{}", "", "", "text/plain")]
    [InlineData("text/event-stream", """{ "type": "string" }""", "data: 1\n\n", "data: 1\n\n", "text/event-stream")]
    public async Task An_answer_that_is_no_JSON_is_text_or_a_stream_of_bytes(string mediaType, string schema, string answer, string expected, string accept)
    {
        var spec = SmallSpec.Of($$""" "/thing": { "get": { "operationId": "GetThing", "responses": { "200": { "content": { "{{mediaType}}": { "schema": {{schema}} } } } } } } """);

        Assert.DoesNotContain(spec.Parse().Diagnostics, static diagnostic => diagnostic.Id != "FG1020");
        var outcome = await GeneratedCall.RunAsync(spec, "client.GetThingAsync()", answer);

        Assert.True((bool)outcome.Result.IsSuccess, (string)outcome.Result.ToString());
        object value = outcome.Result.Value;
        Assert.Equal(mediaType is not ("text/csv" or "text/html" or "text/plain" or "application/vnd.api+json"), value is ResponseStream);
        Assert.Equal(expected, value is ResponseStream stream ? await new StreamReader(stream).ReadToEndAsync(TestContext.Current.CancellationToken) : (string)value);
        Assert.Equal(accept, outcome.Sent!.Headers["Accept"]);
    }

    [Theory]
    [InlineData("Body = null", "null", "application/json")]
    [InlineData("Body = new() { A = 1 }", """{"a":1}""", "application/json")]
    public async Task A_body_that_has_to_be_there_and_may_be_null_is_sent_as_null(string request, string body, string contentType)
    {
        var spec = Posting("application/json", """{ "type": ["object", "null"], "properties": { "a": { "type": "integer" } } }""");

        var sent = await GeneratedCall.SendAsync(spec, "client.PostThingAsync(new() { " + request + " })");

        Assert.Equal(body, sent.Body);
        Assert.Equal(contentType, sent.ContentType);
    }

    [Fact]
    public async Task An_answer_to_HEAD_has_no_body_though_the_document_describes_one()
    {
        var spec = SmallSpec.Of(""" "/thing": { "head": { "operationId": "Look", "responses": { "200": { "content": { "application/json": { "schema": { "properties": { "a": {} } } } } } } } } """);

        Assert.True((bool)(await GeneratedCall.RunAsync(spec, "client.LookAsync()", "")).Result.IsSuccess);
    }

    [Fact]
    public async Task Success_answers_of_several_types_are_one_of_them()
    {
        var spec = SmallSpec.Of(
            """
            "/thing": { "get": { "operationId": "GetThing", "responses": {
              "200": { "content": { "application/json": { "schema": { "type": "object", "required": ["a"], "properties": { "a": { "type": "integer" } } } } } },
              "202": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Job" } } } } } } }
            """,
            """ "Job": { "type": "object", "required": ["job"], "properties": { "job": { "type": "string" } } } """);

        var outcome = await GeneratedCall.RunAsync(
            spec,
            "((Func<Task<string>>)(async () => (await client.GetThingAsync()).Value is { } v && v.TryGetJob(out var job) && !v.TryGetVariant(out _) ? job.JobValue : \"no\"))()",
            """{"job":"j"}""");

        Assert.Equal("j", (string)outcome.Result);
    }

    [Theory]
    [InlineData("""{ "type": "apiKey", "in": "header", "name": "X-Key" }""", "X-Key", "key", "/things?q=1")]
    [InlineData("""{ "type": "apiKey", "in": "query", "name": "the key" }""", "Accept", "application/json", "/things?q=1&the%20key=key")]
    [InlineData("""{ "type": "apiKey", "in": "cookie", "name": "session" }""", "Cookie", "session=key", "/things?q=1")]
    [InlineData("""{ "type": "http", "scheme": "basic" }""", "Authorization", "Basic dXNlcjpwYXNz", "/things?q=1")]
    [InlineData("""{ "type": "oauth2", "flows": {} }""", "Authorization", "Bearer key", "/things?q=1")]
    [InlineData("""{ "type": "openIdConnect", "openIdConnectUrl": "https://id.example" }""", "Authorization", "Bearer key", "/things?q=1")]
    public async Task A_request_proves_who_sends_it_as_the_scheme_says(string scheme, string header, string value, string address)
    {
        var spec = Secured(scheme, """ "security": [{ "s": [] }], """);

        Assert.DoesNotContain(spec.Parse().Diagnostics, static diagnostic => diagnostic.Id != "FG1020");
        var signed = await GeneratedCall.SendAsync(spec, "client.SignedAsync(new() { Q = \"1\" })");
        var open = await GeneratedCall.SendAsync(spec, "client.OpenAsync()");

        Assert.Equal(value, signed.Headers[header]);
        Assert.Equal("https://api.example" + address, signed.Address);
        Assert.False(open.Headers.ContainsKey("Authorization") || open.Headers.ContainsKey("X-Key") || open.Headers.ContainsKey("Cookie") || open.Address.Contains("key", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Security_that_only_operations_state_holds_for_those()
    {
        var spec = SmallSpec.Of(
            """
            "/a": { "get": { "operationId": "Signed", "security": [{ "s": [] }] } },
            "/b": { "get": { "operationId": "Open" } }
            """).With("\"components\": { ", """ "components": { "securitySchemes": { "s": { "type": "apiKey", "in": "header", "name": "X-Key" } }, """);

        Assert.Equal("key", (await GeneratedCall.SendAsync(spec, "client.SignedAsync()")).Headers["X-Key"]);
        Assert.False((await GeneratedCall.SendAsync(spec, "client.OpenAsync()")).Headers.ContainsKey("X-Key"));
    }

    [Fact]
    public async Task Servers_have_their_variables_filled_in_and_a_path_can_have_its_own()
    {
        var spec = new SpecText(
            "servers.json",
            """
            { "openapi": "3.0.3", "info": { "title": "Small" },
              "servers": [{ "url": "https://{region}.example/{base}", "variables": { "region": { "default": "eu" }, "base": { "default": "v2" } } }],
              "paths": {
                "/a": { "get": { "operationId": "A" } },
                "/b": { "servers": [{ "url": "https://other.example/x" }], "get": { "operationId": "B" }, "put": { "operationId": "C", "servers": [{ "url": "https://third.example" }] } } } }
            """);

        Assert.DoesNotContain(spec.Parse().Diagnostics, static diagnostic => diagnostic.Id != "FG1020");
        Assert.Equal("https://eu.example/v2/a", (await GeneratedCall.SendAsync(spec, "client.AAsync()")).Address);
        Assert.Equal("https://other.example/x/b", (await GeneratedCall.SendAsync(spec, "client.BAsync()")).Address);
        Assert.Equal("https://third.example/b", (await GeneratedCall.SendAsync(spec, "client.CAsync()")).Address);
    }

    [Fact]
    public async Task A_server_without_a_scheme_is_called_over_https()
    {
        var spec = SmallSpec.Of(""" "/a": { "get": { "operationId": "A" } } """).With("https://api.example", "//api.example/v1");

        Assert.Equal("https://api.example/v1/a", (await GeneratedCall.SendAsync(spec, "client.AAsync()")).Address);
    }

    [Fact]
    public async Task A_query_in_the_path_is_sent_with_every_call_and_a_fragment_never()
    {
        var fixedQuery = SmallSpec.Taking("""{ "name": "q", "in": "query", "schema": { "type": "string" } }""", "/things?action=do%20it&q={q}#fragment");
        var fromPath = SmallSpec.Taking("""{ "name": "id", "in": "path", "required": true, "schema": { "type": "string" } }""", "/things?id={id}");

        Assert.Equal("https://api.example/things?action=do%20it&q=x", (await GeneratedCall.SendAsync(fixedQuery, "client.ListAsync(new() { Q = \"x\" })")).Address);
        Assert.Equal("https://api.example/things?id=a%26b", (await GeneratedCall.SendAsync(fromPath, "client.ListAsync(new() { Id = \"a&b\" })")).Address);
    }

    private static SpecText Posting(string mediaType, string schema, string more = "", bool isRequired = true) => SmallSpec.Of(
        $$"""
        "/thing": { "post": { "operationId": "PostThing", "requestBody": { "required": {{(isRequired ? "true" : "false")}}, "content": { "{{mediaType}}": { "schema": {{schema}} {{more}} } } }, "responses": { "204": {} } } }
        """);

    private static SpecText Secured(string scheme, string more) => SmallSpec.Of(
        """
        "/things": { "get": { "operationId": "Signed", "parameters": [{ "name": "q", "in": "query", "schema": { "type": "string" } }] } },
        "/open": { "get": { "operationId": "Open", "security": [] } }
        """).With("\"components\": { ", $$"""{{more}} "components": { "securitySchemes": { "s": {{scheme}} }, """);
}
