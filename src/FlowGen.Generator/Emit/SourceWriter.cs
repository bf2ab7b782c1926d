using System.Text;
using FlowGen.Generator.Model;
using Microsoft.CodeAnalysis.Text;

namespace FlowGen.Generator.Emit;

/// <summary>Collects lines of C#, indented by the blocks that are open. Writes LF and UTF-8 without a byte order mark.</summary>
internal sealed class SourceWriter(ApiNames api)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);
    private readonly StringBuilder _source = new();
    private readonly UsingDirectives _usings = new(api);
    private int _usingsAt;
    private int _depth;

    /// <summary>The namespace of the file, and the place for its using directives.</summary>
    public void Namespace()
    {
        Line($"namespace {api.Namespace};");
        Line();
        _usingsAt = _source.Length;
    }

    /// <summary>Tells which members the type has whose code comes now.</summary>
    public void Enter(CSharpIdentifier[] members) => _usings.Enter(members);

    /// <summary>Imports a namespace whose extension methods are called.</summary>
    public void Use(string @namespace) => _usings.Use(@namespace);

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
        tail.MoveTo(_source, _usings);
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

    /// <summary>The comment of what the document says nothing about but its name.</summary>
    public void WireSummary(string name)
    {
        if (XmlText.From(name) is { IsEmpty: false } text)
        {
            Line($"/// <summary><c>{text}</c> on the wire.</summary>");
        }
        else
        {
            Line($"/// <summary>A blank text on the wire.</summary>");
        }
    }

#pragma warning disable RS0030 // The one place where source texts are made.
    public SourceText ToSourceText()
    {
        _source.Insert(_usingsAt, _usings.ToString());
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

        line.MoveTo(_source, _usings);
        _source.Append('\n');
    }

    private void Indent() => _source.Append(' ', _depth * 4);
}
