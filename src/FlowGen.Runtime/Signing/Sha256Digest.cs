using System.Security.Cryptography;
using System.Text;

namespace FlowGen.Signing;

/// <summary>SHA-256 digests in lower-case hexadecimal digits.</summary>
internal static class Sha256Digest
{
    /// <summary>The digest of no bytes.</summary>
    internal const string OfNothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    internal static string Of(ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty)
        {
            return OfNothing;
        }

        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(data, digest);
        return LowerCaseDigits(digest);
    }

    internal static string Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    /// <summary>The keyed digest (RFC 2104).</summary>
    internal static string Keyed(string key, string text) =>
        LowerCaseDigits(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(text)));

    internal static string LowerCaseDigits(ReadOnlySpan<byte> digest) =>
#if NET9_0_OR_GREATER
        Convert.ToHexStringLower(digest);
#else
        Convert.ToHexString(digest).ToLowerInvariant();
#endif

    /// <summary>Writes the digits as ASCII.</summary>
    internal static void WriteDigits(ReadOnlySpan<byte> digest, Span<byte> ascii)
    {
#if NET10_0_OR_GREATER
        Convert.TryToHexStringLower(digest, ascii, out _);
#else
        for (var index = 0; index < digest.Length; index++)
        {
            ascii[index * 2] = "0123456789abcdef"u8[digest[index] >> 4];
            ascii[(index * 2) + 1] = "0123456789abcdef"u8[digest[index] & 0xF];
        }
#endif
    }

    /// <summary>Writes the digits.</summary>
    internal static void WriteDigits(ReadOnlySpan<byte> digest, Span<char> text)
    {
#if NET9_0_OR_GREATER
        Convert.TryToHexStringLower(digest, text, out _);
#else
        for (var index = 0; index < digest.Length; index++)
        {
            text[index * 2] = "0123456789abcdef"[digest[index] >> 4];
            text[(index * 2) + 1] = "0123456789abcdef"[digest[index] & 0xF];
        }
#endif
    }
}
