namespace FlowGen.Redis.Tests;

public sealed class LocalShareTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(5, 1, 5)]
    [InlineData(5, 2, 2)]
    [InlineData(100, 8, 12)]
    [InlineData(8, 8, 1)]
    public void The_shares_of_all_processes_together_are_the_quota_at_most(int permits, int processes, int expected) =>
        Assert.Equal(new LocalShare(expected, Second, IsStaggered: false), LocalShare.Of(permits, Second, processes));

    [Theory]
    [InlineData(5, 8, 1600)]
    [InlineData(1, 8, 8000)]
    [InlineData(3, 7, 2333.3334)]
    public void With_more_processes_than_permits_each_has_one_every_so_often(int permits, int processes, double milliseconds) =>
        Assert.Equal(new LocalShare(1, TimeSpan.FromMilliseconds(milliseconds), IsStaggered: true), LocalShare.Of(permits, Second, processes));

    [Fact]
    public void A_share_of_less_than_a_call_a_day_is_none()
    {
        Assert.Null(LocalShare.Of(1, TimeSpan.FromDays(1), 2));
        Assert.Null(LocalShare.Of(1, TimeSpan.FromDays(1), int.MaxValue));
    }
}
