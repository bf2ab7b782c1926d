using System.Text;

namespace FlowGen.Generator.Emit;

/// <summary>Questions about code that is being put together.</summary>
internal static class CodeText
{
    /// <summary>Whether the code so far ends like this.</summary>
    public static bool EndsWith(StringBuilder code, string end)
    {
        var start = code.Length - end.Length;
        if (start < 0)
        {
            return false;
        }

        for (var index = 0; index < end.Length; index++)
        {
            if (code[start + index] != end[index])
            {
                return false;
            }
        }

        return true;
    }
}
