using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FlowGen.Sandbox.Tests;

/// <summary>What 8x8's operations do to flows.</summary>
public sealed class EightByEightLifeCycleTests : SandboxTest
{
    private const string Document = """{"version":"5.0","screens":[]}""";
    private const string FaultyDocument = "{\n  \"screens\": [ { \"layout\": { \"children\": [\n    { \"type\": \"Überschrift\" } ] } } ]\n}";

    [Fact]
    public async Task A_flow_is_made_as_a_draft()
    {
        Answer answer = await CreateAsync(new() { ["name"] = "n", ["categories"] = new JsonArray("OTHER"), ["flowJson"] = Document, ["endPointUri"] = "https://endpoint.example/x" });

        SandboxFlow flow = Sandbox.Flows[^1];
        Assert.Equal((200, $$"""{"id":"{{flow.Id}}","success":true}"""), (answer.Status, answer.Text));
        Assert.Equal((EightByEight, "n", "DRAFT", Document, "https://endpoint.example/x"), (flow.Provider, flow.Name, flow.Status, flow.Json, flow.EndpointUri));
        Assert.Equal(15, flow.Id.Length);
    }

    [Fact]
    public async Task A_flow_whose_JSON_has_errors_is_made_all_the_same_and_the_errors_are_where_they_say()
    {
        Answer answer = await CreateAsync(new() { ["name"] = "n", ["categories"] = new JsonArray("OTHER"), ["flowJson"] = FaultyDocument, ["publish"] = true });

        JsonElement error = answer.Json.GetProperty("validationErrors")[0];
        string line = FaultyDocument.Split('\n')[error.GetProperty("lineStart").GetInt32() - 1];
        Assert.Equal("\"Überschrift\"", line[(error.GetProperty("columnStart").GetInt32() - 1)..(error.GetProperty("columnEnd").GetInt32() - 1)]);
        Assert.True(answer.Json.GetProperty("success").GetBoolean());
        Assert.Equal("DRAFT", Sandbox.Flows[^1].Status);
    }

    [Fact]
    public async Task A_flow_can_be_published_in_the_call_that_makes_it_and_copied_from_another()
    {
        SandboxFlow original = Flow(EightByEight, "PUBLISHED");

        await CreateAsync(new() { ["name"] = "n", ["categories"] = new JsonArray("OTHER"), ["cloneFlowId"] = original.Id, ["publish"] = true });

        Assert.Equal(("PUBLISHED", original.Json, "n"), (Sandbox.Flows[^1].Status, Sandbox.Flows[^1].Json, Sandbox.Flows[^1].Name));
    }

    [Theory]
    [InlineData("{}", "a body without name and categories")]
    [InlineData("""{"name":"n","categories":["KNITTING"]}""", "a category that the spec does not have")]
    [InlineData("""{"name":"n","categories":["OTHER"],"publish":"yes"}""", "a text in place of a truth value")]
    [InlineData("""{"name":"n","name":"m","categories":["OTHER"]}""", "a name that is there twice")]
    [InlineData("""{"name":"\ud800","categories":["OTHER"]}""", "half a character")]
    [InlineData("[]", "an array")]
    [InlineData("{", "no JSON")]
    [InlineData("", "nothing")]
    public async Task A_body_that_does_not_fit_is_refused(string body, string reason)
    {
        Answer answer = await CallAsync(HttpMethod.Post, "", body);

        Assert.True((400, 1000) == (answer.Status, answer.Number), reason + ": " + answer.Text);
        Assert.Equal(6, Sandbox.Flows.Count);
    }

    [Fact]
    public async Task A_body_of_another_media_type_is_refused()
    {
        HttpRequestMessage request = Request(HttpMethod.Post, "", """{"name":"n","categories":["OTHER"]}""");
        request.Content!.Headers.ContentType = new MediaTypeHeaderValue("text/plain");

        Answer answer = await Answer.ToAsync(request);

        Assert.Equal((400, 1000), (answer.Status, answer.Number));
    }

