using System.Text;

namespace FlowGen.Generator.Emit;

/// <summary>
/// Reads what a builder holds, in pieces. One string of it all would be a large object, which the garbage collector collects only together
/// with everything else: for a client of a thousand operations that takes longer than writing it.
/// </summary>
internal sealed class BuiltTextReader(StringBuilder text) : TextReader
{
    private int _position;

    public override int Peek() => _position < text.Length ? text[_position] : -1;

    public override int Read() => _position < text.Length ? text[_position++] : -1;

    public override int Read(char[] buffer, int index, int count)
    {
        var length = Math.Min(count, text.Length - _position);
        text.CopyTo(_position, buffer, index, length);
        _position += length;
        return length;
    }

    public override string ReadToEnd()
    {
        var start = _position;
        _position = text.Length;
        return text.ToString(start, text.Length - start);
    }
}
