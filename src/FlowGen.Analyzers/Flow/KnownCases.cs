using System.Collections.Immutable;

namespace FlowGen.Analyzers.Flow;

/// <summary>
/// The constants that a variable was given on different paths, and which results have succeeded if it turns out to be a certain one of them:
/// <c>var next = r.IsSuccess ? Step.Go : Step.Stop</c>. A value that is no constant counts as none of them.
/// </summary>
internal sealed class KnownCases : IEquatable<KnownCases>
{
    // More are not worth following: what is left out counts as one of the others.
    private const int Most = 16;

    private readonly ImmutableArray<KeyValuePair<object, ResultSet>> _cases;
    private readonly ResultSet _others;

    public KnownCases(object constant)
        : this(ImmutableArray.Create(new KeyValuePair<object, ResultSet>(constant, ResultSet.Empty)), ResultSet.Everything)
    {
    }

    private KnownCases(ImmutableArray<KeyValuePair<object, ResultSet>> cases, ResultSet others)
    {
        _cases = cases;
        _others = others;
    }

    /// <summary>The results that have succeeded if the value is the constant.</summary>
    public ResultSet When(object constant) => Find(constant) ?? _others;

    /// <summary>The results that have succeeded if the value is not the constant.</summary>
    public ResultSet Unless(object constant)
    {
        var succeeded = _others;
        foreach (var entry in _cases)
        {
            succeeded = entry.Key.Equals(constant) ? succeeded : succeeded.Intersect(entry.Value);
        }

        return succeeded;
    }

    public bool Mentions(int result)
    {
        foreach (var entry in _cases)
        {
            if (!entry.Value.IsEverything && entry.Value.Contains(result))
            {
                return true;
            }
        }

        return !_others.IsEverything && _others.Contains(result);
    }

    /// <summary>The same constants with other sets.</summary>
    public KnownCases With(Func<ResultSet, ResultSet> change)
    {
        var cases = _cases;
        for (var i = 0; i < cases.Length; i++)
        {
            var changed = change(cases[i].Value);
            cases = changed.Equals(cases[i].Value) ? cases : cases.SetItem(i, new(cases[i].Key, changed));
        }

        var others = change(_others);
        return cases == _cases && others.Equals(_others) ? this : new(cases, others);
    }

    /// <summary>What two paths agree on, where one may have none.</summary>
    public static KnownCases? Join(KnownValue left, KnownValue right)
    {
        if (left.Cases is null && right.Cases is null)
        {
            return null;
        }

        var others = OthersOf(left).Intersect(OthersOf(right));
        var joined = ImmutableArray.CreateBuilder<KeyValuePair<object, ResultSet>>();
        Add(left.Cases, right.Cases, joined, ref others);
        Add(right.Cases, left.Cases, joined, ref others);
        return new(joined.ToImmutable(), others);
    }

    private static void Add(KnownCases? cases, KnownCases? other, ImmutableArray<KeyValuePair<object, ResultSet>>.Builder joined, ref ResultSet others)
    {
        foreach (var entry in cases?._cases ?? ImmutableArray<KeyValuePair<object, ResultSet>>.Empty)
        {
            if (IndexOf(entry.Key, joined) >= 0)
            {
                continue;
            }

            var succeeded = entry.Value.Intersect(other?.Find(entry.Key) ?? ResultSet.Everything);
            if (joined.Count < Most)
            {
                joined.Add(new(entry.Key, succeeded));
            }
            else
            {
                others = others.Intersect(succeeded);
            }
        }
    }

    private static int IndexOf(object constant, ImmutableArray<KeyValuePair<object, ResultSet>>.Builder cases)
    {
        for (var i = 0; i < cases.Count; i++)
        {
            if (cases[i].Key.Equals(constant))
            {
                return i;
            }
        }

        return -1;
    }

    private ResultSet? Find(object constant)
    {
        foreach (var entry in _cases)
        {
            if (entry.Key.Equals(constant))
            {
                return entry.Value;
            }
        }

        return null;
    }

    private static ResultSet OthersOf(KnownValue value) => value.Cases is { } cases ? cases._others : value.WhenNotNull;

    public bool Equals(KnownCases? other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        if (other is null || _cases.Length != other._cases.Length || !_others.Equals(other._others))
        {
            return false;
        }

        foreach (var entry in other._cases)
        {
            if (Find(entry.Key) is not { } own || !own.Equals(entry.Value))
            {
                return false;
            }
        }

        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as KnownCases);

    public override int GetHashCode() => _cases.Length;
}
