using System.Runtime.CompilerServices;
using System.Text;
using FlowGen.Generator.Model;

namespace FlowGen.Generator.Emit;

/// <summary>
/// A line of C#. Its holes take only what has passed one of the doors (identifier, literal, XML text) or what this project
/// defines; there is no hole for a plain string, so spec text cannot reach the output raw.
/// </summary>
[InterpolatedStringHandler]
internal readonly ref struct CodeLine
{
    /// <summary>Builders at rest. There are thousands of lines, and several lie in each other.</summary>
    [ThreadStatic]
    private static Stack<StringBuilder>? _spare;

    [ThreadStatic]
    private static char[]? _characters;

    private readonly StringBuilder _line;

    public CodeLine(int literalLength, int formattedCount)
    {
        _spare ??= new();
        _line = _spare.Count > 0 ? _spare.Pop() : new(256);
    }

    public bool IsEmpty => _line.Length == 0;

    public void AppendLiteral(string code) => _line.Append(code);

    public void AppendFormatted(CSharpIdentifier value) => _line.Append(value.ToString());

    public void AppendFormatted(CSharpNamespace value) => _line.Append(value.ToString());

    public void AppendFormatted(CSharpLiteral value) => _line.Append(value.ToString());

    public void AppendFormatted(XmlText value) => _line.Append(value.ToString());

    public void AppendFormatted(CSharpType value) => _line.Append(value.ToString());

    public void AppendFormatted(CodeFragment value) => _line.Append(value.ToString());

    /// <summary>The member's own name.</summary>
    /// <remarks>Boxed: for each enum as a type argument the runtime would compile the method once more, in every build.</remarks>
    public void AppendFormatted(Enum value) => _line.Append(value.ToString());

    public string ToStringAndClear()
    {
        var code = _line.ToString();
        Clear();
        return code;
    }

    /// <summary>Appends the line to <paramref name="source"/> without a string in between; there may be millions of them.</summary>
    public void MoveTo(StringBuilder source, UsingDirectives usings)
    {
        var length = _line.Length;
        if (_characters is null || _characters.Length < length)
        {
            _characters = new char[Math.Max(1024, length * 2)];
        }

        _line.CopyTo(0, _characters, 0, length);
        usings.Append(source, _characters, length);
        Clear();
    }

    private void Clear()
    {
        _line.Clear();
        _spare!.Push(_line);
    }
}
