using System.Globalization;
using System.Text.Json;

namespace FlowGen.Http;

/// <summary>
/// A value as its JSON is, in one of OpenAPI's styles. What is <c>null</c> inside is left out. Where a style has no form for an object or list
/// inside another, that is one JSON text, but for a list in an object whose members are fields: its items are fields of the member's name.
/// </summary>
internal static class StyledValue
{
    /// <summary>The value as one text: in a path, a header, or a cookie.</summary>
    internal static string Text(string name, JsonElement value, ParameterStyle style, bool isExploded, Func<string, string> encode)
    {
        var (first, isNamed) = style switch
        {
            ParameterStyle.Label => (".", false),
            ParameterStyle.Matrix => (";", true),
            _ => ("", false),
        };
        var separator = isExploded && first.Length > 0 ? first : ",";
        var prefix = isNamed ? encode(name) : "";
        switch (value.ValueKind)
        {
            case JsonValueKind.Array:
                var items = value.EnumerateArray().Where(IsPresent).Select(item => encode(Scalar(item)));
                return isNamed && isExploded
                    ? string.Concat(items.Select(item => first + Named(prefix, item)))
                    : first + Named(prefix, string.Join(separator, items));
            case JsonValueKind.Object:
                var members = Members(value);
                return isExploded
                    ? first + string.Join(separator, members.Select(member => encode(member.Name) + "=" + encode(Scalar(member.Value))))
                    : first + Named(prefix, string.Join(",", members.Select(member => encode(member.Name) + "," + encode(Scalar(member.Value)))));
            default:
                return first + Named(prefix, encode(Scalar(value)));
        }
    }

    /// <summary>The value as fields: in a query or a form. The names and values are plain; what is joined is given in encoded form too.</summary>
    internal static IEnumerable<Field> Fields(string name, JsonElement value, ParameterStyle style, bool isExploded, Func<string, string> encode)
    {
        if (style == ParameterStyle.DeepObject)
        {
            return Deep(name, value);
        }

        var (delimiter, encodedDelimiter) = style switch
        {
            ParameterStyle.SpaceDelimited => (" ", "%20"),
            ParameterStyle.PipeDelimited => ("|", "%7C"),
            _ => (",", ","),
        };
        switch (value.ValueKind)
        {
            case JsonValueKind.Array when isExploded:
                return value.EnumerateArray().Where(IsPresent).Select(item => new Field(name, Scalar(item), null));
            case JsonValueKind.Array:
                return [Joined(name, value.EnumerateArray().Where(IsPresent).Select(Scalar), delimiter, encodedDelimiter, encode)];
            case JsonValueKind.Object when isExploded:
                return Members(value).SelectMany(static member => IsListOfScalars(member.Value)
                    ? member.Value.EnumerateArray().Where(IsPresent).Select(item => new Field(member.Name, Scalar(item), null))
                    : [new Field(member.Name, Scalar(member.Value), null)]);
            case JsonValueKind.Object:
                return [Joined(name, Members(value).SelectMany(static member => new[] { member.Name, Scalar(member.Value) }), delimiter, encodedDelimiter, encode)];
            case JsonValueKind.Null:
                return [];
            default:
                return [new(name, Scalar(value), null)];
        }
    }

    private static Field Joined(string name, IEnumerable<string> texts, string delimiter, string encodedDelimiter, Func<string, string> encode)
    {
        var all = texts.ToList();
        return new(name, string.Join(delimiter, all), string.Join(encodedDelimiter, all.Select(encode)));
    }

    private static IEnumerable<Field> Deep(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => Members(value).SelectMany(member => Deep($"{name}[{member.Name}]", member.Value)),
        JsonValueKind.Array => value.EnumerateArray().Where(IsPresent).SelectMany((item, index) => Deep(string.Create(CultureInfo.InvariantCulture, $"{name}[{index}]"), item)),
        JsonValueKind.Null => [],
        _ => [new(name, Scalar(value), null)],
    };

    private static string Named(string name, string value) => name.Length == 0 ? value : value.Length == 0 ? name : name + "=" + value;

    private static IEnumerable<JsonProperty> Members(JsonElement value) => value.EnumerateObject().Where(static member => IsPresent(member.Value));

    private static bool IsPresent(JsonElement value) => value.ValueKind != JsonValueKind.Null;

    private static bool IsListOfScalars(JsonElement value) => value.ValueKind == JsonValueKind.Array
        && value.EnumerateArray().All(static item => item.ValueKind is not (JsonValueKind.Array or JsonValueKind.Object));

    private static string Scalar(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => value.GetRawText(),
    };

    /// <summary>A field.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Value">Its value, not encoded.</param>
    /// <param name="EncodedValue">Its value with delimiters that stay as they are; <see langword="null"/> when it has none.</param>
    internal readonly record struct Field(string Name, string Value, string? EncodedValue);
}
