using System.Security.Cryptography;
using System.Text;

namespace FlowGen.Signing;

/// <summary>Computes one signature after another, in buffers that are used again. Not thread-safe.</summary>
internal sealed class Acs3Computation(Acs3SigningKey key, ReadOnlySpan<byte> secret)
{
    // Longer ones are not kept: one odd request is not to hold its memory for good.
    private const int LongestKept = 64 * 1024;

    private const int FirstLength = 1024;
    private const int DigitCount = SHA256.HashSizeInBytes * 2;

    private static readonly byte[] ToSignStart = Encoding.ASCII.GetBytes($"{Acs3Signature.Algorithm}\n");

    private readonly IncrementalHash _digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly IncrementalHash _keyed = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
    private readonly byte[] _toSign = [.. ToSignStart, .. new byte[DigitCount]];
    private byte[] _text = new byte[FirstLength];
    private KeyValuePair<string, string>[] _headers = new KeyValuePair<string, string>[8];
    private int _headerCount;

    /// <summary>Forgets the last request.</summary>
    internal void Clear()
    {
        Array.Clear(_headers, 0, _headerCount);
        _headerCount = 0;
        if (_text.Length > LongestKept)
        {
            _text = new byte[FirstLength];
        }
    }

    /// <summary>Adds a header that is signed, other than the date, the nonce and the body's digest.</summary>
    internal void AddHeader(string name, string value)
    {
        if (_headerCount == _headers.Length)
        {
            Array.Resize(ref _headers, _headers.Length * 2);
        }

        _headers[_headerCount++] = new(name, value);
    }

    /// <summary>Signs.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="canonicalPath">The path in its one spelling.</param>
    /// <param name="canonicalQuery">The query without <c>?</c>, sorted and in its one spelling.</param>
    /// <param name="date">The date in the header's spelling.</param>
    /// <param name="body">The body.</param>
    internal Acs3HeaderTexts Sign(string method, ReadOnlySpan<char> canonicalPath, ReadOnlySpan<char> canonicalQuery, string date, ReadOnlySpan<byte> body)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        string? contentHash = null;
        if (!body.IsEmpty)
        {
            _digest.AppendData(body);
            _digest.GetHashAndReset(digest);
            contentHash = Sha256Digest.LowerCaseDigits(digest);
        }

        var nonce = Nonce.Next();
        var layout = key.LayoutFor(_headers.AsSpan(0, _headerCount));
        _digest.AppendData(Compose(layout, method, canonicalPath, canonicalQuery, contentHash, date, nonce));
        _digest.GetHashAndReset(digest);
        Sha256Digest.WriteDigits(digest, _toSign.AsSpan(ToSignStart.Length));
        _keyed.AppendData(_toSign);
        _keyed.GetHashAndReset(digest);

        Span<char> signature = stackalloc char[DigitCount];
        Sha256Digest.WriteDigits(digest, signature);
        return new(contentHash ?? Sha256Digest.OfNothing, date, nonce, string.Concat(layout.AuthorizationStart, signature));
    }

    private ReadOnlySpan<byte> Compose(
        Acs3Layout layout,
        string method,
        ReadOnlySpan<char> canonicalPath,
        ReadOnlySpan<char> canonicalQuery,
        string? contentHash,
        string date,
        string nonce)
    {
        if (method.AsSpan().ContainsAnyInRange('a', 'z'))
        {
            method = method.ToUpperInvariant();
        }

        // All that is written here is ASCII; the headers' values are in the layout.
        var length = method.Length + canonicalPath.Length + canonicalQuery.Length + 3
            + layout.BeforeContentHash.Length + layout.BeforeDate.Length + layout.BeforeNonce.Length + layout.BeforeEnd.Length
            + (DigitCount * 2) + date.Length + nonce.Length;
        if (_text.Length < length)
        {
            _text = new byte[Math.Max(length, _text.Length * 2)];
        }

        var rest = _text.AsSpan();
        Put(method, ref rest);
        Put((byte)'\n', ref rest);
        Put(canonicalPath, ref rest);
        Put((byte)'\n', ref rest);
        Put(canonicalQuery, ref rest);
        Put((byte)'\n', ref rest);
        if (contentHash is null)
        {
            Put(layout.BeforeDateWithoutBody, ref rest);
        }
        else
        {
            Put(layout.BeforeContentHash, ref rest);
            Put(contentHash, ref rest);
            Put(layout.BeforeDate, ref rest);
        }

        Put(date, ref rest);
        Put(layout.BeforeNonce, ref rest);
        Put(nonce, ref rest);
        if (contentHash is null)
        {
            Put(layout.EndWithoutBody, ref rest);
        }
        else
        {
            Put(layout.BeforeEnd, ref rest);
            Put(contentHash, ref rest);
        }

        return _text.AsSpan(0, length);
    }

    private static void Put(byte octet, ref Span<byte> rest)
    {
        rest[0] = octet;
        rest = rest[1..];
    }

    private static void Put(ReadOnlySpan<byte> octets, ref Span<byte> rest)
    {
        octets.CopyTo(rest);
        rest = rest[octets.Length..];
    }

    private static void Put(ReadOnlySpan<char> ascii, ref Span<byte> rest)
    {
        Encoding.ASCII.GetBytes(ascii, rest);
        rest = rest[ascii.Length..];
    }
}
