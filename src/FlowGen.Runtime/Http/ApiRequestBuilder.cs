using System.Buffers;
using System.ComponentModel;
using System.Text;
using System.Text.Json;
using FlowGen.Json;

namespace FlowGen.Http;

/// <summary>Collects what generated code puts into one request: path, query, headers, body. Not thread-safe; used for one call.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ApiRequestBuilder
{
    private static readonly SearchValues<char> HeaderCharacters = SearchValues.Create(
        ['\t', .. Enumerable.Range(' ', '~' - ' ' + 1).Select(static code => (char)code)]);

    private readonly StringBuilder _path = new();
    private readonly List<KeyValuePair<string, string>> _query = [];
    private readonly List<KeyValuePair<string, string>> _headers = [];

    /// <summary>The percent-encoded path so far.</summary>
    public string Path => _path.ToString();

    /// <summary>The query so far, not encoded, in the order of <see cref="AddQuery"/>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Query => _query;

    /// <summary>The headers so far.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers => _headers;

    /// <summary>The body; empty when there is none.</summary>
    public ReadOnlyMemory<byte> Body { get; private set; }

    /// <summary>The body's media type; <see langword="null"/> when there is no body.</summary>
    public string? ContentType { get; private set; }

    /// <summary>Adds a part of the path template that is not a parameter, already percent-encoded.</summary>
    public void AddPathLiteral(string literal) => _path.Append(literal);

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

        _path.Append(Uri.EscapeDataString(value));
    }

    /// <summary>Adds a query parameter.</summary>
    /// <exception cref="ArgumentException"><paramref name="value"/> holds half a surrogate pair, which UTF-8 cannot carry.</exception>
    public void AddQuery(string name, string value)
    {
        CheckText(name, value);
        _query.Add(new(name, value));
    }

    /// <summary>Adds a query parameter whose value is one JSON text.</summary>
    public void AddQueryJson<T>(string name, T value, Action<JsonValueWriter, T> write)
    {
        ArgumentNullException.ThrowIfNull(value, name);
        ArgumentNullException.ThrowIfNull(write);
        _query.Add(new(name, Encoding.UTF8.GetString(JsonValueWriter.ToUtf8(value, write))));
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

        _headers.Add(new(name, value));
    }

    /// <summary>Makes <paramref name="value"/> the body.</summary>
    public void SetJsonBody<T>(T value, Action<JsonValueWriter, T> write)
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(write);
        Body = JsonValueWriter.ToUtf8(value, write);
        ContentType = "application/json";
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
