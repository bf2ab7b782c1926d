using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace FlowGen.Sandbox.Serving;

/// <summary>Percent-encoding (RFC 3986, section 2.1) over UTF-8. A plus sign is a plus sign, not a space; a query says otherwise, a path does not.</summary>
internal static class PercentEncoding
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Encodes all but the unreserved characters <c>A-Z a-z 0-9 - _ . ~</c>, with upper-case digits.</summary>
    public static string Encode(string text)
    {
        StringBuilder encoded = new(text.Length);
        foreach (byte octet in Encoding.UTF8.GetBytes(text))
        {
            if (char.IsAsciiLetterOrDigit((char)octet) || octet is (byte)'-' or (byte)'_' or (byte)'.' or (byte)'~')
            {
                encoded.Append((char)octet);
            }
            else
            {
                encoded.Append(CultureInfo.InvariantCulture, $"%{octet:X2}");
            }
        }

        return encoded.ToString();
    }

    /// <summary>Decodes a text; fails on a percent sign without two digits, on bytes that are no UTF-8, and on what is not ASCII.</summary>
    public static bool TryDecode(ReadOnlySpan<char> encoded, [NotNullWhen(true)] out string? decoded)
    {
        decoded = null;
        byte[] octets = new byte[encoded.Length];
        int length = 0;
        for (int index = 0; index < encoded.Length; index++)
        {
            char character = encoded[index];
            if (character == '%')
            {
                if (index + 2 >= encoded.Length || !char.IsAsciiHexDigit(encoded[index + 1]) || !char.IsAsciiHexDigit(encoded[index + 2]))
                {
                    return false;
                }

                octets[length++] = byte.Parse(encoded.Slice(index + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
                index += 2;
            }
            else if (char.IsAscii(character))
            {
                octets[length++] = (byte)character;
            }
            else
            {
                return false;
            }
        }

        try
        {
            decoded = StrictUtf8.GetString(octets, 0, length);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
