using System.Text.Json;

namespace FlowGen.Credentials;

/// <summary>Reads texts out of the JSON that keys come in.</summary>
internal static class JsonTexts
{
    /// <summary>The text of a member; <see langword="null"/> when there is none, or an empty one.</summary>
    internal static string? Of(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text
            : null;
}
