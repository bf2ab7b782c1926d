using FlowGen.Throttling;

namespace FlowGen.Redis.Tests;

public sealed class RedisQuotasTests(SharedRedis redis)
{
    private static readonly Quota Cams = new("alibaba-cams", "cams.example", "LTAI5tSomeKeyId", "flows", 5, TimeSpan.FromSeconds(1), TimeProvider.System);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_quota_has_one_limiter_and_another_quota_another()
    {
        await using var quotas = new RedisQuotas(redis.Connection, new() { ExpectedProcesses = 2 });

        Assert.Same(quotas.LimiterFor(Cams), quotas.LimiterFor(Cams with { }));
        Assert.NotSame(quotas.LimiterFor(Cams), quotas.LimiterFor(Cams with { Account = "another" }));
    }

    [Fact]
    public async Task A_server_that_was_just_started_gives_nothing_as_long_as_it_may_have_forgotten_and_the_queue_has_no_bound()
    {
        var quota = Cams with { Account = Guid.NewGuid().ToString(), Window = TimeSpan.FromHours(1) };
        await using var quotas = new RedisQuotas(redis.Connection, new() { ExpectedProcesses = 2 });
        using var cancellation = new CancellationTokenSource();

        var waiting = Enumerable.Range(0, 2000).Select(_ => quotas.LimiterFor(quota).AcquireAsync(1, cancellation.Token).AsTask()).ToArray();
        var line = new RedisKeys("flowgen", RedisKeys.NameOf(quota)).Line;
        while (await redis.Connection.GetDatabase().SortedSetLengthAsync(line) == 0)
        {
            await Task.Delay(20, Token);
        }

        Assert.Equal(2000, quotas.LimiterFor(quota).GetStatistics()!.CurrentQueuedCount);
        Assert.False(quotas.IsDegraded);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(waiting));
    }

    [Fact]
    public void The_name_of_a_quota_is_readable_and_holds_no_account()
    {
        var name = RedisKeys.NameOf(Cams);

        Assert.StartsWith("alibaba-cams/flows/", name, StringComparison.Ordinal);
        Assert.DoesNotContain(Cams.Account, name, StringComparison.Ordinal);
        Assert.Equal("flowgen:{" + name + "}:used", new RedisKeys("flowgen", name).Used);
    }

    [Fact]
    public void Quotas_have_one_name_exactly_when_they_are_of_one_account_and_group()
    {
        var name = RedisKeys.NameOf(Cams);

        Assert.Equal(name, RedisKeys.NameOf(Cams with { Permits = 7, Window = TimeSpan.FromMinutes(1) }));
        Assert.NotEqual(name, RedisKeys.NameOf(Cams with { Account = "another" }));
        Assert.NotEqual(name, RedisKeys.NameOf(Cams with { Authority = "cams.elsewhere.example" }));
        Assert.NotEqual(name, RedisKeys.NameOf(Cams with { Group = "messages" }));
        Assert.NotEqual(name, RedisKeys.NameOf(Cams with { Provider = "alibaba-cams\ncams.example", Authority = "" }));
    }

    [Fact]
    public void A_name_from_a_spec_cannot_break_out_of_its_place_in_the_key() =>
        Assert.StartsWith("a--b/c-d/", RedisKeys.NameOf(Cams with { Provider = "a}{b", Group = "c d" }), StringComparison.Ordinal);

    [Fact]
    public async Task After_its_end_it_gives_nothing()
    {
        var quotas = new RedisQuotas(redis.Connection, new() { ExpectedProcesses = 2 });
        await quotas.DisposeAsync();

        Assert.Throws<ObjectDisposedException>(() => quotas.LimiterFor(Cams));
    }
}
