using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace FlowGen.Redis.Tests;

/// <summary>An address on loopback that leads to one server, until it is made to lead to another.</summary>
internal sealed class MovingAddress : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<TcpClient> _clients = [];
    private readonly Task _accepting;
    private volatile int _port;

    public MovingAddress(int port)
    {
        _port = port;
        _listener.Start();
        Endpoint = $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";
        _accepting = AcceptAsync();
    }

    public string Endpoint { get; }

    /// <summary>Breaks what is connected; whoever connects again finds the other server.</summary>
    public void MoveTo(int port)
    {
        _port = port;
        Break();
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        Break();
        await _accepting;
    }

    private void Break()
    {
        while (_clients.TryTake(out var client))
        {
            client.Dispose();
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ForwardAsync(await _listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The end.
        }
    }

    private async Task ForwardAsync(TcpClient client)
    {
        using var server = new TcpClient();
        using (client)
        {
            _clients.Add(client);
            _clients.Add(server);
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _port);
                var (there, back) = (client.GetStream().CopyToAsync(server.GetStream()), server.GetStream().CopyToAsync(client.GetStream()));
                await Task.WhenAny(there, back);
            }
            catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
            {
                // Broken off, by either side.
            }
        }
    }
}
