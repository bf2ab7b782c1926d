using Microsoft.CodeAnalysis;

namespace FlowGen.Generator.Tests.Breadth;

/// <summary>The method that an operation becomes, and what is left out.</summary>
public class OperationTests
{
    /// <summary>An operation, and the method on the interface.</summary>
    public static TheoryData<string, string> Methods => new()
    {
        { """ "operationId": "Get" """, "System.Threading.Tasks.Task<FlowGen.ApiResult> GetAsync(System.Threading.CancellationToken cancellationToken = default(System.Threading.CancellationToken))" },
        { "", "System.Threading.Tasks.Task<FlowGen.ApiResult> GetAAsync(System.Threading.CancellationToken cancellationToken = default(System.Threading.CancellationToken))" },
        { """ "operationId": "get-it", "x-flowgen-name": "FetchIt" """, "System.Threading.Tasks.Task<FlowGen.ApiResult> FetchItAsync(System.Threading.CancellationToken cancellationToken = default(System.Threading.CancellationToken))" },
        { """ "operationId": "Get", "parameters": [{ "name": "q", "in": "query", "required": true }] """, "System.Threading.Tasks.Task<FlowGen.ApiResult> GetAsync(Small.GetRequest request, System.Threading.CancellationToken cancellationToken = default(System.Threading.CancellationToken))" },
        { """ "operationId": "Get", "parameters": [{ "name": "q", "in": "query" }] """, "System.Threading.Tasks.Task<FlowGen.ApiResult> GetAsync(Small.GetRequest? request = null, System.Threading.CancellationToken cancellationToken = default(System.Threading.CancellationToken))" },
        { """ "operationId": "Get", "responses": { "200": { "content": { "application/json; charset=utf-8": { "schema": { "type": "string" } } } } } """, "System.Threading.Tasks.Task<FlowGen.ApiResult<string>> GetAsync(System.Threading.CancellationToken cancellationToken = default(System.Threading.CancellationToken))" },
        { """ "operationId": "Get", "responses": { "404": {}, "2XX": { "content": { "application/vnd.api+json": { "schema": { "type": "string" } } } } } """, "System.Threading.Tasks.Task<FlowGen.ApiResult<string>> GetAsync(System.Threading.CancellationToken cancellationToken = default(System.Threading.CancellationToken))" },
        { """ "operationId": "Get", "responses": { "default": { "content": { "*/*": { "schema": { "type": "boolean" } } } } } """, "System.Threading.Tasks.Task<FlowGen.ApiResult<bool>> GetAsync(System.Threading.CancellationToken cancellationToken = default(System.Threading.CancellationToken))" },
        { """ "operationId": "Get", "responses": { "200": { "content": { "application/json": {} } } } """, "System.Threading.Tasks.Task<FlowGen.ApiResult<System.Text.Json.JsonElement>> GetAsync(System.Threading.CancellationToken cancellationToken = default(System.Threading.CancellationToken))" },
        { """ "operationId": "Get", "responses": { "202": {}, "200": { "content": { "application/json": { "schema": { "type": "string" } } } } } """, "System.Threading.Tasks.Task<FlowGen.ApiResult<FlowGen.OptionalBody<string>>> GetAsync(System.Threading.CancellationToken cancellationToken = default(System.Threading.CancellationToken))" },
        { """ "operationId": "Get", "responses": { "204": {}, "default": { "content": { "application/json": { "schema": { "type": "string" } } } } } """, "System.Threading.Tasks.Task<FlowGen.ApiResult> GetAsync(System.Threading.CancellationToken cancellationToken = default(System.Threading.CancellationToken))" },
    };

    /// <summary>An operation that cannot be expressed, and why.</summary>
    public static TheoryData<string, string, string> LeftOut => new()
    {
        { "/a", """ "parameters": [{ "name": "h", "in": "header", "required": true, "style": "deepObject", "schema": { "type": "string" } }] """, "the style 'deepObject' has no meaning in a header; the operation is left out" },
        { "/a/{id}", """ "parameters": [{ "name": "id", "in": "path", "required": true, "style": "form", "schema": { "type": "string" } }] """, "the style 'form' has no meaning in a path; the operation is left out" },
        { "/a?b={c}d", "", "'b={c}d' in the path's query is neither a fixed value nor a parameter of the path; the operation is left out" },
    };

    [Theory]
    [MemberData(nameof(Methods))]
    public void An_operation_becomes_a_method(string operation, string signature)
    {
        var run = GeneratorRun.Of(SmallSpec.Of($$""" "/a": { "get": { {{operation}} } } """));

        Assert.Empty(run.SpecDiagnostics);
        Assert.Empty(run.CompilerDiagnostics);
        var method = Assert.Single(run.Output.GetTypeByMetadataName("Small.ISmallClient")!.GetMembers());
        Assert.Equal(signature, method.ToDisplayString(Signature));
    }

