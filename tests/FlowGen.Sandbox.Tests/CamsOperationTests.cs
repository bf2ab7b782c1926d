using System.Text.Json;

namespace FlowGen.Sandbox.Tests;

public sealed class CamsOperationTests : SandboxTest
{
    [Theory]
    [InlineData("DRAFT")]
    [InlineData("PUBLISHED")]
    [InlineData("DEPRECATED")]
    public async Task GetFlow_answers_the_flow(string status)
    {
        SandboxFlow flow = Flow(Cams, status);

        Answer answer = await Answer.ToAsync(CamsCall.To(Sandbox, Clock.GetUtcNow(), ("FlowId", flow.Id), ("CustSpaceId", Sandbox.CustSpaceId)));

        Assert.Equal(200, answer.Status);
        Assert.Equal(["RequestId", "Code", "Message", "Data"], Names(answer.Json));
        Assert.Equal("OK", answer.Code);
        Assert.Equal("None", answer.Json.GetProperty("Message").GetString());
        JsonElement data = answer.Json.GetProperty("Data");
        Assert.Equal(
            ["Status", "FlowId", "FlowName", "Categories", "JSONVersion", "DataApiVersion", "PreviewUrl", "PreviewUrlExpires"], Names(data));
        Assert.Equal(flow.Id, data.GetProperty("FlowId").GetString());
        Assert.Equal(flow.Name, data.GetProperty("FlowName").GetString());
        Assert.Equal(status, data.GetProperty("Status").GetString());
        Assert.Equal(flow.Categories, data.GetProperty("Categories").EnumerateArray().Select(category => category.GetString()!));
        Assert.NotEmpty(flow.Categories);
        Assert.Equal("2.1", data.GetProperty("JSONVersion").GetString());
        Assert.Equal("3.0", data.GetProperty("DataApiVersion").GetString());
    }

    [Fact]
    public async Task GetFlow_ends_its_request_id_in_a_newline_as_the_sample_does()
    {
        Answer answer = await Answer.ToAsync(GetFlow());

        string header = Assert.IsType<string>(answer.Headers.Single("x-acs-request-id"));
        Assert.Equal(header + "\n", answer.Json.GetProperty("RequestId").GetString());
        Assert.Equal(header, Guid.Parse(header).ToString().ToUpperInvariant());
    }

    [Fact]
    public async Task GetFlowJSONAssest_answers_where_the_document_lies()
    {
        SandboxFlow flow = Flow(Cams, "PUBLISHED");

        Answer answer = await Answer.ToAsync(CamsCall.To(Sandbox, Clock.GetUtcNow(), ("FlowId", flow.Id)) with { Action = "GetFlowJSONAssest" });
        Answer document = await Answer.ToAsync(answer.Json.GetProperty("Data").GetProperty("FilePath").GetString()!);

        Assert.Equal(["AccessDeniedDetail", "RequestId", "Message", "Data", "Code"], Names(answer.Json));
        Assert.Equal("None", answer.Json.GetProperty("AccessDeniedDetail").GetString());
        Assert.Equal(answer.Headers.Single("x-acs-request-id"), answer.Json.GetProperty("RequestId").GetString());
        Assert.Equal((200, flow.Json), (document.Status, document.Text));
    }

