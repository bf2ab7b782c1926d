using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlowGen.Analyzers.Flow;

/// <summary>
/// Collections of which a loop looks at each element's status. What the loop does about it, a return, a counter, a list of errors, is its
/// business: from there on, nobody can tell that an element was not checked.
/// </summary>
/// <param name="hasConsequence">Whether a look at a place is more than one element's business; what that is depends on what is looked at.</param>
internal sealed class SeenCollections(Func<SyntaxNode, bool> hasConsequence)
{
    private readonly Dictionary<int, int> _collections = [];
    private readonly Dictionary<int, int> _looks = [];

    /// <summary>A loop takes the element out of the collection, as it will take each.</summary>
    public void AddElement(int element, int collection) => _collections[element] = collection;

    /// <summary>Somebody looks at a result's status, or is given it, at a place in the source.</summary>
    public void Look(int result, SyntaxNode place)
    {
        if (_collections.TryGetValue(result, out var collection) && (!_looks.TryGetValue(collection, out var first) || place.SpanStart < first) && hasConsequence(place))
        {
            _looks[collection] = place.SpanStart;
        }
    }

    /// <summary>Whoever only chooses what to print, or skips the element, leaves the others as they are.</summary>
    public static bool HasConsequence(SyntaxNode look)
    {
        for (var node = look; node.Parent is { } parent; node = parent)
        {
            switch (parent)
            {
                case ConditionalExpressionSyntax choice when choice.Condition == node:
                    return false;
                case IfStatementSyntax { Else: null } branch when branch.Condition == node:
                    return branch.Statement is not (ContinueStatementSyntax or BlockSyntax { Statements: [ContinueStatementSyntax] });
                case StatementSyntax:
                    return true;
                default:
                    break;
            }
        }

        return true;
    }

    /// <summary>Whether a loop that stands before the place has looked at the collection's elements.</summary>
    public bool IsSeenBefore(int collection, int position) => _looks.TryGetValue(collection, out var first) && first < position;
}
