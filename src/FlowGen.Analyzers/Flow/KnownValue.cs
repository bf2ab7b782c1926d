using System.Collections.Immutable;

namespace FlowGen.Analyzers.Flow;

/// <summary>
/// What is known of the value of a local, a parameter or a temporary: which result it is, if it is one, and which results have succeeded
/// if it turns out to be true, false or null. A reference that is not null counts as true, a number that is not zero too, and so does a list
/// that is not empty.
/// </summary>
internal sealed class KnownValue : IEquatable<KnownValue>
{
    public const int NoResult = -1;

    /// <summary>Nothing is known: no result, and no outcome tells anything.</summary>
    public static readonly KnownValue Nothing = new(ResultSet.Empty, ResultSet.Empty, ResultSet.Empty);

    public static readonly KnownValue True = new(ResultSet.Empty, ResultSet.Everything, ResultSet.Everything);

    public static readonly KnownValue False = new(ResultSet.Everything, ResultSet.Empty, ResultSet.Everything);

    public static readonly KnownValue Null = new(ResultSet.Everything, ResultSet.Everything, ResultSet.Empty);

    public static readonly KnownValue NotNull = new(ResultSet.Empty, ResultSet.Empty, ResultSet.Everything);

    /// <summary>The number zero, or a list without elements.</summary>
    public static readonly KnownValue Nought = False;

    /// <summary>A number that is not zero, or a list with elements.</summary>
    public static readonly KnownValue Some = True;

    public KnownValue(
        ResultSet whenTrue,
        ResultSet whenFalse,
        ResultSet whenNull,
        int result = NoResult,
        ImmutableArray<KnownValue> elements = default,
        ImmutableArray<PostponedRead> reads = default,
        KnownCases? cases = null)
    {
        WhenTrue = whenTrue;
        WhenFalse = whenFalse;
        WhenNull = whenNull;
        Result = result;
        Elements = elements.IsDefault ? ImmutableArray<KnownValue>.Empty : elements;
        Reads = reads.IsDefault ? ImmutableArray<PostponedRead>.Empty : reads;
        Cases = cases;
    }

    /// <summary>The results that have succeeded if the value is true, or a reference that is not null.</summary>
    public ResultSet WhenTrue { get; }

    /// <summary>The results that have succeeded if the value is false.</summary>
    public ResultSet WhenFalse { get; }

    /// <summary>The results that have succeeded if the value is null.</summary>
    public ResultSet WhenNull { get; }

    /// <summary>The number of the result that this is, or that this task or collection holds.</summary>
    public int Result { get; }

    /// <summary>What is known of a tuple's elements; empty for anything else.</summary>
    public ImmutableArray<KnownValue> Elements { get; }

    /// <summary>The reads whose value this is, as long as nothing was done with it.</summary>
    public ImmutableArray<PostponedRead> Reads { get; }

    /// <summary>Which constant the value is, if it was chosen among some; null when nothing is known of that.</summary>
    public KnownCases? Cases { get; }

    public ResultSet WhenNotNull => WhenTrue.Intersect(WhenFalse);

    /// <summary>The results that have succeeded if the text is null or empty.</summary>
    public ResultSet WhenNoText => Cases is { } cases ? WhenNull.Intersect(cases.When("")) : WhenNull.IsEverything ? ResultSet.Empty : WhenNull;

    /// <summary>The results of which the value tells anything at all.</summary>
    public ResultSet Told => Possible(WhenTrue).Union(Possible(WhenFalse)).Union(Possible(WhenNull));

    public ResultSet InAnyCase => WhenNotNull.Intersect(WhenNull);

    /// <summary>A result, or a task or collection that holds one. A null one can have no value read, so nothing is left to check.</summary>
    public static KnownValue OfResult(int result) => new(ResultSet.Empty, ResultSet.Everything, ResultSet.Of(result), result);

    public static KnownValue OfBoolean(ResultSet whenTrue, ResultSet whenFalse) => new(whenTrue, whenFalse, ResultSet.Everything);

