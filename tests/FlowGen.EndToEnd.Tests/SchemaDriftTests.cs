using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using System.Text;
using FlowGen.Cams;

namespace FlowGen.EndToEnd.Tests;

/// <summary>A value that the spec does not know is counted, so that somebody sees that the provider has moved on.</summary>
public sealed class SchemaDriftTests
{
    [Fact]
    public async Task An_unknown_status_is_counted_under_its_enum_and_a_known_one_is_not()
    {
        var counted = new ConcurrentQueue<string?>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument is { Meter.Name: "FlowGen", Name: "flowgen.client.unknown_enum_values" })
            {
                own.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) => counted.Enqueue((string?)tags[0].Value));
        listener.Start();

        var known = await StatusAsync("DRAFT");
        Assert.DoesNotContain("FlowGen.Cams.FlowStatus", counted);
        var unknown = await StatusAsync("ARCHIVED");

        Assert.Equal((FlowStatusKind.Draft, FlowStatusKind.Unknown, "ARCHIVED"), (known.Kind, unknown.Kind, unknown.Value));
        Assert.Contains("FlowGen.Cams.FlowStatus", counted);
    }

    private static async Task<FlowStatus> StatusAsync(string status)
    {
        using var http = new HttpClient(new Answer($$$"""{"Code":"OK","Data":{"Status":"{{{status}}}","FlowId":"1"}}"""));
        var cams = new CamsClient(http, new() { Credentials = AlibabaCredentials.FromAccessKey("id", "secret"), RateLimit = RateLimit.Unlimited("a test") });
        return (await cams.GetFlowAsync(new() { FlowId = "1" }, TestContext.Current.CancellationToken)).EnsureSuccess().Status;
    }

    private sealed class Answer(string body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(body, Encoding.UTF8, "application/json") });
    }
}
