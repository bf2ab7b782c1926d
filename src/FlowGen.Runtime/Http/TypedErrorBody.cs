using System.Text;
using System.Text.Json;
using FlowGen.Json;
using FlowGen.Signing;

namespace FlowGen.Http;

/// <summary>Reads a failure body as the type that the document gives for its status.</summary>
internal static class TypedErrorBody
{
    /// <summary>The body; <see langword="null"/> when the document gives no type, or the body is something else.</summary>
    internal static object? Read(IReadOnlyList<ApiErrorBody> types, int status, ReadOnlySpan<byte> json, SecretRedaction redaction)
    {
        if (TypeOf(types, status) is not { } type)
        {
            return null;
        }

        // What is kept of an answer holds no secret, whatever the server quotes.
        var text = Encoding.UTF8.GetString(json);
        var shown = redaction.Apply(text);
        var reader = new Utf8JsonReader(ReferenceEquals(shown, text) ? json : Encoding.UTF8.GetBytes(shown));
        try
        {
            if (!reader.Read() || reader.TokenType == JsonTokenType.Null)
            {
                return null;
            }

            var body = type.Read(ref reader);

            // Throws for whatever comes after the value.
            reader.Read();
            return body;
        }
        catch (Exception exception) when (JsonFault.IsOne(exception))
        {
            // A gateway may answer anything: the raw body tells what it was.
            return null;
        }
    }

    private static ApiErrorBody? TypeOf(IReadOnlyList<ApiErrorBody> types, int status)
    {
        ApiErrorBody? best = null;
        var bestRank = 0;
        foreach (var type in types)
        {
            foreach (var written in type.Statuses)
            {
                if (StatusPattern.Rank(written, status) is var rank && rank > bestRank)
                {
                    (best, bestRank) = (type, rank);
                }
            }
        }

        return best;
    }
}