    public static KnownValue OfConstant(object? constant) => constant switch
    {
        null => Null,
        true => True,
        false => False,
        0 => Nought.Chosen(constant),
        > 0 => Some.Chosen(constant),
        0L => Nought,
        > 0L => Some,
        string => NotNull.Chosen(constant),
        _ => NotNull,
    };

    public static KnownValue OfTuple(ImmutableArray<KnownValue> elements) =>
        new(ResultSet.Empty, ResultSet.Empty, ResultSet.Everything, elements: elements);

    /// <summary>The same value, where it has turned out to be true or false.</summary>
    public KnownValue Assumed(bool outcome) => outcome
        ? new(WhenTrue, ResultSet.Everything, ResultSet.Everything, Result, Elements, Reads, Cases)
        : new(ResultSet.Everything, WhenFalse, ResultSet.Everything, Result, Elements, Reads, Cases);

    /// <summary>The same value, where it has turned out to be null or not.</summary>
    public KnownValue AssumedNull(bool isNull) => isNull
        ? new(ResultSet.Everything, ResultSet.Everything, WhenNull, Result, Elements, Reads, Cases)
        : new(WhenTrue, WhenFalse, ResultSet.Everything, Result, Elements, Reads, Cases);

    /// <summary>Whether the value is certainly null, so that it stands for no result.</summary>
    public bool IsNull => Result == NoResult && WhenNotNull.IsEverything && !WhenNull.IsEverything;

    public KnownValue Negated() => new(WhenFalse, WhenTrue, WhenNull);

    /// <summary>The same value with other sets, where <paramref name="change"/> is asked for each set and each result.</summary>
    public KnownValue With(Func<ResultSet, ResultSet> change, int result, ImmutableArray<PostponedRead> reads)
    {
        var elements = Elements;
        for (var i = 0; i < elements.Length; i++)
        {
            // An element is only a snapshot inside one expression: its own result is not renumbered.
            elements = elements.SetItem(i, elements[i].With(change, elements[i].Result, elements[i].Reads));
        }

        var whenTrue = change(WhenTrue);
        var whenFalse = change(WhenFalse);
        var whenNull = change(WhenNull);
        var cases = Cases?.With(change);
        return result == Result && elements == Elements && reads == Reads && whenTrue.Equals(WhenTrue) && whenFalse.Equals(WhenFalse) && whenNull.Equals(WhenNull)
            && ReferenceEquals(cases, Cases)
            ? this
            : new(whenTrue, whenFalse, whenNull, result, elements, reads, cases);
    }

    /// <summary>The same value, where nothing is known of an element that is a certain result.</summary>
    public KnownValue WithoutElement(int result)
    {
        var elements = Elements;
        for (var i = 0; i < elements.Length; i++)
        {
            elements = elements.SetItem(i, elements[i].Result == result ? Nothing : elements[i].WithoutElement(result));
        }

        return elements == Elements ? this : new(WhenTrue, WhenFalse, WhenNull, Result, elements, Reads, Cases);
    }

    public bool Equals(KnownValue? other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        if (other is null || Result != other.Result || Elements.Length != other.Elements.Length || Reads.Length != other.Reads.Length
            || !WhenTrue.Equals(other.WhenTrue) || !WhenFalse.Equals(other.WhenFalse) || !WhenNull.Equals(other.WhenNull) || !Equals(Cases, other.Cases))
        {
            return false;
        }

        for (var i = 0; i < Elements.Length; i++)
        {
            if (!Elements[i].Equals(other.Elements[i]))
            {
                return false;
            }
        }

        foreach (var read in other.Reads)
        {
            if (!Reads.Contains(read))
            {
                return false;
            }
        }

        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as KnownValue);

    private static ResultSet Possible(ResultSet outcome) => outcome.IsEverything ? ResultSet.Empty : outcome;

    private KnownValue Chosen(object constant) => new(WhenTrue, WhenFalse, WhenNull, cases: new(constant));

    public override int GetHashCode() => (Result * 397) ^ WhenTrue.GetHashCode();
}
