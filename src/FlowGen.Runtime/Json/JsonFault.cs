using System.Text.Json;

namespace FlowGen.Json;

/// <summary>Why a JSON text could not be read, and at which byte.</summary>
/// <param name="Problem">What is wrong, as part of a sentence.</param>
/// <param name="Offset">The byte where it is wrong, counted from 0.</param>
/// <param name="Exception">What the reader threw.</param>
internal sealed record JsonFault(string Problem, long Offset, Exception Exception)
{
    /// <summary>
    /// Whether a reader throws such an exception because of the text. <see cref="Utf8JsonReader"/> reports invalid UTF-8 and lone
    /// surrogates as <see cref="InvalidOperationException"/>.
    /// </summary>
    internal static bool IsOne(Exception exception) => exception is JsonException or InvalidOperationException;

    /// <summary>The fault that a reader, in its present state, met in <paramref name="json"/>.</summary>
    internal static JsonFault Of(Exception exception, in Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        if (exception is JsonException { LineNumber: { } line, BytePositionInLine: { } column })
        {
            // The JSON reader itself: it says where, and repeats that in its message.
            var sentenceEnd = exception.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
            var problem = sentenceEnd < 0 ? exception.Message : exception.Message[..sentenceEnd];
            return new($"it is not JSON: {problem.TrimEnd('.')}", OffsetOf(json, line, column), exception);
        }

        return exception is JsonException
            ? new(exception.Message, reader.TokenStartIndex, exception)
            : new("a text is not valid UTF-8 or UTF-16", reader.TokenStartIndex, exception);
    }

    /// <summary>The fault as a sentence that says where in the answer.</summary>
    internal string Describe(ReadOnlySpan<byte> json) => FormattableString.Invariant(
        $"The answer is not what the provider documents: {Problem}, at {JsonPathLocator.Locate(json, Offset)} (byte {Offset}).");

    private static long OffsetOf(ReadOnlySpan<byte> json, long line, long column)
    {
        var start = 0;
        for (; line > 0; line--)
        {
            var end = json[start..].IndexOf((byte)'\n');
            if (end < 0)
            {
                break;
            }

            start += end + 1;
        }

        return Math.Min(start + column, json.Length);
    }
}
