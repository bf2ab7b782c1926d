using FaultRun;
using FlowGen.Sandbox;

namespace FlowGen.EndToEnd.Tests;

/// <summary>The run of <c>samples/FaultRun</c> with a few calls a fault, and what a caller sees of single faults.</summary>
public sealed class FaultTests
{
    private const int Calls = 24;

    public static TheoryData<string> Scenarios => [.. Scenario.All.Select(static scenario => scenario.Name)];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task Every_call_ends_in_a_value_or_a_typed_error_and_no_write_runs_twice(string name)
    {
        var result = await Scenario.All.Single(scenario => scenario.Name == name).RunAsync(Calls, concurrency: 8, TestContext.Current.CancellationToken);

        Assert.Empty(result.Thrown);
        Assert.Equal(Calls, result.Values + result.Errors.Values.Sum());
        Assert.True(result.Hits > 0);
        Assert.Empty(result.RepeatedWrites);
        Assert.Equal((0, 0, 0), (result.LeakedPermits, result.LeftInQueue, result.LeakedConnections));
    }

    [Fact]
    public async Task A_read_that_a_fault_keeps_from_an_answer_is_repeated()
    {
        await using var sandbox = await FlowSandbox.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        sandbox.Faults.Next(Fault.Reset().AfterOperation());

        var result = await Clients.Cams(sandbox).GetFlowAsync(new() { FlowId = sandbox.Flow("alibaba-cams", "DRAFT").Id }, TestContext.Current.CancellationToken);

        Assert.True(result.IsSuccess, result.ToString());
        Assert.Equal([FaultKind.Reset, null], sandbox.Requests.Select(static request => request.Fault));
    }

    [Fact]
    public async Task A_write_whose_answer_is_lost_is_not_repeated_and_its_error_says_what_happened()
    {
        await using var sandbox = await FlowSandbox.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        sandbox.Faults.Next(Fault.Reset().AfterOperation());

        var result = await Clients.Cams(sandbox).CreateFlowAsync(new() { FlowName = "once", Categories = [Cams.FlowCategory.Other] }, TestContext.Current.CancellationToken);

        Assert.Equal(ApiErrorCategory.Network, result.Error?.Category);
        Assert.True(Assert.Single(sandbox.Requests).IsExecuted);
        Assert.Single(sandbox.Flows, static flow => flow.Name == "once");
    }

    [Fact]
    public async Task A_write_that_the_quota_refused_is_repeated_when_the_provider_says_so()
    {
        await using var sandbox = await FlowSandbox.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        sandbox.Faults.Next(Fault.Throttling(TimeSpan.FromMilliseconds(20)), operation: "CreateFlow");

        var result = await Clients.Cams(sandbox).CreateFlowAsync(new() { FlowName = "once", Categories = [Cams.FlowCategory.Other] }, TestContext.Current.CancellationToken);

        Assert.True(result.IsSuccess, result.ToString());
        Assert.Equal([false, true], sandbox.Requests.Select(static request => request.IsExecuted));
    }
}
