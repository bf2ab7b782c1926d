using FlowGen.Sandbox;

namespace FlowGen.EndToEnd.Tests;

public sealed class QuotaTests
{
    [Fact]
    public async Task A_burst_waits_its_turn_and_no_call_is_refused_however_many_clients_make_it()
    {
        await using var sandbox = await FlowSandbox.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var flowId = sandbox.Flow("alibaba-cams", "DRAFT").Id;
        var clients = Enumerable.Range(0, 3).Select(_ => Clients.Cams(sandbox, static options => options.MaxRetries = 0)).ToList();

        var results = await Task.WhenAll(Enumerable.Range(0, 12).Select(call => clients[call % 3].GetFlowAsync(new() { FlowId = flowId }, TestContext.Current.CancellationToken)));

        Assert.All(results, static result => Assert.True(result.IsSuccess, result.ToString()));
        Assert.Equal(12, sandbox.Requests.Count);
    }

    [Fact]
    public async Task Operations_of_one_group_share_its_quota()
    {
        await using var sandbox = await FlowSandbox.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var flowId = sandbox.Flow("alibaba-cams", "DRAFT").Id;
        var cams = Clients.Cams(sandbox, static options => options.MaxRetries = 0);
        var token = TestContext.Current.CancellationToken;

        // Two of each; the provider counts them all together.
        for (var round = 0; round < 2; round++)
        {
            ApiError?[] errors = await Task.WhenAll(
                ErrorOf(cams.GetFlowAsync(new() { FlowId = flowId }, token)),
                ErrorOf(cams.ListFlowAsync(cancellationToken: token)),
                ErrorOf(cams.GetFlowJsonAssetAsync(new() { FlowId = flowId }, token)),
                ErrorOf(cams.GetFlowPreviewUrlAsync(new() { FlowId = flowId }, token)));
            Assert.All(errors, Assert.Null);
            Assert.True((await cams.SyncFlowAsync(new() { CustSpaceId = sandbox.CustSpaceId }, token)).IsSuccess);
        }

        Assert.DoesNotContain(sandbox.Requests, static request => request.Code == "System.LimitControl");
        static async Task<ApiError?> ErrorOf<T>(Task<ApiResult<T>> call) => (await call).Error;
    }

    [Fact]
    public async Task A_call_beyond_the_quota_is_a_throttled_error_with_the_providers_code_and_delay()
    {
        await using var sandbox = await FlowSandbox.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var flowId = sandbox.Flow("alibaba-cams", "DRAFT").Id;
        var cams = Clients.Cams(sandbox, static options =>
        {
            options.RateLimit = RateLimit.Unlimited("to see what the provider says");
            options.MaxRetries = 0;
        });

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => cams.GetFlowAsync(new() { FlowId = flowId }, TestContext.Current.CancellationToken)));

        var refused = results.Where(static result => !result.IsSuccess).ToList();
        Assert.NotEmpty(refused);
        Assert.All(refused, static result =>
        {
            Assert.Equal(ApiErrorCategory.Throttled, result.Error!.Category);
            Assert.Equal("System.LimitControl", result.Error.Code);
            Assert.True(result.Error.IsRetriable);
            Assert.InRange(result.Error.RetryAfter!.Value, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(1));
        });
    }

    [Fact]
    public async Task A_client_that_shares_its_account_with_a_stranger_tries_again_when_the_provider_says_so()
    {
        await using var sandbox = await FlowSandbox.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var flowId = sandbox.Flow("alibaba-cams", "DRAFT").Id;
        var stranger = Clients.Cams(sandbox, static options => options.RateLimit = RateLimit.Unlimited("another process"));
        var cams = Clients.Cams(sandbox);

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => stranger.GetFlowAsync(new() { FlowId = flowId }, TestContext.Current.CancellationToken)));
        var result = await cams.GetFlowAsync(new() { FlowId = flowId }, TestContext.Current.CancellationToken);

        Assert.True(result.IsSuccess, result.ToString());
        Assert.Contains(sandbox.Requests, static request => request.Code == "System.LimitControl");
    }
}
