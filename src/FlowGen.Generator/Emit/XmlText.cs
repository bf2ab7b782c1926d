using System.Text;

namespace FlowGen.Generator.Emit;

/// <summary>
/// Text inside an XML documentation comment: one of the three doors from spec text into C#. It holds no line break and no markup.
/// </summary>
internal readonly struct XmlText
{
    private readonly string _text;

    private XmlText(string text) => _text = text;

    public bool IsEmpty => string.IsNullOrEmpty(_text);

    /// <summary>The text on one line; runs of blanks and line breaks become one blank.</summary>
    public static XmlText From(string text) => new(Escape(text));

    /// <summary>As <see cref="From"/>, with a full stop behind it unless it ends in punctuation.</summary>
    public static XmlText Sentence(string text)
    {
        var escaped = Escape(text);
        return new(escaped.Length == 0 || escaped[escaped.Length - 1] is '.' or '!' or '?' or ':' ? escaped : escaped + ".");
    }

    /// <summary>The first of <paramref name="texts"/> that says something, as a <see cref="Sentence"/>.</summary>
    public static XmlText FirstSentence(params string[] texts)
    {
        foreach (var text in texts)
        {
            if (Sentence(text) is { IsEmpty: false } sentence)
            {
                return sentence;
            }
        }

        return default;
    }

    public override string ToString() => _text ?? "";

    private static string Escape(string text)
    {
        var result = new StringBuilder(text.Length);
        var pendingBlank = false;
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];

            // U+0085, U+2028 and U+2029 end a line in C# as CR and LF do; White_Space covers them all.
            if (char.IsWhiteSpace(character) || char.IsControl(character))
            {
                pendingBlank = result.Length > 0;
                continue;
            }

            // Marks that turn the direction of text around could show another line than the one that is there.
            if (character is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069'))
            {
                continue;
            }

            if (pendingBlank)
            {
                result.Append(' ');
                pendingBlank = false;
            }

            if (char.IsHighSurrogate(character) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                result.Append(character).Append(text[++i]);
                continue;
            }

            result.Append(character switch
            {
                // Only this project's own code names types from the root.
                ':' when CodeText.EndsWith(result, "global:") => "&#58;",
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                // Not characters of XML 1.0.
                >= '\uD800' and <= '\uDFFF' or '\uFFFE' or '\uFFFF' => "\uFFFD",
                _ => character.ToString(),
            });
        }

        return result.ToString();
    }
}
