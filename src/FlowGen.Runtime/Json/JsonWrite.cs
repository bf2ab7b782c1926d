using System.ComponentModel;
using System.Text;
using System.Text.Json;

namespace FlowGen.Json;

/// <summary>What generated writers call for values that <see cref="Utf8JsonWriter"/> has no method for.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class JsonWrite
{
    /// <summary>Writes a JSON document as the text of a JSON string.</summary>
    /// <param name="writer">Takes the text.</param>
    /// <param name="name">What the document is called, for the exception.</param>
    /// <param name="document">The document in UTF-8.</param>
    /// <exception cref="ArgumentException"><paramref name="document"/> is not JSON.</exception>
    public static void JsonText(Utf8JsonWriter writer, string name, ReadOnlyMemory<byte> document)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(JsonDocumentText.Checked(name, document));
    }

    /// <inheritdoc cref="JsonText(Utf8JsonWriter, string, ReadOnlyMemory{byte})"/>
    public static void JsonText(JsonValueWriter writer, string name, ReadOnlyMemory<byte> document)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(Encoding.UTF8.GetString(JsonDocumentText.Checked(name, document)));
    }
}
