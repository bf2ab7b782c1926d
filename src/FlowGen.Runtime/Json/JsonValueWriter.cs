using System.Buffers;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace FlowGen.Json;

/// <summary>
/// What generated code writes JSON with: those methods of <see cref="Utf8JsonWriter"/> that it needs, with the same result in half the
/// time. A value is composed in a buffer that the thread keeps, and handed over whole. Where that could make a difference (the writer
/// indents, or has an encoder of its own), each call goes to the writer itself.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "That writer holds nothing but memory.")]
public sealed class JsonValueWriter
{
    /// <summary>Longer buffers are not kept.</summary>
    private const int MaxKeptLength = 64 * 1024;

    /// <summary>So many characters fill a vector.</summary>
    private const int HalfBlock = 8;

    /// <summary>The longest number: a decimal of 29 digits, a sign and a point. Doubles take 24 bytes.</summary>
    private const int MaxNumberLength = 32;

    /// <summary>What <see cref="Utf8JsonWriter"/> takes when <see cref="JsonWriterOptions.MaxDepth"/> is 0.</summary>
    private const int DefaultMaxDepth = 1000;

    /// <summary>The characters that neither of the two encoders changes.</summary>
    private const string PlainCharacters = " !#$%()*,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz{|}~";

    private static readonly bool[] IsPlain = [.. Enumerable.Range(0, 128).Select(static code => PlainCharacters.Contains((char)code))];

    [ThreadStatic]
    private static JsonValueWriter? _kept;

    private byte[] _buffer = new byte[1024];
    private int _length;
    private int _depth;
    private int _maxDepth;

    /// <summary>The writer to pass each call to; <see langword="null"/> while the value is composed here.</summary>
    private Utf8JsonWriter? _direct;

    /// <summary>Writes the values that take more than copying, one at a time.</summary>
    private Utf8JsonWriter? _exact;
    private ArrayBufferWriter<byte>? _exactOutput;
    private JavaScriptEncoder? _encoder;

    private JsonValueWriter()
    {
    }

    /// <summary>Has <paramref name="write"/> write one value, and hands that to <paramref name="writer"/>.</summary>
    /// <exception cref="InvalidOperationException">No value can stand where the writer is, or it would be nested too deep.</exception>
    public static void Write<T>(Utf8JsonWriter writer, T value, Action<JsonValueWriter, T> write)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(write);
        var json = Rent(writer.Options, writer.CurrentDepth);
        if (writer.Options.Indented || !IsKnown(writer.Options.Encoder))
        {
            json._direct = writer;
            write(json, value);
        }
        else
        {
            write(json, value);
            writer.WriteRawValue(json.Composed, skipInputValidation: true);
        }

