using System.Threading.RateLimiting;
using FlowGen.Runtime.Tests.Clocks;
using FlowGen.Throttling;
using FsCheck;
using FsCheck.Fluent;

namespace FlowGen.Runtime.Tests.Throttling;

/// <summary>Whatever the load and the network, with a provider that counts calls when they arrive.</summary>
public sealed class SlidingWindowPropertyTests
{
    private const int Window = 100;

    private static readonly Config Checks = Config.QuickThrowOnFailure.WithMaxTest(200).WithReplay(20251121, 3);

    [Fact]
    public void No_window_of_the_provider_holds_more_than_the_quota_and_callers_are_served_in_their_order() => Prop.ForAll(
        Gen.Choose(1, 6).ToArbitrary(),
        LoadedCall.AnyLoad,
        static (permits, load) =>
        {
            var run = Simulate(permits, load);

            Assert.True(MostInAnyWindow(run.Counted) <= permits, "a window holds more than the quota");
            Assert.Equal(run.Served.Order(), run.Served);
            Assert.Equal(load.Count(static call => call.Patience is null), run.Served.Count(number => load[number].Patience is null));
        }).Check(Checks);

    [Fact]
    public void When_each_call_is_answered_after_a_millisecond_the_whole_quota_is_used_but_for_that() => Prop.ForAll(
        Gen.Choose(1, 6).ToArbitrary(),
        Gen.Choose(0, 60).ToArbitrary(),
        static (permits, calls) =>
        {
            var run = Simulate(permits, [.. Enumerable.Repeat(new LoadedCall(0, 0, 1, null), calls)]);

            Assert.All(run.Counted, (at, number) => Assert.Equal(number / permits * (Window + 1), at));
        }).Check(Checks);

    // Millisecond by millisecond, on a clock that stands still in between.
    private static (List<int> Counted, List<int> Served) Simulate(int permits, LoadedCall[] load)
    {
        var clock = new ManualTimeProvider();
        using var limiter = new SlidingWindowLogRateLimiter(permits, TimeSpan.FromMilliseconds(Window), queueLimit: int.MaxValue, clock);
        var waiting = new List<(int Number, Task<RateLimitLease> Lease, CancellationTokenSource Cancellation, int GivesUpAt)>();
        var sent = new List<(int AnswersAt, RateLimitLease Lease)>();
        var (counted, served) = (new List<int>(), new List<int>());
        var (now, next, nextAt) = (0, 0, load.Length > 0 ? load[0].After : 0);
        while (next < load.Length || waiting.Count > 0 || sent.Count > 0)
        {
            foreach (var answered in sent.Where(call => call.AnswersAt <= now).ToArray())
            {
                answered.Lease.Dispose();
                sent.Remove(answered);
            }

            foreach (var (_, _, cancellation, _) in waiting.Where(call => call.GivesUpAt <= now))
            {
                cancellation.Cancel();
            }

            for (; next < load.Length && nextAt <= now; nextAt += ++next < load.Length ? load[next].After : 0)
            {
                var cancellation = new CancellationTokenSource();
                waiting.Add((next, limiter.AcquireAsync(1, cancellation.Token).AsTask(), cancellation, load[next].Patience is { } patience ? now + patience : int.MaxValue));
            }

            // The limiter knows at once who waits no longer; their tasks are told on other threads.
            var queued = limiter.GetStatistics()!.CurrentQueuedCount;
            SpinWait.SpinUntil(() => waiting.Count(static call => !call.Lease.IsCompleted) == queued);
            foreach (var call in waiting.Where(static call => call.Lease.IsCompleted).ToArray())
            {
                waiting.Remove(call);
                call.Cancellation.Dispose();
                if (call.Lease.IsCompletedSuccessfully)
                {
                    served.Add(call.Number);
                    counted.Add(now + load[call.Number].Counted);
                    sent.Add((now + load[call.Number].Counted + load[call.Number].Answered, call.Lease.Result));
                }
            }

            clock.Advance(TimeSpan.FromMilliseconds(1));
            now++;
        }

        return (counted, served);
    }

    private static int MostInAnyWindow(List<int> counted)
    {
        counted.Sort();
        return counted.Count == 0 ? 0 : counted.Index().Max(call => counted.Skip(call.Index).TakeWhile(later => later - call.Item < Window).Count());
    }
}
