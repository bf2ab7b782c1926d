using System.Text.Json;
using FlowGen.Json;

namespace FlowGen.Http;

/// <summary>
/// Reads a failure body: JSON, or its XML twin. It never fails: a gateway may answer anything, and what cannot be understood says nothing.
/// </summary>
internal static class ErrorBodyReader
{
    /// <summary>What the body says. Member names are compared without regard to case; of equal names the last wins.</summary>
    internal static ErrorBodyContent Read(ReadOnlySpan<byte> body, ErrorBody names)
    {
        var start = body.TrimStart(" \t\r\n"u8);
        return start.StartsWith("<"u8) ? XmlErrorBodyReader.Read(start, names) : ReadJson(start, names);
    }

    private static ErrorBodyContent ReadJson(ReadOnlySpan<byte> json, ErrorBody names)
    {
        var content = default(ErrorBodyContent);
        var reader = new Utf8JsonReader(json);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return content;
            }

            while (JsonRead.NextMember(ref reader))
            {
                var name = reader.GetString()!;
                JsonRead.Value(ref reader);
                if (Is(name, names.Code))
                {
                    content = content with { Code = JsonScalar.Text(ref reader) };
                }
                else if (Is(name, names.Message))
                {
                    content = content with { Message = JsonScalar.Text(ref reader) };
                }
                else if (Is(name, names.RequestId))
                {
                    content = content with { RequestId = JsonScalar.Text(ref reader) };
                }
                else
                {
                    reader.Skip();
                }
            }
        }
        catch (Exception exception) when (JsonFault.IsOne(exception))
        {
            // Cut off or no JSON: what was read so far stands.
        }

        return content;
    }

    private static bool Is(string name, string expected) => string.Equals(name, expected, StringComparison.OrdinalIgnoreCase);
}
