using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FlowGen.Runtime.Tests.Servers;

/// <summary>A server below HTTP: it reads a request's head and then does to the connection what the test says.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<Socket, int, CancellationToken, Task> _answer;
    private readonly bool _keepsAlive;
    private readonly Task _accepting;
    private int _requests;

    private RawServer(Func<Socket, int, CancellationToken, Task> answer, bool keepsAlive)
    {
        _answer = answer;
        _keepsAlive = keepsAlive;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>How many requests came, over all connections.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>
    /// Starts one; <paramref name="answer"/> gets the connection and the request's number, from 1. Then the connection is closed, unless it
    /// is to be kept for more requests. An answer that throws <see cref="OperationCanceledException"/> closes it, too.
    /// </summary>
    public static RawServer Start(Func<Socket, int, CancellationToken, Task> answer, bool keepsAlive = false) => new(answer, keepsAlive);

    /// <summary>A server that sends bytes and closes.</summary>
    public static RawServer Start(string answer) => Start((socket, _, token) => SendAsync(socket, answer, token));

    public static async Task SendAsync(Socket socket, string text, CancellationToken token) =>
        await socket.SendAsync(Encoding.UTF8.GetBytes(text), token);

    /// <summary>Makes the closing a reset.</summary>
    public static Task ResetAsync(Socket socket)
    {
        socket.LingerState = new(true, 0);
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await _listener.AcceptSocketAsync(_stop.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using (socket)
        {
            try
            {
                while (await ReadHeadAsync(socket))
                {
                    var number = Interlocked.Increment(ref _requests);
                    await _answer(socket, number, _stop.Token);
                    if (!_keepsAlive)
                    {
                        return;
                    }
                }
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException)
            {
                // The client went away, or the test is over.
            }
        }
    }

    private async Task<bool> ReadHeadAsync(Socket socket)
    {
        var head = new StringBuilder();
        var buffer = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await socket.ReceiveAsync(buffer, _stop.Token) == 0)
            {
                return false;
            }

            head.Append((char)buffer[0]);
        }

        return true;
    }
}
