using System.Text.Json;
using System.Text.Unicode;

namespace FlowGen.Json;

/// <summary>JSON documents that travel as the text of a JSON string.</summary>
internal static class JsonDocumentText
{
    /// <summary>Nobody's stack grows with the depth of a document that is only passed on.</summary>
    private static readonly JsonReaderOptions AnyDepth = new() { MaxDepth = int.MaxValue };

    /// <summary>What keeps a text from being one JSON document in UTF-8; <see langword="null"/> when it is one.</summary>
    internal static string? FaultOf(ReadOnlySpan<byte> text)
    {
        if (!Utf8.IsValid(text))
        {
            return "it is not UTF-8";
        }

        var reader = new Utf8JsonReader(text, AnyDepth);
        try
        {
            while (reader.Read())
            {
            }

            return null;
        }
        catch (JsonException exception)
        {
            return exception.Message.TrimEnd('.');
        }
    }

    /// <summary>The document, if it is one.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    internal static ReadOnlySpan<byte> Checked(string name, ReadOnlyMemory<byte> document) => FaultOf(document.Span) is { } fault
        ? throw new ArgumentException($"'{name}' has to be a JSON document in UTF-8: {fault}.", name)
        : document.Span;
}