        json.Return();
    }

    /// <summary>The JSON text of the one value that <paramref name="write"/> writes, in UTF-8. Only what JSON itself demands is escaped.</summary>
    internal static byte[] ToUtf8<T>(T value, Action<JsonValueWriter, T> write)
    {
        var json = Rent(new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }, 0);
        write(json, value);
        var text = json.Composed.ToArray();
        json.Return();
        return text;
    }

    /// <summary>Starts an object.</summary>
    /// <exception cref="InvalidOperationException">It would be nested too deep.</exception>
    public void WriteStartObject()
    {
        if (_direct is { } writer)
        {
            writer.WriteStartObject();
            return;
        }

        Open((byte)'{');
    }

    /// <summary>Ends an object.</summary>
    public void WriteEndObject()
    {
        if (_direct is { } writer)
        {
            writer.WriteEndObject();
            return;
        }

        Close((byte)'}');
    }

    /// <summary>Starts an array.</summary>
    /// <exception cref="InvalidOperationException">It would be nested too deep.</exception>
    public void WriteStartArray()
    {
        if (_direct is { } writer)
        {
            writer.WriteStartArray();
            return;
        }

        Open((byte)'[');
    }

    /// <summary>Ends an array.</summary>
    public void WriteEndArray()
    {
        if (_direct is { } writer)
        {
            writer.WriteEndArray();
            return;
        }

        Close((byte)']');
    }

    /// <summary>Writes a member's name, given as it stands between the quotes in JSON: escaped where any encoder would.</summary>
    public void WritePropertyName(ReadOnlySpan<byte> name)
    {
        if (_direct is { } writer)
        {
            WriteDirect(writer, name);
            return;
        }

        var target = Reserve(name.Length + 3);
        target[0] = (byte)'"';
        name.CopyTo(target[1..]);
        target[name.Length + 1] = (byte)'"';
        target[name.Length + 2] = (byte)':';
        _length += name.Length + 3;
    }

    /// <summary>Writes a member's name, given as the text that it is.</summary>
    public void WritePropertyName(string name)
    {
        if (_direct is { } writer)
        {
            writer.WritePropertyName(name);
            return;
        }

        // A name is written as a text is, and then a colon in place of the comma.
        WriteStringValue(name);
        _buffer[_length - 1] = (byte)':';
    }

    /// <summary>Writes a text; <c>null</c> when there is none.</summary>
    public void WriteStringValue(string? value)
    {
        if (_direct is { } writer)
        {
            writer.WriteStringValue(value);
        }
        else if (value is null)
        {
            WriteNullValue();
        }
        else
        {
            var target = Reserve(value.Length + 3);
            if (TryCopy(value, target[1..]))
            {
                target[0] = (byte)'"';
                target[value.Length + 1] = (byte)'"';
                target[value.Length + 2] = (byte)',';
                _length += value.Length + 3;
            }
            else
            {
                Exact.WriteStringValue(value);
                TakeExact();
            }
        }
    }

    /// <summary>Writes a member with a text.</summary>
    public void WriteString(ReadOnlySpan<byte> name, string? value)
    {
        WritePropertyName(name);
        WriteStringValue(value);
    }

    /// <summary>Writes a UUID.</summary>
    public void WriteStringValue(Guid value)
    {
        Exact.WriteStringValue(value);
        TakeExact();
    }

    /// <summary>Writes a member with a UUID.</summary>
    public void WriteString(ReadOnlySpan<byte> name, Guid value)
    {
        WritePropertyName(name);
        WriteStringValue(value);
    }

    /// <summary>Writes a date and time (RFC 3339).</summary>
    public void WriteStringValue(DateTimeOffset value)
    {
        Exact.WriteStringValue(value);
        TakeExact();
    }

    /// <summary>Writes a member with a date and time.</summary>
    public void WriteString(ReadOnlySpan<byte> name, DateTimeOffset value)
    {
        WritePropertyName(name);
        WriteStringValue(value);
    }

    /// <summary>Writes bytes as base64 text (RFC 4648, section 4).</summary>
    public void WriteBase64StringValue(ReadOnlySpan<byte> value)
    {
        Exact.WriteBase64StringValue(value);
        TakeExact();
    }

    /// <summary>Writes a member with bytes as base64 text.</summary>
    public void WriteBase64String(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        WritePropertyName(name);
        WriteBase64StringValue(value);
    }

    /// <summary>Writes a JSON document as the text of a JSON string.</summary>
    /// <exception cref="ArgumentException"><paramref name="document"/> is not JSON in UTF-8.</exception>
    public void WriteJsonTextValue(ReadOnlyMemory<byte> document) => WriteJsonText(nameof(document), document);

    /// <summary>Writes a member with a JSON document as its text.</summary>
    /// <exception cref="ArgumentException"><paramref name="document"/> is not JSON in UTF-8.</exception>
    public void WriteJsonText(ReadOnlySpan<byte> name, ReadOnlyMemory<byte> document)
    {
        WritePropertyName(name);
        WriteJsonText(Encoding.UTF8.GetString(name), document);
    }

    /// <summary>Writes a whole number.</summary>
    public void WriteNumberValue(long value)
    {
        if (_direct is { } writer)
        {
            writer.WriteNumberValue(value);
            return;
        }

        AppendNumber(value);
    }

    /// <summary>Writes a member with a whole number.</summary>
    public void WriteNumber(ReadOnlySpan<byte> name, long value)
    {
        WritePropertyName(name);
        WriteNumberValue(value);
    }

    /// <summary>Writes a whole number that is not negative.</summary>
    public void WriteNumberValue(ulong value)
    {
        if (_direct is { } writer)
        {
            writer.WriteNumberValue(value);
            return;
        }

        AppendNumber(value);
    }

    /// <summary>Writes a member with a whole number that is not negative.</summary>
    public void WriteNumber(ReadOnlySpan<byte> name, ulong value)
    {
        WritePropertyName(name);
        WriteNumberValue(value);
    }

    /// <summary>Writes a number in single precision.</summary>
    /// <exception cref="ArgumentException">It is infinite or no number, which JSON cannot say.</exception>
    public void WriteNumberValue(float value)
    {
        if (_direct is null && float.IsFinite(value))
        {
            AppendNumber(value);
            return;
        }

        Exact.WriteNumberValue(value);
        TakeExact();
    }

    /// <summary>Writes a member with a number in single precision.</summary>
    /// <exception cref="ArgumentException">It is infinite or no number, which JSON cannot say.</exception>
    public void WriteNumber(ReadOnlySpan<byte> name, float value)
    {
        WritePropertyName(name);
        WriteNumberValue(value);
    }

    /// <summary>Writes a number in double precision.</summary>
    /// <exception cref="ArgumentException">It is infinite or no number, which JSON cannot say.</exception>
    public void WriteNumberValue(double value)
    {
        if (_direct is null && double.IsFinite(value))
        {
            AppendNumber(value);
            return;
        }

        Exact.WriteNumberValue(value);
        TakeExact();
    }

    /// <summary>Writes a member with a number in double precision.</summary>
    /// <exception cref="ArgumentException">It is infinite or no number, which JSON cannot say.</exception>
    public void WriteNumber(ReadOnlySpan<byte> name, double value)
    {
        WritePropertyName(name);
        WriteNumberValue(value);
    }

    /// <summary>Writes a decimal number.</summary>
    public void WriteNumberValue(decimal value)
    {
        if (_direct is { } writer)
        {
            writer.WriteNumberValue(value);
            return;
        }

        AppendNumber(value);
    }

    /// <summary>Writes a member with a decimal number.</summary>
    public void WriteNumber(ReadOnlySpan<byte> name, decimal value)
    {
        WritePropertyName(name);
        WriteNumberValue(value);
    }

    /// <summary>Writes <c>true</c> or <c>false</c>.</summary>
    public void WriteBooleanValue(bool value)
    {
        if (_direct is { } writer)
        {
            writer.WriteBooleanValue(value);
            return;
        }

        Append(value ? "true,"u8 : "false,"u8);
    }

    /// <summary>Writes a member with <c>true</c> or <c>false</c>.</summary>
    public void WriteBoolean(ReadOnlySpan<byte> name, bool value)
    {
        WritePropertyName(name);
        WriteBooleanValue(value);
    }

    /// <summary>Writes <c>null</c>.</summary>
    public void WriteNullValue()
    {
        if (_direct is { } writer)
        {
            writer.WriteNullValue();
            return;
        }

        Append("null,"u8);
    }

    /// <summary>Writes a member with <c>null</c>.</summary>
    public void WriteNull(ReadOnlySpan<byte> name)
    {
        WritePropertyName(name);
        WriteNullValue();
    }

    /// <summary>Writes any JSON value.</summary>
    /// <exception cref="InvalidOperationException">It is the default of its type, which is no JSON.</exception>
    public void WriteElementValue(JsonElement value)
    {
        value.WriteTo(Exact);
        TakeExact();
    }

    /// <summary>The writer for a value that takes more than copying; <see cref="TakeExact"/> has to follow.</summary>
    private Utf8JsonWriter Exact
    {
        get
        {
            if (_direct is { } writer)
            {
                return writer;
            }

            if (_exact is null)
            {
                _exactOutput ??= new(256);
                _exact = new(_exactOutput, new() { Encoder = _encoder, SkipValidation = true });
            }

            _exactOutput!.ResetWrittenCount();
            _exact.Reset();
            return _exact;
        }
    }

    private void WriteJsonText(string name, ReadOnlyMemory<byte> document)
    {
        var text = JsonDocumentText.Checked(name, document);
        Exact.WriteStringValue(text);
        TakeExact();
    }

    /// <summary>What was written, without the comma behind it.</summary>
    private ReadOnlySpan<byte> Composed => _buffer.AsSpan(0, Math.Max(_length - 1, 0));

    private static JsonValueWriter Rent(JsonWriterOptions options, int depth)
    {
        // Not kept while it is used: what is written may write something else on the way.
        var json = _kept ?? new();
        _kept = null;
        json._length = 0;
        json._depth = depth;
        json._maxDepth = options.MaxDepth == 0 ? DefaultMaxDepth : options.MaxDepth;
        if (json._encoder != options.Encoder)
        {
            json._encoder = options.Encoder;
            json._exact = null;
        }

        return json;
    }

    private void Return()
    {
        _direct = null;
        if (_buffer.Length <= MaxKeptLength && _exactOutput is null or { Capacity: <= MaxKeptLength })
        {
            _kept = this;
        }
    }

    /// <summary>Whether <see cref="PlainCharacters"/> holds for the encoder.</summary>
    private static bool IsKnown(JavaScriptEncoder? encoder) =>
        encoder is null || ReferenceEquals(encoder, JavaScriptEncoder.Default) || ReferenceEquals(encoder, JavaScriptEncoder.UnsafeRelaxedJsonEscaping);

    /// <summary>Copies a text of plain characters; <see langword="false"/> when it holds others.</summary>
    private static bool TryCopy(string text, Span<byte> target)
    {
        var last = text.Length - HalfBlock;
        if (last < 0)
        {
            return TryCopyShort(text, target);
        }

        // In blocks of two halves. Where the text ends in the middle of one, what was copied already is copied once more.
        for (var first = 0; ; first += 2 * HalfBlock)
        {
            var start = Math.Min(first, Math.Max(last - HalfBlock, 0));
            var middle = Math.Min(start + HalfBlock, last);
            if (!TryCopyBlock(text, target, start, middle))
            {
                return false;
            }

            if (middle == last)
            {
                return true;
            }
        }
    }

    private static bool TryCopyShort(string text, Span<byte> target)
    {
        var isPlain = IsPlain;
        target = target[..text.Length];
        for (var i = 0; i < target.Length; i++)
        {
            var character = text[i];
            if (character >= isPlain.Length || !isPlain[character])
            {
                return false;
            }

            target[i] = (byte)character;
        }

        return true;
    }

    private static bool TryCopyBlock(ReadOnlySpan<char> text, Span<byte> target, int first, int second)
    {
        var characters = MemoryMarshal.Cast<char, ushort>(text);
        var low = Vector128.Create(characters[first..]);
        var high = Vector128.Create(characters[second..]);
        if (((low | high) & Vector128.Create((ushort)0xFF80)) != Vector128<ushort>.Zero)
        {
            return false;
        }

        var bytes = Vector128.Narrow(low, high);
        var others = Vector128.LessThan(bytes.AsSByte(), Vector128.Create((sbyte)' ')).AsByte()
            | Vector128.Equals(bytes, Vector128.Create((byte)'"'))
            | Vector128.Equals(bytes, Vector128.Create((byte)'&'))
            | Vector128.Equals(bytes, Vector128.Create((byte)'\''))
            | Vector128.Equals(bytes, Vector128.Create((byte)'+'))
            | Vector128.Equals(bytes, Vector128.Create((byte)'<'))
            | Vector128.Equals(bytes, Vector128.Create((byte)'>'))
            | Vector128.Equals(bytes, Vector128.Create((byte)'\\'))
            | Vector128.Equals(bytes, Vector128.Create((byte)'`'))
            | Vector128.Equals(bytes, Vector128.Create((byte)0x7F));
        if (others != Vector128<byte>.Zero)
        {
            return false;
        }

        bytes.GetLower().CopyTo(target[first..]);
        bytes.GetUpper().CopyTo(target[second..]);
        return true;
    }

    private static void WriteDirect(Utf8JsonWriter writer, ReadOnlySpan<byte> name)
    {
        if (!name.Contains((byte)'\\'))
        {
            writer.WritePropertyName(name);
            return;
        }

        var reader = new Utf8JsonReader([(byte)'"', .. name, (byte)'"']);
        reader.Read();
        writer.WritePropertyName(reader.GetString()!);
    }

    private void Open(byte bracket)
    {
        if (_depth >= _maxDepth)
        {
            throw new InvalidOperationException($"The JSON would be nested more than {_maxDepth} deep. Does an object hold itself?");
        }

        _depth++;
        Reserve(1)[0] = bracket;
        _length++;
    }

    /// <summary>Every value ends in a comma; the last one's comma becomes the bracket.</summary>
    private void Close(byte bracket)
    {
        _depth--;
        if (_buffer[_length - 1] == ',')
        {
            _length--;
        }

        var target = Reserve(2);
        target[0] = bracket;
        target[1] = (byte)',';
        _length += 2;
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        _length += bytes.Length;
    }

    private void AppendNumber<T>(T value)
        where T : IUtf8SpanFormattable
    {
        var target = Reserve(MaxNumberLength);
        value.TryFormat(target, out var length, default, CultureInfo.InvariantCulture);
        target[length] = (byte)',';
        _length += length + 1;
    }

    private void TakeExact()
    {
        if (_direct is null)
        {
            _exact!.Flush();
            Append(_exactOutput!.WrittenSpan);
            Append(","u8);
        }
    }

    private Span<byte> Reserve(int length)
    {
        if (_buffer.Length - _length < length)
        {
            Grow(length);
        }

        return _buffer.AsSpan(_length);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int length) => Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + length));
}
