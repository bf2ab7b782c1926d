using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FlowGen.Sandbox.Serving;

/// <summary>JSON that came from outside.</summary>
internal static class JsonText
{
    /// <summary>Reads a JSON text whose every part can be read later: no name is there twice, and no text is half a character.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out JsonNode? node, [NotNullWhen(false)] out string? fault)
    {
        node = null;
        try
        {
            node = JsonNode.Parse(utf8, documentOptions: new() { AllowDuplicateProperties = false });
            Utf8JsonReader reader = new(utf8);
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                {
                    reader.GetString();
                }
            }

            fault = null;
            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            fault = exception.Message;
            return false;
        }
    }
}
