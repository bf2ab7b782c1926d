using System.ComponentModel;
using System.Text;

namespace FlowGen.Http;

/// <summary>Reads an answer of text.</summary>
/// <param name="body">The bytes.</param>
/// <param name="charset">The encoding that the answer names; <see langword="null"/> when it names none.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate T BodyReadFunction<T>(ReadOnlySpan<byte> body, string? charset);

/// <summary>Readers of answers of text.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class BodyRead
{
    /// <summary>
    /// The answer as text, in the encoding that it names and else in UTF-8. An encoding that the framework does not know counts as UTF-8, and
    /// bytes that are no text become U+FFFD.
    /// </summary>
    public static string Text(ReadOnlySpan<byte> body, string? charset)
    {
        var encoding = Encoding.UTF8;
        if (charset is not null)
        {
            try
            {
                encoding = Encoding.GetEncoding(charset.Trim('"'));
            }
            catch (ArgumentException)
            {
                // A name that nobody knows is no reason to refuse the text.
            }
        }

        var mark = encoding.Preamble;
        return encoding.GetString(mark.Length > 0 && body.StartsWith(mark) ? body[mark.Length..] : body);
    }
}