    [Fact]
    public async Task GetFlowPreviewUrl_answers_a_link_that_lives_for_thirty_days()
    {
        SandboxFlow flow = Flow(Cams, "DRAFT");

        Answer answer = await Answer.ToAsync(GetFlow() with { Action = "GetFlowPreviewUrl" });
        JsonElement data = answer.Json.GetProperty("Data");
        Answer preview = await Answer.ToAsync(data.GetProperty("PreviewUrl").GetString()!);

        Assert.Equal(["FlowId", "PreviewUrl", "PreviewUrlExpires"], Names(data));
        Assert.Equal(Clock.GetUtcNow().AddDays(30).ToUnixTimeMilliseconds(), data.GetProperty("PreviewUrlExpires").GetInt64());
        Assert.Equal(200, preview.Status);
        Assert.Contains(flow.Name, preview.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GetFlow")]
    [InlineData("GetFlowJSONAssest")]
    [InlineData("GetFlowPreviewUrl")]
    public async Task A_flow_that_is_not_the_accounts_is_refused_with_the_vendors_words(string action)
    {
        Answer answer = await Answer.ToAsync(CamsCall.To(Sandbox, Clock.GetUtcNow(), ("FlowId", "1")) with { Action = action });

        Assert.Equal((400, "Unknown.ResourceOwnerId"), (answer.Status, answer.Code));
        Assert.Equal(["Code", "Message", "RequestId", "HostId", "Recommend"], Names(answer.Json));
        Assert.Equal("The resource does not belong to the current user.", answer.Json.GetProperty("Message").GetString());
        Assert.Equal(answer.Headers.Single("x-acs-request-id"), answer.Json.GetProperty("RequestId").GetString());
        Assert.Equal(Sandbox.CamsEndpoint.Authority, answer.Json.GetProperty("HostId").GetString());
    }

    [Fact]
    public async Task A_flow_of_the_other_provider_is_refused()
    {
        Answer answer = await Answer.ToAsync(CamsCall.To(Sandbox, Clock.GetUtcNow(), ("FlowId", Flow(EightByEight, "DRAFT").Id)));

        Assert.Equal("Unknown.ResourceOwnerId", answer.Code);
    }

    [Fact]
    public async Task A_space_that_is_not_the_accounts_is_refused()
    {
        Answer answer = await Answer.ToAsync(GetFlow() with { Query = [("FlowId", Flow(Cams, "DRAFT").Id), ("CustSpaceId", "cams-other")] });

        Assert.Equal((400, "Unknown.ResourceOwnerId"), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("GetFlow")]
    [InlineData("GetFlowPreviewUrl")]
    public async Task A_required_parameter_that_is_missing_is_named_by_the_code(string action)
    {
        Answer absent = await Answer.ToAsync(GetFlow() with { Action = action, Query = [] });
        Answer empty = await Answer.ToAsync(GetFlow() with { Action = action, Query = [("FlowId", "")] });

        Assert.Equal((400, "MissingFlowId"), (absent.Status, absent.Code));
        Assert.Equal((400, "MissingFlowId"), (empty.Status, empty.Code));
    }

    [Fact]
    public async Task The_optional_flow_id_of_GetFlowJSONAssest_may_be_missing_and_then_means_no_flow_of_the_account()
    {
        Answer answer = await Answer.ToAsync(GetFlow() with { Action = "GetFlowJSONAssest", Query = [] });

        Assert.Equal((400, "Unknown.ResourceOwnerId"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_parameter_that_is_given_twice_is_refused()
    {
        string id = Flow(Cams, "DRAFT").Id;

        Answer answer = await Answer.ToAsync(GetFlow() with { Query = [("FlowId", id), ("FlowId", id)] });

        Assert.Equal((400, "InvalidFlowId"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_parameter_that_the_operation_does_not_have_is_passed_over_and_written_down()
    {
        Answer answer = await Answer.ToAsync(GetFlow() with { Query = [("FlowId", Flow(Cams, "DRAFT").Id), ("OwnerId", "7"), ("Extra", "")] });

        Assert.Equal("OK", answer.Code);
        Assert.Equal(["OwnerId", "Extra"], Sandbox.Requests[0].IgnoredParameters.OrderDescending());
    }

    [Fact]
    public async Task Another_version_is_refused()
    {
        Answer answer = await Answer.ToAsync(GetFlow() with { Version = "2018-01-01" });

        Assert.Equal((404, "InvalidVersion"), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("GetFlowJSONAsset")]
    [InlineData("getflow")]
    [InlineData("TriggerFlow")]
    public async Task An_operation_that_the_spec_does_not_have_is_refused(string action)
    {
        Answer answer = await Answer.ToAsync(GetFlow() with { Action = action });

        Assert.Equal((404, "InvalidAction.NotFound"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Another_method_than_POST_and_GET_is_refused()
    {
        Answer answer = await Answer.ToAsync(GetFlow() with { Method = HttpMethod.Put });

        Assert.Equal((400, "UnsupportedHTTPMethod"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task The_log_tells_what_was_asked_and_how_it_ended()
    {
        await Answer.ToAsync(GetFlow());
        await Answer.ToAsync(CamsCall.To(Sandbox, Clock.GetUtcNow(), ("FlowId", "1")) with { Action = "GetFlowPreviewUrl" });

        Assert.Equal(
            [(Cams, "GetFlow", "POST", 200, "OK"), (Cams, "GetFlowPreviewUrl", "POST", 400, "Unknown.ResourceOwnerId")],
            Sandbox.Requests.Select(request => (request.Provider, request.Operation!, request.Method, request.Status, request.Code!)));
        Assert.All(Sandbox.Requests, request => Assert.Equal(Clock.GetUtcNow(), request.Time));
        Assert.Null(Sandbox.Requests[0].Detail);
        Assert.Contains("'1'", Sandbox.Requests[1].Detail, StringComparison.Ordinal);
        Assert.All(Sandbox.Requests, request => Assert.Equal(36, request.RequestId!.Length));
    }

    private static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(member => member.Name);
}
