using System.Text;
using System.Text.Json;

namespace FlowGen.Sandbox.Tests;

public sealed class EightByEightTests : SandboxTest
{
    [Fact]
    public async Task A_draft_with_errors_is_answered_as_on_the_vendors_page()
    {
        Answer answer = await Answer.ToAsync(GetFlowDetails());

        string expected = $$"""
            {"flowId":"822625023859371","flowJsonUrl":"{{Sandbox.EightByEightEndpoint}}assets/8x8-chatapps/822625023859371.json","name":"Example flow",
            "status":"DRAFT","categories":["OTHER"],"validationErrors":[{"error":"INVALID_PROPERTY_VALUE","errorType":"FLOW_JSON_ERROR",
            "message":"Invalid value found for property 'type'.","lineStart":1,"lineEnd":1,"columnStart":84,"columnEnd":92,
            "pointers":[{"lineStart":1,"lineEnd":1,"columnStart":84,"columnEnd":92,"path":"screens[0].layout.children[0].children[0].type"}]}]}
            """;
        Assert.Equal(200, answer.Status);
        Assert.Equal(expected.ReplaceLineEndings(""), answer.Text);
    }

    [Fact]
    public async Task The_validation_error_points_at_the_wrong_value_in_the_document_that_is_served()
    {
        Answer answer = await Answer.ToAsync(GetFlowDetails());
        Answer document = await Answer.ToAsync(answer.Json.GetProperty("flowJsonUrl").GetString()!);

        JsonElement error = answer.Json.GetProperty("validationErrors")[0];
        JsonElement pointer = error.GetProperty("pointers")[0];
        string line = document.Text.Split('\n')[error.GetProperty("lineStart").GetInt32() - 1];
        string value = line[(error.GetProperty("columnStart").GetInt32() - 1)..(error.GetProperty("columnEnd").GetInt32() - 1)];
        JsonElement component = document.Json.GetProperty("screens")[0].GetProperty("layout").GetProperty("children")[0].GetProperty("children")[0];
        Assert.Equal("screens[0].layout.children[0].children[0].type", pointer.GetProperty("path").GetString());
        Assert.Equal(component.GetProperty("type").GetRawText(), value);
        Assert.Equal(Encoding.UTF8.GetByteCount(Flow(EightByEight, "DRAFT").Json), Encoding.UTF8.GetByteCount(document.Text));
    }

    [Theory]
    [InlineData("PUBLISHED")]
    [InlineData("DEPRECATED")]
    public async Task A_flow_without_errors_has_no_member_for_them(string status)
    {
        Answer answer = await Answer.ToAsync(GetFlowDetails(flowId: Flow(EightByEight, status).Id));

        Assert.Equal((200, status), (answer.Status, answer.Json.GetProperty("status").GetString()));
        Assert.False(answer.Json.TryGetProperty("validationErrors", out _));
    }

    [Fact]
    public async Task A_wrong_key_is_refused_with_the_vendors_words()
    {
        Answer answer = await Answer.ToAsync(GetFlowDetails(key: "sandbox-guessed"));

        Assert.Equal((401, 1200), (answer.Status, answer.Number));
        Assert.Equal(["code", "message", "errorId", "timestamp"], answer.Json.EnumerateObject().Select(member => member.Name));
        Assert.Equal("Request was not authenticated properly", answer.Json.GetProperty("message").GetString());
        Assert.Equal("2025-01-02T03:04:05.0000000+00:00", answer.Json.GetProperty("timestamp").GetString());
        Assert.NotEqual(Guid.Empty, answer.Json.GetProperty("errorId").GetGuid());
        Assert.DoesNotContain(Sandbox.ApiKey, answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_without_a_key_or_with_two_or_with_another_scheme_is_refused()
    {
        Answer none = await Answer.ToAsync(GetFlowDetails().WithHeader("Authorization"));
        string two = await RawHttp.SendAsync(Sandbox.EightByEightEndpoint, RawHttp.Text(GetFlowDetails(), ("Authorization", $"Bearer {Sandbox.ApiKey}")));
        Answer basic = await Answer.ToAsync(GetFlowDetails().WithHeader("Authorization", $"Basic {Sandbox.ApiKey}"));

        Assert.All([none, basic], answer => Assert.Equal((401, 1200), (answer.Status, answer.Number)));
        Assert.StartsWith("HTTP/1.1 401 ", two, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not-a-guid")]
    [InlineData("00000000-0000-0000-0000-00000000000")]
    [InlineData("00000000-0000-0000-0000-0000000000000")]
    [InlineData("0000000000000000000000000000000g")]
    [InlineData("")]
    public async Task An_account_id_that_does_not_fit_the_pattern_is_refused(string accountId)
    {
        Answer answer = await Answer.ToAsync(GetFlowDetails(accountId: accountId));

        Assert.Equal((400, 1000), (answer.Status, answer.Number));
        Assert.Contains("accountId", answer.Json.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_id_reads_the_same_without_dashes_and_in_upper_case()
    {
        Answer answer = await Answer.ToAsync(GetFlowDetails(accountId: Sandbox.AccountId.Replace("-", "", StringComparison.Ordinal).ToUpperInvariant()));

        Assert.Equal(200, answer.Status);
    }

    [Fact]
    public async Task An_account_that_is_not_the_keys_is_forbidden()
    {
        Answer answer = await Answer.ToAsync(GetFlowDetails(accountId: Guid.NewGuid().ToString()));

        Assert.Equal((403, 1201), (answer.Status, answer.Number));
    }

    [Fact]
    public async Task An_unknown_channel_or_flow_is_not_found()
    {
        Answer channel = await Answer.ToAsync(GetFlowDetails(channelId: "other"));
        Answer flow = await Answer.ToAsync(GetFlowDetails(flowId: "1"));
        Answer flowOfTheOtherProvider = await Answer.ToAsync(GetFlowDetails(flowId: Flow(Cams, "DRAFT").Id));

        Assert.All([channel, flow, flowOfTheOtherProvider], answer => Assert.Equal((404, 1300), (answer.Status, answer.Number)));
    }

    [Fact]
    public async Task A_path_or_method_that_the_spec_does_not_have_is_not_found()
    {
        HttpRequestMessage patch = GetFlowDetails();
        patch.Method = HttpMethod.Patch;
        HttpRequestMessage list = new(HttpMethod.Get, new Uri(Sandbox.EightByEightEndpoint, "/api/v1/flows"));

        Answer patched = await Answer.ToAsync(patch);
        Answer listed = await Answer.ToAsync(list.WithHeader("Authorization", $"Bearer {Sandbox.ApiKey}"));

        Assert.All([patched, listed], answer => Assert.Equal((404, 1300), (answer.Status, answer.Number)));
    }

    [Fact]
    public async Task The_log_names_operation_and_code()
    {
        await Answer.ToAsync(GetFlowDetails());
        await Answer.ToAsync(GetFlowDetails(flowId: "1"));

        Assert.Equal(
            [(EightByEight, "get-whatsapp-flow-details", "GET", 200, null), (EightByEight, "get-whatsapp-flow-details", "GET", 404, "1300")],
            Sandbox.Requests.Select(request => (request.Provider, request.Operation!, request.Method, request.Status, request.Code)));
    }
}