    [Theory]
    [InlineData("get", "", true)]
    [InlineData("put", "", false)]
    [InlineData("delete", "", false)]
    [InlineData("post", "", false)]
    [InlineData("put", """ "x-flowgen-idempotent": true """, true)]
    [InlineData("get", """ "x-flowgen-idempotent": false """, false)]
    public void A_write_may_be_repeated_only_if_the_spec_says_so(string method, string operation, bool expected)
    {
        var code = SmallSpec.Of($$""" "/a": { "{{method}}": { {{operation}} } } """).Emit();

        Assert.Equal(expected, code.Values.Any(static text => text.Contains("IsIdempotent = true,", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(LeftOut))]
    public void An_operation_that_cannot_be_expressed_is_left_out_aloud(string path, string operation, string reason)
    {
        var run = GeneratorRun.Of(SmallSpec.Of($$""" "{{path}}": { "get": { {{operation}} } }, "/sound": { "get": { "operationId": "Sound" } } """));

        var diagnostic = Assert.Single(run.SpecDiagnostics);
        Assert.Equal("FG1009", diagnostic.Id);
        Assert.EndsWith(": " + reason, diagnostic.GetMessage(null), StringComparison.Ordinal);
        Assert.Equal(["SoundAsync"], run.Output.GetTypeByMetadataName("Small.ISmallClient")!.GetMembers().Select(static member => member.Name));
        Assert.Empty(run.CompilerDiagnostics);
    }

    [Fact]
    public void An_operation_that_shares_what_cannot_be_expressed_is_left_out_aloud_too()
    {
        var spec = SmallSpec.Of(
            """
            "/a": { "get": { "operationId": "A", "parameters": [{ "$ref": "#/components/parameters/H" }] } },
            "/b": { "get": { "operationId": "B", "parameters": [{ "$ref": "#/components/parameters/H" }] } }
            """).With("\"components\": { ", """ "components": { "parameters": { "H": { "name": "h", "in": "header", "required": true, "style": "matrix" } }, """);

        var messages = GeneratorRun.Of(spec).SpecDiagnostics.Select(static diagnostic => diagnostic.GetMessage(null));

        Assert.Equal(
            ["/paths/~1b/get: it shares with another operation what cannot be expressed; the operation is left out", "/components/parameters/H: the style 'matrix' has no meaning in a header; the operation is left out"],
            messages);
    }

    [Theory]
    [InlineData("/a?b={c}", """ "operationId": "Get" """, "FG1009")]
    [InlineData("/a", """ "operationId": "Get", "parameters": [{ "name": "X Y", "in": "header" }] """, "FG1007")]
    [InlineData("/a", """ "operationId": "Get", "parameters": [{ "name": "id", "in": "path", "required": true, "schema": { "type": "string" } }] """, "FG1016")]
    public void A_parameter_that_is_not_sound_is_left_out_aloud_where_the_operation_can_do_without(string path, string operation, string rule)
    {
        var run = GeneratorRun.Of(SmallSpec.Of($$""" "{{path}}": { "get": { {{operation}} } } """));

        Assert.Equal(rule, Assert.Single(run.SpecDiagnostics).Id);
        Assert.Equal(["GetAsync"], run.Output.GetTypeByMetadataName("Small.ISmallClient")!.GetMembers().Select(static member => member.Name));
        Assert.Empty(run.CompilerDiagnostics);
    }

    [Theory]
    [InlineData("%7BaccountId%7D")]
    [InlineData("{accountId}")]
    public void References_lead_into_the_parameters_and_responses_of_other_paths(string segment)
    {
        var run = GeneratorRun.Of(SmallSpec.Of(
            $$"""
            "/accounts/{accountId}/flows": { "get": { "operationId": "List", "parameters": [{ "name": "accountId", "in": "path", "required": true, "schema": { "type": "string" } }], "responses": {
              "200": { "content": { "application/json": { "schema": { "type": "array", "items": { "type": "object", "properties": { "id": { "type": "string" } } } } } } },
              "401": { "content": { "application/json": { "schema": { "type": "object", "properties": { "code": { "type": "integer" } } } } } } } } },
            "/accounts/{accountId}/flows/{flowId}": {
              "parameters": [{ "$ref": "#/paths/~1accounts~1{{segment}}~1flows/get/parameters/0" },
                             { "name": "flowId", "in": "path", "required": true, "schema": { "$ref": "#/paths/~1accounts~1{{segment}}~1flows/get/responses/200/content/application~1json/schema/items/properties/id" } }],
              "get": { "operationId": "Get", "responses": {
                "200": { "content": { "application/json": { "schema": { "$ref": "#/paths/~1accounts~1{{segment}}~1flows/get/responses/200/content/application~1json/schema/items" } } } },
                "401": { "$ref": "#/paths/~1accounts~1{{segment}}~1flows/get/responses/401" } } } }
            """));

        Assert.Empty(run.SpecDiagnostics);
        Assert.Empty(run.CompilerDiagnostics);
        Assert.Contains("ApiOperation<GetRequest, ListResponseItem>", run.Source("Operation.Get.g.cs"), StringComparison.Ordinal);
        Assert.Contains("ErrorBodies = [new(ListError401.Read, \"401\")],", run.Source("Operation.Get.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void Paths_that_share_a_path_item_have_an_operation_each()
    {
        var spec = SmallSpec.Of("""
            "/a": { "$ref": "#/components/pathItems/Shared" }, "/b": { "$ref": "#/components/pathItems/Shared" }
            """).With("\"components\": {", """ "components": { "pathItems": { "Shared": { "get": { "operationId": "GetIt" } } },""");
        var run = GeneratorRun.Of(spec);

        Assert.Empty(run.SpecDiagnostics);
        Assert.Equal(["GetItAsync", "GetBAsync"], run.Output.GetTypeByMetadataName("Small.ISmallClient")!.GetMembers().Select(static member => member.Name));
    }

    [Fact]
    public void A_parameter_of_the_operation_replaces_the_path_s()
    {
        var run = GeneratorRun.Of(SmallSpec.Of(
            """
            "/a": { "parameters": [{ "name": "q", "in": "query", "schema": { "type": "string" } }, { "name": "p", "in": "query", "schema": { "type": "string" } }],
              "get": { "operationId": "Get", "parameters": [{ "name": "q", "in": "query", "schema": { "type": "boolean" } }] } }
            """));

        var properties = run.Output.GetTypeByMetadataName("Small.GetRequest")!.GetMembers().OfType<IPropertySymbol>();
        Assert.Equal(["Q: bool?", "P: string?"], properties.Select(static property => $"{property.Name}: {property.Type}"));
    }

    [Fact]
    public void What_a_method_s_documentation_says_comes_from_the_spec()
    {
        var documentation = GeneratorRun.Of(SpecText.Cams).Output.GetTypeByMetadataName("FlowGen.Cams.ICamsClient")!.GetMembers("GetFlowAsync").Single().GetDocumentationCommentXml(cancellationToken: TestContext.Current.CancellationToken)!;

        Assert.Contains("Reads the details of a flow.", documentation, StringComparison.Ordinal);
        Assert.Contains("Quota: 5 calls in any 1 s, per account", documentation, StringComparison.Ordinal);
        Assert.Contains("Permission: cams:GetFlow (get).", documentation, StringComparison.Ordinal);
        Assert.Contains("<c>System.LimitControl</c> (HTTP 400)", documentation, StringComparison.Ordinal);
        Assert.Contains("F:FlowGen.ApiErrorCategory.NotSubscribed", documentation, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "type": "oauth2" }""", "Bearer")]
    [InlineData("""{ "type": "http", "scheme": "Bearer" }""", "Bearer")]
    [InlineData("""{ "type": "http", "scheme": "basic" }""", "Basic")]
    [InlineData("""{ "type": "apiKey", "in": "query", "name": "key" }""", "ApiKey")]
    [InlineData("""{ "type": "mutualTLS" }""", "None")]
    [InlineData("""{ "type": "http", "scheme": "bearer", "x-flowgen-signer": "acs3-hmac-sha256" }""", "Acs3HmacSha256")]
    public void The_security_scheme_decides_the_signer(string scheme, string signing)
    {
        var spec = SmallSpec.Of(more: "\"security\": [{ \"s\": [] }]").With("\"components\": { ", $"\"components\": {{ \"securitySchemes\": {{ \"s\": {scheme} }}, ");

        Assert.Contains($"ApiSigning.{signing},", GeneratorRun.Of(spec).Source("Client.SmallClient.g.cs"), StringComparison.Ordinal);
    }

    private static readonly SymbolDisplayFormat Signature = SymbolDisplayFormat.CSharpErrorMessageFormat
        .WithMemberOptions(SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeType)
        .WithParameterOptions(SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName | SymbolDisplayParameterOptions.IncludeDefaultValue);
}
