using System.Diagnostics;
using System.Diagnostics.Metrics;
using FlowGen.Runtime.Tests.Servers;
using FlowGen.Runtime.Tests.TestClients;

namespace FlowGen.Runtime.Tests.Telemetry;

public sealed class TelemetryTests : IDisposable
{
    private readonly HttpClient _http = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task A_call_is_a_client_span_with_the_conventional_attributes_and_no_secret()
    {
        await using var server = await LoopbackServer.StartAsync(404, """{"code":1300,"message":"not found"}""");
        using var spans = new SpanRecorder();

        await new RestClient(_http, TestOptions.Rest(server.Address)).GetGadgetAsync(new("secret-id"), Token);

        var span = Assert.Single(spans.OfServer(server.Address.Port));
        Assert.Equal(("GET /gadgets/{id}", ActivityKind.Client, ActivityStatusCode.Error), (span.DisplayName, span.Kind, span.Status));
        Assert.Equal(
            [
                ("error.type", "NotFound"),
                ("flowgen.operation", "get-gadget"),
                ("flowgen.provider", "test-rest"),
                ("http.request.method", "GET"),
                ("http.response.status_code", 404),
                ("server.address", "127.0.0.1"),
                ("server.port", server.Address.Port),
                ("url.template", "/gadgets/{id}"),
            ],
            span.TagObjects.Select(tag => (tag.Key, tag.Value)).OrderBy(tag => tag.Key, StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_call_that_succeeds_has_no_error_and_an_RPC_span_is_named_after_its_operation()
    {
        await using var server = await LoopbackServer.StartAsync(200, """{"Code":"OK","Data":{"Id":"1"}}""");
        using var spans = new SpanRecorder();

        await new RpcClient(_http, TestOptions.Rpc(server.Address)).GetGadgetAsync(new("1"), Token);

        var span = Assert.Single(spans.OfServer(server.Address.Port));
        Assert.Equal(("GetGadget", ActivityStatusCode.Unset), (span.DisplayName, span.Status));
        Assert.DoesNotContain(span.TagObjects, tag => tag.Key == "error.type");
    }

    [Fact]
    public async Task A_call_that_is_cancelled_is_a_span_with_its_exceptions_type()
    {
        await using var server = RawServer.Start((_, _, token) => Task.Delay(Timeout.Infinite, token));
        using var spans = new SpanRecorder();
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => new RpcClient(_http, TestOptions.Rpc(server.Address)).GetGadgetAsync(new("1"), cancellation.Token));

        var span = Assert.Single(spans.OfServer(server.Address.Port));
        Assert.Equal("System.OperationCanceledException", span.GetTagItem("error.type"));
    }

    [Fact]
    public async Task The_wait_for_a_permit_and_the_calls_duration_are_measured_in_seconds()
    {
        await using var server = await LoopbackServer.StartAsync(200, """{"Code":"OK","Data":{"Id":"1"}}""");
        var clock = new Clocks.ManualTimeProvider();
        var waits = new List<double>();
        var durations = new List<string?>();

        // Calls of other tests are measured too, also when this one's server is gone.
        var port = server.Address.Port;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument.Meter.Name == "FlowGen" && instrument is Histogram<double>)
            {
                Assert.Equal("s", instrument.Unit);
                own.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) =>
        {
            lock (waits)
            {
                if (instrument.Name == "flowgen.client.permit.wait" && tags.ToArray().Contains(new("flowgen.provider", "test-rpc")) && value >= 1)
                {
                    waits.Add(value);
                }
                else if (instrument.Name == "flowgen.client.call.duration" && tags.ToArray().Contains(new("server.port", port)))
                {
                    durations.Add(instrument.Unit);
                }
            }
        });
        listener.Start();
        var options = TestOptions.Rpc(server.Address);
        options.TimeProvider = clock;
        options.RateLimit = RateLimit.Of(1, TimeSpan.FromSeconds(7));
        var client = new RpcClient(_http, options);

        await client.GetGadgetAsync(new("1"), Token);
        var second = client.GetGadgetAsync(new("1"), Token);
        clock.Advance(TimeSpan.FromSeconds(7));
        await second;

        lock (waits)
        {
            Assert.Contains(7d, waits);
            Assert.Equal(2, durations.Count);
        }
    }

    private sealed class SpanRecorder : IDisposable
    {
        private readonly List<Activity> _spans = [];
        private readonly ActivityListener _listener;

        public SpanRecorder()
        {
            _listener = new()
            {
                ShouldListenTo = source => source.Name == "FlowGen",
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = span =>
                {
                    lock (_spans)
                    {
                        _spans.Add(span);
                    }
                },
            };
            ActivitySource.AddActivityListener(_listener);
        }

        /// <summary>The spans of this test's server: other tests call at the same time.</summary>
        public IReadOnlyList<Activity> OfServer(int port)
        {
            lock (_spans)
            {
                return [.. _spans.Where(span => Equals(span.GetTagItem("server.port"), port))];
            }
        }

        public void Dispose() => _listener.Dispose();
    }
}
