namespace FlowGen.Generator.Diagnostics;

/// <summary>Lines and columns of a text, counted from 0. A line ends with CR LF, LF or CR.</summary>
internal sealed class LineMap
{
    private readonly List<int> _starts = [0];

    public LineMap(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
            {
                _starts.Add(i + 1);
            }
        }
    }

    public (int Line, int Column) At(int offset)
    {
        var line = _starts.BinarySearch(offset);
        if (line < 0)
        {
            line = ~line - 1;
        }

        return (line, offset - _starts[line]);
    }
}
