using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using FlowGen.Signing;

namespace FlowGen.Http;

/// <summary>The bytes of an answer, in a pooled buffer that never grows past the limit.</summary>
internal sealed class ResponseBody : IDisposable
{
    /// <summary>The most characters that are kept for <see cref="ApiError.RawBody"/>.</summary>
    internal const int MaxExcerptLength = 4096;

    private const int FirstBufferLength = 4096;

    // What an answer declares as its length is believed so far; beyond it the buffer grows with what really comes.
    private const int MaxFirstBufferLength = 1 << 20;

    private byte[] _buffer;
    private int _length;

    private ResponseBody(int capacity) => _buffer = ArrayPool<byte>.Shared.Rent(capacity);

    /// <summary>The bytes that were read.</summary>
    internal ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, _length);

    /// <summary>Whether the answer is longer than the limit; then only its start is there.</summary>
    internal bool IsTooLarge { get; private set; }

    /// <summary>What broke the reading off; then only what came before it is there.</summary>
    internal Exception? Fault { get; private set; }

    /// <summary>Reads as it comes. A broken connection is a <see cref="Fault"/>; only cancellation is thrown.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    internal static async ValueTask<ResponseBody> ReadAsync(HttpContent content, int maxBytes, CancellationToken cancellationToken)
    {
        var body = new ResponseBody((int)Math.Clamp(DeclaredLength(content) + 1, FirstBufferLength, MaxFirstBufferLength));
        try
        {
            await body.FillAsync(content, maxBytes, cancellationToken).ConfigureAwait(false);
            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        var buffer = _buffer;
        _buffer = [];
        _length = 0;
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The start of the body as text, without secrets; <see langword="null"/> when it is empty.</summary>
    internal string? Excerpt(SecretRedaction redaction) => _length == 0 ? null : redaction.Excerpt(Bytes, MaxExcerptLength);

    private static long DeclaredLength(HttpContent content) =>
        content.Headers.NonValidated.TryGetValues("Content-Length", out var values)
        && long.TryParse(values.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            ? Math.Min(length, MaxFirstBufferLength)
            : 0;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask FillAsync(HttpContent content, int maxBytes, CancellationToken cancellationToken)
    {
        try
        {
            using var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            while (true)
            {
                if (_length == _buffer.Length)
                {
                    Grow(maxBytes);
                }

                // One byte more than permitted tells a body that is too large from one that just fits.
                var room = (int)Math.Min(_buffer.Length - _length, (long)maxBytes + 1 - _length);
                var count = await stream.ReadAsync(_buffer.AsMemory(_length, room), cancellationToken).ConfigureAwait(false);
                if (count == 0)
                {
                    return;
                }

                _length += count;
                if (_length > maxBytes)
                {
                    _length = maxBytes;
                    IsTooLarge = true;
                    return;
                }
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or InvalidDataException)
        {
            Fault = exception;
        }
    }

    private void Grow(int maxBytes)
    {
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(_buffer.Length * 2L, Math.Min((long)maxBytes + 1, Array.MaxLength)));
        Bytes.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
