using System.Buffers;
using System.ComponentModel;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using FlowGen.Json;
using FlowGen.Signing;

namespace FlowGen.Http;

/// <summary>Collects what generated code puts into one request: path, query, headers, body. Not thread-safe; used for one call.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ApiRequestBuilder
{
    private static readonly SearchValues<char> HeaderCharacters = SearchValues.Create(
        ['\t', .. Enumerable.Range(' ', '~' - ' ' + 1).Select(static code => (char)code)]);

    private readonly List<KeyValuePair<string, string>> _query = new(4);

    // How a parameter is spelled where that is not the usual percent-encoding of its value; null elsewhere.
    private List<string?>? _encodedValues;
    private string _path = "";
    private List<KeyValuePair<string, string>>? _headers;
    private List<string>? _cookies;
    private ReadOnlyMemory<byte> _body;
    private string? _contentType;
    private FormBody? _form;
    private MultipartBody? _multipart;

    /// <summary>The percent-encoded path so far.</summary>
    public string Path => _path;

    /// <summary>The query so far, not encoded, in the order of <see cref="AddQuery(string, string)"/>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Query => _query;

    /// <summary>The same, to be gone through without an interface.</summary>
    internal ReadOnlySpan<KeyValuePair<string, string>> QuerySpan => CollectionsMarshal.AsSpan(_query);

    /// <summary>The headers so far.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers => _headers is null ? [] : _headers;

    /// <summary>The body; empty when there is none.</summary>
    public ReadOnlyMemory<byte> Body => _form?.ToBytes() ?? _multipart?.ToBytes() ?? _body;

    /// <summary>The body's media type; <see langword="null"/> when there is no body.</summary>
    public string? ContentType => _form is not null ? FormBody.MediaType : _multipart?.MediaType ?? _contentType;

    /// <summary>The cookies so far, as one header carries them; <see langword="null"/> when there are none.</summary>
    public string? Cookies => _cookies is null ? null : string.Join("; ", _cookies);

    /// <summary>The query so far, percent-encoded, without <c>?</c>.</summary>
    internal string EncodedQuery => string.Join('&', _query.Select((parameter, index) =>
        $"{PercentEncoding.Encode(parameter.Key)}={_encodedValues?[index] ?? PercentEncoding.Encode(parameter.Value)}"));

    /// <summary>Adds a part of the path template that is not a parameter, already percent-encoded.</summary>
    public void AddPathLiteral(string literal) => _path += literal;

    /// <summary>Adds a path parameter, percent-encoded (RFC 3986, section 2.1).</summary>
    /// <exception cref="ArgumentException">
    /// <paramref name="value"/> is empty, or a dot segment (RFC 3986, section 3.3): either would address another resource. Or it holds half
    /// a surrogate pair, which UTF-8 cannot carry.
    /// </exception>
    public void AddPath(string name, string value)
    {
        CheckText(name, value);
        if (value.Length == 0)
        {
            throw new ArgumentException("A path parameter cannot be empty: the address would be another one.", name);
        }

        if (value is "." or "..")
        {
            throw new ArgumentException("A path parameter cannot be a dot segment: the address would be another one.", name);
        }

        _path += Uri.EscapeDataString(value);
    }

    /// <summary>Adds a query parameter.</summary>
    /// <exception cref="ArgumentException"><paramref name="value"/> holds half a surrogate pair, which UTF-8 cannot carry.</exception>
    public void AddQuery(string name, string value)
    {
        CheckText(name, value);
        AddQuery(name, value, null);
    }

    /// <summary>Adds a query parameter whose value is one JSON text.</summary>
    public void AddQueryJson<T>(string name, T value, Action<JsonValueWriter, T> write)
    {
        AddQuery(name, JsonText(name, value, write), null);
    }

    /// <summary>Adds a query parameter that is an object or a list, or whose reserved characters stay as they are.</summary>
    public void AddQueryStyled<T>(string name, T value, Action<JsonValueWriter, T> write, ParameterStyle style, bool isExploded, bool isReservedAllowed)
    {
        Func<string, string> encode = isReservedAllowed ? WithReserved : PercentEncoding.Encode;
        foreach (var field in StyledValue.Fields(name, Json(name, value, write), style, isExploded, encode))
        {
            AddQuery(field.Name, field.Value, field.EncodedValue ?? (isReservedAllowed ? encode(field.Value) : null));
        }
    }

    /// <summary>Adds a path parameter that is an object or a list, or that has a prefix.</summary>
    /// <exception cref="ArgumentException">The path would be another one: the value comes to nothing, or to a dot segment.</exception>
    public void AddPathStyled<T>(string name, T value, Action<JsonValueWriter, T> write, ParameterStyle style, bool isExploded)
    {
        var text = StyledValue.Text(name, Json(name, value, write), style, isExploded, PercentEncoding.Encode);
        if (text is "" or "." or "..")
        {
            throw new ArgumentException("A path parameter cannot be empty or a dot segment: the address would be another one.", name);
        }

        _path += text;
    }

    /// <summary>Adds a path parameter whose value is one JSON text.</summary>
    public void AddPathJson<T>(string name, T value, Action<JsonValueWriter, T> write) => AddPath(name, JsonText(name, value, write));

    /// <summary>Adds a header that is an object or a list.</summary>
    /// <exception cref="ArgumentException">It holds a character that no header can.</exception>
    public void AddHeaderStyled<T>(string name, T value, Action<JsonValueWriter, T> write, ParameterStyle style, bool isExploded) =>
        AddHeader(name, StyledValue.Text(name, Json(name, value, write), style, isExploded, static text => text));

    /// <summary>Adds a header whose value is one JSON text. What is not ASCII is escaped in it.</summary>
    public void AddHeaderJson<T>(string name, T value, Action<JsonValueWriter, T> write) => AddHeader(name, AsciiJson(JsonText(name, value, write)));

    /// <summary>Adds a cookie, percent-encoded.</summary>
    /// <exception cref="ArgumentException"><paramref name="value"/> holds half a surrogate pair, which UTF-8 cannot carry.</exception>
    public void AddCookie(string name, string value)
    {
        CheckText(name, value);
        (_cookies ??= []).Add($"{name}={PercentEncoding.Encode(value)}");
    }

    /// <summary>Adds a cookie that is an object or a list. Several fields are several cookies.</summary>
    public void AddCookieStyled<T>(string name, T value, Action<JsonValueWriter, T> write, ParameterStyle style, bool isExploded)
    {
        foreach (var field in StyledValue.Fields(name, Json(name, value, write), style, isExploded, PercentEncoding.Encode))
        {
            (_cookies ??= []).Add($"{PercentEncoding.Encode(field.Name)}={field.EncodedValue ?? PercentEncoding.Encode(field.Value)}");
        }
    }

    /// <summary>Adds a cookie whose value is one JSON text.</summary>
    public void AddCookieJson<T>(string name, T value, Action<JsonValueWriter, T> write) => AddCookie(name, JsonText(name, value, write));

    /// <summary>Makes the body a form, with no field so far.</summary>
    public void StartForm() => _form = new();

    /// <summary>Adds a field to the form.</summary>
    /// <exception cref="ArgumentException"><paramref name="value"/> holds half a surrogate pair, which UTF-8 cannot carry.</exception>
    public void AddField(string name, string value)
    {
        CheckText(name, value);
        Form.Add(name, PercentEncoding.Encode(value));
    }

    /// <summary>Adds a field that is an object or a list.</summary>
    public void AddFieldStyled<T>(string name, T value, Action<JsonValueWriter, T> write, ParameterStyle style, bool isExploded)
    {
        foreach (var field in StyledValue.Fields(name, Json(name, value, write), style, isExploded, PercentEncoding.Encode))
        {
            Form.Add(field.Name, field.EncodedValue ?? PercentEncoding.Encode(field.Value));
        }
    }

    /// <summary>Adds a field whose value is one JSON text.</summary>
    public void AddFieldJson<T>(string name, T value, Action<JsonValueWriter, T> write) => AddField(name, JsonText(name, value, write));

    /// <summary>Makes the body one of several parts, with none so far.</summary>
    public void StartMultipart() => _multipart = new();

    /// <summary>Adds a part that is a text.</summary>
    /// <exception cref="ArgumentException"><paramref name="value"/> holds half a surrogate pair, which UTF-8 cannot carry.</exception>
    public void AddPart(string name, string value, string? contentType = null)
    {
        CheckText(name, value);
        Multipart.Add(name, null, contentType, Encoding.UTF8.GetBytes(value));
    }

    /// <summary>Adds a part that is a file.</summary>
    public void AddPart(string name, FilePart value)
    {
        ArgumentNullException.ThrowIfNull(value, name);
        CheckText(name, value.FileName);
        Multipart.Add(name, value.FileName, value.ContentType, value.Content.Span);
    }

    /// <summary>Adds a part that is JSON.</summary>
    public void AddPartJson<T>(string name, T value, Action<JsonValueWriter, T> write, string contentType = "application/json") =>
        Multipart.Add(name, null, contentType, Encoding.UTF8.GetBytes(JsonText(name, value, write)));

    /// <summary>Adds a part that is an object or a list. Several fields are several parts.</summary>
    public void AddPartStyled<T>(string name, T value, Action<JsonValueWriter, T> write, ParameterStyle style, bool isExploded)
    {
        foreach (var field in StyledValue.Fields(name, Json(name, value, write), style, isExploded, static text => text))
        {
            Multipart.Add(field.Name, null, null, Encoding.UTF8.GetBytes(field.Value));
        }
    }

    /// <summary>Adds a header.</summary>
    /// <exception cref="ArgumentException">
    /// <paramref name="value"/> holds a control character or one that is not ASCII (RFC 9110, section 5.5).
    /// </exception>
    public void AddHeader(string name, string value)
    {
        ArgumentNullException.ThrowIfNull(value, name);
        if (value.AsSpan().ContainsAnyExcept(HeaderCharacters))
        {
            throw new ArgumentException("A header value can hold visible ASCII characters, blanks and tabs only.", name);
        }

        (_headers ??= []).Add(new(name, value));
    }

    /// <summary>Makes <paramref name="value"/> the body.</summary>
    public void SetJsonBody<T>(T value, Action<JsonValueWriter, T> write, string contentType = "application/json")
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(write);
        _body = JsonValueWriter.ToUtf8(value, write);
        _contentType = contentType;
    }

    /// <summary>Makes JSON's <c>null</c> the body.</summary>
    public void SetNullBody(string contentType)
    {
        _body = "null"u8.ToArray();
        _contentType = contentType;
    }

    /// <summary>Makes <paramref name="value"/> the body, in UTF-8.</summary>
    /// <exception cref="ArgumentException"><paramref name="value"/> holds half a surrogate pair, which UTF-8 cannot carry.</exception>
    public void SetTextBody(string value, string contentType)
    {
        CheckText("Body", value);
        _body = Encoding.UTF8.GetBytes(value);
        _contentType = contentType;
    }

    /// <summary>Makes <paramref name="value"/> the body as it is.</summary>
    public void SetBinaryBody(ReadOnlyMemory<byte> value, string contentType)
    {
        _body = value;
        _contentType = contentType;
    }

    /// <summary>Checks how many members the body's object has (JSON Schema, <c>minProperties</c>).</summary>
    /// <exception cref="ArgumentException">It has fewer than <paramref name="minimum"/>.</exception>
    public void RequireBodyMembers(string name, int minimum)
    {
        var reader = new Utf8JsonReader(Body.Span);
        var count = 0;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1)
            {
                count++;
            }
        }

        if (count < minimum)
        {
            throw new ArgumentException($"'{name}' must have at least {minimum} members set, not {count}.", name);
        }
    }

    private FormBody Form => _form ?? throw new InvalidOperationException("The body is no form.");

    private MultipartBody Multipart => _multipart ?? throw new InvalidOperationException("The body has no parts.");

    private void AddQuery(string name, string value, string? encodedValue)
    {
        if (encodedValue is not null && _encodedValues is null)
        {
            _encodedValues = [.. _query.Select(static _ => default(string))];
        }

        _query.Add(new(name, value));
        _encodedValues?.Add(encodedValue);
    }

    /// <summary>
    /// Percent-encodes all but unreserved and reserved characters (RFC 3986, section 2.2). Those that would end the value all the same are
    /// encoded too, and so is the percent sign, so that the server reads what was written.
    /// </summary>
    private static string WithReserved(string text)
    {
        var encoded = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsAscii && ":/?@!$'()*,;=".Contains((char)rune.Value, StringComparison.Ordinal))
            {
                encoded.Append((char)rune.Value);
            }
            else
            {
                encoded.Append(PercentEncoding.Encode(rune.ToString()));
            }
        }

        return encoded.ToString();
    }

    /// <summary>JSON with every character that is not ASCII escaped. Such characters stand in texts only.</summary>
    private static string AsciiJson(string json)
    {
        if (Ascii.IsValid(json))
        {
            return json;
        }

        var ascii = new StringBuilder(json.Length);
        foreach (var character in json)
        {
            if (char.IsAscii(character))
            {
                ascii.Append(character);
            }
            else
            {
                ascii.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            }
        }

        return ascii.ToString();
    }

    private static string JsonText<T>(string name, T value, Action<JsonValueWriter, T> write)
    {
        ArgumentNullException.ThrowIfNull(value, name);
        ArgumentNullException.ThrowIfNull(write);
        return Encoding.UTF8.GetString(JsonValueWriter.ToUtf8(value, write));
    }

    private static JsonElement Json<T>(string name, T value, Action<JsonValueWriter, T> write)
    {
        ArgumentNullException.ThrowIfNull(value, name);
        return JsonUnion.Of(value, write);
    }

    private static void CheckText(string name, string value)
    {
        ArgumentNullException.ThrowIfNull(value, name);
        for (var rest = value.AsSpan(); !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var length) != OperationStatus.Done)
            {
                throw new ArgumentException("The text holds half a surrogate pair, which cannot be sent.", name);
            }

            rest = rest[length..];
        }
    }
}
