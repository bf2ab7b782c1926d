using System.Buffers;
using System.Globalization;
using System.Text;
using FlowGen.Http;

namespace FlowGen.Signing;

/// <summary>
/// The one spelling of percent-encoded text that the signature is made of: unreserved characters stand for themselves, every other
/// byte of the UTF-8 text is <c>%</c> and two upper-case digits (RFC 3986, sections 2.1 and 2.3).
/// </summary>
internal static class PercentEncoding
{
    private const string UpperCaseDigits = "0123456789ABCDEF";

    private static readonly SearchValues<char> Unreserved =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~");

    /// <summary>Encodes plain text. A lone surrogate becomes U+FFFD.</summary>
    internal static string Encode(string text) => Uri.EscapeDataString(text);

    /// <summary>Encodes plain text at the end of another.</summary>
    internal static void Encode(ReadOnlySpan<char> text, ref PooledText encoded)
    {
        Span<byte> octets = stackalloc byte[4];
        while (true)
        {
            var length = text.IndexOfAnyExcept(Unreserved);
            if (length < 0)
            {
                encoded.Append(text);
                return;
            }

            encoded.Append(text[..length]);
            if (char.IsAscii(text[length]))
            {
                Append((byte)text[length], ref encoded);
                text = text[(length + 1)..];
                continue;
            }

            // What is no character decodes as U+FFFD.
            Rune.DecodeFromUtf16(text[length..], out var rune, out var consumed);
            foreach (var octet in octets[..rune.EncodeToUtf8(octets)])
            {
                Append(octet, ref encoded);
            }

            text = text[(length + consumed)..];
        }
    }

    /// <summary>Whether a text is spelled in the one way already.</summary>
    internal static bool IsNormal(ReadOnlySpan<char> encoded)
    {
        while (true)
        {
            var length = encoded.IndexOfAnyExcept(Unreserved);
            if (length < 0)
            {
                return true;
            }

            encoded = encoded[length..];
            if (encoded[0] != '%'
                || encoded.Length < 3
                || !char.IsAsciiHexDigitUpper(encoded[1])
                || !char.IsAsciiHexDigitUpper(encoded[2])
                || Unreserved.Contains((char)((HexDigit(encoded[1]) << 4) + HexDigit(encoded[2]))))
            {
                return false;
            }

            encoded = encoded[3..];
        }
    }

    /// <summary>
    /// Spells text that is already encoded, in whatever way, in the one spelling. It works on bytes, so that a sequence that is no UTF-8
    /// survives. A <c>%</c> without two digits after it stands for itself, and so does <c>+</c>.
    /// </summary>
    internal static void Normalize(ReadOnlySpan<char> encoded, ref PooledText normal)
    {
        if (IsNormal(encoded))
        {
            normal.Append(encoded);
            return;
        }

        foreach (var octet in Octets(encoded))
        {
            if (Unreserved.Contains((char)octet))
            {
                normal.Append((char)octet);
            }
            else
            {
                Append(octet, ref normal);
            }
        }
    }

    /// <summary>The plain text, for sorting by it.</summary>
    internal static string Decode(ReadOnlySpan<char> encoded) =>
        encoded.ContainsAnyExcept(Unreserved) ? Encoding.UTF8.GetString(Octets(encoded)) : encoded.ToString();

    private static void Append(byte octet, ref PooledText text)
    {
        var room = text.Room(3);
        room[0] = '%';
        room[1] = UpperCaseDigits[octet >> 4];
        room[2] = UpperCaseDigits[octet & 0xF];
        text.Advance(3);
    }

    private static int HexDigit(char digit) => digit <= '9' ? digit - '0' : digit - 'A' + 10;

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
