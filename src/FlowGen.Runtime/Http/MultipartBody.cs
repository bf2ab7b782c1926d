using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace FlowGen.Http;

/// <summary>Collects the parts of a <c>multipart/form-data</c> body (RFC 7578), spelled as browsers do (WHATWG HTML, section 4.10.21.8).</summary>
internal sealed class MultipartBody
{
    // 128 random bits stand in no content but by a chance that can be neglected.
    private readonly string _boundary = "FlowGen-" + Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
    private readonly ArrayBufferWriter<byte> _body = new();

    internal string MediaType => $"multipart/form-data; boundary={_boundary}";

    /// <summary>Adds a part.</summary>
    /// <param name="name">The field.</param>
    /// <param name="fileName">The file's name; <see langword="null"/> when the part is no file.</param>
    /// <param name="contentType">The media type; <see langword="null"/> for plain text.</param>
    /// <param name="content">The bytes.</param>
    internal void Add(string name, string? fileName, string? contentType, ReadOnlySpan<byte> content)
    {
        var header = new StringBuilder("--").Append(_boundary).Append("\r\nContent-Disposition: form-data; name=\"").Append(Quoted(name)).Append('"');
        if (fileName is not null)
        {
            header.Append("; filename=\"").Append(Quoted(fileName)).Append('"');
        }

        if (contentType is not null)
        {
            header.Append("\r\nContent-Type: ").Append(contentType);
        }

        Write(header.Append("\r\n\r\n").ToString());
        _body.Write(content);
        Write("\r\n");
    }

    internal byte[] ToBytes() => [.. _body.WrittenSpan, .. Encoding.ASCII.GetBytes($"--{_boundary}--\r\n")];

    private void Write(string text) => Encoding.UTF8.GetBytes(text, _body);

    private static string Quoted(string text) => text
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal)
        .Replace("\"", "%22", StringComparison.Ordinal);
}
