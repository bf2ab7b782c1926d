using System.Text.Json;

namespace FlowGen.Sandbox.Tests;

/// <summary>What CAMS' operations do to flows.</summary>
public sealed class CamsLifeCycleTests : SandboxTest
{
    private const string Document = """{"version":"5.0","data_api_version":"3.0","screens":[]}""";
    private const string FaultyDocument = """{"version":"5.0","screens":[{"layout":{"children":[{"type":"Headline"}]}}]}""";

    [Fact]
    public async Task CreateFlow_makes_an_empty_draft()
    {
        Answer made = await CallAsync("CreateFlow", ("FlowName", "a \"name\" 🙂"), ("Categories", """["SIGN_UP","OTHER"]"""), ("EndpointUri", "https://endpoint.example"));

        JsonElement data = made.Json.GetProperty("Data");
        Assert.Equal(["FlowId", "FlowName", "Categories"], data.EnumerateObject().Select(member => member.Name));
        SandboxFlow flow = Sandbox.Flows[^1];
        Assert.Equal(data.GetProperty("FlowId").GetString(), flow.Id);
        Assert.Equal((Cams, "a \"name\" 🙂", "DRAFT", "https://endpoint.example", ""), (flow.Provider, flow.Name, flow.Status, flow.EndpointUri, flow.Json));
        Assert.Equal(["SIGN_UP", "OTHER"], flow.Categories);

        JsonElement details = (await CallAsync("GetFlow", ("FlowId", flow.Id))).Json.GetProperty("Data");
        Assert.Equal("https://endpoint.example", details.GetProperty("EndpointUri").GetString());
        Assert.False(details.TryGetProperty("JSONVersion", out _));
        Assert.False((await CallAsync("GetFlowJSONAssest", ("FlowId", flow.Id))).Json.GetProperty("Data").TryGetProperty("FilePath", out _));
        Assert.Equal(404, (await Answer.ToAsync($"{Sandbox.CamsEndpoint}assets/{Cams}/{flow.Id}.json")).Status);
    }

