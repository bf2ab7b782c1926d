using System.Globalization;

namespace FlowGen.Sandbox.Tests;

public sealed class QuotaTests : SandboxTest
{
    [Fact]
    public async Task The_sixth_call_within_a_second_is_refused_with_the_vendors_words()
    {
        await CallAsync(times: 5);

        Answer sixth = await Answer.ToAsync(GetFlow());

        Assert.Equal((400, "System.LimitControl"), (sixth.Status, sixth.Code));
        Assert.Equal("The system is under flow control.", sixth.Json.GetProperty("Message").GetString());
        Assert.Equal("1000", sixth.Headers.Single("x-acs-retry-after"));
    }

    [Fact]
    public async Task The_three_operations_count_together()
    {
        await CallAsync(times: 2);
        await CallAsync(times: 2, "GetFlowJSONAssest");
        await CallAsync(times: 1, "GetFlowPreviewUrl");

        Answer sixth = await Answer.ToAsync(GetFlow() with { Action = "GetFlowPreviewUrl" });

        Assert.Equal("System.LimitControl", sixth.Code);
    }

    [Fact]
    public async Task Any_window_of_a_second_counts_and_not_only_those_that_begin_on_a_full_one()
    {
        await CallAsync(times: 1);
        Clock.Advance(TimeSpan.FromMilliseconds(900));
        await CallAsync(times: 4);
        Answer within = await Answer.ToAsync(GetFlow());

        // The first call is a second old: one place is free, the next only when the four are.
        Clock.Advance(TimeSpan.FromMilliseconds(100));
        Answer first = await Answer.ToAsync(GetFlow());
        Answer second = await Answer.ToAsync(GetFlow());

        Assert.Equal(("System.LimitControl", "100"), (within.Code, within.Headers.Single("x-acs-retry-after")));
        Assert.Equal("OK", first.Code);
        Assert.Equal(("System.LimitControl", "900"), (second.Code, second.Headers.Single("x-acs-retry-after")));
    }

    [Fact]
    public async Task A_call_counts_until_its_second_has_passed_to_the_tick()
    {
        await CallAsync(times: 5);
        Clock.Advance(TimeSpan.FromSeconds(1) - TimeSpan.FromTicks(1));
        Answer early = await Answer.ToAsync(GetFlow());
        Clock.Advance(TimeSpan.FromTicks(1));
        Answer inTime = await Answer.ToAsync(GetFlow());

        Assert.Equal(("System.LimitControl", "1"), (early.Code, early.Headers.Single("x-acs-retry-after")));
        Assert.Equal("OK", inTime.Code);
    }

    [Fact]
    public async Task A_call_that_the_quota_refuses_does_not_count()
    {
        await CallAsync(times: 5);
        for (int call = 0; call < 20; call++)
        {
            Assert.Equal("System.LimitControl", (await Answer.ToAsync(GetFlow())).Code);
        }

        Clock.Advance(TimeSpan.FromSeconds(1));

        await CallAsync(times: 5);
    }

    [Fact]
    public async Task A_call_that_is_not_the_accounts_does_not_count()
    {
        for (int call = 0; call < 10; call++)
        {
            Assert.Equal("SignatureDoesNotMatch", (await Answer.ToAsync(GetFlow() with { Secret = "guessed" })).Code);
        }

        await CallAsync(times: 5);
    }

    [Fact]
    public async Task A_call_with_a_wrong_parameter_counts()
    {
        for (int call = 0; call < 5; call++)
        {
            Assert.Equal("MissingFlowId", (await Answer.ToAsync(GetFlow() with { Query = [] })).Code);
        }

        Assert.Equal("System.LimitControl", (await Answer.ToAsync(GetFlow())).Code);
    }

    [Fact]
    public async Task Of_many_calls_at_once_exactly_five_are_admitted()
    {
        Answer[] answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Answer.ToAsync(GetFlow())));

        Assert.Equal(5, answers.Count(answer => answer.Code == "OK"));
        Assert.Equal(35, answers.Count(answer => answer.Code == "System.LimitControl"));
        Assert.Equal(40, Sandbox.Requests.Count);
    }

    [Fact]
    public async Task Two_sandboxes_share_no_quota_and_no_key()
    {
        await using FlowSandbox other = await FlowSandbox.StartAsync(Options, TestContext.Current.CancellationToken);
        await CallAsync(times: 5);

        Answer elsewhere = await Answer.ToAsync(CamsCall.To(other, Clock.GetUtcNow(), ("FlowId", Flow(Cams, "DRAFT").Id)));
        Answer withTheWrongKey = await Answer.ToAsync(GetFlow() with { Endpoint = other.CamsEndpoint });

        Assert.Equal("OK", elsewhere.Code);
        Assert.Equal("InvalidAccessKeyId.NotFound", withTheWrongKey.Code);
        Assert.Equal(5, Sandbox.Requests.Count);
        Assert.Equal(2, other.Requests.Count);
    }

    [Fact]
    public async Task The_hundred_and_first_8x8_call_within_a_minute_is_refused()
    {
        for (int call = 0; call < 100; call++)
        {
            Assert.Equal(200, (await Answer.ToAsync(GetFlowDetails())).Status);
        }

        Clock.Advance(TimeSpan.FromMilliseconds(500));
        Answer refused = await Answer.ToAsync(GetFlowDetails());
        Clock.Advance(TimeSpan.FromSeconds(int.Parse(refused.Headers.Single("Retry-After")!, CultureInfo.InvariantCulture)));
        Answer later = await Answer.ToAsync(GetFlowDetails());

        Assert.Equal((429, 429, "60"), (refused.Status, refused.Number, refused.Headers.Single("Retry-After")));
        Assert.Equal(200, later.Status);
    }

    private async Task CallAsync(int times, string action = "GetFlow")
    {
        for (int call = 0; call < times; call++)
        {
            Assert.Equal("OK", (await Answer.ToAsync(GetFlow() with { Action = action })).Code);
        }
    }
}
