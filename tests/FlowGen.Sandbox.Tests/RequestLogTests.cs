using System.Net.Http.Headers;
using System.Text;

namespace FlowGen.Sandbox.Tests;

public sealed class RequestLogTests : SandboxTest
{
    [Fact]
    public async Task The_log_tells_what_was_asked_and_what_was_answered()
    {
        Answer answer = await Answer.ToAsync(GetFlow() with { Query = [("FlowId", Flow(Cams, "DRAFT").Id), ("Odd", "a b+c")] });

        SandboxRequest request = Assert.Single(Sandbox.Requests);
        Assert.Equal((Clock.GetUtcNow(), Cams, "GetFlow", "POST", "/"), (request.Time, request.Provider, request.Operation, request.Method, request.Path));
        Assert.Equal((200, "OK", answer.Text, true, null), (request.Status, request.Code, request.Answer, request.IsExecuted, request.Fault));
        Assert.Equal(new Dictionary<string, string> { ["FlowId"] = Flow(Cams, "DRAFT").Id, ["Odd"] = "a b+c" }, request.Parameters);
        Assert.Equal("GetFlow", request.Headers["X-Acs-Action"]);
        Assert.Equal("2025-01-02T03:04:05Z", request.Headers["x-acs-date"]);
    }

    [Fact]
    public async Task The_log_has_the_values_of_the_path_and_the_body()
    {
        HttpRequestMessage update = GetFlowDetails();
        update.Method = HttpMethod.Put;
        update.Content = new StringContent("""{"name":"New"}""", Encoding.UTF8, "application/json");

        await Answer.ToAsync(update);

        SandboxRequest request = Assert.Single(Sandbox.Requests);
        Assert.Equal("""{"name":"New"}""", request.Body);
        Assert.Equal((Sandbox.AccountId, Flow(EightByEight, "DRAFT").Id), (request.Parameters["accountId"], request.Parameters["flowId"]));
        Assert.True(request.IsExecuted);
    }

    [Fact]
    public async Task A_refused_call_is_in_the_log_as_not_executed()
    {
        await Answer.ToAsync(GetFlow() with { Secret = "guessed" });
        await Answer.ToAsync(GetFlow() with { Query = [("FlowId", "404")] });
        await Answer.ToAsync(GetFlow() with { Action = "PublishFlow", Query = [("FlowId", Flow(Cams, "PUBLISHED").Id)] });

        Assert.Equal(["SignatureDoesNotMatch", "Unknown.ResourceOwnerId", "InvalidFlowId"], Sandbox.Requests.Select(request => request.Code));
        Assert.All(Sandbox.Requests, request => Assert.False(request.IsExecuted));
    }

    [Fact]
    public async Task Keys_tokens_and_signatures_stay_out_of_the_log_wherever_they_are_sent()
    {
        CamsCall call = GetFlow() with { Headers = [("x-acs-security-token", "somebody-elses-token"), ("cookie", "session=1")] };
        await Answer.ToAsync(call with { Query = [("FlowId", Sandbox.AccessKeySecret), ("Key", Sandbox.ApiKey)] });
        await Answer.ToAsync(GetFlowDetails(flowId: Sandbox.ApiKey));
        await Answer.ToAsync(GetFlowDetails().WithHeader("Authorization", "no-scheme-at-all"));
        HttpRequestMessage body = GetFlowDetails();
        body.Method = HttpMethod.Put;
        body.Content = new StringContent($$"""{"name":"{{Sandbox.AccessKeySecret}}"}""", MediaTypeHeaderValue.Parse("application/json"));
        await Answer.ToAsync(body);

        string log = string.Join('\n', Sandbox.Requests.SelectMany(request => request.Headers.Values.Concat(request.Parameters.Values).Concat([request.Path, request.Body, request.Answer])));
        Assert.DoesNotContain(Sandbox.AccessKeySecret, log, StringComparison.Ordinal);
        Assert.DoesNotContain(Sandbox.ApiKey, log, StringComparison.Ordinal);
        Assert.DoesNotContain("somebody-elses-token", log, StringComparison.Ordinal);
        Assert.DoesNotContain("session=1", log, StringComparison.Ordinal);
        Assert.DoesNotContain("no-scheme-at-all", log, StringComparison.Ordinal);
        Assert.EndsWith(",Signature=(hidden)", Sandbox.Requests[0].Headers["authorization"], StringComparison.Ordinal);
        Assert.Equal("Bearer (hidden)", Sandbox.Requests[1].Headers["authorization"]);
    }

    [Fact]
    public async Task Long_texts_are_cut()
    {
        await Answer.ToAsync(GetFlow() with { Query = [("FlowId", new string('9', 3000))] });

        Assert.Equal(new string('9', 2000) + "…", Sandbox.Requests[0].Parameters["FlowId"]);
    }

    [Fact]
    public async Task The_log_can_be_emptied()
    {
        await Answer.ToAsync(GetFlow());

        Sandbox.ClearRequests();

        Assert.Empty(Sandbox.Requests);
        Assert.Equal(0, Sandbox.RequestsUnderWay);
    }
}
