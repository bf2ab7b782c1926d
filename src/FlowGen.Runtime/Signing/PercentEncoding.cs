using System.Globalization;
using System.Text;

namespace FlowGen.Signing;

/// <summary>
/// The one spelling of percent-encoded text that the signature is made of: unreserved characters stand for themselves, every other
/// byte of the UTF-8 text is <c>%</c> and two upper-case digits (RFC 3986, sections 2.1 and 2.3).
/// </summary>
internal static class PercentEncoding
{
    private const string UpperCaseDigits = "0123456789ABCDEF";

    /// <summary>Encodes plain text. A lone surrogate becomes U+FFFD.</summary>
    internal static string Encode(string text) => Uri.EscapeDataString(text);

    /// <summary>
    /// Spells text that is already encoded, in whatever way, in the one spelling. It works on bytes, so that a sequence that is no UTF-8
    /// survives. A <c>%</c> without two digits after it stands for itself, and so does <c>+</c>.
    /// </summary>
    internal static string Normalize(ReadOnlySpan<char> encoded)
    {
        var text = new StringBuilder(encoded.Length);
        foreach (var octet in Octets(encoded))
        {
            if (char.IsAsciiLetterOrDigit((char)octet) || octet is (byte)'-' or (byte)'_' or (byte)'.' or (byte)'~')
            {
                text.Append((char)octet);
            }
            else
            {
                text.Append('%').Append(UpperCaseDigits[octet >> 4]).Append(UpperCaseDigits[octet & 0xF]);
            }
        }

        return text.ToString();
    }

    /// <summary>The plain text, for sorting by it.</summary>
    internal static string Decode(ReadOnlySpan<char> encoded) => Encoding.UTF8.GetString(Octets(encoded));

    private static byte[] Octets(ReadOnlySpan<char> encoded)
    {
        var octets = Encoding.UTF8.GetBytes(encoded.ToArray());
        var length = 0;
        for (var index = 0; index < octets.Length; length++)
        {
            if (octets[index] == '%'
                && index + 2 < octets.Length
                && byte.TryParse(octets.AsSpan(index + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var octet))
            {
                octets[length] = octet;
                index += 3;
            }
            else
            {
                octets[length] = octets[index++];
            }
        }

        return octets[..length];
    }
}
