using System.Globalization;
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
        var count = Interlocked.Increment(ref _count) & ((1L << (4 * CountDigits)) - 1);
        return string.Create(32, count, static (text, count) =>
        {
            Prefix.CopyTo(text);
            count.TryFormat(text[Prefix.Length..], out _, "x12", CultureInfo.InvariantCulture);
        });
    }
}
