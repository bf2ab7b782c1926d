using System.Globalization;
using System.Text;

namespace FlowGen.Generator.Emit;

/// <summary>A C# literal: one of the three doors from spec text into C#. Whatever goes in cannot end the literal.</summary>
internal readonly struct CSharpLiteral
{
    private readonly string _code;

    private CSharpLiteral(string code) => _code = code;

    /// <summary>A string literal.</summary>
    public static CSharpLiteral String(string text) => new(Quote(text));

    /// <summary>A string literal, or <c>null</c>.</summary>
    public static CSharpLiteral StringOrNull(string? text) => new(text is null ? "null" : Quote(text));

    /// <summary>
    /// The UTF-8 bytes of a text, as a <c>u8</c> literal. A lone surrogate has no UTF-8 form and would not compile; it becomes the
    /// replacement character, as it does in any UTF-8 text.
    /// </summary>
    public static CSharpLiteral Utf8(string text) => new(Quote(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text))) + "u8");

    /// <summary>
    /// The UTF-8 bytes of a text as it stands between quotes in JSON, whatever the encoder: what is not plain ASCII is escaped.
    /// </summary>
    public static CSharpLiteral JsonName(string text)
    {
        var json = new StringBuilder(text.Length);
        foreach (var character in Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)))
        {
            if (character is < ' ' or > '~' or '"' or '&' or '\'' or '+' or '<' or '>' or '\\' or '`')
            {
                json.Append("\\u").Append(((int)character).ToString("X4", CultureInfo.InvariantCulture));
            }
            else
            {
                json.Append(character);
            }
        }

        return Utf8(json.ToString());
    }

    public static CSharpLiteral Boolean(bool value) => new(value ? "true" : "false");

    public static CSharpLiteral Integer(long value) => new(value.ToString(CultureInfo.InvariantCulture) + (value is > int.MaxValue or < int.MinValue ? "L" : ""));

    /// <summary>A literal of the type <c>ulong</c>.</summary>
    public static CSharpLiteral Unsigned(ulong value) => new(value.ToString(CultureInfo.InvariantCulture) + "UL");

    public static CSharpLiteral IntegerOrNull(int? value) => value is null ? new("null") : Integer(value.Value);

    public override string ToString() => _code ?? "null";

    private static string Quote(string text)
    {
        var code = new StringBuilder(text.Length + 2).Append('"');
        foreach (var character in text)
        {
            switch (character)
            {
                case '"':
                    code.Append("\\\"");
                    break;
                case '\\':
                    code.Append("\\\\");
                    break;
                case '\n':
                    code.Append("\\n");
                    break;
                case '\r':
                    code.Append("\\r");
                    break;
                case '\t':
                    code.Append("\\t");
                    break;
                // Only this project's own code names types from the root.
                case ':' when CodeText.EndsWith(code, "global:"):
                    code.Append("\\u003A");
                    break;
                // Printable ASCII, letters and digits as they are; everything that could be a line break or invisible as an escape.
                case >= ' ' and <= '~':
                    code.Append(character);
                    break;
                default:
                    if (char.IsLetterOrDigit(character) && !char.IsSurrogate(character))
                    {
                        code.Append(character);
                    }
                    else
                    {
                        code.Append("\\u").Append(((int)character).ToString("X4", CultureInfo.InvariantCulture));
                    }

                    break;
            }
        }

        return code.Append('"').ToString();
    }
}
