namespace FlowGen;

/// <summary>A file that travels as a part of a <c>multipart/form-data</c> body (RFC 7578).</summary>
public sealed class FilePart
{
    /// <summary>Names a file's content.</summary>
    /// <param name="content">The bytes. Not copied; leave them as they are until the call has ended.</param>
    /// <param name="fileName">What the file is called. Any text: what cannot stand in a header is percent-encoded, as browsers do.</param>
    /// <param name="contentType">The media type (RFC 9110, section 8.3.1).</param>
    /// <exception cref="ArgumentException"><paramref name="contentType"/> is no media type, or a text is empty.</exception>
    public FilePart(ReadOnlyMemory<byte> content, string fileName, string contentType = "application/octet-stream")
    {
        ArgumentException.ThrowIfNullOrEmpty(fileName);
        ArgumentException.ThrowIfNullOrEmpty(contentType);
        if (!System.Net.Http.Headers.MediaTypeHeaderValue.TryParse(contentType, out var parsed))
        {
            throw new ArgumentException($"'{contentType}' is no media type.", nameof(contentType));
        }

        Content = content;
        FileName = fileName;
        ContentType = parsed.ToString();
    }

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Content { get; }

    /// <summary>What the file is called.</summary>
    public string FileName { get; }

    /// <summary>The media type.</summary>
    public string ContentType { get; }
}
