using System.Text;
using System.Text.Json;

namespace FlowGen.Json;

/// <summary>Codes, messages and ids, which providers write as text or as a number.</summary>
internal static class JsonScalar
{
    /// <summary>
    /// The value as trimmed text; <see langword="null"/> for <c>null</c>, blank text, and anything that is neither text nor a number,
    /// which is skipped.
    /// </summary>
    internal static string? Text(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                var text = reader.GetString()!.Trim();
                return text.Length == 0 ? null : text;
            case JsonTokenType.Number:
                return Encoding.UTF8.GetString(reader.ValueSpan);
            default:
                reader.Skip();
                return null;
        }
    }
}
