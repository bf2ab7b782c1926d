using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FlowGen.CodeFixes;

/// <summary>How the lines of a file end, and how deep they are indented.</summary>
internal static class EndOfLine
{
    /// <summary>The file's own line ending; LF in a file of one line.</summary>
    public static SyntaxTrivia Of(SyntaxNode node)
    {
        var text = node.SyntaxTree.GetText();
        var first = text.Lines[0];
        return SyntaxFactory.EndOfLine(first.EndIncludingLineBreak - first.End == 2 ? "\r\n" : "\n");
    }

    public static bool IsIn(SyntaxTriviaList trivia) => trivia.Any(SyntaxKind.EndOfLineTrivia);

    /// <summary>The white space that the line of a node begins with.</summary>
    public static string IndentationOf(SyntaxNode node)
    {
        var text = node.SyntaxTree.GetText();
        var line = text.Lines.GetLineFromPosition(node.SpanStart).ToString();
        return line.Substring(0, line.Length - line.TrimStart().Length);
    }
}
