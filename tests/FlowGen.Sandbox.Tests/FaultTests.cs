using System.Globalization;
using System.Text.Json.Nodes;

namespace FlowGen.Sandbox.Tests;

public sealed class FaultTests : SandboxTest
{
    // As fast as calls come: these tests are not about the quota.
    protected override FlowSandboxOptions Options => new() { TimeProvider = Clock, Quota = SandboxQuota.Unlimited };

    [Fact]
    public async Task A_fault_happens_to_as_many_calls_as_asked_and_then_no_more()
    {
        FaultRule rule = Sandbox.Faults.Next(Fault.Status(503), calls: 2);

        Answer[] answers = [await Answer.ToAsync(GetFlow()), await Answer.ToAsync(GetFlow()), await Answer.ToAsync(GetFlow())];

        Assert.Equal([503, 503, 200], answers.Select(answer => answer.Status));
        Assert.Equal((2, true), (rule.Hits, rule.IsUsedUp));
        Assert.Equal([FaultKind.Status, FaultKind.Status, null], Sandbox.Requests.Select(request => request.Fault));
    }

    [Fact]
    public async Task A_fault_happens_to_the_calls_of_its_operation_and_its_provider_only()
    {
        Sandbox.Faults.Next(Fault.Status(503), operation: "get-whatsapp-flow-details");
        Sandbox.Faults.Add(new() { Fault = Fault.Status(502), Provider = Cams, Calls = null });

        Answer[] answers = [await Answer.ToAsync(GetFlow()), await Answer.ToAsync(GetFlowDetails()), await Answer.ToAsync(GetFlowDetails()), await Answer.ToAsync(GetFlow())];

        Assert.Equal([502, 503, 200, 502], answers.Select(answer => answer.Status));
    }

    [Fact]
    public async Task Faults_that_are_taken_back_do_not_happen()
    {
        Sandbox.Faults.Next(Fault.Reset());
        Sandbox.Faults.Clear();

        Assert.Equal("OK", (await Answer.ToAsync(GetFlow())).Code);
        Assert.Empty(Sandbox.Faults.Rules);
    }

    [Fact]
    public async Task Chance_hits_the_same_calls_whenever_it_begins_at_the_same_seed()
    {
        bool[] first = await HitsAsync(seed: 7);
        bool[] again = await HitsAsync(seed: 7);
        bool[] other = await HitsAsync(seed: 8);

        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
        Assert.Contains(true, first);
        Assert.Contains(false, first);

        async Task<bool[]> HitsAsync(int seed)
        {
            Sandbox.Faults.Clear();
            Sandbox.Faults.Add(new() { Fault = Fault.Status(500), Calls = null, Probability = 0.5, Seed = seed });
            List<bool> hits = [];
            for (int call = 0; call < 20; call++)
            {
                hits.Add((await Answer.ToAsync(GetFlow())).Status == 500);
            }

            return [.. hits];
        }
    }

    [Theory]
    [InlineData(FaultKind.Status)]
    [InlineData(FaultKind.Refusal)]
    [InlineData(FaultKind.Throttling)]
    [InlineData(FaultKind.CutOffBody)]
    [InlineData(FaultKind.BrokenJson)]
    [InlineData(FaultKind.Reset)]
    [InlineData(FaultKind.Delay)]
    public async Task Before_the_operation_it_does_not_run_and_after_it_has_run_once(FaultKind kind)
    {
        Fault fault = kind switch
        {
            FaultKind.Status => Fault.Status(502),
            FaultKind.Refusal => Fault.Refusal("InternalError"),
            FaultKind.Throttling => Fault.Throttling(),
            FaultKind.CutOffBody => Fault.CutOffBody(),
            FaultKind.BrokenJson => Fault.BrokenJson(),
            FaultKind.Reset => Fault.Reset(),
            _ => Fault.Delay(TimeSpan.FromMilliseconds(1)),
        };
        int flows = Sandbox.Flows.Count;

        Sandbox.Faults.Next(fault.BeforeOperation());
        await CreateAsync("before");
        int before = Sandbox.Flows.Count;
        Sandbox.Faults.Next(fault.AfterOperation());
        await CreateAsync("after");

        // A delay holds a call up, and does not keep it from running.
        int executedBefore = kind == FaultKind.Delay ? 1 : 0;
        Assert.Equal((flows + executedBefore, flows + executedBefore + 1), (before, Sandbox.Flows.Count));
        Assert.Equal([executedBefore == 1, true], Sandbox.Requests.Select(request => request.IsExecuted));
        Assert.Equal([kind, kind], Sandbox.Requests.Select(request => request.Fault));
    }

    [Fact]
    public async Task A_status_comes_with_the_body_that_it_was_given()
    {
        Sandbox.Faults.Next(Fault.Status(504, "<h1>Gateway Time-out</h1>"));

        Answer answer = await Answer.ToAsync(GetFlow());

        Assert.Equal((504, "<h1>Gateway Time-out</h1>"), (answer.Status, answer.Text));
        Assert.Equal((504, "<h1>Gateway Time-out</h1>"), (Sandbox.Requests[0].Status, Sandbox.Requests[0].Answer));
    }

