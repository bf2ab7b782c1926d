using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace FlowGen.Generator.Emit;

/// <summary>Collects lines of C#, indented by the blocks that are open. Writes LF and UTF-8 without a byte order mark.</summary>
internal sealed class SourceWriter
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);
    private readonly StringBuilder _source = new();
    private int _depth;

    /// <summary>A line.</summary>
    public void Line(CodeLine line) => Append(line);

    /// <summary>An empty line.</summary>
    public void Line() => _source.Append('\n');

    /// <summary>A line and the brace that opens its block.</summary>
    public void Open(CodeLine line)
    {
        Append(line);
        Append($"{{");
        _depth++;
    }

    /// <summary>The brace that closes the block.</summary>
    public void Close() => Close($"");

    /// <summary>The brace that closes the block, and what follows it.</summary>
    public void Close(CodeLine tail)
    {
        _depth--;

        // A block does not end in an empty line.
        while (_source.Length > 1 && _source[_source.Length - 1] == '\n' && _source[_source.Length - 2] == '\n')
        {
            _source.Length--;
        }

        Indent();
        _source.Append('}');
        tail.MoveTo(_source);
        _source.Append('\n');
    }

    /// <summary>A documentation comment of one element; nothing when the text is empty.</summary>
    public void Summary(XmlText text)
    {
        if (!text.IsEmpty)
        {
            Line($"/// <summary>{text}</summary>");
        }
    }

#pragma warning disable RS0030 // The one place where source texts are made.
    public SourceText ToSourceText()
    {
        using var reader = new BuiltTextReader(_source);
        return SourceText.From(reader, _source.Length, Utf8);
    }
#pragma warning restore RS0030

    private void Append(CodeLine line)
    {
        if (!line.IsEmpty)
        {
            Indent();
        }

        line.MoveTo(_source);
        _source.Append('\n');
    }

    private void Indent() => _source.Append(' ', _depth * 4);
}
