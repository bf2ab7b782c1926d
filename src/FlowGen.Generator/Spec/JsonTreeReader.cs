using System.Globalization;
using System.Text;

namespace FlowGen.Generator.Spec;

/// <summary>Reads a JSON text (RFC 8259) into a tree that keeps every position.</summary>
internal sealed class JsonTreeReader
{
    /// <summary>Deeper texts are refused: the reader recurses, and a stack overflow would end the compiler.</summary>
    public const int MaxDepth = 256;

    private readonly string _text;
    private readonly CancellationToken _cancellationToken;
    private readonly Action<JsonMember> _duplicate;
    private readonly StringBuilder _buffer = new();
    private int _position;

    private JsonTreeReader(string text, Action<JsonMember> duplicate, CancellationToken cancellationToken)
    {
        _text = text;
        _duplicate = duplicate;
        _cancellationToken = cancellationToken;
    }

    /// <summary>Reads the whole text; <paramref name="duplicate"/> is told each member whose name was there before.</summary>
    /// <exception cref="JsonSyntaxException">The text is not JSON.</exception>
    public static JsonNode Read(string text, Action<JsonMember> duplicate, CancellationToken cancellationToken)
    {
        var reader = new JsonTreeReader(text, duplicate, cancellationToken);
        if (text.Length > 0 && text[0] == '\uFEFF')
        {
            reader._position = 1;
        }

        reader.SkipBlanks();
        var root = reader.ReadValue(0);
        reader.SkipBlanks();
        if (reader._position < text.Length)
        {
            throw reader.Error("the document ends here, but more text follows");
        }

        return root;
    }

    private JsonNode ReadValue(int depth)
    {
        if (depth > MaxDepth)
        {
            throw Error("values are nested more than " + MaxDepth.ToString(CultureInfo.InvariantCulture) + " deep");
        }

        if (_position >= _text.Length)
        {
            throw Error("a value is missing: the text ends here");
        }

        switch (_text[_position])
        {
            case '{':
                return ReadObject(depth);
            case '[':
                return ReadArray(depth);
            case '"':
                var start = _position;
                var value = ReadString();
                return new(JsonKind.String, start) { Text = value, End = _position };
            case 't':
                return ReadWord("true", JsonKind.True);
            case 'f':
                return ReadWord("false", JsonKind.False);
            case 'n':
                return ReadWord("null", JsonKind.Null);
            case '-' or (>= '0' and <= '9'):
                return ReadNumber();
            case '/':
                throw Error("a value is expected here; JSON has no comments");
            default:
                throw Error("a value is expected here");
        }
    }

    private JsonNode ReadObject(int depth)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        var node = new JsonNode(JsonKind.Object, _position) { Members = [] };
        _position++;
        SkipBlanks();
        if (TryTake('}'))
        {
            node.End = _position;
            return node;
        }