    [Theory]
    [InlineData("Product.Unsubscript", 400, "You have not subscribed to the specified product.")]
    [InlineData("Ram.PermissionDeny", 400, "You are not authorized to perform the operation.")]
    [InlineData("System.LimitControl", 400, "The system is under flow control.")]
    [InlineData("Unknown.ResourceOwnerId", 400, "The resource does not belong to the current user.")]
    [InlineData("ServiceUnavailable", 503, null)]
    [InlineData("InvalidSecurityToken.Expired", 403, null)]
    public async Task A_refusal_of_CAMS_has_the_status_and_the_text_that_the_vendor_documents(string code, int status, string? text)
    {
        Sandbox.Faults.Next(Fault.Refusal(code));

        Answer eightByEight = await Answer.ToAsync(GetFlowDetails());
        Answer answer = await Answer.ToAsync(GetFlow());

        Assert.Equal(200, eightByEight.Status);
        Assert.Equal((status, code), (answer.Status, answer.Code));
        Assert.Equal(text ?? answer.Json.GetProperty("Message").GetString(), answer.Json.GetProperty("Message").GetString());
    }

    [Theory]
    [InlineData("1000", 400)]
    [InlineData("1200", 401)]
    [InlineData("2000", 500)]
    public async Task A_refusal_of_8x8_has_the_status_that_the_vendor_documents(string code, int status)
    {
        Sandbox.Faults.Next(Fault.Refusal(code));

        Answer cams = await Answer.ToAsync(GetFlow());
        Answer answer = await Answer.ToAsync(GetFlowDetails());

        Assert.Equal(200, cams.Status);
        Assert.Equal((status, int.Parse(code, CultureInfo.InvariantCulture)), (answer.Status, answer.Number));
    }

    [Fact]
    public async Task Throttling_is_the_documented_refusal_with_its_header()
    {
        Sandbox.Faults.Next(Fault.Throttling(TimeSpan.FromMilliseconds(1500)), calls: 2);

        Answer cams = await Answer.ToAsync(GetFlow());
        Answer eightByEight = await Answer.ToAsync(GetFlowDetails());

        Assert.Equal((400, "System.LimitControl", "1500"), (cams.Status, cams.Code, cams.Headers.Single("x-acs-retry-after")));
        Assert.Equal((429, 429, "2"), (eightByEight.Status, eightByEight.Number, eightByEight.Headers.Single("Retry-After")));
    }

    [Fact]
    public async Task A_wrong_clock_refuses_what_is_in_date_and_says_in_its_header_what_it_shows()
    {
        Sandbox.Faults.Add(new() { Fault = Fault.WrongDate(TimeSpan.FromHours(-2)), Calls = null });

        Answer refused = await Answer.ToAsync(GetFlow());
        Answer accepted = await Answer.ToAsync(GetFlow() with { Date = refused.Headers.Date!.Value });

        Assert.Equal((400, "InvalidTimeStamp.Expired"), (refused.Status, refused.Code));
        Assert.Equal(Clock.GetUtcNow().AddHours(-2), refused.Headers.Date);
        Assert.Equal("OK", accepted.Code);
    }

    [Fact]
    public async Task A_nonce_is_not_forgotten_because_the_clock_was_wrong_in_between()
    {
        CamsCall call = GetFlow();
        Answer first = await Answer.ToAsync(call);
        Sandbox.Faults.Next(Fault.WrongDate(TimeSpan.FromHours(2)));
        Answer ahead = await Answer.ToAsync(GetFlow() with { Date = Clock.GetUtcNow().AddHours(2) });

        Answer replay = await Answer.ToAsync(call);

        Assert.Equal(("OK", "OK", "SignatureNonceUsed"), (first.Code, ahead.Code, replay.Code));
    }

