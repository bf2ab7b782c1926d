using System.Security.Cryptography;
using System.Text;

namespace FlowGen.Signing;

/// <summary>SHA-256 digests in lower-case hexadecimal digits.</summary>
internal static class Sha256Digest
{
    internal static string Of(ReadOnlySpan<byte> data) => LowerCaseDigits(SHA256.HashData(data));

    internal static string Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    /// <summary>The keyed digest (RFC 2104).</summary>
    internal static string Keyed(string key, string text) =>
        LowerCaseDigits(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(text)));

    private static string LowerCaseDigits(byte[] digest) =>
#if NET9_0_OR_GREATER
        Convert.ToHexStringLower(digest);
#else
        Convert.ToHexString(digest).ToLowerInvariant();
#endif
}
