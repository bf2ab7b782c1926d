using System.Text.Json;
using FlowGen.Json;

namespace FlowGen.Runtime.Tests.TestClients;

/// <summary>A payload with a reader as the generator writes one.</summary>
public sealed class Gadget
{
    public required string Id { get; init; }

    public string? Name { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    public DateTimeOffset? Expires { get; init; }

    internal static Gadget Read(ref Utf8JsonReader reader)
    {
        JsonRead.StartObject(ref reader);
        string? id = null;
        string? name = null;
        IReadOnlyList<string>? tags = null;
        DateTimeOffset? expires = null;
        while (JsonRead.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("Id"u8))
            {
                id = JsonRead.ValueOrNull(ref reader) ? JsonRead.String(ref reader) : null;
            }
            else if (reader.ValueTextEquals("Name"u8))
            {
                name = JsonRead.ValueOrNull(ref reader) ? JsonRead.String(ref reader) : null;
            }
            else if (reader.ValueTextEquals("Tags"u8))
            {
                tags = JsonRead.ValueOrNull(ref reader) ? JsonRead.List(ref reader, JsonRead.String) : null;
            }
            else if (reader.ValueTextEquals("Expires"u8))
            {
                expires = JsonRead.ValueOrNull(ref reader) ? JsonRead.UnixMilliseconds(ref reader) : null;
            }
            else
            {
                JsonRead.SkipMember(ref reader);
            }
        }

        return new Gadget
        {
            Id = id ?? throw JsonRead.Missing("Id"),
            Name = name,
            Tags = tags,
            Expires = expires,
        };
    }
}
