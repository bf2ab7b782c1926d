using System.Buffers;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using FlowGen.Telemetry;

namespace FlowGen.Json;

/// <summary>
/// What generated readers are made of. Each method starts on the value's first token and ends on its last, and throws
/// <see cref="JsonException"/> for a value of another type.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "Named for the type that is read; called by generated code only.")]
public static class JsonRead
{
    /// <summary>As RFC 3339 writes a time, but that <c>K</c> takes an offset with and without a colon.</summary>
    private static readonly string[] BasicOffsetFormats = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>Checks that an object starts here.</summary>
    public static void StartObject(this ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw Unexpected(ref reader, "an object");
        }
    }

    /// <summary>Goes to the next member's name; <see langword="false"/> at the object's end.</summary>
    public static bool NextMember(this ref Utf8JsonReader reader)
    {
        Advance(ref reader);
        return reader.TokenType == JsonTokenType.PropertyName;
    }

    /// <summary>Goes from a member's name to its value.</summary>
    public static void Value(this ref Utf8JsonReader reader) => Advance(ref reader);

    /// <summary>Goes from a member's name to its value; <see langword="false"/> when that is <c>null</c>.</summary>
    public static bool ValueOrNull(this ref Utf8JsonReader reader)
    {
        Advance(ref reader);
        return reader.TokenType != JsonTokenType.Null;
    }

    /// <summary>Goes from the name of a member that the spec does not know to the end of its value.</summary>
    public static void SkipMember(this ref Utf8JsonReader reader)
    {
        if (!reader.TrySkip())
        {
            throw CutOff();
        }
    }

    /// <summary>Adds a member, on whose name the reader stands, to those that have no property of their own.</summary>
    public static void AddMember<T>(this ref Utf8JsonReader reader, ref Dictionary<string, T>? members, JsonReadFunction<T> read)
    {
        var name = reader.GetString()!;
        Advance(ref reader);
        members ??= new(StringComparer.Ordinal);
        members[name] = read(ref reader);
    }

    /// <summary>Reads a text.</summary>
    public static string String(this ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw Unexpected(ref reader, "a text");

    /// <summary>Reads a text that the open enum <typeparamref name="TEnum"/> does not know, and counts it.</summary>
    public static string UnknownText<TEnum>(this ref Utf8JsonReader reader)
    {
        var text = String(ref reader);
        CountUnknown<TEnum>();
        return text;
    }

    /// <summary>Counts a value that the open enum <typeparamref name="TEnum"/> does not know. The value itself is not recorded: it can be anything.</summary>
    public static void CountUnknown<TEnum>() => FlowTelemetry.UnknownEnumValues.Add(1, new KeyValuePair<string, object?>("flowgen.enum", typeof(TEnum).FullName));

    /// <summary>Reads <c>true</c> or <c>false</c>.</summary>
    public static bool Boolean(this ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => throw Unexpected(ref reader, "true or false"),
    };

    /// <summary>Reads a whole number of 32 bits.</summary>
    public static int Int32(this ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && (reader.TryGetInt32(out var value) || TryWhole(ref reader, out value)) ? value : throw Unexpected(ref reader, "a whole number of 32 bits");

    /// <summary>Reads a whole number of 64 bits.</summary>
    public static long Int64(this ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && (reader.TryGetInt64(out var value) || TryWhole(ref reader, out value)) ? value : throw Unexpected(ref reader, "a whole number of 64 bits");

    /// <summary>Reads a whole number of 64 bits that is not negative.</summary>
    public static ulong UInt64(this ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && (reader.TryGetUInt64(out var value) || TryWhole(ref reader, out value)) ? value : throw Unexpected(ref reader, "a whole number of 64 bits from 0");

    /// <summary>A whole number that is written with a fraction of zero or an exponent: 1.0 and 1e3 are integers too (JSON Schema, section 4.2.2).</summary>
    private static bool TryWhole<T>(ref Utf8JsonReader reader, out T value)
        where T : struct, INumber<T>
    {
        value = default;

        // With 28 digits behind the point it may have been rounded.
        if (!reader.TryGetDecimal(out var number) || number.Scale == 28 || number != decimal.Truncate(number))
        {
            return false;
        }

        value = T.CreateSaturating(number);
        return decimal.CreateChecked(value) == number;
    }

    /// <summary>Reads a number in single precision.</summary>
    public static float Single(this ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetSingle(out var value) ? value : throw Unexpected(ref reader, "a number");

    /// <summary>Reads a number in double precision.</summary>
    public static double Double(this ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var value) ? value : throw Unexpected(ref reader, "a number");

    /// <summary>Reads a decimal number.</summary>
    public static decimal Decimal(this ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetDecimal(out var value) ? value : throw Unexpected(ref reader, "a decimal number");

    /// <summary>Reads a UUID (RFC 9562).</summary>
    public static Guid Guid(this ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String && reader.TryGetGuid(out var value) ? value : throw Unexpected(ref reader, "a UUID");

    /// <summary>Reads a date and time (RFC 3339); without an offset it is UTC.</summary>
    public static DateTimeOffset DateTimeOffset(this ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String
            && System.DateTimeOffset.TryParse(
                reader.GetString(),
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var value))
        {
            return value;
        }

        throw Unexpected(ref reader, "a date and time");
    }

    /// <summary>Reads a date and time whose offset may lack its colon: <c>2025-12-13T05:49:59+0000</c>. Without an offset it is UTC.</summary>
    public static DateTimeOffset DateTimeBasicOffset(this ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String
        && System.DateTimeOffset.TryParseExact(
            reader.GetString(),
            BasicOffsetFormats,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var value)
            ? value
            : throw Unexpected(ref reader, "a date and time");

    /// <summary>Reads a date (RFC 3339 <c>full-date</c>).</summary>
    public static DateOnly DateOnly(this ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String
        && System.DateOnly.TryParseExact(reader.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var value)
            ? value
            : throw Unexpected(ref reader, "a date");

    /// <summary>Reads a Unix time in milliseconds.</summary>
    public static DateTimeOffset UnixMilliseconds(this ref Utf8JsonReader reader)
    {
        const string Expected = "a Unix time in milliseconds";
        if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out var milliseconds))
        {
            throw Unexpected(ref reader, Expected);
        }

        // The years 1 to 9999, the range of DateTimeOffset.
        return milliseconds is >= -62_135_596_800_000 and <= 253_402_300_799_999
            ? System.DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : throw Unexpected(ref reader, Expected);
    }

    /// <summary>Reads base64 text (RFC 4648, section 4).</summary>
    public static byte[] Base64(this ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String && reader.TryGetBytesFromBase64(out var value) ? value : throw Unexpected(ref reader, "base64 text");

    /// <summary>Reads a text that is a JSON document. What comes back is the document itself, in UTF-8, not escaped.</summary>
    public static ReadOnlyMemory<byte> JsonText(this ref Utf8JsonReader reader)
    {
        const string Expected = "a text that is JSON";
        if (reader.TokenType != JsonTokenType.String)
        {
            throw Unexpected(ref reader, Expected);
        }

        var document = new byte[reader.HasValueSequence ? checked((int)reader.ValueSequence.Length) : reader.ValueSpan.Length];
        var length = reader.CopyString(document);
        return JsonDocumentText.FaultOf(document.AsSpan(0, length)) is { } fault
            ? throw new JsonException($"expected {Expected}: {fault}")
            : document.AsMemory(0, length);
    }

    /// <summary>Reads any JSON value; it stays valid after the answer is gone.</summary>
    public static JsonElement Element(this ref Utf8JsonReader reader)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return document.RootElement.Clone();
    }

    /// <summary>Reads an array.</summary>
    public static IReadOnlyList<T> List<T>(this ref Utf8JsonReader reader, JsonReadFunction<T> item)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw Unexpected(ref reader, "an array");
        }

        Advance(ref reader);
        if (reader.TokenType == JsonTokenType.EndArray)
        {
            return [];
        }

        var first = item(ref reader);
        Advance(ref reader);
        return reader.TokenType == JsonTokenType.EndArray ? new[] { first } : Rest(ref reader, first, item);
    }

    /// <summary>Reads an object whose member names are data. Of members with one name the last wins.</summary>
    public static IReadOnlyDictionary<string, T> Map<T>(this ref Utf8JsonReader reader, JsonReadFunction<T> item)
    {
        StartObject(ref reader);
        var map = new Dictionary<string, T>(StringComparer.Ordinal);
        while (NextMember(ref reader))
        {
            var name = reader.GetString()!;
            Advance(ref reader);
            map[name] = item(ref reader);
        }

        return map;
    }

    /// <summary>The exception for an object that lacks a member which the spec requires.</summary>
    public static JsonException Missing(string member) => new($"the required member '{member}' is missing or null");

    // What is kept is one array of the exact length; the growing happens in rented ones.
    private static T[] Rest<T>(ref Utf8JsonReader reader, T first, JsonReadFunction<T> item)
    {
        var buffer = ArrayPool<T>.Shared.Rent(16);
        buffer[0] = first;
        var count = 1;
        try
        {
            do
            {
                if (count == buffer.Length)
                {
                    var larger = ArrayPool<T>.Shared.Rent(count * 2);
                    Array.Copy(buffer, larger, count);
                    Return(buffer);
                    buffer = larger;
                }

                buffer[count++] = item(ref reader);
                Advance(ref reader);
            }
            while (reader.TokenType != JsonTokenType.EndArray);
            return buffer.AsSpan(0, count).ToArray();
        }
        finally
        {
            Return(buffer);
        }
    }

    private static void Return<T>(T[] buffer) =>
        ArrayPool<T>.Shared.Return(buffer, clearArray: RuntimeHelpers.IsReferenceOrContainsReferences<T>());

    private static void Advance(ref Utf8JsonReader reader)
    {
        if (!reader.Read())
        {
            throw CutOff();
        }
    }

    private static JsonException CutOff() => new("the JSON text ends too early");

    private static JsonException Unexpected(ref Utf8JsonReader reader, string expected)
    {
        var found = reader.TokenType switch
        {
            JsonTokenType.StartObject => "an object",
            JsonTokenType.StartArray => "an array",
            JsonTokenType.String => "a text",
            JsonTokenType.Number => "a number",
            JsonTokenType.True or JsonTokenType.False => "true or false",
            JsonTokenType.Null => "null",
            _ => "something else",
        };
        return new(found == expected ? $"expected {expected} in its range" : $"expected {expected}, found {found}");
    }
}
