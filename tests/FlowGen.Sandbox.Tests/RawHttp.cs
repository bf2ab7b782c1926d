using System.Net.Sockets;
using System.Text;

namespace FlowGen.Sandbox.Tests;

/// <summary>Requests that no HTTP client would send.</summary>
internal static class RawHttp
{
    /// <summary>Sends a text as it is, but for asking that the connection be closed, and reads to the end.</summary>
    public static async Task<string> SendAsync(Uri endpoint, string request)
    {
        int endOfHeaders = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        request = request.Insert(endOfHeaders, "\r\nConnection: close");
        using TcpClient client = new();
        await client.ConnectAsync(endpoint.Host, endpoint.Port, TestContext.Current.CancellationToken);
        await using NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), TestContext.Current.CancellationToken);
        using StreamReader reader = new(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The text of a request without a body, with one line for each header value.</summary>
    public static string Text(HttpRequestMessage request, params (string Name, string Value)[] more)
    {
        StringBuilder text = new();
        text.Append($"{request.Method} {request.RequestUri!.PathAndQuery} HTTP/1.1\r\n");
        if (request.Headers.Host is null)
        {
            text.Append($"Host: {request.RequestUri.Authority}\r\n");
        }

        foreach ((string name, System.Net.Http.Headers.HeaderStringValues values) in request.Headers.NonValidated)
        {
            text.Append($"{name}: {values}\r\n");
        }

        foreach ((string name, string value) in more)
        {
            text.Append($"{name}: {value}\r\n");
        }

        return text.Append("Content-Length: 0\r\n\r\n").ToString();
    }
}
