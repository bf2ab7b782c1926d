using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace FlowGen.Analyzers.Flow;

/// <summary>Which results have succeeded if a pattern matches, and if it does not.</summary>
internal readonly struct PatternOutcome(ResultSet matched, ResultSet unmatched)
{
    public ResultSet Matched { get; } = matched;

    public ResultSet Unmatched { get; } = unmatched;

    public PatternOutcome Negated() => new(Unmatched, Matched);

    public PatternOutcome And(PatternOutcome next) => new(Matched.Union(next.Matched), Unmatched.Intersect(Matched.Union(next.Unmatched)));

    public PatternOutcome Or(PatternOutcome next) => new(Matched.Intersect(Unmatched.Union(next.Matched)), Unmatched.Union(next.Unmatched));
}

/// <summary>Reads patterns: what a match tells, which locals it declares, and where it reads a value that nothing has checked.</summary>
internal sealed class PatternReader(
    Func<KnownValue, IPropertySymbol, KnownValue> memberOf,
    Action<object, KnownValue> declare,
    Action<IPropertySubpatternOperation, int, ResultSet> read,
    Func<IConstantPatternOperation, KnownValue, PatternOutcome?>? compare = null)
{
    public PatternOutcome Read(IPatternOperation pattern, KnownValue value)
    {
        switch (pattern)
        {
            case IConstantPatternOperation constant:
                return compare?.Invoke(constant, value) ?? Constant(constant.Value.ConstantValue, value);
            case INegatedPatternOperation negated:
                return Read(negated.Pattern, value).Negated();
            case IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.And } both:
                return Read(both.LeftPattern, value).And(Read(both.RightPattern, value));
            case IBinaryPatternOperation either:
                return Read(either.LeftPattern, value).Or(Read(either.RightPattern, value));
            case IDiscardPatternOperation:
                return new(value.InAnyCase, ResultSet.Everything);
            case IDeclarationPatternOperation declaration:
                Declare(declaration.DeclaredSymbol, value);
                return declaration.MatchesNull
                    ? new(value.InAnyCase, ResultSet.Everything)
                    : OfType(declaration.InputType, declaration.MatchedType, value);
            case ITypePatternOperation type:
                return OfType(type.InputType, type.MatchedType, value);
            case IRecursivePatternOperation recursive:
                return Recursive(recursive, value);
            default:
                return new(value.WhenNotNull, value.InAnyCase);
        }
    }

    public static PatternOutcome Constant(Optional<object?> constant, KnownValue value)
    {
        if (!constant.HasValue)
        {
            return new(value.InAnyCase, value.InAnyCase);
        }

        return constant.Value switch
        {
            null => new(value.WhenNull, value.WhenNotNull),
            true => new(value.WhenTrue, value.WhenFalse.Intersect(value.WhenNull)),
            false => new(value.WhenFalse, value.WhenTrue.Intersect(value.WhenNull)),
            _ => new(value.WhenNotNull, value.InAnyCase),
        };
    }

    /// <summary>Whether the pattern matches whatever it is given, null included.</summary>
    public static bool MatchesAnything(IPatternOperation pattern) =>
        pattern is IDiscardPatternOperation or IDeclarationPatternOperation { MatchesNull: true };

    private static PatternOutcome OfType(ITypeSymbol input, ITypeSymbol? matched, KnownValue value) =>
        new(value.WhenNotNull, IsAlways(input, matched) ? value.WhenNull : value.InAnyCase);

    /// <summary>Whether a value that is not null always has the type.</summary>
    private static bool IsAlways(ITypeSymbol input, ITypeSymbol? matched)
    {
        if (input is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            input = nullable.TypeArguments[0];
        }

        for (var current = input; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current, matched))
            {
                return true;
            }
        }

        return false;
    }

    private void Declare(ISymbol? symbol, KnownValue value)
    {
        if (symbol is not null)
        {
            declare(symbol, value);
        }
    }

    private PatternOutcome Recursive(IRecursivePatternOperation pattern, KnownValue value)
    {
        Declare(pattern.DeclaredSymbol, value);
        var outcome = OfType(pattern.InputType, pattern.MatchedType, value);
        var reads = new List<(IPropertySubpatternOperation Subpattern, ResultSet Before)>();

        for (var i = 0; i < pattern.DeconstructionSubpatterns.Length; i++)
        {
            var element = i < value.Elements.Length ? value.Elements[i] : KnownValue.Nothing;
            outcome = outcome.And(Read(pattern.DeconstructionSubpatterns[i], element));
        }

        foreach (var subpattern in pattern.PropertySubpatterns)
        {
            var property = (subpattern.Member as IPropertyReferenceOperation)?.Property;
            var member = property is null ? KnownValue.Nothing : memberOf(value, property);
            if (property is not null)
            {
                reads.Add((subpattern, outcome.Matched));
            }

            outcome = outcome.And(Read(subpattern.Pattern, member));
        }

        foreach (var (subpattern, before) in reads)
        {
            // A pattern that only names the value gives it to nobody unless the whole pattern matches.
            read(subpattern, value.Result, MatchesAnything(subpattern.Pattern) ? outcome.Matched : before);
        }

        return outcome;
    }
}