        while (true)
        {
            if (Peek() != '"')
            {
                throw Error(Peek() switch
                {
                    '}' => "a comma before '}' is not JSON",
                    '/' => "a member name is expected here; JSON has no comments",
                    _ => "a member name in double quotes is expected here",
                });
            }

            var nameStart = _position;
            var name = ReadString();
            var nameEnd = _position;
            SkipBlanks();
            if (!TryTake(':'))
            {
                throw Error("a colon is expected after the member name");
            }

            SkipBlanks();
            var value = ReadValue(depth + 1);
            value.Parent = node;
            value.Key = name;
            var member = new JsonMember(name, nameStart, nameEnd, value);
            if (!node.TryAdd(member))
            {
                _duplicate(member);
            }

            SkipBlanks();
            if (TryTake('}'))
            {
                node.End = _position;
                return node;
            }

            if (!TryTake(','))
            {
                throw Error("a comma or '}' is expected here");
            }

            SkipBlanks();
        }
    }

    private JsonNode ReadArray(int depth)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        var node = new JsonNode(JsonKind.Array, _position) { Items = [] };
        _position++;
        SkipBlanks();
        if (TryTake(']'))
        {
            node.End = _position;
            return node;
        }

        while (true)
        {
            if (Peek() == ']')
            {
                throw Error("a comma before ']' is not JSON");
            }

            var item = ReadValue(depth + 1);
            item.Parent = node;
            item.Key = node.Items.Count.ToString(CultureInfo.InvariantCulture);
            node.Items.Add(item);
            SkipBlanks();
            if (TryTake(']'))
            {
                node.End = _position;
                return node;
            }

            if (!TryTake(','))
            {
                throw Error("a comma or ']' is expected here");
            }

            SkipBlanks();
        }
    }

    private JsonNode ReadWord(string word, JsonKind kind)
    {
        var start = _position;
        if (string.CompareOrdinal(_text, start, word, 0, word.Length) != 0)
        {
            throw Error("a value is expected here; did you mean '" + word + "'?");
        }

        _position += word.Length;
        return new(kind, start) { End = _position };
    }

    private JsonNode ReadNumber()
    {
        var start = _position;
        TryTake('-');
        if (!TryTake('0'))
        {
            ReadDigits();
        }

        if (TryTake('.'))
        {
            ReadDigits();
        }

        if (Peek() is 'e' or 'E')
        {
            _position++;
            if (Peek() is '+' or '-')
            {
                _position++;
            }

            ReadDigits();
        }

        return new(JsonKind.Number, start) { Text = _text.Substring(start, _position - start), End = _position };
    }

    private void ReadDigits()
    {
        if (Peek() is < '0' or > '9')
        {
            throw Error("a digit is expected here");
        }

        while (Peek() is >= '0' and <= '9')
        {
            _position++;
        }
    }

    private string ReadString()
    {
        var start = ++_position;
        while (_position < _text.Length && _text[_position] is not ('"' or '\\') && _text[_position] >= ' ')
        {
            _position++;
        }

        if (Peek() == '"')
        {
            return _text.Substring(start, _position++ - start);
        }

        _buffer.Clear().Append(_text, start, _position - start);
        while (true)
        {
            if (_position >= _text.Length)
            {
                throw new JsonSyntaxException("this text has no closing quote", start - 1, start);
            }

            var character = _text[_position++];
            switch (character)
            {
                case '"':
                    return _buffer.ToString();
                case '\\' when _position < _text.Length:
                    _buffer.Append(ReadEscape());
                    break;
                case < ' ':
                    _position--;
                    throw Error("a control character, such as a line break, must be escaped inside a text");
                default:
                    _buffer.Append(character);
                    break;
            }
        }
    }

    private char ReadEscape()
    {
        var escape = Peek();
        _position++;
        switch (escape)
        {
            case '"' or '\\' or '/':
                return (char)escape;
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u':
                var code = 0;
                for (var i = 0; i < 4; i++)
                {
                    var digit = Peek() switch
                    {
                        >= '0' and <= '9' and var c => c - '0',
                        >= 'a' and <= 'f' and var c => c - 'a' + 10,
                        >= 'A' and <= 'F' and var c => c - 'A' + 10,
                        _ => throw Error("four hexadecimal digits are expected after '\\u'"),
                    };
                    code = (code * 16) + digit;
                    _position++;
                }

                return (char)code;
            default:
                _position--;
                throw Error("this is not an escape that JSON knows");
        }
    }

    private void SkipBlanks()
    {
        while (Peek() is ' ' or '\t' or '\n' or '\r')
        {
            _position++;
        }
    }

    private bool TryTake(char character)
    {
        if (Peek() != character)
        {
            return false;
        }

        _position++;
        return true;
    }

    /// <summary>The next character, or -1 at the end.</summary>
    private int Peek() => _position < _text.Length ? _text[_position] : -1;

    private JsonSyntaxException Error(string message)
    {
        var start = Math.Min(_position, _text.Length);
        return new(message, start, Math.Min(start + 1, _text.Length));
    }
}
