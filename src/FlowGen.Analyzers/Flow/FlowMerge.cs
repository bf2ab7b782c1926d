using System.Collections.Immutable;

namespace FlowGen.Analyzers.Flow;

/// <summary>Joins the states of the paths that meet at a block: what holds there is what holds on each of them.</summary>
internal sealed class FlowMerge(Func<object, int> numberFor, Action<PostponedRead> settle)
{
    /// <summary>Joins the paths. A variable that holds different results on them gets a number of its own, from <c>numberFor</c>.</summary>
    public FlowState Join(List<FlowState> paths)
    {
        if (paths.Count == 1)
        {
            return paths[0].Copy();
        }

        var own = new List<FlowState>(paths.Count);
        foreach (var path in paths)
        {
            own.Add(path.Copy());
        }

        Renumber(own);

        var held = new List<ResultSet>(own.Count);
        var heldSomewhere = ResultSet.Empty;
        foreach (var path in own)
        {
            held.Add(path.Held());
            heldSomewhere = heldSomewhere.Union(held[held.Count - 1]);
        }

        // On a path that does not hold a result, no value of it can be read: nothing is to be asked of that path.
        var sound = new List<ResultSet>(own.Count);
        var succeeded = ResultSet.Everything;
        for (var i = 0; i < own.Count; i++)
        {
            sound.Add(own[i].Succeeded.Union(Minus(heldSomewhere, held[i])));
            succeeded = succeeded.Intersect(sound[i]);
        }

        succeeded = succeeded.Intersect(heldSomewhere);

        var joined = new FlowState();
        joined.Restore(JoinValues(own, sound, heldSomewhere), succeeded, JoinAlternatives(own, held, sound, Minus(heldSomewhere, succeeded)), own);
        return joined;
    }

    private static List<KeyValuePair<int, ResultSet>> JoinAlternatives(
        List<FlowState> paths, List<ResultSet> held, List<ResultSet> sound, ResultSet open)
    {
        var joined = new List<KeyValuePair<int, ResultSet>>();
        for (var result = 0; !open.IsEmpty; result++)
        {
            if (!open.Contains(result))
            {
                continue;
            }

            open = open.Without(result);
            var others = ResultSet.Everything;
            for (var i = 0; i < paths.Count; i++)
            {
                // Where the result succeeded, or is not held, it cannot turn out to have failed.
                var insteadOf = held[i].Contains(result) ? paths[i].SucceededInsteadOf(result) : ResultSet.Everything;
                others = others.Intersect(insteadOf.IsEverything ? insteadOf : insteadOf.Union(sound[i]));
            }

            others = others.IsEverything ? others : others.Without(result);
            if (!others.IsEmpty && !others.IsEverything)
            {
                joined.Add(new(result, others));
            }
        }

        return joined;
    }

    private static ResultSet Minus(ResultSet set, ResultSet other)
    {
        // Numbers are small and given in order, so counting up to the highest is cheap.
        var remaining = set;
        for (var i = 0; !remaining.IsEmpty; i++)
        {
            remaining = remaining.Without(i);
            if (other.Contains(i))
            {
                set = set.Without(i);
            }
        }

        return set;
    }

    private static HashSet<object> AllKeys(List<FlowState> paths)
    {
        var keys = new HashSet<object>();
        foreach (var path in paths)
        {
            keys.UnionWith(path.Keys);
        }

        return keys;
    }

    private void Renumber(List<FlowState> paths)
    {
        foreach (var key in AllKeys(paths))
        {
            int? first = null;
            var differs = false;
            foreach (var path in paths)
            {
                if (path.TryGet(key, out var value) && !value.IsNull)
                {
                    differs |= first is { } number && number != value.Result;
                    first ??= value.Result;
                }
            }

            if (!differs)
            {
                continue;
            }

            var joined = numberFor(key);
            foreach (var path in paths)
            {
                if (path.TryGet(key, out var value) && !value.IsNull)
                {
                    path.Renumber(key, joined);
                }
            }
        }
    }

    private List<KeyValuePair<object, KnownValue>> JoinValues(List<FlowState> paths, List<ResultSet> sound, ResultSet held)
    {
        var joined = new List<KeyValuePair<object, KnownValue>>();
        foreach (var key in AllKeys(paths))
        {
            KnownValue? value = null;
            for (var i = 0; i < paths.Count; i++)
            {
                if (paths[i].TryGet(key, out var other))
                {
                    // What has succeeded on a path has succeeded whatever the variable turns out to be there.
                    var succeeded = sound[i];
                    var reads = Unsettled(other.Reads, paths[i].Succeeded);
                    other = other.With(set => set.Union(succeeded), other.Result, reads);
                    value = value is null ? other : Join(value, other);
                }
            }

            joined.Add(new(key, value!.With(set => set.IsEverything ? set : set.Intersect(held), value.Result, value.Reads)));
        }

        return joined;
    }

    private ImmutableArray<PostponedRead> Unsettled(ImmutableArray<PostponedRead> reads, ResultSet succeeded)
    {
        foreach (var read in reads)
        {
            if (succeeded.Contains(read.Result))
            {
                settle(read);
                reads = reads.Remove(read);
            }
        }

        return reads;
    }

    private static KnownValue Join(KnownValue left, KnownValue right)
    {
        var reads = left.Reads;
        foreach (var read in right.Reads)
        {
            if (!reads.Contains(read))
            {
                reads = reads.Add(read);
            }
        }

        var elements = ImmutableArray<KnownValue>.Empty;
        if (left.Elements.Length == right.Elements.Length)
        {
            for (var i = 0; i < left.Elements.Length; i++)
            {
                elements = elements.Add(Join(left.Elements[i], right.Elements[i]));
            }
        }

        return new(
            left.WhenTrue.Intersect(right.WhenTrue),
            left.WhenFalse.Intersect(right.WhenFalse),
            left.WhenNull.Intersect(right.WhenNull),
            left.Result == right.Result || right.IsNull ? left.Result : left.IsNull ? right.Result : KnownValue.NoResult,
            elements,
            reads,
            KnownCases.Join(left, right));
    }
}
