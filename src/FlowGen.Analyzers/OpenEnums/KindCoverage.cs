using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace FlowGen.Analyzers.OpenEnums;

/// <summary>Which members of a plain enum a pattern matches for certain.</summary>
internal sealed class KindCoverage
{
    // 64 combinations; a tuple with more flags than that is nobody's style.
    private const int MostBooleans = 6;

    private readonly OpenEnum _openEnum;
    private readonly List<object?> _constants = [];
    private readonly HashSet<object?> _covered = [];

    public KindCoverage(OpenEnum openEnum)
    {
        _openEnum = openEnum;
        foreach (var member in openEnum.Members)
        {
            _constants.Add(member.Constant);
        }

        if (openEnum.Unknown is { } unknown)
        {
            _constants.Add(unknown.ConstantValue);
        }
    }

    /// <summary>Adds what an arm without a condition matches.</summary>
    public void Add(IPatternOperation pattern)
    {
        foreach (var constant in _constants)
        {
            if (Matches(pattern, constant) == true)
            {
                _covered.Add(constant);
            }
        }
    }

    /// <summary>
    /// Adds the patterns of a tuple in which one element is the enum. A value is covered if each combination with the tuple's booleans is;
    /// a pattern on anything else is taken to match.
    /// </summary>
    public void AddRows(List<IPatternOperation> rows, int width, int column)
    {
        foreach (var constant in _constants)
        {
            var isCovered = true;
            for (var booleans = 0; isCovered && booleans < 1 << Math.Min(width, MostBooleans); booleans++)
            {
                isCovered = rows.Exists(row => MatchesRow(row, constant, column, booleans));
            }

            if (isCovered)
            {
                _covered.Add(constant);
            }
        }
    }

    private bool MatchesRow(IPatternOperation row, object? member, int column, int booleans)
    {
        if (row is not IRecursivePatternOperation { DeconstructionSubpatterns: { IsEmpty: false } parts })
        {
            return true;
        }

        for (var i = 0; i < parts.Length; i++)
        {
            if (i == column ? Matches(parts[i], member) != true
                : i < MostBooleans && parts[i] is IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: bool expected } } && expected != ((booleans & (1 << i)) != 0))
            {
                return false;
            }
        }

        return true;
    }

    public void Add(object? constant) => _covered.Add(constant);

    public void AddAll() => _covered.UnionWith(_constants);

    /// <summary>The names that nothing matches: the known values in their order, then the unknown one.</summary>
    public List<string> Missing()
    {
        var missing = new List<string>();
        foreach (var member in _openEnum.Members)
        {
            // Two names of one number are one value.
            if (_covered.Add(member.Constant))
            {
                missing.Add(member.Name);
            }
        }

        if (_openEnum.Unknown is { } unknown && !_covered.Contains(unknown.ConstantValue))
        {
            missing.Add(unknown.Name);
        }

        return missing;
    }

    /// <summary>Whether the pattern matches the member; null when that depends on something else.</summary>
    private bool? Matches(IPatternOperation pattern, object? member)
    {
        switch (pattern)
        {
            case IDiscardPatternOperation:
                return true;
            case IConstantPatternOperation { Value.ConstantValue: { HasValue: true } constant }:
                return Equals(constant.Value, member);
            case INegatedPatternOperation negated:
                return !Matches(negated.Pattern, member);
            case IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.And } both:
                return And(Matches(both.LeftPattern, member), Matches(both.RightPattern, member));
            case IBinaryPatternOperation either:
                return Or(Matches(either.LeftPattern, member), Matches(either.RightPattern, member));
            case IDeclarationPatternOperation declaration:
                return declaration.MatchesNull || IsTheEnum(declaration.MatchedType) ? true : null;
            case ITypePatternOperation type:
                return IsTheEnum(type.MatchedType) ? true : null;
            case IRelationalPatternOperation { Value.ConstantValue: { HasValue: true, Value: IComparable bound } } relational when member is IComparable value:
                return Compare(relational.OperatorKind, value.CompareTo(bound));
            case IRecursivePatternOperation { DeconstructionSubpatterns.IsEmpty: true } recursive:
                return MatchesProperties(recursive, member);
            default:
                return null;
        }
    }

    /// <summary><c>{ }</c>, or <c>{ Kind: … }</c> on the open enum itself.</summary>
    private bool? MatchesProperties(IRecursivePatternOperation pattern, object? member)
    {
        bool? matches = true;
        foreach (var property in pattern.PropertySubpatterns)
        {
            matches = And(matches, property.Member is IPropertyReferenceOperation { Property: { Name: "Kind", Type: var type } } && IsTheEnum(type)
                ? Matches(property.Pattern, member)
                : null);
        }

        return matches;
    }

    private bool IsTheEnum(ITypeSymbol? type) => SymbolEqualityComparer.Default.Equals(type, _openEnum.Kind);

    private static bool? And(bool? left, bool? right) => left == false || right == false ? false : left == true && right == true ? true : null;

    private static bool? Or(bool? left, bool? right) => left == true || right == true ? true : left == false && right == false ? false : null;

    private static bool? Compare(BinaryOperatorKind operatorKind, int order) => operatorKind switch
    {
        BinaryOperatorKind.LessThan => order < 0,
        BinaryOperatorKind.LessThanOrEqual => order <= 0,
        BinaryOperatorKind.GreaterThan => order > 0,
        BinaryOperatorKind.GreaterThanOrEqual => order >= 0,
        _ => null,
    };
}
