using System.Globalization;

namespace FlowGen;

/// <summary>
/// An answer of bytes, read as they come: of any size, and without a buffer for the whole. It holds its connection; dispose it, also when it
/// was not read to its end. A connection that breaks in the middle is an <see cref="IOException"/> of the read, as with any stream, and
/// nothing is repeated then.
/// </summary>
public sealed class ResponseStream : Stream
{
    private readonly Stream _content;
    private readonly HttpResponseMessage? _response;
    private readonly TimeSpan _readTimeout = System.Threading.Timeout.InfiniteTimeSpan;
    private readonly TimeProvider _timeProvider = TimeProvider.System;

    /// <summary>An answer that a test double gives.</summary>
    /// <param name="content">The bytes; disposed with the answer.</param>
    /// <param name="contentType">The media type.</param>
    /// <param name="contentLength">The number of bytes, where the server tells it.</param>
    /// <param name="fileName">The name to store it under.</param>
    /// <exception cref="ArgumentException"><paramref name="content"/> cannot be read.</exception>
    public ResponseStream(Stream content, string? contentType = null, long? contentLength = null, string? fileName = null)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (!content.CanRead)
        {
            throw new ArgumentException("The stream cannot be read.", nameof(content));
        }

        _content = content;
        ContentType = contentType;
        ContentLength = contentLength;
        FileName = fileName;
    }

    private ResponseStream(HttpResponseMessage response, Stream content, TimeSpan readTimeout, TimeProvider timeProvider)
        : this(
            content,
            response.Content.Headers.ContentType?.ToString(),
            response.Content.Headers.ContentLength,
            SafeName(response.Content.Headers.ContentDisposition is { } disposition ? disposition.FileNameStar ?? disposition.FileName : null))
    {
        _response = response;
        _readTimeout = readTimeout;
        _timeProvider = timeProvider;
    }

    /// <summary>The media type with its parameters (RFC 9110, section 8.3); <see langword="null"/> when the server tells none.</summary>
    public string? ContentType { get; }

    /// <summary>How many bytes there are in all; <see langword="null"/> when the server does not tell.</summary>
    public long? ContentLength { get; }

    /// <summary>
    /// The name that the server proposes (RFC 6266), without any folder, as a name that leads out of the caller's folder must not be
    /// followed; <see langword="null"/> when it proposes none.
    /// </summary>
    public string? FileName { get; }

    /// <inheritdoc/>
    public override bool CanRead => _content.CanRead;

    /// <summary>Always <see langword="false"/>.</summary>
    public override bool CanSeek => false;

    /// <summary>Always <see langword="false"/>.</summary>
    public override bool CanWrite => false;

    /// <summary>Not supported; see <see cref="ContentLength"/>.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override long Length => throw new NotSupportedException();

    /// <summary>Not supported.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Takes over an answer whose headers have come; it is disposed with the stream.</summary>
    internal static async ValueTask<ResponseStream> OpenAsync(
        HttpResponseMessage response,
        TimeSpan readTimeout,
        TimeProvider timeProvider,
        CancellationToken cancellationToken) =>
        new(response, await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false), readTimeout, timeProvider);

    /// <summary>
    /// Reads what has come, or waits for more. Waiting longer than <see cref="FlowClientOptions.AttemptTimeout"/> fails: the server has
    /// stalled.
    /// </summary>
    /// <exception cref="IOException">The connection broke or stalled.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled the read.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_response is null)
        {
            return await _content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }

        using var stalled = new CancellationTokenSource(_readTimeout, _timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stalled.Token, cancellationToken);
        try
        {
            return await _content.ReadAsync(buffer, either.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException && either.IsCancellationRequested)
        {
            // A cancelled read can look like a broken connection.
            cancellationToken.ThrowIfCancellationRequested();
            throw new IOException(
                string.Create(CultureInfo.InvariantCulture, $"No byte came within {_readTimeout:c} ({nameof(FlowClientOptions)}.{nameof(FlowClientOptions.AttemptTimeout)})."),
                exception);
        }
    }

    /// <inheritdoc cref="ReadAsync(Memory{byte}, CancellationToken)"/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        ValidateBufferArguments(buffer, offset, count);
        return ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    /// <summary>Reads what has come, or waits for more, however long it takes.</summary>
    /// <exception cref="IOException">The connection broke.</exception>
    public override int Read(byte[] buffer, int offset, int count) => _content.Read(buffer, offset, count);

    /// <inheritdoc cref="Read(byte[], int, int)"/>
    public override int Read(Span<byte> buffer) => _content.Read(buffer);

    /// <summary>Does nothing.</summary>
    public override void Flush()
    {
    }

    /// <summary>Not supported.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <summary>Not supported.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>Not supported.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>Gives the connection back; one with bytes on their way is closed.</summary>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _content.Dispose();
            _response?.Dispose();
        }

        base.Dispose(disposing);
    }

    private static string? SafeName(string? proposed)
    {
        if (proposed is null)
        {
            return null;
        }

        var name = proposed.Trim().Trim('"');
        name = name[(name.LastIndexOfAny(['/', '\\', ':']) + 1)..];
        return name is "" or "." or ".." || name.Any(char.IsControl) ? null : name;
    }
}
