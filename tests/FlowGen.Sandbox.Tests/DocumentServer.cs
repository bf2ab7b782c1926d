using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FlowGen.Sandbox.Tests;

/// <summary>A server on loopback that has one document, or sends everybody elsewhere.</summary>
internal sealed class DocumentServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly byte[] _answer;
    private Task _serving = Task.CompletedTask;

    private DocumentServer(string answer) => _answer = Encoding.UTF8.GetBytes(answer);

    public string Address => $"http://{_listener.LocalEndpoint}/flow.json";

    public static Task<DocumentServer> StartAsync(string document, string? redirect = null)
    {
        string body = $"Content-Length: {Encoding.UTF8.GetByteCount(document)}\r\nConnection: close\r\n\r\n{document}";
        DocumentServer server = new(redirect is null ? $"HTTP/1.1 200 OK\r\n{body}" : $"HTTP/1.1 302 Found\r\nLocation: {redirect}\r\n{body}");
        server._listener.Start();
        server._serving = server.ServeAsync();
        return Task.FromResult(server);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        byte[] received = new byte[4096];
        try
        {
            while (true)
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                Assert.NotEqual(0, await client.GetStream().ReadAsync(received, _stop.Token));
                await client.GetStream().WriteAsync(_answer, _stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }
}
