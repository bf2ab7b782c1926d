using System.Net.Sockets;

namespace FaultRun;

/// <summary>Counts the connections of an HTTP client that are open.</summary>
internal sealed class ConnectionCount
{
    private int _open;

    public int Open => Volatile.Read(ref _open);

    public SocketsHttpHandler CreateHandler() => new()
    {
        ConnectCallback = async (context, cancellationToken) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            }
            catch
            {
                socket.Dispose();
                throw;
            }

            Interlocked.Increment(ref _open);
            return new CountedStream(socket, this);
        },
    };

    private sealed class CountedStream(Socket socket, ConnectionCount count) : NetworkStream(socket, ownsSocket: true)
    {
        private int _isClosed;

        protected override void Dispose(bool disposing)
        {
            if (Interlocked.Exchange(ref _isClosed, 1) == 0)
            {
                Interlocked.Decrement(ref count._open);
            }

            base.Dispose(disposing);
        }
    }
}
