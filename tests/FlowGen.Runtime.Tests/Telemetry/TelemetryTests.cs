using System.Diagnostics;
using System.Diagnostics.Metrics;
using FlowGen.Http;
using FlowGen.Runtime.Tests.Servers;
using FlowGen.Runtime.Tests.TestClients;
using FlowGen.Signing;

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

        await new RestClient(_http, TestOptions.Rest(server.Address)).GetGadgetAsync(new("a b"), Token);

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
                ("url.full", $"{server.Address}gadgets/a%20b"),
                ("url.scheme", "http"),
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
    public async Task The_values_of_a_query_are_not_recorded_and_a_key_in_it_neither()
    {
        await using var server = await LoopbackServer.StartAsync(200, """{"Code":"OK","Data":{"Id":"1"}}""");
        using var spans = new SpanRecorder();

        await new RpcClient(_http, TestOptions.Rpc(server.Address)).GetGadgetAsync(new("secret-id"), Token);
        var keyed = TestOptions.Rpc(server.Address);
        keyed.Signer = new ApiKeySigner(ApiKeyCredentials.FromKey(TestOptions.ApiKey), ApiKeyLocation.Query, "key");
        await new RpcClient(_http, keyed).GetGadgetAsync(new("secret-id"), Token);

        Assert.All(spans.OfServer(server.Address.Port), span =>
        {
            Assert.Equal($"{server.Address}?*", span.GetTagItem("url.full"));
            Assert.DoesNotContain(span.TagObjects, tag => $"{tag.Value}".Contains("secret-id", StringComparison.Ordinal));
        });
        Assert.Equal(2, spans.OfServer(server.Address.Port).Count);
        Assert.Contains("key=", server.Received.Last().Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_that_was_repeated_says_how_often_and_has_the_last_answers_status()
    {
        await using var server = await LoopbackServer.StartAsync(
            context => LoopbackServer.AnswerAsync(context, 503, ""),
            context => LoopbackServer.AnswerAsync(context, 503, ""),
            context => LoopbackServer.AnswerAsync(context, 200, """{"Code":"OK","Data":{"Id":"1"}}"""));
        using var spans = new SpanRecorder();
        var options = TestOptions.Rpc(server.Address);
        options.TimeProvider = new Clocks.SkippingTimeProvider(TimeSpan.FromSeconds(25));
        options.MaxRetries = 2;

        await new RpcClient(_http, options).GetGadgetAsync(new("1"), Token);

        var span = Assert.Single(spans.OfServer(server.Address.Port));
        Assert.Equal((2, 200, null), (span.GetTagItem("http.request.resend_count"), span.GetTagItem("http.response.status_code"), span.GetTagItem("error.type")));
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
        var durations = new List<KeyValuePair<string, object?>[]>();

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
                    durations.Add(tags.ToArray());
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
            Assert.All(durations, static tags => Assert.Equal(
                ["flowgen.operation", "flowgen.provider", "http.request.method", "http.response.status_code", "server.address", "server.port", "url.scheme", "url.template"],
                tags.Select(static tag => tag.Key).Order(StringComparer.Ordinal)));
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
