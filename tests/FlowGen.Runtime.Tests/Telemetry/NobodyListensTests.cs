using System.Diagnostics;
using System.Diagnostics.Metrics;
using FlowGen.Json;
using FlowGen.Runtime.Tests.Servers;
using FlowGen.Runtime.Tests.TestClients;
using FlowGen.Telemetry;

namespace FlowGen.Runtime.Tests.Telemetry;

/// <summary>What is not listened to costs nothing. Alone, because listeners are the whole process's.</summary>
[Collection(nameof(NobodyListens))]
public sealed class NobodyListensTests : IDisposable
{
    private const int Calls = 100;

    private Activity? _seen;
    private readonly InMemoryHandler _provider;
    private readonly HttpClient _http;

    public NobodyListensTests()
    {
        _provider = new(_ =>
        {
            _seen ??= Activity.Current;
            return InMemoryHandler.Answer(System.Net.HttpStatusCode.OK, """{"Code":"OK","Data":{"Id":"1"}}""");
        });
        _http = new(_provider);
    }

    public void Dispose()
    {
        _http.Dispose();
        _provider.Dispose();
    }

    [Fact]
    public void Without_a_listener_a_trace_is_not_begun_and_nothing_is_allocated_to_count()
    {
        var (provider, operation) = (RpcClient.TestProvider, RpcClient.GetGadget);
        var address = new Uri("https://rpc.test.invalid/?Id=1");
        Assert.Null(CallTrace.Start(provider, operation, address));

        Assert.Equal(0, Allocated(() =>
        {
            CallTrace.Start(provider, operation, address)?.Dispose();
            FlowTelemetry.Throttled.Add(1, new("flowgen.provider", provider.Name), new("flowgen.operation", operation.Name));
            FlowTelemetry.Retries.Add(1, new("flowgen.provider", provider.Name), new("flowgen.operation", operation.Name));
            FlowTelemetry.QueueLength.Add(1, new KeyValuePair<string, object?>("flowgen.provider", provider.Name));
            FlowTelemetry.QueueLength.Add(-1, new KeyValuePair<string, object?>("flowgen.provider", provider.Name));
            JsonRead.CountUnknown<ApiErrorCategory>();
        }));
    }

    [Fact]
    public void Without_a_listener_a_call_allocates_less_than_with_one_and_carries_no_activity()
    {
        var client = new RpcClient(_http, TestOptions.Rpc(new("https://nobody.test.invalid")));

        var unheard = Allocated(Call);
        Assert.Null(_seen);

        long heard;
        using (var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == FlowTelemetry.Name,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        })
        {
            ActivitySource.AddActivityListener(listener);
            heard = Allocated(Call);
            Assert.NotNull(_seen);
        }

        Assert.True(heard > unheard, $"{heard} bytes with a listener, {unheard} without");
        Assert.True(Allocated(Call) < heard);

        // Nothing is waited for: the call is made on this thread, from its start to its end.
        void Call() => Assert.True(client.GetGadgetAsync(new("1"), TestContext.Current.CancellationToken).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_listener_that_enables_nothing_is_told_nothing()
    {
        var published = 0;
        var told = 0;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) => published += instrument.Meter.Name == FlowTelemetry.Name ? 1 : 0;
        listener.SetMeasurementEventCallback<double>((_, _, _, _) => told++);
        listener.SetMeasurementEventCallback<long>((_, _, _, _) => told++);
        listener.SetMeasurementEventCallback<int>((_, _, _, _) => told++);
        listener.Start();

        await new RpcClient(_http, TestOptions.Rpc(new("https://nobody.test.invalid"))).GetGadgetAsync(new("1"), TestContext.Current.CancellationToken);

        Assert.True(published > 0);
        Assert.Equal(0, told);
    }

    // Bytes per round, when all that is made once has been made.
    private static long Allocated(Action action)
    {
        for (var round = 0; round < Calls; round++)
        {
            action();
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < Calls; round++)
        {
            action();
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / Calls;
    }
}

[CollectionDefinition(nameof(NobodyListens), DisableParallelization = true)]
public static class NobodyListens;
