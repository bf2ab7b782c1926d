using System.Reflection;

namespace FlowGen.Generator.Tests.Running;

/// <summary>Who a request says it is from, where documents ask for several things, or for one thing here and another there.</summary>
public class SecurityTests
{
    private const string Schemes = """
        "securitySchemes": {
          "key": { "type": "apiKey", "in": "header", "name": "X-Key" },
          "token": { "type": "apiKey", "in": "header", "name": "X-Token" },
          "basic": { "type": "http", "scheme": "basic" },
          "bearer": { "type": "http", "scheme": "bearer" },
          "oauth": { "type": "oauth2", "flows": {} },
          "digest": { "type": "http", "scheme": "digest" },
          "certificate": { "type": "mutualTLS" } }
        """;

    private const string KeyAndToken = """new FlowGen.CredentialSet { ["key"] = FlowGen.ApiKeyCredentials.FromKey("k"), ["token"] = FlowGen.ApiKeyCredentials.FromKey("t") }""";
    private const string BasicAndBearer = """new FlowGen.CredentialSet { ["bearer"] = FlowGen.BearerCredentials.FromKey("b"), ["basic"] = FlowGen.BasicCredentials.FromPassword("user", "pass") }""";
    private const string Bearer = """FlowGen.BearerCredentials.FromKey("b")""";

    /// <summary>What the document asks for, what the operation does, the credentials, and the headers that are sent.</summary>
    public static TheoryData<string, string, string, string> Forms => new()
    {
        { """ "security": [{ "key": [], "token": [] }] """, "", KeyAndToken, "X-Key: k, X-Token: t" },
        { """ "security": [{ "bearer": [] }, { "key": [], "token": [] }] """, "", KeyAndToken, "X-Key: k, X-Token: t" },
        { """ "security": [{ "key": [], "token": [] }, { "bearer": [] }] """, "", Bearer, "Authorization: Bearer b" },
        { """ "security": [{ "bearer": [], "oauth": ["read"] }] """, "", Bearer, "Authorization: Bearer b" },
        { """ "security": [{ "bearer": [], "key": [] }] """, "", """new FlowGen.CredentialSet { ["bearer"] = FlowGen.BearerCredentials.FromKey("b"), ["key"] = FlowGen.ApiKeyCredentials.FromKey("k") }""", "Authorization: Bearer b, X-Key: k" },
        { """ "security": [{ "bearer": [] }] """, """ , "security": [] """, Bearer, "" },
        { """ "security": [{ "bearer": [] }] """, """ , "security": [{}] """, Bearer, "" },
        { """ "security": [{ "bearer": [] }] """, """ , "security": [{ "bearer": ["write"] }] """, Bearer, "Authorization: Bearer b" },
        { """ "security": [{ "bearer": [] }] """, """ , "security": [{ "basic": [] }] """, BasicAndBearer, "Authorization: Basic dXNlcjpwYXNz" },
        { """ "security": [{ "bearer": [] }] """, """ , "security": [{ "basic": [] }, { "bearer": [] }] """, Bearer, "Authorization: Bearer b" },
        { """ "security": [{ "bearer": [] }] """, """ , "security": [{ "basic": [] }, {}] """, Bearer, "" },
        { """ "security": [{ "bearer": [] }, {}] """, "", "null", "" },
        { """ "security": [{}, { "bearer": [] }] """, "", Bearer, "Authorization: Bearer b" },
        { """ "tags": [] """, """ , "security": [{ "basic": [] }] """, BasicAndBearer, "Authorization: Basic dXNlcjpwYXNz" },
        { """ "tags": [] """, "", BasicAndBearer, "" },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task A_request_carries_what_its_operation_asks_for(string document, string operation, string credentials, string headers)
    {
        var spec = Spec(document, operation);

        Assert.Empty(spec.Parse().Diagnostics);
        var sent = await GeneratedCall.SendAsync(spec, "client.GetThingAsync()", credentials);

        var found = sent.Headers
            .Where(static header => header.Key is "Authorization" or "X-Key" or "X-Token")
            .OrderBy(static header => header.Key, StringComparer.Ordinal)
            .Select(static header => $"{header.Key}: {header.Value}");
        Assert.Equal(headers, string.Join(", ", found));
    }

    [Theory]
    [InlineData(""" "security": [{ "key": [], "token": [] }] """, "", Bearer, "The provider 'Small' takes 'key' (ApiKeyCredentials) with 'token' (ApiKeyCredentials). Set FlowClientOptions.Credentials to them; several at a time are a CredentialSet. (Parameter 'options')")]
    [InlineData(""" "security": [{ "key": [], "token": [] }] """, "", """FlowGen.ApiKeyCredentials.FromKey("k")""", "The provider 'Small' takes 'key' (ApiKeyCredentials) with 'token' (ApiKeyCredentials). Set FlowClientOptions.Credentials to them; several at a time are a CredentialSet. (Parameter 'options')")]
    [InlineData(""" "security": [{ "bearer": [] }] """, """ , "security": [{ "basic": [] }, { "key": [] }] """, Bearer, "The operation 'GetThing' takes 'basic' (BasicCredentials), or 'key' (ApiKeyCredentials). Set FlowClientOptions.Credentials to them; several at a time are a CredentialSet. (Parameter 'options')")]
    public async Task Credentials_of_another_kind_are_refused_before_anything_is_sent(string document, string operation, string credentials, string message)
    {
        var caught = "((Func<Task<string>>)(async () => { try { await client.GetThingAsync(); return \"sent\"; } catch (ArgumentException error) { return error.Message; } }))()";
        string refusal;
        try
        {
            refusal = (string)(await GeneratedCall.RunAsync(Spec(document, operation), caught, credentials: credentials)).Result;
        }
        catch (TargetInvocationException error) when (error.InnerException is ArgumentException)
        {
            // A client that can call nothing is refused when it is made.
            refusal = error.InnerException.Message;
        }

        Assert.Equal(message, refusal);
    }

    [Theory]
    [InlineData("digest", "FG1009")]
    [InlineData("certificate", "FG1023")]
    public void A_scheme_that_nothing_here_signs_with_is_told_and_leaves_the_others(string scheme, string rule)
    {
        var spec = Spec($$""" "security": [{ "{{scheme}}": [], "bearer": [] }] """, $$""" , "security": [{ "{{scheme}}": [] }] """);

        Assert.Equal(rule, Assert.Single(spec.Parse().Diagnostics).Id);
        Assert.Contains("new(),", GeneratorRun.Of(spec).Source("Operation.GetThing.g.cs"), StringComparison.Ordinal);
        Assert.Contains("ApiSigning.Bearer,", GeneratorRun.Of(spec).Source("Client.SmallClient.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void Options_tell_which_credentials_are_needed_at_a_time() => Assert.Contains(
        "in a <see cref=\"CredentialSet\"/>: <c>key</c>, <c>token</c>.",
        GeneratorRun.Of(Spec(""" "security": [{ "key": [], "token": [] }] """, "")).Source("Client.SmallClient.g.cs"),
        StringComparison.Ordinal);

    private static SpecText Spec(string document, string operation) =>
        SmallSpec.Of($$""" "/thing": { "get": { "operationId": "GetThing" {{operation}} } }, "/other": { "get": { "operationId": "Other", "security": [{ "bearer": [] }] } } """)
            .With("\"components\": {", $"{document}, \"components\": {{ {Schemes},");
}
