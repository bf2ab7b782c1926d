using System.Buffers.Binary;
using System.Security.Cryptography;

namespace FlowGen.Signing;

/// <summary>
/// Texts that never repeat: the start is random for each process, the rest counts. A nonce must be new, not unforeseeable, so no call
/// needs random bytes of the system.
/// </summary>
internal static class Nonce
{
    private const int CountDigits = 12;

    // 80 random bits tell processes apart; 48 bits count a million calls a second for nine years.
    private static readonly string Prefix = RandomNumberGenerator.GetHexString(32 - CountDigits, lowercase: true);

    private static long _count = -1;

    /// <summary>The next one: 32 lower-case hexadecimal digits.</summary>
    internal static string Next()
    {
        return string.Create(32, Interlocked.Increment(ref _count), static (text, count) =>
        {
            Prefix.CopyTo(text);
            Span<byte> octets = stackalloc byte[sizeof(long)];
            BinaryPrimitives.WriteInt64BigEndian(octets, count);
            Sha256Digest.WriteDigits(octets[^(CountDigits / 2)..], text[Prefix.Length..]);
        });
    }
}
