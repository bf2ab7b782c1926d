using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace FlowGen.Sandbox.Serving;

/// <summary>A request as it came over the wire, where nothing is decoded yet, and what became known of it on the way.</summary>
internal sealed class ReceivedRequest
{
    private readonly HttpRequest _request;
    private byte[]? _buffered;

    /// <param name="context">The request.</param>
    /// <param name="stopping">Fires when the server is to stop.</param>
    public ReceivedRequest(HttpContext context, CancellationToken stopping)
    {
        _request = context.Request;
        Aborted = context.RequestAborted;
        Stopping = stopping;
        string target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;

        // A proxy's absolute form (RFC 9112, section 3.2.2) holds the scheme and host before the path.
        if (Uri.TryCreate(target, UriKind.Absolute, out Uri? absolute) && absolute.Scheme is "http" or "https")
        {
            int path = target.IndexOfAny(['/', '?'], target.IndexOf("//", StringComparison.Ordinal) + 2);
            target = path < 0 ? "/" : target[path] == '/' ? target[path..] : "/" + target[path..];
        }

        int mark = target.IndexOf('?', StringComparison.Ordinal);
        Path = mark < 0 ? target : target[..mark];
        Query = mark < 0 ? "" : target[(mark + 1)..];
    }

    public string Method => _request.Method;

    /// <summary>The path as received.</summary>
    public string Path { get; }

    /// <summary>The query as received, without its question mark.</summary>
    public string Query { get; }

    /// <summary>The value of the header <c>Host</c>.</summary>
    public string Host => _request.Headers.Host.ToString();

    /// <summary>Fires when the caller has gone.</summary>
    public CancellationToken Aborted { get; }

    /// <summary>Fires when the server is to stop: nothing is to be waited for any more.</summary>
    public CancellationToken Stopping { get; }

    /// <summary>How far the provider's clock is off for this request.</summary>
    public TimeSpan ClockOffset { get; set; }

    /// <summary>The values of the path, the query and the form, once they are read.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Parameters { get; set; } = [];

    /// <summary>The body that was read; empty when none was.</summary>
    public ReadOnlyMemory<byte> Body { get; private set; }

    /// <summary>Names of all headers received.</summary>
    public IEnumerable<string> HeaderNames => _request.Headers.Keys;

    /// <summary>The values of a header, one for each time it was sent.</summary>
    public StringValues Header(string name) => _request.Headers[name];

    /// <summary>Reads the body to its end.</summary>
    /// <param name="largest">The most bytes that are taken.</param>
    /// <exception cref="BadHttpRequestException">The body is too large, or not sent as HTTP asks.</exception>
    public async Task<byte[]> ReadBodyAsync(long largest)
    {
        if (_buffered is { } buffered)
        {
            return buffered.LongLength <= largest ? buffered : throw new BadHttpRequestException("Request body too large.", StatusCodes.Status413PayloadTooLarge);
        }

        // Kestrel's own limit is as small as the smallest here, for requests that nobody reads.
        if (_request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = largest;
        }

        using MemoryStream body = new();
        await _request.Body.CopyToAsync(body, Aborted).ConfigureAwait(false);
        byte[] read = body.ToArray();
        Body = read;
        return read;
    }

    /// <summary>Takes all of the body in, so that it can be read when the caller has gone. One that cannot be taken in is found out by its reader.</summary>
    public async Task BufferBodyAsync(long largest)
    {
        try
        {
            _buffered = await ReadBodyAsync(largest).ConfigureAwait(false);
        }
        catch (BadHttpRequestException)
        {
            return;
        }
    }
}
