namespace FlowGen.Sandbox.Tests;

/// <summary>What the sandbox does when its own answer is wrong, which a flow with a status of our making brings about.</summary>
public sealed class AnswerValidationTests : SandboxTest
{
    protected override bool BringsAboutFaults => true;

    protected override FlowSandboxOptions Options => new()
    {
        TimeProvider = Clock,
        Flows =
        [
            new() { Provider = EightByEight, Id = "1", Name = "Odd", Status = "SLEEPING", Categories = ["OTHER"], Json = "{}" },
            new() { Provider = EightByEight, Id = "2", Name = "Odd", Status = "DRAFT", Categories = ["OTHER", "KNITTING"], Json = "{}" },
            new() { Provider = Cams, Id = "3", Name = "Open", Status = "SLEEPING", Categories = ["KNITTING"], Json = "{}" },
        ],
    };

    [Theory]
    [InlineData("1", "#/status")]
    [InlineData("2", "#/categories[1]")]
    public async Task An_answer_that_does_not_fit_the_spec_is_not_sent_but_reported_with_its_place(string flowId, string place)
    {
        Answer answer = await Answer.ToAsync(GetFlowDetails(flowId: flowId));

        SandboxRequest request = Assert.Single(Sandbox.Requests);
        Assert.Equal(500, answer.Status);
        Assert.Contains("get-whatsapp-flow-details", answer.Text, StringComparison.Ordinal);
        Assert.Contains(place, answer.Text, StringComparison.Ordinal);
        Assert.True(request.IsSandboxFault);
        Assert.Contains(place, request.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_enum_that_the_spec_leaves_open_takes_any_value()
    {
        Answer answer = await Answer.ToAsync(CamsCall.To(Sandbox, Clock.GetUtcNow(), ("FlowId", "3")));

        Assert.Equal((200, "SLEEPING"), (answer.Status, answer.Json.GetProperty("Data").GetProperty("Status").GetString()));
        Assert.False(answer.Json.GetProperty("Data").TryGetProperty("JSONVersion", out _));
        Assert.False(Sandbox.Requests[0].IsSandboxFault);
    }
}