    [Fact]
    public async Task A_body_that_is_cut_off_arrives_in_part_under_a_header_that_announces_all_of_it()
    {
        Sandbox.Faults.Next(Fault.CutOffBody());

        string text = await RawHttp.SendAsync(Sandbox.CamsEndpoint, RawHttp.Text(GetFlow().Sign()));

        string body = text[(text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        string whole = Sandbox.Requests[0].Answer;
        Assert.StartsWith("HTTP/1.1 200 ", text, StringComparison.Ordinal);
        Assert.Contains($"Content-Length: {whole.Length}\r\n", text, StringComparison.Ordinal);
        Assert.Equal(whole[..(whole.Length / 2)], body);
    }

    [Fact]
    public async Task Broken_JSON_arrives_whole_and_ends_in_the_middle()
    {
        Sandbox.Faults.Next(Fault.BrokenJson());

        using HttpClient client = new();
        using HttpResponseMessage response = await client.SendAsync(GetFlow().Sign(), TestContext.Current.CancellationToken);
        string text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.True(response.IsSuccessStatusCode);
        Assert.StartsWith("{", text, StringComparison.Ordinal);
        Assert.ThrowsAny<System.Text.Json.JsonException>(() => JsonNode.Parse(text));
    }

    [Fact]
    public async Task A_reset_ends_the_connection_without_an_answer()
    {
        Sandbox.Faults.Next(Fault.Reset());

        HttpRequestException exception = await Assert.ThrowsAsync<HttpRequestException>(() => Answer.ToAsync(GetFlow()));

        System.Net.Sockets.SocketException cause = Assert.IsType<System.Net.Sockets.SocketException>(exception.GetBaseException());
        Assert.Equal(System.Net.Sockets.SocketError.ConnectionReset, cause.SocketErrorCode);
        Assert.Equal((0, ""), (Sandbox.Requests[0].Status, Sandbox.Requests[0].Answer));
    }

    [Fact]
    public async Task A_caller_that_leaves_during_a_delay_does_not_keep_the_operation_from_running()
    {
        // On the system's clock: the manual one has no timers.
        await using FlowSandbox sandbox = await FlowSandbox.StartAsync(new() { Quota = SandboxQuota.Unlimited }, TestContext.Current.CancellationToken);
        sandbox.Faults.Next(Fault.Delay(TimeSpan.FromMilliseconds(300)));
        using HttpClient client = new();
        using CancellationTokenSource impatience = new();
        Task<HttpResponseMessage> call = client.SendAsync(Create(sandbox, DateTimeOffset.UtcNow, "late").Sign(), impatience.Token);
        while (sandbox.RequestsUnderWay == 0)
        {
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        while (sandbox.RequestsUnderWay > 0)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        Assert.True(Assert.Single(sandbox.Requests).IsExecuted);
        Assert.Contains(sandbox.Flows, flow => flow.Name == "late");
    }

    [Fact]
    public async Task A_long_delay_does_not_hold_up_the_end_of_the_sandbox()
    {
        FlowSandbox sandbox = await FlowSandbox.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        sandbox.Faults.Next(Fault.Delay(TimeSpan.FromHours(1)));
        Task<Answer> call = Answer.ToAsync(CamsCall.To(sandbox, DateTimeOffset.UtcNow, ("FlowId", "1")));
        while (sandbox.RequestsUnderWay == 0)
        {
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        await sandbox.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        await Task.WhenAny(call).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_call_that_a_fault_keeps_away_does_not_count_against_the_quota()
    {
        await using FlowSandbox sandbox = await FlowSandbox.StartAsync(new() { TimeProvider = Clock }, TestContext.Current.CancellationToken);
        sandbox.Faults.Next(Fault.Status(503), calls: 5);
        for (int call = 0; call < 10; call++)
        {
            await Answer.ToAsync(CamsCall.To(sandbox, Clock.GetUtcNow(), ("FlowId", "926753328126430001")));
        }

        Assert.Equal(5, sandbox.Requests.Count(request => request.Code == "OK"));
    }

    [Fact]
    public void Rules_that_no_call_can_fit_are_refused_by_name()
    {
        SandboxFaults faults = Sandbox.Faults;

        Assert.Contains("GetFlows", Assert.Throws<ArgumentException>(() => faults.Next(Fault.Reset(), operation: "GetFlows")).Message, StringComparison.Ordinal);
        Assert.Contains("acme", Assert.Throws<ArgumentException>(() => faults.Add(new() { Fault = Fault.Reset(), Provider = "acme" })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => faults.Add(new() { Fault = Fault.Reset(), Provider = EightByEight, Operation = "GetFlow" }));
        Assert.Throws<ArgumentException>(() => faults.Next(Fault.Reset(), calls: 0));
        Assert.Throws<ArgumentException>(() => faults.Add(new() { Fault = Fault.Reset(), Probability = 0 }));
        Assert.Throws<ArgumentException>(() => faults.Add(new() { Fault = Fault.Reset(), Probability = double.NaN }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fault.Delay(TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fault.Status(200));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fault.Throttling(TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fault.WrongDate(TimeSpan.FromDays(366)));
        Assert.Throws<ArgumentException>(() => Fault.Refusal(""));
        Assert.Empty(faults.Rules);
    }

    [Fact]
    public async Task Many_calls_at_once_are_hit_exactly_as_often_as_asked()
    {
        FaultRule rule = Sandbox.Faults.Next(Fault.Status(503), calls: 17);

        Answer[] answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => Answer.ToAsync(GetFlow())));

        Assert.Equal((17, 17), (rule.Hits, answers.Count(answer => answer.Status == 503)));
    }

    private static CamsCall Create(FlowSandbox sandbox, DateTimeOffset date, string name) =>
        CamsCall.To(sandbox, date, ("FlowName", name), ("Categories", """["OTHER"]""")) with { Action = "CreateFlow" };

    private async Task CreateAsync(string name)
    {
        try
        {
            await Answer.ToAsync(Create(Sandbox, Clock.GetUtcNow(), name));
        }
        catch (Exception exception) when (exception is HttpRequestException or System.Text.Json.JsonException)
        {
            Assert.Contains(Sandbox.Requests[^1].Fault, new FaultKind?[] { FaultKind.Reset, FaultKind.CutOffBody, FaultKind.BrokenJson });
        }
    }
}
