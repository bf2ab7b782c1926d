using System.Security.Cryptography;
using System.Text.Json;

namespace FlowGen.Json;

/// <summary>Tells JSON values apart without keeping them.</summary>
internal static class JsonDigest
{
    /// <summary>The SHA-256 of a value's tokens: blanks between them do not count. The reader stands on the first token.</summary>
    internal static byte[] Of(Utf8JsonReader reader)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var depth = reader.CurrentDepth;
        do
        {
            // The token's kind ends the one before it, so that no two values run together.
            hash.AppendData([(byte)reader.TokenType]);
            hash.AppendData(reader.ValueSpan);
        }
        while ((reader.CurrentDepth > depth || reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) && reader.Read());
        return hash.GetHashAndReset();
    }
}
