using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace FlowGen.Testing;

/// <summary>
/// A source with expected diagnostics in it, written as in Microsoft.CodeAnalysis.Testing: <c>[|…|]</c> for the rule under test,
/// <c>{|FG2002:…|}</c> for a rule by its id.
/// </summary>
public sealed class Markup
{
    private Markup(string source, ImmutableArray<ExpectedDiagnostic> expected)
    {
        Source = source;
        Expected = expected;
    }

    /// <summary>The source without its markup.</summary>
    public string Source { get; }

    /// <summary>What the markup expects, in the order of the source.</summary>
    public ImmutableArray<ExpectedDiagnostic> Expected { get; }

    /// <summary>Takes the markup out of a source.</summary>
    /// <param name="text">The source with markup.</param>
    /// <param name="defaultId">The id that <c>[|…|]</c> stands for.</param>
    /// <exception cref="FormatException">A mark is not closed, or closed without being opened.</exception>
    public static Markup Parse(string text, string defaultId)
    {
        ArgumentNullException.ThrowIfNull(text);
        var source = new StringBuilder(text.Length);
        var open = new Stack<(string Id, int Start, char Close)>();
        var expected = ImmutableArray.CreateBuilder<ExpectedDiagnostic>();

        for (var i = 0; i < text.Length; i++)
        {
            if (At(text, i, "[|"))
            {
                open.Push((defaultId, source.Length, ']'));
                i++;
            }
            else if (At(text, i, "{|") && text.IndexOf(':', i) is var colon and > 0 && IsId(text[(i + 2)..colon]))
            {
                open.Push((text[(i + 2)..colon], source.Length, '}'));
                i = colon;
            }
            else if (text[i] == '|' && i + 1 < text.Length && open.TryPeek(out var mark) && text[i + 1] == mark.Close)
            {
                open.Pop();
                expected.Add(new(mark.Id, TextSpan.FromBounds(mark.Start, source.Length)));
                i++;
            }
            else
            {
                source.Append(text[i]);
            }
        }

        return open.Count == 0
            ? new(source.ToString(), [.. expected.OrderBy(diagnostic => diagnostic.Span.Start)])
            : throw new FormatException($"A mark for {open.Peek().Id} is not closed.");
    }

    private static bool At(string text, int index, string mark) => string.CompareOrdinal(text, index, mark, 0, mark.Length) == 0;

    private static bool IsId(string text) => text.Length > 0 && text.All(char.IsLetterOrDigit);
}
