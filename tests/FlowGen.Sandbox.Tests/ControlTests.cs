using System.Text;
using System.Text.Json;

namespace FlowGen.Sandbox.Tests;

/// <summary>What a program in any language asks of the sandbox over HTTP.</summary>
public sealed class ControlTests : SandboxTest
{
    [Fact]
    public async Task A_fault_is_asked_for_by_POST_and_listed_with_its_hits()
    {
        Answer asked = await PostAsync("""{"fault":"status","status":503,"body":"down","operation":"GetFlow","calls":1}""");
        Answer hit = await Answer.ToAsync(GetFlow());
        JsonElement rule = JsonElement.Parse((await SendAsync(HttpMethod.Get, "faults")).Text)[0];

        Assert.Equal((200, 503, "down"), (asked.Status, hit.Status, hit.Text));
        Assert.Equal(("status", "before-operation", 1), (rule.GetProperty("fault").GetString(), rule.GetProperty("when").GetString(), rule.GetProperty("hits").GetInt32()));
    }

    [Theory]
    [InlineData("""{"fault":"delay","milliseconds":0.5}""")]
    [InlineData("""{"fault":"refusal","code":"InternalError","when":"after-operation"}""")]
    [InlineData("""{"fault":"throttling","milliseconds":1500,"provider":"8x8-chatapps"}""")]
    [InlineData("""{"fault":"wrong-date","milliseconds":-3600000,"calls":null}""")]
    [InlineData("""{"fault":"cut-off-body"}""")]
    [InlineData("""{"fault":"broken-json","probability":0.25,"seed":3}""")]
    [InlineData("""{"fault":"reset"}""")]
    public async Task Every_fault_of_the_API_can_be_asked_for(string json)
    {
        Answer answer = await PostAsync(json);

        FaultRule rule = Assert.Single(Sandbox.Faults.Rules);
        JsonElement asked = JsonElement.Parse(json);
        JsonElement listed = JsonElement.Parse(answer.Text)[0];
        Assert.Equal(200, answer.Status);
        Assert.All(asked.EnumerateObject(), member => Assert.Equal(
            member.Value.ValueKind == JsonValueKind.Null ? null : member.Value.ToString(),
            listed.TryGetProperty(member.Name, out JsonElement value) ? value.ToString() : null));
        Assert.Equal(asked.TryGetProperty("calls", out _) ? null : 1, rule.Calls);
    }

    [Theory]
    [InlineData("", "'$'")]
    [InlineData("[]", "'$'")]
    [InlineData("{}", "'fault' is missing")]
    [InlineData("""{"fault":"earthquake"}""", "'$.fault'")]
    [InlineData("""{"fault":"reset","colour":"blue"}""", "'$.colour'")]
    [InlineData("""{"fault":"reset","calls":"many"}""", "'$.calls'")]
    [InlineData("""{"fault":"reset","calls":0}""", "Calls")]
    [InlineData("""{"fault":"reset","hits":3}""", "'hits'")]
    [InlineData("""{"fault":"reset","status":500}""", "'status'")]
    [InlineData("""{"fault":"delay"}""", "'milliseconds'")]
    [InlineData("""{"fault":"delay","milliseconds":1e300}""", "'milliseconds'")]
    [InlineData("""{"fault":"status","status":200}""", "httpStatus")]
    [InlineData("""{"fault":"reset","operation":"GetFlows"}""", "GetFlows")]
    public async Task What_is_no_fault_is_refused_with_its_place(string json, string part)
    {
        Answer answer = await PostAsync(json);

        Assert.Equal(400, answer.Status);
        Assert.Contains(part, answer.Json.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Empty(Sandbox.Faults.Rules);
    }

    [Fact]
    public async Task A_fault_that_a_web_page_could_ask_for_is_refused()
    {
        HttpRequestMessage request = new(HttpMethod.Post, new Uri(Sandbox.CamsEndpoint, "/_sandbox/faults")) { Content = new StringContent("""{"fault":"reset"}""", Encoding.UTF8, "text/plain") };

        Assert.Equal(415, (await Answer.ToAsync(request)).Status);
        Assert.Empty(Sandbox.Faults.Rules);
    }

    [Fact]
    public async Task Faults_are_taken_back_by_DELETE()
    {
        await PostAsync("""{"fault":"reset"}""");

        Answer answer = await SendAsync(HttpMethod.Delete, "faults");

        Assert.Equal((200, "[]"), (answer.Status, answer.Text));
        Assert.Empty(Sandbox.Faults.Rules);
    }

    [Fact]
    public async Task The_log_is_read_and_emptied_over_HTTP_and_holds_no_such_requests_itself()
    {
        await Answer.ToAsync(GetFlow());

        JsonElement[] log = [.. JsonElement.Parse((await SendAsync(HttpMethod.Get, "requests")).Text).EnumerateArray()];
        await SendAsync(HttpMethod.Delete, "requests");

        JsonElement request = Assert.Single(log);
        Assert.Equal(("GetFlow", true), (request.GetProperty("operation").GetString(), request.GetProperty("isExecuted").GetBoolean()));
        Assert.Empty(Sandbox.Requests);
    }

    [Fact]
    public async Task Anything_else_below_the_sandboxs_own_path_is_not_found() =>
        Assert.Equal(404, (await SendAsync(HttpMethod.Get, "weather")).Status);

    private Task<Answer> PostAsync(string json) => Answer.ToAsync(new HttpRequestMessage(HttpMethod.Post, new Uri(Sandbox.CamsEndpoint, "/_sandbox/faults"))
    {
        Content = new StringContent(json, Encoding.UTF8, "application/json"),
    });

    private Task<Answer> SendAsync(HttpMethod method, string path) => Answer.ToAsync(new HttpRequestMessage(method, new Uri(Sandbox.CamsEndpoint, "/_sandbox/" + path)));
}
