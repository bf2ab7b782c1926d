namespace FlowGen.Generator.Tests.Diagnostics;

/// <summary>Each rule's place and words, as the build prints them.</summary>
public class SpecDiagnosticTests
{
    /// <summary>What is wrong, the spec, and what the build prints.</summary>
    public static TheoryData<string, string, string> Faults => new()
    {
        {
            "a member twice",
            """
            { "openapi": "3.0.3", "paths": {},
              "info": { "title": "A", "title": "B" } }
            """,
            "api.json(2,27): error FG1002: The member 'title' is there twice; the first one counts"
        },
        {
            "an unknown key with a near miss",
            """
            { "openapi": "3.0.3", "paths": {},
              "x-flowgen-envelop": {} }
            """,
            "api.json(2,3): error FG1003: FlowGen does not know 'x-flowgen-envelop' in /. Did you mean 'x-flowgen-envelope'?"
        },
        {
            "an unknown key that comes near to nothing",
            """
            { "openapi": "3.0.3", "paths": {},
              "info": { "x-flowgen-something-else-altogether": 1 } }
            """,
            "api.json(2,13): error FG1003: FlowGen does not know 'x-flowgen-something-else-altogether' in /info."
        },
        {
            "an unknown member of a known key",
            """
            { "openapi": "3.0.3", "paths": {},
              "x-flowgen-rate-limits": { "a/b": { "permits": 1, "windowMilliseconds": 1, "scop": "key" } } }
            """,
            "api.json(2,78): error FG1003: FlowGen does not know 'scop' in /x-flowgen-rate-limits/a~1b. Did you mean 'scope'?"
        },
        {
            "an unknown member of a known key's items",
            """
            { "openapi": "3.0.3", "paths": {},
              "x-flowgen-errors": [{ "code": "1", "category": "timeout", "retryable": true }] }
            """,
            "api.json(2,62): error FG1003: FlowGen does not know 'retryable' in /x-flowgen-errors/0. Did you mean 'retriable'?"
        },
        {
            "an unknown key under a response that is called default",
            """
            { "openapi": "3.0.3", "paths": { "/a": { "get": { "responses": {
              "default": { "x-flowgen-nte": "" } } } } } }
            """,
            "api.json(2,16): error FG1003: FlowGen does not know 'x-flowgen-nte' in /paths/~1a/get/responses/default. Did you mean 'x-flowgen-note'?"
        },
        {
            "a description of an enum value that there is not",
            Answering("""{ "type": "string", "enum": ["A"], "x-flowgen-enum-descriptions": { "a": "small" } }"""),
            "api.json(2,69): error FG1003: FlowGen does not know 'a' in /paths/~1a/get/responses/200/content/application~1json/schema. Did you mean 'A'?"
        },
        {
            "a key in an object that it does not belong to",
            """
            { "openapi": "3.0.3", "paths": {},
              "info": { "x-flowgen-rate-limits": {} } }
            """,
            "api.json(2,13): error FG1003: FlowGen does not know 'x-flowgen-rate-limits' in /info. It belongs to the document."
        },
        {
            "a key of an operation in its path",
            """
            { "openapi": "3.0.3", "paths": { "/a": {
              "x-flowgen-errors": [], "get": {} } } }
            """,
            "api.json(2,3): error FG1003: FlowGen does not know 'x-flowgen-errors' in /paths/~1a. It belongs to the document or an operation."
        },
        {
            "a key of a schema in a response",
            """
            { "openapi": "3.0.3", "paths": { "/a": { "get": { "responses": { "200": { "content": { "application/json": {
              "x-flowgen-name": "A" } } } } } } } }
            """,
            "api.json(2,3): error FG1003: FlowGen does not know 'x-flowgen-name' in /paths/~1a/get/responses/200/content/application~1json. It belongs to an operation, a parameter, a request body or a schema."
        },
        {
            "a status that no type has",
            """
            { "openapi": "3.0.3", "paths": { "/a": { "get": { "responses": { "200": { "content": { "application/json": { "schema": { "enum": ["DRAFT", "PUBLISHED"] } } } } } },
              "put": { "x-flowgen-requires": { "status": ["DRAFT", "PUBLISHD"] } } } } }
            """,
            "api.json(2,56): error FG1007: /paths/~1a/put/x-flowgen-requires/status/1 cannot be 'PUBLISHD'; possible: DRAFT, PUBLISHED. Did you mean 'PUBLISHED'?"
        },
        {
            "a status of a property that no type has",
            """
            { "openapi": "3.0.3", "paths": { "/a": { "get": { "responses": { "200": { "content": { "application/json": { "schema": { "properties": { "s": { "enum": ["DRAFT", "PUBLISHED"] },
              "p": { "type": "string", "x-flowgen-requires": { "status": ["PUBLISHD"] } } } } } } } } } } } }
            """,
            "api.json(2,63): error FG1007: /paths/~1a/get/responses/200/content/application~1json/schema/properties/p/x-flowgen-requires/status/0 cannot be 'PUBLISHD'; possible: DRAFT, PUBLISHED. Did you mean 'PUBLISHED'?"
        },
        {
            "a value of the wrong type",
            """
            { "openapi": "3.0.3", "paths": {},
              "info": { "title": ["A"] } }
            """,
            "api.json(2,22): error FG1004: /info/title must be a text, not an array"
        },
        {
            "true where an object belongs",
            """{ "openapi": "3.0.3", "paths": true }""",
            "api.json(1,32): error FG1004: /paths must be an object, not true or false"
        },
        {
            "a number for a text",
            """{ "openapi": 3, "paths": {} }""",
            "api.json(1,14): error FG1004: /openapi must be a text, not a number"
        },
        {
            "a reference to what there is not",
            Answering("""{ "$ref": "#/components/schemas/Fow" }""", """ "Flow": {} """),
            "api.json(2,11): error FG1005: '#/components/schemas/Fow' leads nowhere: /components/schemas has no 'Fow'. Did you mean 'Flow'?"
        },
        {
            "a reference with escapes to what there is not",
            Answering("""{ "$ref": "#/paths/~1a~1%7Bid%7D/get" }"""),
            "api.json(2,11): error FG1005: '#/paths/~1a~1%7Bid%7D/get' leads nowhere: /paths has no '/a/{id}'."
        },
        {
            "a reference to an item beyond the last",
            Answering("""{ "$ref": "#/tags/1" }""", more: """ "tags": [{}], """),
            "api.json(2,11): error FG1005: '#/tags/1' leads nowhere: /tags has no '1'."
        },
        {
            "a reference to a name that no schema gives itself",
            Answering("""{ "$ref": "#Flwo" }""", more: """ "x-schemas": { "Flow": { "$anchor": "Flow" } }, """),
            "api.json(2,11): error FG1005: '#Flwo' leads nowhere: / has no '#Flwo'. Did you mean '#Flow'?"
        },
        {
            "a security scheme that there is not",
            """
            { "openapi": "3.0.3", "paths": {},
              "security": [{ "apiKye": [] }], "components": { "securitySchemes": { "apiKey": { "type": "http", "scheme": "bearer" } } } }
            """,
            "api.json(2,18): error FG1005: 'apiKye' leads nowhere: /components/securitySchemes has no 'apiKye'. Did you mean 'apiKey'?"
        },
        {
            "references that go round in a circle",
            Answering("""{ "$ref": "#/components/schemas/A" }""", """ "A": { "$ref": "#/components/schemas/B" }, "B": { "$ref": "#/components/schemas/A" } """),
            "api.json(3,91): error FG1006: '#/components/schemas/A' leads back to itself without an object in between"
        },
        {
            "a list of itself",
            Answering("""{ "$ref": "#/components/schemas/A" }""", """ "A": { "type": "array", "items": { "$ref": "#/components/schemas/A" } } """),
            "api.json(3,66): error FG1006: '/components/schemas/A' leads back to itself without an object in between"
        },
        {
            "a type that there is not",
            Answering("""{ "type": "sting" }"""),
            "api.json(2,11): error FG1007: /paths/~1a/get/responses/200/content/application~1json/schema/type cannot be 'sting'; possible: string, integer, number, boolean, array, object, null. Did you mean 'string'?"
        },
        {
            "a protocol that there is not",
            """
            { "openapi": "3.0.3", "paths": {},
              "x-flowgen-protocol": { "kind": "soap" } }
            """,
            "api.json(2,35): error FG1007: /x-flowgen-protocol/kind cannot be 'soap'; possible: rest, acs-rpc."
        },
        {
            "a place of a parameter that there is not",
            Taking("""{ "name": "q", "in": "qurey" }"""),
            "api.json(2,22): error FG1007: /paths/~1a/get/parameters/0/in cannot be 'qurey'; possible: path, query, header, cookie. Did you mean 'query'?"
        },
        {
            "a header that HTTP cannot carry",
            Taking("""{ "name": "X Y", "in": "header" }"""),
            "api.json(2,11): error FG1007: /paths/~1a/get/parameters/0/name cannot be 'X Y'; possible: a header name (RFC 9110, section 5.6.2)."
        },
        {
            "a path that does not begin with a slash",
            """{ "openapi": "3.0.3", "paths": { "a": { "get": { } } } }""",
            "api.json(1,34): error FG1007: A path cannot be 'a'; possible: a path that begins with '/'."
        },
        {
            "a document without paths",
            """{ "openapi": "3.0.3" }""",
            "api.json(1,1): error FG1008: / has no 'paths', which is required"
        },
        {
            "an envelope without its code",
            """
            { "openapi": "3.0.3", "paths": {},
              "x-flowgen-envelope": { "success": ["OK"] } }
            """,
            "api.json(2,25): error FG1008: /x-flowgen-envelope has no 'code', which is required"
        },
        {
            "a style in the wrong place",
            Taking("""{ "name": "session", "in": "cookie", "style": "deepObject" }"""),
            "api.json(2,47): warning FG1009: /paths/~1a/get/parameters/0: the style 'deepObject' has no meaning in a cookie; the parameter is left out"
        },
        {
            "a mapping to what there is not",
            Answering("""{ "oneOf": [{ "$ref": "#/components/schemas/A" }, { "$ref": "#/components/schemas/B" }], "discriminator": { "propertyName": "t", "mapping": { "b": "#/components/schemas/Bb" } } }""", """ "A": { "properties": { "t": { "type": "string" } } }, "B": { "properties": { "t": { "type": "string" } } } """),
            "api.json(2,148): warning FG1009: /paths/~1a/get/responses/200/content/application~1json/schema/discriminator/mapping/b: '#/components/schemas/Bb' is no schema of the document. Did you mean 'B'?; values of 'b' have no type of their own"
        },
        {
            "a reference into another document",
            Answering("""{ "$ref": "common.json#/Flow" }"""),
            "api.json(2,11): warning FG1009: /paths/~1a/get/responses/200/content/application~1json/schema/$ref: 'common.json#/Flow' is in another document, and a spec is one file; bundle the two into one; what it stands for is left out"
        },
        {
            "one operation twice",
            """
            { "openapi": "3.0.3", "paths": {
              "/a": { "get": { "operationId": "GetA" } },
              "/b": { "get": { "operationId": "GetA" } } } }
            """,
            "api.json(3,35): error FG1010: The operation 'GetA' is there twice; the second one, at /paths/~1b/get, is left out"
        },
        {
            "a required property that there is not",
            Answering("""{ "required": ["flowId"], "properties": { "flowID": {} } }"""),
            "api.json(2,16): warning FG1011: 'flowId' is required but is not a property of /paths/~1a/get/responses/200/content/application~1json/schema. Did you mean 'flowID'?"
        },
        {
            "a rate limit that is not declared",
            """
            { "openapi": "3.0.3", "x-flowgen-rate-limits": { "flows": { "permits": 5, "windowMilliseconds": 1000 } }, "paths": {
              "/a": { "get": { "x-flowgen-rate-limit": "flow" } } } }
            """,
            "api.json(2,44): error FG1012: 'flow' is not declared in x-flowgen-rate-limits. Did you mean 'flows'?"
        },
        {
            "an operation without a rate limit",
            """
            { "openapi": "3.0.3", "x-flowgen-rate-limits": { "flows": { "permits": 5, "windowMilliseconds": 1000 } }, "paths": {
              "/a": { "get": { "operationId": "GetA" } } } }
            """,
            "api.json(2,11): warning FG1013: The spec states rate limits, but none for 'GetA'"
        },
        {
            "OpenAPI 2",
            """{ "swagger": "2.0", "paths": {} }""",
            "api.json(1,14): error FG1015: FlowGen reads OpenAPI 3.0 and 3.1, not '2.0'"
        },
        {
            "OpenAPI 4",
            """{ "openapi": "4.0.0", "paths": {} }""",
            "api.json(1,14): error FG1015: FlowGen reads OpenAPI 3.0 and 3.1, not '4.0.0'"
        },
        {
            "a path parameter that is not declared",
            """
            { "openapi": "3.0.3", "paths": {
              "/a/{id}": { "get": { "operationId": "GetA", "parameters": [{ "name": "ID", "in": "path", "required": true }] } } } }
            """,
            "api.json(2,3): warning FG1016: The path has {id}, but 'GetA' declares no such path parameter; 'ID' stands for it."
        },
        {
            "a placeholder that nothing is declared for",
            """
            { "openapi": "3.0.3", "paths": {
              "/a/{id}": { "get": { "operationId": "GetA", "parameters": [{ "name": "other", "in": "query" }] } } } }
            """,
            "api.json(2,3): warning FG1016: The path has {id}, but 'GetA' declares no such path parameter; it is a required text."
        },
        {
            "a path parameter that the path has not",
            """
            { "openapi": "3.0.3", "paths": {
              "/a": { "get": { "operationId": "GetA", "parameters": [{ "name": "id", "in": "path", "required": true }] } } } }
            """,
            "api.json(2,3): warning FG1016: 'GetA' declares the path parameter 'id', but the path has no {id}; the parameter is left out."
        },
        {
            "a path parameter under acs-rpc",
            """
            { "openapi": "3.0.3", "x-flowgen-protocol": { "kind": "acs-rpc", "version": "1" }, "paths": {
              "/a/{id}": { "get": { "operationId": "GetA", "parameters": [{ "name": "id", "in": "path", "required": true }] } } } }
            """,
            "api.json(2,3): warning FG1016: 'GetA' declares the path parameter 'id', but under acs-rpc the path is only a label; the operation is left out."
        },
        {
            "a pattern that .NET cannot read",
            Taking("""{ "name": "q", "in": "query", "schema": { "type": "string", "pattern": "(" } }"""),
            "api.json(2,72): warning FG1017: The pattern '(' is not checked before a call: Invalid pattern '(' at offset 1. Not enough )'s."
        },
        {
            "an error code that the table has not",
            """
            { "openapi": "3.0.3", "x-flowgen-errors": [{ "code": "System.LimitControl", "category": "throttled" }], "paths": {
              "/a": { "get": { "x-flowgen-errors": ["System.LimitControll"] } } } }
            """,
            "api.json(2,41): error FG1018: 'System.LimitControll' is not in x-flowgen-errors. Did you mean 'System.LimitControl'?"
        },
        {
            "a number that is too small",
            """
            { "openapi": "3.0.3", "paths": {},
              "x-flowgen-rate-limits": { "a": { "permits": 0, "windowMilliseconds": 1 } } }
            """,
            "api.json(2,48): error FG1019: /x-flowgen-rate-limits/a/permits must be a whole number of at least 1, not 0"
        },
        {
            "a type that nothing uses",
            """
            { "openapi": "3.0.3", "paths": {}, "components": { "schemas": {
              "Lost": { "type": "string" } } } }
            """,
            "api.json(2,3): info FG1020: No operation uses 'Lost'; it is not generated"
        },
        {
            "two types of one name",
            Answering("""{ "anyOf": [{ "$ref": "#/components/schemas/a-b" }, { "$ref": "#/components/schemas/aB" }] }""", """ "a-b": { "properties": { "c": {} } }, "aB": { "properties": { "d": {} } } """),
            "api.json(3,71): info FG1022: 'aB' is called 'AB2' in C#, as 'AB' is taken"
        },
        {
            "one name for two types",
            Answering("""{ "x-flowgen-name": "B", "properties": { "inner": { "x-flowgen-name": "B", "properties": { "d": {} } } } }"""),
            "api.json(2,53): info FG1022: 'inner' is called 'B2' in C#, as 'B' is taken"
        },
        {
            "what the provider calls",
            """
            { "openapi": "3.1.0", "paths": {},
              "webhooks": { "ping": { "post": {} } } }
            """,
            "api.json(2,3): info FG1023: /webhooks has no code: FlowGen writes what calls the provider, not what the provider calls"
        },
        {
            "what the provider calls after an operation",
            """
            { "openapi": "3.0.3", "paths": { "/a": { "get": {
              "callbacks": { "done": { "{$request.query.url}": { "post": {} } } } } } } }
            """,
            "api.json(2,3): info FG1023: /paths/~1a/get/callbacks has no code: FlowGen writes what calls the provider, not what the provider calls"
        },
        {
            "two rows about one error",
            """
            { "openapi": "3.0.3", "paths": {}, "x-flowgen-errors": [{ "code": "A", "status": 400, "category": "conflict" },
              { "code": "A", "status": 400, "category": "not-found" }] }
            """,
            "api.json(2,3): error FG1021: 'A' with HTTP 400 is not-found here and conflict at /x-flowgen-errors/0"
        },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_is_reported_at_its_place_with_what_was_meant(string fault, string text, string expected)
    {
        var run = GeneratorRun.Of(new SpecText("api.json", text));

        Assert.Contains(expected, run.Result.Diagnostics.Select(static diagnostic => diagnostic.ToString()));
        Assert.True(run.SpecDiagnostics.Length <= 1, fault + " gives more: " + string.Join('\n', run.SpecDiagnostics));
        Assert.Empty(run.CompilerDiagnostics);
    }

    [Fact]
    public void Two_specs_of_one_client_are_reported_at_the_second()
    {
        var run = GeneratorRun.Of(new SpecText("b.json", SpecText.Cams.Text), new SpecText("specs/a.json", SpecText.Cams.Text));

        Assert.Equal(
            "specs/a.json(1,1): error FG1014: 'FlowGen.Cams.CamsClient' is generated from 'b.json' already; give this spec another namespace or client with Namespace or Client on its FlowGenSpec item",
            Assert.Single(run.SpecDiagnostics).ToString());
        Assert.Empty(run.CompilerDiagnostics);
        Assert.Equal(GeneratorRun.Of(SpecText.Cams).Result.GeneratedSources.Length, run.Result.GeneratedSources.Length);
    }

    /// <summary>The first by path keeps its client, whatever the order of the build.</summary>
    [Fact]
    public void Two_specs_of_one_namespace_that_share_a_type_are_reported_at_the_second()
    {
        var run = GeneratorRun.Of(SpecText.Cams, new SpecText("a-copy.json", SpecText.Cams.Text, client: "Cams"));

        Assert.StartsWith(
            "schemas/alibaba-cams.openapi.json(1,1): error FG1014: 'FlowGen.Cams.CamsEndpoints' is generated from 'a-copy.json' already",
            Assert.Single(run.SpecDiagnostics).ToString(),
            StringComparison.Ordinal);
        Assert.Empty(run.CompilerDiagnostics);
    }

    [Fact]
    public void One_spec_can_be_generated_into_two_namespaces()
    {
        var run = GeneratorRun.Of(SpecText.Cams, new SpecText("copy.json", SpecText.Cams.Text, "Acme.my_flows", "FlowsClient"));

        Assert.Empty(run.SpecDiagnostics);
        Assert.Empty(run.CompilerDiagnostics);
        Assert.NotNull(run.Output.GetTypeByMetadataName("Acme.my_flows.FlowsClient"));
    }

    [Fact]
    public void Every_rule_has_a_test()
    {
        var tested = Faults.Select(static row => row.Data.Item3).Concat(["FG1001", "FG1014"]);

        Assert.All(Generator.Diagnostics.SpecDiagnostics.All, rule => Assert.Contains(tested, text => text.Contains(rule.Id, StringComparison.Ordinal)));
    }

    [Fact]
    public void What_is_sound_is_generated_beside_what_is_not()
    {
        var run = GeneratorRun.Of(SmallSpec.Of(
            """
            "/a": { "get": { "operationId": "Broken", "parameters": [{ "name": "q", "in": "nowhere", "required": true }] } },
            "/b": { "get": { "operationId": "Sound", "responses": { "204": {} } } }
            """));

        Assert.Single(run.SpecDiagnostics);
        Assert.Empty(run.CompilerDiagnostics);
        Assert.Contains("Task<ApiResult> SoundAsync(", run.Source("Operation.Sound.g.cs"), StringComparison.Ordinal);
        Assert.DoesNotContain(run.Result.GeneratedSources, static source => source.HintName.Contains("Broken", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("example")]
    [InlineData("default")]
    public void Data_may_hold_what_looks_like_a_key(string member)
    {
        var spec = SmallSpec.Answering($$"""{ "type": "object", "{{member}}": { "x-flowgen-nonsense": 1 }, "properties": { "x-flowgen-nonsense": { "type": "string" } } }""");

        Assert.Empty(spec.Parse().Diagnostics);
    }

    private static string Answering(string schema, string schemas = "", string more = "") =>
        $$"""
        { "openapi": "3.1.0",{{more}} "paths": { "/a": { "get": { "responses": { "200": { "content": { "application/json": { "schema":
        {{schema}} } } } } } } },
          "components": { "schemas": { {{schemas}} } } }
        """;

    private static string Taking(string parameter) =>
        $$"""
        { "openapi": "3.1.0", "paths": { "/a": { "get": { "parameters": [
        {{parameter}} ] } } } }
        """;
}
