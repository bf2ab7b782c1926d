using System.Diagnostics;
using FlowGen.Http;

namespace FlowGen.Telemetry;

/// <summary>
/// The trace of one call with all its attempts, by OpenTelemetry's conventions for HTTP clients. Each attempt is a child span of
/// <c>System.Net.Http</c>. Of a request's content its path is recorded, and nothing of its query, headers and body.
/// See https://opentelemetry.io/docs/specs/semconv/http/http-spans/.
/// </summary>
internal sealed class CallTrace : IDisposable
{
    private readonly TagList _tags;
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly Activity? _activity;

    private CallTrace(ApiProvider provider, ApiOperation operation, Uri address)
    {
        _tags = new()
        {
            { "http.request.method", operation.Method.Method },
            { "server.address", address.IdnHost },
            { "server.port", address.Port },
            { "url.scheme", address.Scheme },
            { "url.template", operation.PathTemplate },
            { "flowgen.provider", provider.Name },
            { "flowgen.operation", operation.Name },
        };
        if (!FlowTelemetry.Source.HasListeners())
        {
            return;
        }

        // Too many different ones for a metric.
        var tags = _tags;
        tags.Add("url.full", WithoutQuery(address));

        // All operations of an RPC provider have one path, so only their names tell them apart.
        _activity = FlowTelemetry.Source.StartActivity(
            ActivityKind.Client,
            tags: tags,
            name: provider.Protocol == ApiProtocol.AcsRpc ? operation.Name : $"{operation.Method} {operation.PathTemplate}");
    }

    /// <summary>Begins a trace; <see langword="null"/> when nobody listens.</summary>
    internal static CallTrace? Start(ApiProvider provider, ApiOperation operation, Uri address) =>
        FlowTelemetry.Source.HasListeners() || FlowTelemetry.CallDuration.Enabled ? new(provider, operation, address) : null;

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
            FlowTelemetry.CallDuration.Record(Stopwatch.GetElapsedTime(_started).TotalSeconds, Tags(httpStatus, errorType));
        }
    }

    private TagList Tags(int? httpStatus, string? errorType)
    {
        var tags = _tags;
        if (httpStatus is not null)
        {
            tags.Add("http.response.status_code", httpStatus);
        }

        if (errorType is not null)
        {
            tags.Add("error.type", errorType);
        }

        return tags;
    }

    // A query can hold anything. .NET's own spans spell it so, too.
    private static string WithoutQuery(Uri address) =>
        $"{address.Scheme}://{address.Authority}{address.AbsolutePath}{(address.Query.Length > 0 ? "?*" : "")}";
}
