using FlowGen.Generator.Model;

namespace FlowGen.Generator.Spec;

/// <summary>A media type (RFC 9110, section 8.3.1) as a key of <c>content</c>.</summary>
internal sealed class MediaType(string text)
{
    /// <summary>The type without its parameters, in lower case.</summary>
    public string Essence { get; } = text.Split(';')[0].Trim().ToLowerInvariant();

    /// <summary>Whether a message can carry it: a type and a subtype, neither of them a range.</summary>
    public bool IsSendable => Essence.Split('/') is { Length: 2 } parts && Array.TrueForAll(parts, IsToken) && Essence.IndexOf('*') < 0;

    public bool IsJson => Essence is "application/json" or "text/json" or "*/*" or "application/*" || Essence.EndsWith("+json", StringComparison.Ordinal);

    public bool IsForm => Essence == "application/x-www-form-urlencoded";

    public bool IsMultipart => Essence.StartsWith("multipart/", StringComparison.Ordinal);

    /// <summary>Whether people read it: its content is a text.</summary>
    public bool IsText =>
        Essence.StartsWith("text/", StringComparison.Ordinal)
        || Essence.EndsWith("+xml", StringComparison.Ordinal)
        || Essence.EndsWith("yaml", StringComparison.Ordinal)
        || Essence is "application/xml" or "application/javascript" or "application/graphql" or "application/sql" or "application/jsonl"
            or "application/x-ndjson" or "application/ndjson" or "application/json-seq" or "application/jwt" or "application/jose";

    /// <summary>Whether its items come one after the other, perhaps without an end (OpenAPI 3.2's sequential media types).</summary>
    public bool IsSequence =>
        Essence is "text/event-stream" or "application/jsonl" or "application/x-ndjson" or "application/ndjson" or "application/json-seq";

    /// <summary>Whether the text is a token (RFC 9110, section 5.6.2).</summary>
    public static bool IsToken(string text) => text.Length > 0 && Characters.All(text, static character =>
        character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') || "!#$%&'*+-.^_`|~".IndexOf(character) >= 0);
}
