using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace FlowGen.Json;

/// <summary>What generated unions are made of: JSON that is kept, and read as one type or another when it is asked for.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class JsonUnion
{
    /// <summary>The text of a member; <see langword="null"/> when the value is no object, or has no such member that is a text.</summary>
    public static string? Discriminator(JsonElement json, string member) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    /// <summary>The value, valid as long as anybody needs it.</summary>
    /// <exception cref="ArgumentException">There is no value.</exception>
    public static JsonElement Kept(JsonElement json) => json.ValueKind == JsonValueKind.Undefined
        ? throw new ArgumentException("The element holds no value.", nameof(json))
        : json.Clone();

    /// <summary>The JSON of a value.</summary>
    public static JsonElement Of<T>(T value, Action<JsonValueWriter, T> write)
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(write);
        var reader = new Utf8JsonReader(JsonValueWriter.ToUtf8(value, write));
        reader.Read();
        return JsonRead.Element(ref reader);
    }

    /// <summary>The JSON of an object, with the member that tells its type, should the object lack it.</summary>
    public static JsonElement Of<T>(T value, Action<JsonValueWriter, T> write, string discriminator, string type)
    {
        var json = Of(value, write);
        return json.ValueKind != JsonValueKind.Object || json.TryGetProperty(discriminator, out _)
            ? json
            : Of(json, (writer, members) =>
            {
                writer.WriteStartObject();
                writer.WritePropertyName(discriminator);
                writer.WriteStringValue(type);
                foreach (var member in members.EnumerateObject())
                {
                    writer.WritePropertyName(member.Name);
                    writer.WriteElementValue(member.Value);
                }

                writer.WriteEndObject();
            });
    }

    /// <summary>Reads the value as a <typeparamref name="T"/>; <see langword="false"/> when it is none.</summary>
    public static bool TryRead<T>(JsonElement json, JsonReadFunction<T> read, [MaybeNullWhen(false)] out T value)
    {
        ArgumentNullException.ThrowIfNull(read);
        value = default;
        if (json.ValueKind == JsonValueKind.Undefined)
        {
            return false;
        }

        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json.GetRawText()));
        try
        {
            reader.Read();
            value = read(ref reader);
            return true;
        }
        catch (Exception exception) when (JsonFault.IsOne(exception))
        {
            return false;
        }
    }
}
