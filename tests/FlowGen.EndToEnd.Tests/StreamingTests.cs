using System.Globalization;
using FlowGen.Sandbox;

namespace FlowGen.EndToEnd.Tests;

/// <summary>A list across its pages.</summary>
public sealed class StreamingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Flows_stream_across_pages_each_of_which_is_a_call_that_keeps_the_quota()
    {
        await using var sandbox = await SandboxWithAsync(50);
        var cams = Clients.Cams(sandbox, static options => options.MaxRetries = 0);

        var flows = await cams.ListFlowAllAsync(cancellationToken: Token).ToListAsync(Token);

        Assert.Equal(sandbox.Flows.Select(static flow => flow.Id), flows.Select(static flow => flow.EnsureSuccess().FlowId));
        Assert.Equal(["ListFlow", "ListFlow", "ListFlow"], sandbox.Requests.Select(static request => request.Operation));
    }

    [Fact]
    public async Task The_request_names_size_first_page_and_filter()
    {
        await using var sandbox = await SandboxWithAsync(12);

        var rest = await Clients.Cams(sandbox).ListFlowAllAsync(new() { Page = new() { Index = 2, Size = 5 } }, Token).ToListAsync(Token);
        var named = await Clients.Cams(sandbox).ListFlowAllAsync(new() { FlowName = "flow 7" }, Token).ToListAsync(Token);

        Assert.Equal(sandbox.Flows.Skip(5).Select(static flow => flow.Id), rest.Select(static flow => flow.EnsureSuccess().FlowId));
        Assert.Equal("7", Assert.Single(named).EnsureSuccess().FlowId);
    }

    [Fact]
    public async Task Pages_beyond_the_quota_wait_and_none_is_refused()
    {
        await using var sandbox = await SandboxWithAsync(12);
        var cams = Clients.Cams(sandbox, static options => options.MaxRetries = 0);

        var flows = await cams.ListFlowAllAsync(new() { Page = new() { Size = 2 } }, Token).ToListAsync(Token);

        // Six full pages and an empty one: more than the five calls that a second permits.
        Assert.Equal(12, flows.Count(static flow => flow.IsSuccess));
        Assert.Equal(7, sandbox.Requests.Count);
        Assert.All(sandbox.Requests, static request => Assert.Equal("OK", request.Code));
    }

    [Fact]
    public async Task A_page_that_is_refused_is_the_last_thing_that_comes()
    {
        await using var sandbox = await SandboxWithAsync(3);

        var result = Assert.Single(await Clients.Cams(sandbox).ListFlowAllAsync(new() { CustSpaceId = "cams-other" }, Token).ToListAsync(Token));

        Assert.Equal("Unknown.ResourceOwnerId", result.Error!.Code);
    }

    private static Task<FlowSandbox> SandboxWithAsync(int flows) => FlowSandbox.StartAsync(
        new()
        {
            Flows = [.. Enumerable.Range(1, flows).Select(static number => new SandboxFlow
            {
                Provider = "alibaba-cams",
                Id = number.ToString(CultureInfo.InvariantCulture),
                Name = FormattableString.Invariant($"flow {number}"),
                Status = "DRAFT",
                Json = "{}",
            })],
        },
        Token);
}
