using System.ComponentModel;
using System.Globalization;
using System.Text;
using FlowGen.Json;

namespace FlowGen.Http;

/// <summary>Values as they stand in paths, queries and headers: invariant, lower-case booleans, round-trip numbers.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class WireText
{
    /// <summary><c>true</c> or <c>false</c>.</summary>
    public static string Of(bool value) => value ? "true" : "false";

    /// <summary>Decimal digits.</summary>
    public static string Of(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Decimal digits.</summary>
    public static string Of(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Decimal digits.</summary>
    public static string Of(ulong value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>The shortest text that reads back as the same number.</summary>
    public static string Of(float value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>The shortest text that reads back as the same number.</summary>
    public static string Of(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>All digits.</summary>
    public static string Of(decimal value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Hyphenated lower-case hexadecimal digits (RFC 9562).</summary>
    public static string Of(Guid value) => value.ToString("D");

    /// <summary>RFC 3339 with as many fraction digits as there are, as in JSON.</summary>
    public static string Of(DateTimeOffset value) => value.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture);

    /// <summary>Base64 (RFC 4648, section 4).</summary>
    /// <exception cref="ArgumentNullException">There are no bytes.</exception>
    public static string Of(byte[] value) => Convert.ToBase64String(value);

    /// <summary>RFC 3339 <c>full-date</c>.</summary>
    public static string Of(DateOnly value) => value.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>RFC 3339 but for the offset, which has no colon: <c>2025-12-13T05:49:59+0000</c>.</summary>
    public static string BasicOffset(DateTimeOffset value)
    {
        var text = value.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture);
        return text.Remove(text.Length - 3, 1);
    }

    /// <summary>A JSON document in UTF-8, as text.</summary>
    /// <exception cref="ArgumentException"><paramref name="document"/> is not JSON.</exception>
    public static string JsonText(string name, ReadOnlyMemory<byte> document) =>
        Encoding.UTF8.GetString(JsonDocumentText.Checked(name, document));

    /// <summary>Unix time in milliseconds.</summary>
    public static string UnixMilliseconds(DateTimeOffset value) => Of(value.ToUnixTimeMilliseconds());
}
