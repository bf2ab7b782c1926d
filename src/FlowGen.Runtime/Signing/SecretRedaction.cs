using System.Globalization;
using System.Text;

namespace FlowGen.Signing;

/// <summary>
/// Takes secrets out of text that a provider sent: a server may quote the request that it refuses. Also found are spellings that a
/// server's encoder may have given a secret: JSON escapes (RFC 8259, section 7) and percent-encoding.
/// </summary>
internal sealed class SecretRedaction
{
    internal const string Mark = "***";

    // The start of a secret at the end of a text that was cut off. Fewer characters tell nothing and would be found everywhere.
    private const int LeastCutOffLength = 4;

    private readonly ApiCredentials? _credentials;
    private readonly HttpRequestMessage _request;
    private string[]? _secrets;

    /// <summary>Redacts the credentials' secrets, and what the signed request is authorized with. Costs nothing until it is used.</summary>
    internal SecretRedaction(ApiCredentials? credentials, HttpRequestMessage request)
    {
        _credentials = credentials;
        _request = request;
    }

    /// <summary>The longest text that one secret can take up.</summary>
    private int LongestSpelling => LongestFirst.Length == 0 ? 0 : LongestFirst[0].Length * "\\u0000".Length;

    private string[] LongestFirst => _secrets ??= Collect();

    /// <summary>The exception, or <see langword="null"/> when a secret stands in it.</summary>
    internal Exception? WithoutSecrets(Exception? exception)
    {
        var text = exception?.ToString();
        return text is null || ReferenceEquals(Apply(text), text) ? exception : null;
    }

    /// <summary>The start of a text, without secrets.</summary>
    internal string Excerpt(string text, int maxLength)
    {
        // Redacted before it is cut for good, so that no secret is cut in half and missed.
        var shown = Apply(Start(text, maxLength + LongestSpelling));
        return Start(shown, maxLength);
    }

    /// <summary>The start of UTF-8 text, leniently decoded, without secrets.</summary>
    internal string Excerpt(ReadOnlySpan<byte> text, int maxLength)
    {
        // UTF-8 needs at most three bytes for each UTF-16 unit.
        var bytes = text[..Math.Min(text.Length, (maxLength + LongestSpelling) * 3)];
        return Excerpt(Encoding.UTF8.GetString(bytes), maxLength);
    }

    /// <summary>The text with <c>***</c> for every secret; the same text when it holds none.</summary>
    internal string Apply(string text)
    {
        StringBuilder? redacted = null;
        var kept = 0;
        for (var index = 0; index < text.Length; index++)
        {
            var length = SecretAt(text.AsSpan(index));
            if (length > 0)
            {
                (redacted ??= new()).Append(text, kept, index - kept).Append(Mark);
                kept = index + length;
                index = kept - 1;
            }
        }

        return redacted is null ? text : redacted.Append(text, kept, text.Length - kept).ToString();
    }

    private static string Start(string text, int maxLength)
    {
        if (text.Length <= maxLength)
        {
            return text;
        }

        return text[..(char.IsHighSurrogate(text[maxLength - 1]) ? maxLength - 1 : maxLength)];
    }

    private string[] Collect()
    {
        var secrets = new List<string>(_credentials?.Secrets ?? []);
        if (_request.Headers.TryGetValues("Authorization", out var values))
        {
            foreach (var value in values)
            {
                // Without its scheme, which is no secret.
                secrets.Add(value[(value.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
            }
        }

        return [.. secrets
            .Where(static secret => secret.Length > 0)
            .Distinct(StringComparer.Ordinal)
            .OrderByDescending(static secret => secret.Length)];
    }

    private int SecretAt(ReadOnlySpan<char> text)
    {
        foreach (var secret in LongestFirst)
        {
            var length = MatchedLength(text, secret);
            if (length > 0)
            {
                return length;
            }
        }

        return 0;
    }

    private static int MatchedLength(ReadOnlySpan<char> text, string secret)
    {
        var position = 0;
        for (var matched = 0; matched < secret.Length; matched++)
        {
            if (position == text.Length)
            {
                return matched >= LeastCutOffLength ? position : 0;
            }

            var length = SpellingLength(text[position..], secret[matched]);
            if (length == 0)
            {
                return 0;
            }

            position += length;
        }

        return position;
    }

    private static int SpellingLength(ReadOnlySpan<char> text, char character)
    {
        if (text[0] == '\\' && text.Length >= 2)
        {
            if (text[1] == 'u' && IsHexadecimal(text, 2, 4, character))
            {
                return 6;
            }

            if (text[1] == character && character is '/' or '\\' or '"')
            {
                return 2;
            }
        }

        if (text[0] == '%' && IsHexadecimal(text, 1, 2, character))
        {
            return 3;
        }

        return text[0] == character ? 1 : 0;
    }

    private static bool IsHexadecimal(ReadOnlySpan<char> text, int start, int digits, char character) =>
        text.Length >= start + digits
        && int.TryParse(text.Slice(start, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
        && code == character;
}