    [Fact]
    public async Task An_id_is_not_given_twice()
    {
        string first = await CreateAsync();
        await CallAsync("DeleteFlow", ("FlowId", first));

        Assert.NotEqual(first, await CreateAsync());
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("SIGN_UP")]
    [InlineData("[1]")]
    [InlineData("[\"A\",]")]
    public async Task Categories_that_are_no_list_of_texts_are_refused(string categories)
    {
        Answer answer = await CallAsync("CreateFlow", ("FlowName", "f"), ("Categories", categories));

        Assert.Equal((400, "InvalidCategories"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task ListFlow_answers_pages_and_says_no_status()
    {
        for (int flow = 0; flow < 4; flow++)
        {
            await CreateAsync($"new {flow}");
        }

        List<int> counts = [];
        for (int page = 1; page <= 4; page++)
        {
            counts.Add(await CountAsync(page, 3));
        }

        Assert.Equal([3, 3, 1, 0], counts);
        Clock.Advance(TimeSpan.FromSeconds(2));
        Answer all = await CallAsync("ListFlow");
        Assert.Equal(Sandbox.Flows.Where(flow => flow.Provider == Cams).Select(flow => flow.Id), Ids(all));
        Assert.Equal(["FlowId", "Categories", "FlowName"], all.Json.GetProperty("Data")[0].EnumerateObject().Select(member => member.Name));
        Assert.Equal([Sandbox.Flows[^1].Id], Ids(await CallAsync("ListFlow", ("FlowName", "new 3"))));
        Assert.Empty(Ids(await CallAsync("ListFlow", ("FlowName", "new"))));
    }

    [Theory]
    [InlineData("""{"Index":0,"Size":1}""")]
    [InlineData("""{"Index":1,"Size":0}""")]
    [InlineData("""{"Index":"1"}""")]
    [InlineData("""{"Index":1,"Index":2}""")]
    [InlineData("""{"Index":99999999999}""")]
    [InlineData("[1]")]
    [InlineData("1")]
    public async Task A_page_that_makes_no_sense_is_refused(string page)
    {
        Answer answer = await CallAsync("ListFlow", ("Page", page));

        Assert.Equal((400, "InvalidParameter.PageInvalid"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task ModifyFlow_changes_what_it_is_given()
    {
        string id = await CreateAsync("before");

        Answer answer = await CallAsync("ModifyFlow", ("FlowId", id), ("FlowName", "after"), ("Categories", """["SURVEY"]"""));

        Assert.Equal((id, "after"), (answer.Json.GetProperty("Data").GetProperty("FlowId").GetString(), answer.Json.GetProperty("Data").GetProperty("FlowName").GetString()));
        Assert.Equal(("after", "DRAFT"), (Sandbox.Flows[^1].Name, Sandbox.Flows[^1].Status));
        Assert.Equal(["SURVEY"], Sandbox.Flows[^1].Categories);
    }

    [Fact]
    public async Task A_published_flow_that_is_edited_is_a_draft_again_and_a_deprecated_one_cannot_be_edited()
    {
        string published = Flow(Cams, "PUBLISHED").Id;
        string deprecated = Flow(Cams, "DEPRECATED").Id;

        Answer edited = await ModifyAsync(published);
        Answer refused = await ModifyAsync(deprecated);

        Assert.Equal("OK", edited.Code);
        Assert.Equal("DRAFT", Sandbox.Flows.Single(flow => flow.Id == published).Status);
        Assert.Equal((400, "InvalidFlowId"), (refused.Status, refused.Code));

        Task<Answer> ModifyAsync(string id) => CallAsync("ModifyFlow", ("FlowId", id), ("FlowName", "n"), ("Categories", """["OTHER"]"""));
    }

    [Fact]
    public async Task UpdateFlowJSONAsset_fetches_what_lies_on_this_computer()
    {
        await using DocumentServer documents = await DocumentServer.StartAsync(Document);
        string id = await CreateAsync();

        Answer answer = await CallAsync("UpdateFlowJSONAsset", ("FlowId", id), ("FilePath", documents.Address));

        Assert.Equal("""{"FlowId":"ID"}""".Replace("ID", id, StringComparison.Ordinal), answer.Json.GetProperty("Data").GetRawText());
        Assert.Equal(Document, Sandbox.Flows[^1].Json);
        JsonElement details = (await CallAsync("GetFlow", ("FlowId", id))).Json.GetProperty("Data");
        Assert.Equal(("5.0", "3.0"), (details.GetProperty("JSONVersion").GetString(), details.GetProperty("DataApiVersion").GetString()));
        string path = (await CallAsync("GetFlowJSONAssest", ("FlowId", id))).Json.GetProperty("Data").GetProperty("FilePath").GetString()!;
        Assert.Equal(Document, (await Answer.ToAsync(path)).Text);
    }

    [Fact]
    public async Task UpdateFlowJSONAsset_can_take_the_document_of_another_flow_of_the_sandbox()
    {
        SandboxFlow other = Flow(Cams, "PUBLISHED");
        string id = await CreateAsync();

        Answer answer = await CallAsync("UpdateFlowJSONAsset", ("FlowId", id), ("FilePath", $"{Sandbox.CamsEndpoint}assets/{Cams}/{other.Id}.json"));

        Assert.Equal("OK", answer.Code);
        Assert.Equal(other.Json, Sandbox.Flows[^1].Json);
    }

    [Fact]
    public async Task What_lies_elsewhere_is_taken_without_being_fetched_and_the_log_says_so()
    {
        const string Address = "https://files.example.invalid/flow.json?signed=1";
        string id = await CreateAsync();

        Answer updated = await CallAsync("UpdateFlowJSONAsset", ("FlowId", id), ("FilePath", Address));
        Assert.Contains("was not fetched", Sandbox.Requests[^1].Detail, StringComparison.Ordinal);
        Answer path = await CallAsync("GetFlowJSONAssest", ("FlowId", id));
        Answer published = await CallAsync("PublishFlow", ("FlowId", id));

        Assert.All([updated, path, published], answer => Assert.Equal("OK", answer.Code));
        Assert.Equal(Address, path.Json.GetProperty("Data").GetProperty("FilePath").GetString());
    }

    [Theory]
    [InlineData("document.json")]
    [InlineData("file:///etc/hosts")]
    [InlineData("ftp://127.0.0.1/a.json")]
    [InlineData("http://127.0.0.1:1/nobody-listens.json")]
    public async Task A_document_that_cannot_be_had_is_refused(string path)
    {
        Answer answer = await CallAsync("UpdateFlowJSONAsset", ("FlowId", Flow(Cams, "DRAFT").Id), ("FilePath", path));

        Assert.Equal((400, "InvalidFilePath"), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("")]
    public async Task A_document_that_is_no_Flow_JSON_is_refused(string document)
    {
        await using DocumentServer documents = await DocumentServer.StartAsync(document);
        SandboxFlow draft = Flow(Cams, "DRAFT");

        Answer answer = await CallAsync("UpdateFlowJSONAsset", ("FlowId", draft.Id), ("FilePath", documents.Address));

        Assert.Equal((400, "InvalidFilePath"), (answer.Status, answer.Code));
        Assert.Equal(draft, Flow(Cams, "DRAFT"));
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using DocumentServer documents = await DocumentServer.StartAsync(Document, redirect: "http://files.example.invalid/");

        Answer answer = await CallAsync("UpdateFlowJSONAsset", ("FlowId", Flow(Cams, "DRAFT").Id), ("FilePath", documents.Address));

        Assert.Equal((400, "InvalidFilePath"), (answer.Status, answer.Code));
        Assert.Contains("302", Sandbox.Requests[^1].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_with_errors_is_taken_and_stands_in_the_way_of_publishing()
    {
        await using DocumentServer documents = await DocumentServer.StartAsync(FaultyDocument);
        string id = await CreateAsync();

        Answer empty = await CallAsync("PublishFlow", ("FlowId", id));
        Answer updated = await CallAsync("UpdateFlowJSONAsset", ("FlowId", id), ("FilePath", documents.Address));
        Answer faulty = await CallAsync("PublishFlow", ("FlowId", id));

        Assert.Equal("OK", updated.Code);
        Assert.All([empty, faulty], answer => Assert.Equal((400, "InvalidFlowId"), (answer.Status, answer.Code)));
        Assert.Contains("screens[0].layout.children[0].type", faulty.Text, StringComparison.Ordinal);
    }

    /// <summary>Each operation that needs a status, the status a flow has, and the status it has afterwards: none when it is gone, itself when refused.</summary>
    public static TheoryData<string, string, string?> Transitions => new()
    {
        { "PublishFlow", "DRAFT", "PUBLISHED" },
        { "PublishFlow", "PUBLISHED", "PUBLISHED" },
        { "PublishFlow", "DEPRECATED", "DEPRECATED" },
        { "DeprecateFlow", "DRAFT", "DRAFT" },
        { "DeprecateFlow", "PUBLISHED", "DEPRECATED" },
        { "DeprecateFlow", "DEPRECATED", "DEPRECATED" },
        { "DeleteFlow", "DRAFT", null },
        { "DeleteFlow", "PUBLISHED", "PUBLISHED" },
        { "DeleteFlow", "DEPRECATED", "DEPRECATED" },
    };

    [Theory]
    [MemberData(nameof(Transitions))]
    public async Task The_life_cycle_is_kept(string operation, string before, string? after)
    {
        string id = Flow(Cams, before).Id;

        Answer answer = await CallAsync(operation, ("FlowId", id));

        Assert.Equal(before == after ? (400, "InvalidFlowId") : (200, "OK"), (answer.Status, answer.Code));
        Assert.Equal(after, Sandbox.Flows.SingleOrDefault(flow => flow.Id == id)?.Status);
        Assert.False(before != after && answer.Json.TryGetProperty("Data", out _));
    }

    [Fact]
    public async Task SyncFlow_succeeds_with_its_own_envelope_and_changes_nothing()
    {
        IReadOnlyList<SandboxFlow> before = Sandbox.Flows;

        Answer answer = await CallAsync("SyncFlow", ("CustSpaceId", Sandbox.CustSpaceId));
        Answer missing = await CallAsync("SyncFlow");
        Answer foreign = await CallAsync("SyncFlow", ("CustSpaceId", "cams-other"));

        Assert.Equal("OK", answer.Code);
        Assert.True(answer.Json.GetProperty("Success").GetBoolean());
        Assert.Equal(before, Sandbox.Flows);
        Assert.Equal("MissingCustSpaceId", missing.Code);
        Assert.Equal("Unknown.ResourceOwnerId", foreign.Code);
    }

    [Fact]
    public async Task A_preview_link_stays_the_same_until_it_runs_out()
    {
        string first = await PreviewAsync();
        Clock.Advance(TimeSpan.FromDays(29));
        Assert.Equal(first, await PreviewAsync());
        Assert.Equal(200, (await Answer.ToAsync(first)).Status);

        Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(404, (await Answer.ToAsync(first)).Status);
        Assert.NotEqual(first, await PreviewAsync());

        async Task<string> PreviewAsync() =>
            (await CallAsync("GetFlowPreviewUrl", ("FlowId", Flow(Cams, "DRAFT").Id))).Json.GetProperty("Data").GetProperty("PreviewUrl").GetString()!;
    }

    [Fact]
    public async Task Changes_that_come_together_are_made_one_after_the_other()
    {
        Answer[] answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => CallAsync("PublishFlow", ("FlowId", Flow(Cams, "DRAFT").Id))));

        Assert.Single(answers, answer => answer.Code == "OK");
    }

    private async Task<string> CreateAsync(string name = "new")
    {
        Answer answer = await CallAsync("CreateFlow", ("FlowName", name), ("Categories", """["OTHER"]"""));
        return answer.Json.GetProperty("Data").GetProperty("FlowId").GetString()!;
    }

    private async Task<int> CountAsync(int index, int size)
    {
        Clock.Advance(TimeSpan.FromSeconds(2));
        return Ids(await CallAsync("ListFlow", ("Page", $$"""{"Index":{{index}},"Size":{{size}}}"""))).Count();
    }

    private static IEnumerable<string> Ids(Answer answer) =>
        answer.Json.GetProperty("Data").EnumerateArray().Select(flow => flow.GetProperty("FlowId").GetString()!);

    private Task<Answer> CallAsync(string action, params (string Name, string Value)[] query) =>
        Answer.ToAsync(CamsCall.To(Sandbox, Clock.GetUtcNow(), query) with { Action = action });
}
