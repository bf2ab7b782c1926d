using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace FlowGen.Sandbox.Serving;

/// <summary>
/// Sends what a sound server never would. It writes to the socket itself: Kestrel completes what it has begun, or drops it.
/// </summary>
internal static class BrokenDelivery
{
    public static async Task SendAsync(HttpContext context, SandboxAnswer answer, ReadOnlyMemory<byte> body)
    {
        Socket socket = context.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket;
        try
        {
            if (answer.Delivery == AnswerDelivery.CutOff)
            {
                await SendAllAsync(socket, Head(context, answer, body.Length)).ConfigureAwait(false);
                await SendAllAsync(socket, body[..(body.Length / 2)]).ConfigureAwait(false);
                socket.Shutdown(SocketShutdown.Send);
            }
            else
            {
                // To close without lingering is to reset (https://www.rfc-editor.org/rfc/rfc9293#section-3.9.1, ABORT).
                socket.LingerState = new(enable: true, seconds: 0);
                socket.Close();
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The caller was faster to leave.
        }
        finally
        {
            context.Abort();
        }
    }

    private static byte[] Head(HttpContext context, SandboxAnswer answer, int length)
    {
        StringBuilder head = new();
        head.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {answer.Status} \r\nDate: {context.Response.Headers.Date}\r\nContent-Type: {answer.ContentType}\r\nContent-Length: {length}\r\n");
        foreach ((string name, string value) in answer.Headers)
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        return Encoding.ASCII.GetBytes(head.Append("\r\n").ToString());
    }

    private static async Task SendAllAsync(Socket socket, ReadOnlyMemory<byte> octets)
    {
        while (octets.Length > 0)
        {
            octets = octets[await socket.SendAsync(octets).ConfigureAwait(false)..];
        }
    }
}
