using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FlowGen.Benchmarks;

/// <summary>
/// A process of its own that answers every request with the same bytes, on loopback. It knows of HTTP only where a request without a body
/// ends, so that it takes as little of the machine as can be.
/// </summary>
internal static class CallServer
{
    public const string Command = "call-server";

    /// <summary>Prints its port, and serves until its input ends.</summary>
    public static void Run()
    {
        var body = Samples.Read("cams-get-flow.json");
        var head = Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json;charset=utf-8\r\nContent-Length: {body.Length}\r\nDate: Sat, 21 Nov 2026 00:00:00 GMT\r\nx-acs-request-id: DAC72B08-3327-33EF-BEDC-8EC3E83A6575\r\n\r\n");
        byte[] answer = [.. head, .. body];
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Console.WriteLine(((IPEndPoint)listener.LocalEndpoint).Port);
        _ = AcceptAsync(listener, answer);
        while (Console.In.Read() >= 0)
        {
        }
    }

    private static async Task AcceptAsync(TcpListener listener, byte[] answer)
    {
        while (true)
        {
            _ = ServeAsync(await listener.AcceptSocketAsync(), answer);
        }
    }

    private static async Task ServeAsync(Socket socket, byte[] answer)
    {
        using (socket)
        {
            socket.NoDelay = true;
            var buffer = new byte[8192];
            var length = 0;
            while (true)
            {
                var count = await socket.ReceiveAsync(buffer.AsMemory(length));
                if (count == 0)
                {
                    return;
                }

                length += count;
                for (var end = buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8); end >= 0; end = buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8))
                {
                    length -= end + 4;
                    buffer.AsSpan(end + 4, length).CopyTo(buffer);
                    await socket.SendAsync(answer);
                }
            }
        }
    }
}