    [Fact]
    public async Task A_Flow_JSON_of_megabytes_is_taken_and_one_beyond_all_measure_is_not()
    {
        string large = "{\"a\":\"" + new string('x', 5_000_000) + "\"}";

        Answer taken = await CreateAsync(new() { ["name"] = "n", ["categories"] = new JsonArray("OTHER"), ["flowJson"] = large });
        string refused = await RawHttp.SendAsync(
            Sandbox.EightByEightEndpoint,
            $"POST /api/v1/accounts/{Sandbox.AccountId}/channels/{Sandbox.ChannelId}/flows HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {Sandbox.ApiKey}\r\n"
            + "Content-Type: application/json\r\nContent-Length: 100000000\r\n\r\n");

        Assert.Equal(200, taken.Status);
        Assert.Equal(large, Sandbox.Flows[^1].Json);
        Assert.StartsWith("HTTP/1.1 400 ", refused, StringComparison.Ordinal);
        Assert.Contains("\"code\":1000", refused, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not JSON")]
    [InlineData("[]")]
    public async Task A_Flow_JSON_that_is_none_is_refused(string document)
    {
        Answer answer = await CreateAsync(new() { ["name"] = "n", ["categories"] = new JsonArray("OTHER"), ["flowJson"] = document });

        Assert.Equal((422, 1000), (answer.Status, answer.Number));
        Assert.Equal(6, Sandbox.Flows.Count);
    }

    [Fact]
    public async Task A_flow_to_copy_that_is_not_there_is_not_found()
    {
        Answer made = await CreateAsync(new() { ["name"] = "n", ["categories"] = new JsonArray("OTHER"), ["cloneFlowId"] = "1" });
        Answer changed = await CallAsync(HttpMethod.Put, Flow(EightByEight, "DRAFT").Id, """{"cloneFlowId":"1"}""");

        Assert.All([made, changed], answer => Assert.Equal((404, 1300), (answer.Status, answer.Number)));
    }

    [Fact]
    public async Task An_update_changes_what_it_names_and_nothing_else()
    {
        SandboxFlow draft = Flow(EightByEight, "DRAFT");

        Answer answer = await CallAsync(HttpMethod.Put, draft.Id, """{"applicationId":"7"}""");

        Assert.Equal((200, draft.Id), (answer.Status, answer.Json.GetProperty("id").GetString()));
        Assert.True(answer.Json.TryGetProperty("validationErrors", out _));
        Assert.Equal(draft with { ApplicationId = "7" }, Flow(EightByEight, "DRAFT"));
    }

    [Fact]
    public async Task An_update_can_replace_everything_and_publish()
    {
        string id = Flow(EightByEight, "DRAFT").Id;

        Answer answer = await CallAsync(HttpMethod.Put, id, new JsonObject { ["name"] = "m", ["categories"] = new JsonArray("SURVEY"), ["flowJson"] = Document, ["publish"] = true }.ToJsonString());

        SandboxFlow flow = Sandbox.Flows.Single(flow => flow.Id == id);
        Assert.Equal($$"""{"id":"{{id}}","success":true}""", answer.Text);
        Assert.Equal(("m", "PUBLISHED", Document), (flow.Name, flow.Status, flow.Json));
        Assert.Equal(["SURVEY"], flow.Categories);
    }

    [Fact]
    public async Task An_empty_update_is_refused()
    {
        Answer answer = await CallAsync(HttpMethod.Put, Flow(EightByEight, "DRAFT").Id, "{}");

        Assert.Equal((400, 1000), (answer.Status, answer.Number));
    }

    [Fact]
    public async Task A_list_holds_as_many_flows_as_are_asked_for()
    {
        Answer all = await CallAsync(HttpMethod.Get, "");
        Answer two = await CallAsync(HttpMethod.Get, "?limit=2");

        SandboxFlow first = Sandbox.Flows.First(flow => flow.Provider == EightByEight);
        Assert.Equal(3, all.Json.GetProperty("flows").GetArrayLength());
        Assert.Equal(2, two.Json.GetProperty("flows").GetArrayLength());
        Assert.Equal($$"""{"id":"{{first.Id}}","name":"{{first.Name}}","status":"{{first.Status}}"}""", all.Json.GetProperty("flows")[0].GetRawText());
    }

    [Theory]
    [InlineData("?limit=0")]
    [InlineData("?limit=1001")]
    [InlineData("?limit=many")]
    [InlineData("?limit=1.5")]
    [InlineData("?limit=")]
    [InlineData("?limit=1&limit=2")]
    [InlineData("?limit=%ff")]
    public async Task A_limit_that_does_not_fit_is_refused(string query)
    {
        Answer answer = await CallAsync(HttpMethod.Get, query);

        Assert.Equal((400, 1000), (answer.Status, answer.Number));
    }

    [Fact]
    public async Task A_refreshed_preview_is_another_link_and_the_one_before_it_no_longer_works()
    {
        string id = Flow(EightByEight, "DRAFT").Id;

        Answer first = await CallAsync(HttpMethod.Get, id + "/preview");
        Answer same = await CallAsync(HttpMethod.Get, id + "/preview?refresh=false");
        Answer other = await CallAsync(HttpMethod.Get, id + "/preview?refresh=true");

        Assert.Equal(first.Text, same.Text);
        Assert.Equal((id, "2025-02-01T03:04:05+0000"), (first.Json.GetProperty("id").GetString(), first.Json.GetProperty("expires_at").GetString()));
        Assert.Equal(404, (await Answer.ToAsync(first.Json.GetProperty("preview_url").GetString()!)).Status);
        Assert.Equal(200, (await Answer.ToAsync(other.Json.GetProperty("preview_url").GetString()!)).Status);
    }

    /// <summary>Each operation that needs a status, the status a flow has, and the status it has afterwards: none when it is gone, itself when refused.</summary>
    public static TheoryData<string, string, string, string?> Transitions => new()
    {
        { "PUT", "", "PUBLISHED", "PUBLISHED" },
        { "PUT", "", "DEPRECATED", "DEPRECATED" },
        { "POST", "/publish", "PUBLISHED", "PUBLISHED" },
        { "POST", "/publish", "DEPRECATED", "DEPRECATED" },
        { "POST", "/deprecate", "DRAFT", "DRAFT" },
        { "POST", "/deprecate", "PUBLISHED", "DEPRECATED" },
        { "POST", "/deprecate", "DEPRECATED", "DEPRECATED" },
        { "DELETE", "", "DRAFT", null },
        { "DELETE", "", "PUBLISHED", "PUBLISHED" },
        { "DELETE", "", "DEPRECATED", null },
    };

    [Theory]
    [MemberData(nameof(Transitions))]
    public async Task The_life_cycle_is_kept(string method, string path, string before, string? after)
    {
        string id = Flow(EightByEight, before).Id;

        Answer answer = await CallAsync(new(method), id + path, method == "PUT" ? """{"name":"n"}""" : null);

        if (before == after)
        {
            Assert.Equal((409, 1000), (answer.Status, answer.Number));
        }
        else
        {
            Assert.Equal((200, ""), (answer.Status, answer.Text));
        }

        Assert.Equal(after, Sandbox.Flows.SingleOrDefault(flow => flow.Id == id)?.Status);
    }

    [Fact]
    public async Task A_flow_with_errors_or_without_JSON_cannot_be_published()
    {
        string faulty = Flow(EightByEight, "DRAFT").Id;
        await CreateAsync(new() { ["name"] = "n", ["categories"] = new JsonArray("OTHER") });
        string empty = Sandbox.Flows[^1].Id;

        Answer[] refused = [await CallAsync(HttpMethod.Post, faulty + "/publish"), await CallAsync(HttpMethod.Post, empty + "/publish")];
        await CallAsync(HttpMethod.Put, faulty, new JsonObject { ["flowJson"] = Document }.ToJsonString());
        Answer published = await CallAsync(HttpMethod.Post, faulty + "/publish");

        Assert.All(refused, answer => Assert.Equal((422, 1000), (answer.Status, answer.Number)));
        Assert.Equal((200, ""), (published.Status, published.Text));
    }

    [Fact]
    public async Task A_flow_without_JSON_has_no_address_of_it()
    {
        await CreateAsync(new() { ["name"] = "n", ["categories"] = new JsonArray("OTHER") });

        Answer answer = await Answer.ToAsync(GetFlowDetails(flowId: Sandbox.Flows[^1].Id));

        Assert.Equal($$"""{"flowId":"{{Sandbox.Flows[^1].Id}}","name":"n","status":"DRAFT","categories":["OTHER"]}""", answer.Text);
    }

    private Task<Answer> CreateAsync(JsonObject body) => CallAsync(HttpMethod.Post, "", body.ToJsonString());

    private Task<Answer> CallAsync(HttpMethod method, string rest, string? body = null) => Answer.ToAsync(Request(method, rest, body));

    private HttpRequestMessage Request(HttpMethod method, string rest, string? body)
    {
        string flows = $"{Sandbox.EightByEightEndpoint}api/v1/accounts/{Sandbox.AccountId}/channels/{Sandbox.ChannelId}/flows";
        HttpRequestMessage request = new(method, rest is "" or ['?', ..] ? flows + rest : $"{flows}/{rest}");
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        return request.WithHeader("Authorization", $"Bearer {Sandbox.ApiKey}");
    }
}
