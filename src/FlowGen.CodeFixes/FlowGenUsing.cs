using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlowGen.CodeFixes;

/// <summary>Adds <c>using FlowGen;</c> to a file, in order.</summary>
internal static class FlowGenUsing
{
    private const string Name = "FlowGen";

    public static CompilationUnitSyntax AddTo(CompilationUnitSyntax unit)
    {
        var endOfLine = EndOfLine.Of(unit);
        var directive = SyntaxFactory.UsingDirective(SyntaxFactory.IdentifierName(Name).WithLeadingTrivia(SyntaxFactory.Space))
            .WithTrailingTrivia(endOfLine);
        if (unit.Usings.Count == 0)
        {
            return AddFirst(unit, directive, endOfLine);
        }

        var index = 0;
        while (index < unit.Usings.Count && ComesBefore(unit.Usings[index]))
        {
            index++;
        }

        if (index > 0)
        {
            return unit.WithUsings(unit.Usings.Insert(index, directive));
        }

        // What stands above the first using stays at the top of the file.
        var first = unit.Usings[0];
        return unit.WithUsings(unit.Usings
            .Replace(first, first.WithLeadingTrivia())
            .Insert(0, directive.WithLeadingTrivia(first.GetLeadingTrivia())));
    }

    private static bool ComesBefore(UsingDirectiveSyntax other)
    {
        if (!other.GlobalKeyword.IsKind(SyntaxKind.None))
        {
            return true;
        }

        if (other.Alias is not null || !other.StaticKeyword.IsKind(SyntaxKind.None))
        {
            return false;
        }

        var name = other.Name?.ToString() ?? "";
        return name == "System" || name.StartsWith("System.", StringComparison.Ordinal) || string.CompareOrdinal(name, Name) < 0;
    }

    private static CompilationUnitSyntax AddFirst(CompilationUnitSyntax unit, UsingDirectiveSyntax directive, SyntaxTrivia endOfLine)
    {
        var leading = unit.GetLeadingTrivia();
        var header = HeaderLength(leading);
        return unit
            .WithLeadingTrivia(leading.Skip(header))
            .AddUsings(directive.WithLeadingTrivia(leading.Take(header)).WithTrailingTrivia(endOfLine, endOfLine));
    }

    /// <summary>A file's header ends with an empty line; a comment that touches the code belongs to the code.</summary>
    private static int HeaderLength(SyntaxTriviaList leading)
    {
        var length = 0;
        for (var i = 1; i < leading.Count; i++)
        {
            if (leading[i].IsKind(SyntaxKind.EndOfLineTrivia)
                && (leading[i - 1].IsKind(SyntaxKind.EndOfLineTrivia) || leading[i - 1].HasStructure))
            {
                length = i + 1;
            }
        }

        return length;
    }
}
