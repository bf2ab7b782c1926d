using System.Diagnostics;
using FlowGen.Http;

namespace FlowGen.Telemetry;

/// <summary>
/// The trace of one call with all its attempts, by OpenTelemetry's conventions for HTTP clients. Each attempt is a child span of
/// <c>System.Net.Http</c>. Nothing of a request's content is recorded.
/// See https://opentelemetry.io/docs/specs/semconv/http/http-spans/.
/// </summary>
internal sealed class CallTrace : IDisposable
{
    private readonly TagList _tags;
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly Activity? _activity;

    private CallTrace(ApiProvider provider, ApiOperation operation, Uri endpoint)
    {
        _tags = new()
        {
            { "http.request.method", operation.Method.Method },
            { "server.address", endpoint.Host },
            { "server.port", endpoint.Port },
            { "url.template", operation.PathTemplate },
            { "flowgen.provider", provider.Name },
            { "flowgen.operation", operation.Name },
        };

        // All operations of an RPC provider have one path, so only their names tell them apart.
        _activity = FlowTelemetry.Source.StartActivity(
            ActivityKind.Client,
            tags: _tags,
            name: provider.Protocol == ApiProtocol.AcsRpc ? operation.Name : $"{operation.Method} {operation.PathTemplate}");
    }

    /// <summary>Begins a trace; <see langword="null"/> when nobody listens.</summary>
    internal static CallTrace? Start(ApiProvider provider, ApiOperation operation, Uri endpoint) =>
        FlowTelemetry.Source.HasListeners() || FlowTelemetry.CallDuration.Enabled ? new(provider, operation, endpoint) : null;

    /// <summary>Notes how the call ended.</summary>
    internal void End<TResponse>(ApiOutcome<TResponse> outcome) => End((int?)outcome.HttpStatus, outcome.Error?.Category.ToString(), outcome.Attempts);

    /// <summary>Notes that the call threw.</summary>
    internal void End(Exception exception) => End(null, exception.GetType().FullName, 0);

    public void Dispose() => _activity?.Dispose();

    private void End(int? httpStatus, string? errorType, int attempts)
    {
        if (_activity is not null)
        {
            _activity.SetTag("http.response.status_code", httpStatus);
            _activity.SetTag("error.type", errorType);
            if (attempts > 1)
            {
                _activity.SetTag("http.request.resend_count", attempts - 1);
            }

            if (errorType is not null)
            {
                _activity.SetStatus(ActivityStatusCode.Error);
            }
        }

        if (FlowTelemetry.CallDuration.Enabled)
        {
            var tags = _tags;
            tags.Add("http.response.status_code", httpStatus);
            tags.Add("error.type", errorType);
            FlowTelemetry.CallDuration.Record(Stopwatch.GetElapsedTime(_started).TotalSeconds, tags);
        }
    }
}
