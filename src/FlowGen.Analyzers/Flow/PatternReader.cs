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
    Func<IPatternOperation, KnownValue, PatternOutcome?>? compare = null,
    Func<IListPatternOperation, int, KnownValue, KnownValue>? elementOf = null)
{
    public PatternOutcome Read(IPatternOperation pattern, KnownValue value) => Read(pattern, value, ResultSet.Empty);

    /// <summary>Reads a part of a pattern; <paramref name="known"/> is what the parts before it have told.</summary>
    private PatternOutcome Read(IPatternOperation pattern, KnownValue value, ResultSet known)
    {
        switch (pattern)
        {
            case IConstantPatternOperation constant:
                return compare?.Invoke(constant, value) ?? Constant(constant.Value.ConstantValue, value);
            case IRelationalPatternOperation relational:
                return compare?.Invoke(relational, value) ?? Relation(relational.OperatorKind, relational.Value.ConstantValue, value) ?? new(value.WhenNotNull, value.InAnyCase);
            case INegatedPatternOperation negated:
                return Read(negated.Pattern, value, known).Negated();
            case IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.And } both:
                var first = Read(both.LeftPattern, value, known);
                return first.And(Read(both.RightPattern, value, known.Union(first.Matched)));
            case IBinaryPatternOperation either:
                var one = Read(either.LeftPattern, value, known);
                return one.Or(Read(either.RightPattern, value, known.Union(one.Unmatched)));
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
                return Recursive(recursive, value, known);
            case IListPatternOperation list:
                return List(list, value, known);
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

        var told = constant.Value switch
        {
            null => new(value.WhenNull, value.WhenNotNull),
            true => new(value.WhenTrue, value.WhenFalse.Intersect(value.WhenNull)),
            false or 0 or 0L => new(value.WhenFalse, value.WhenTrue.Intersect(value.WhenNull)),
            > 0 or > 0L => new(value.WhenTrue, value.InAnyCase),
            _ => new PatternOutcome(value.WhenNotNull, value.InAnyCase),
        };
        return value.Cases is { } cases && constant.Value is { } chosen
            ? new(told.Matched.Union(cases.When(chosen)), told.Unmatched.Union(cases.Unless(chosen).Intersect(value.WhenNull)))
            : told;
    }

    /// <summary>
    /// What a number's being above zero, or not, tells; null for any other comparison. Nobody counts below zero.
    /// </summary>
    public static PatternOutcome? Relation(BinaryOperatorKind kind, Optional<object?> constant, KnownValue value)
    {
        var some = new PatternOutcome(value.WhenTrue, value.WhenFalse.Intersect(value.WhenNull));
        var nought = new PatternOutcome(value.WhenFalse, value.WhenTrue.Intersect(value.WhenNull));
        return (kind, constant.HasValue ? constant.Value : null) switch
        {
            (BinaryOperatorKind.GreaterThan, 0 or 0L) or (BinaryOperatorKind.GreaterThanOrEqual, 1 or 1L) => some,
            (BinaryOperatorKind.LessThanOrEqual, 0 or 0L) or (BinaryOperatorKind.LessThan, 1 or 1L) => nought,
            (BinaryOperatorKind.GreaterThan, > 0 or > 0L) or (BinaryOperatorKind.GreaterThanOrEqual, > 1 or > 1L) => new(value.WhenTrue, value.InAnyCase),
            _ => null,
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

    private PatternOutcome List(IListPatternOperation pattern, KnownValue value, ResultSet known)
    {
        Declare(pattern.DeclaredSymbol, value);
        if (pattern.Patterns.IsEmpty)
        {
            return value.Result == KnownValue.NoResult
                ? new(value.WhenFalse, value.WhenTrue.Intersect(value.WhenNull))
                : new(value.WhenNotNull, value.InAnyCase);
        }

        // A list that has an element is not empty, and [_, ..] is any such list.
        var outcome = value.Result != KnownValue.NoResult || pattern.Patterns is [ISlicePatternOperation] ? new PatternOutcome(value.WhenNotNull, value.InAnyCase)
            : new(value.WhenTrue, pattern.Patterns is [_, ISlicePatternOperation] or [ISlicePatternOperation, _] ? value.WhenFalse.Intersect(value.WhenNull) : value.InAnyCase);
        for (var i = 0; i < pattern.Patterns.Length; i++)
        {
            if (pattern.Patterns[i] is ISlicePatternOperation { Pattern: null })
            {
                continue;
            }

            var element = elementOf?.Invoke(pattern, i, value) ?? KnownValue.Nothing;
            outcome = outcome.And(Read(pattern.Patterns[i], element, known.Union(outcome.Matched)));
        }

        return outcome;
    }

    private PatternOutcome Recursive(IRecursivePatternOperation pattern, KnownValue value, ResultSet known)
    {
        Declare(pattern.DeclaredSymbol, value);
        var outcome = OfType(pattern.InputType, pattern.MatchedType, value);
        var reads = new List<(IPropertySubpatternOperation Subpattern, ResultSet Before)>();

        for (var i = 0; i < pattern.DeconstructionSubpatterns.Length; i++)
        {
            var element = i < value.Elements.Length ? value.Elements[i] : KnownValue.Nothing;
            outcome = outcome.And(Read(pattern.DeconstructionSubpatterns[i], element, known.Union(outcome.Matched)));
        }

        foreach (var subpattern in pattern.PropertySubpatterns)
        {
            var property = (subpattern.Member as IPropertyReferenceOperation)?.Property;
            var member = property is not null ? memberOf(value, property)
                : subpattern.Member is IFieldReferenceOperation { Field: var field } ? TupleField.Of(field, value)
                : KnownValue.Nothing;
            if (property is not null)
            {
                reads.Add((subpattern, known.Union(outcome.Matched)));
            }

            outcome = outcome.And(Read(subpattern.Pattern, member, known.Union(outcome.Matched)));
        }

        foreach (var (subpattern, before) in reads)
        {
            // A pattern that only names the value gives it to nobody unless the whole pattern matches.
            read(subpattern, value.Result, MatchesAnything(subpattern.Pattern) ? known.Union(outcome.Matched) : before);
        }

        return outcome;
    }
}
