namespace FlowGen.Analyzers.Flow;

/// <summary>
/// What holds at one point of a method. Keys are locals, parameters and the flow graph's temporaries; a key that is absent has no value
/// yet. A result is a number, given where the call that made it is written.
/// </summary>
internal sealed class FlowState
{
    // States are copied with each step and seldom differ: copies share what they know until one of them learns something.
    private Facts _facts;
    private bool _isShared;

    public FlowState() => _facts = new();

    private FlowState(FlowState other)
    {
        other._isShared = true;
        _isShared = true;
        _facts = other._facts;
        Succeeded = other.Succeeded;
        IsReachable = other.IsReachable;
    }

    /// <summary>The results that are known to have succeeded, or that are none of our business.</summary>
    public ResultSet Succeeded { get; private set; }

    public bool IsReachable { get; private set; } = true;

    public IEnumerable<object> Keys => _facts.Values.Keys;

    public FlowState Copy() => new(this);

    /// <summary>
    /// The results that have succeeded if this one has failed: after <c>if (!a.IsSuccess &amp;&amp; !b.IsSuccess) return;</c> one of them has.
    /// </summary>
    public ResultSet SucceededInsteadOf(int result) =>
        Succeeded.Contains(result) ? ResultSet.Everything : _facts.InsteadOf.TryGetValue(result, out var others) ? others : ResultSet.Empty;

    public bool TryGet(object key, out KnownValue value)
    {
        if (_facts.Values.TryGetValue(key, out var found))
        {
            value = found;
            return true;
        }

        value = KnownValue.Nothing;
        return false;
    }

    public KnownValue Get(object key) => TryGet(key, out var value) ? value : KnownValue.Nothing;

    /// <summary>A variable that a lambda or a local function holds may change or be checked at any time: nothing is known of it.</summary>
    public void Set(object key, KnownValue value)
    {
        value = IsCaptured(key) ? KnownValue.Nothing : value;
        if (!_facts.Values.TryGetValue(key, out var known) || !known.Equals(value))
        {
            Own().Values[key] = value;
        }
    }

    public void Capture(object key)
    {
        if (IsCaptured(key))
        {
            return;
        }

        var facts = Own();
        facts.Captured.Add(key);
        if (facts.Values.ContainsKey(key))
        {
            facts.Values[key] = KnownValue.Nothing;
        }
    }

    /// <summary>Forgets what is known of elements: of a collection that is made anew, or at an index that changes.</summary>
    public void ForgetElements(Func<ElementKey, bool> isForgotten)
    {
        List<object>? forgotten = null;
        foreach (var key in _facts.Values.Keys)
        {
            if (key is ElementKey element && isForgotten(element))
            {
                (forgotten ??= []).Add(key);
            }
        }

        foreach (var key in forgotten ?? [])
        {
            Own().Values.Remove(key);
        }
    }

    /// <summary>Forgets a variable whose scope is left.</summary>
    public void Forget(object key)
    {
        if (_facts.Values.ContainsKey(key) || IsCaptured(key))
        {
            Own().Values.Remove(key);
            _facts.Captured.Remove(key);
        }
    }

    public void MarkSucceeded(ResultSet results)
    {
        if (results.IsEverything)
        {
            IsReachable = false;
        }
        else
        {
            Succeeded = Succeeded.Union(results);
        }
    }

    public void MarkUnreachable() => IsReachable = false;

    /// <summary>
    /// Makes room for a new result where an older one had the same number, in a loop. Whatever still holds the old one is no longer
    /// followed.
    /// </summary>
    public void Retire(int result)
    {
        Succeeded = Succeeded.Without(result);
        if (_facts.InsteadOf.Count > 0)
        {
            var alternatives = Own().InsteadOf;
            alternatives.Remove(result);
            foreach (var other in new List<int>(alternatives.Keys))
            {
                alternatives[other] = alternatives[other].Without(result);
            }
        }

        List<KeyValuePair<object, KnownValue>>? changed = null;
        foreach (var entry in _facts.Values)
        {
            if (Mentions(entry.Value, result))
            {
                (changed ??= []).Add(entry);
            }
        }

        if (changed is null)
        {
            return;
        }

        foreach (var entry in changed)
        {
            var value = entry.Value;
            Own().Values[entry.Key] = value.Result == result
                ? KnownValue.Nothing
                : value.WithoutElement(result).With(set => set.Without(result), value.Result, value.Reads.RemoveAll(read => read.Result == result));
        }
    }

    /// <summary>The results that something still holds.</summary>
    public ResultSet Held()
    {
        var held = ResultSet.Empty;
        foreach (var value in _facts.Values.Values)
        {
            AddHeld(value, ref held);
        }

        return held;
    }

    private static void AddHeld(KnownValue value, ref ResultSet held)
    {
        held = held.With(value.Result);
        foreach (var read in value.Reads)
        {
            held = held.With(read.Result);
        }

        foreach (var element in value.Elements)
        {
            AddHeld(element, ref held);
        }
    }

    /// <summary>Gives a variable's result a second number: what is known of the first is known of the second.</summary>
    public void Renumber(object key, int result)
    {
        var value = _facts.Values[key];
        var old = value.Result;
        if (old == result)
        {
            return;
        }

        Retire(result);
        if (old == KnownValue.NoResult || Succeeded.Contains(old))
        {
            Succeeded = Succeeded.With(result);
        }

        var facts = Own();
        if (facts.InsteadOf.TryGetValue(old, out var others))
        {
            facts.InsteadOf[result] = others;
        }

        foreach (var other in new List<int>(facts.InsteadOf.Keys))
        {
            facts.InsteadOf[other] = old >= 0 && facts.InsteadOf[other].Contains(old) ? facts.InsteadOf[other].With(result) : facts.InsteadOf[other];
        }

        var entries = new List<KeyValuePair<object, KnownValue>>(facts.Values);
        foreach (var entry in entries)
        {
            facts.Values[entry.Key] = entry.Value.With(
                set => old >= 0 && !set.IsEverything && set.Contains(old) ? set.With(result) : set,
                entry.Value.Result,
                entry.Value.Reads);
        }

        value = facts.Values[key];
        facts.Values[key] = new(value.WhenTrue, value.WhenFalse, value.WhenNull, result, value.Elements, value.Reads, value.Cases);
    }

    /// <summary>Stores what several paths agree on. Used by <see cref="FlowMerge"/> alone, on a new state.</summary>
    public void Restore(
        IEnumerable<KeyValuePair<object, KnownValue>> values,
        ResultSet succeeded,
        IEnumerable<KeyValuePair<int, ResultSet>> insteadOf,
        IEnumerable<FlowState> paths)
    {
        foreach (var entry in insteadOf)
        {
            _facts.InsteadOf.Add(entry.Key, entry.Value);
        }

        foreach (var entry in values)
        {
            _facts.Values[entry.Key] = entry.Value;
        }

        Succeeded = succeeded;
        foreach (var path in paths)
        {
            _facts.Captured.UnionWith(path._facts.Captured);
        }

        foreach (var key in _facts.Captured)
        {
            if (_facts.Values.ContainsKey(key))
            {
                _facts.Values[key] = KnownValue.Nothing;
            }
        }
    }

    public bool IsSameAs(FlowState other)
    {
        if (IsReachable != other.IsReachable || !Succeeded.Equals(other.Succeeded) || _facts.Values.Count != other._facts.Values.Count
            || _facts.InsteadOf.Count != other._facts.InsteadOf.Count || !_facts.Captured.SetEquals(other._facts.Captured))
        {
            return false;
        }

        foreach (var entry in _facts.InsteadOf)
        {
            if (!other._facts.InsteadOf.TryGetValue(entry.Key, out var others) || !others.Equals(entry.Value))
            {
                return false;
            }
        }

        foreach (var entry in _facts.Values)
        {
            if (!other._facts.Values.TryGetValue(entry.Key, out var value) || !value.Equals(entry.Value))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Mentions(KnownValue value, int result)
    {
        if (value.Result == result || Contains(value.WhenTrue, result) || Contains(value.WhenFalse, result) || Contains(value.WhenNull, result) || value.Cases?.Mentions(result) == true)
        {
            return true;
        }

        foreach (var read in value.Reads)
        {
            if (read.Result == result)
            {
                return true;
            }
        }

        foreach (var element in value.Elements)
        {
            if (Mentions(element, result))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Contains(ResultSet set, int result) => !set.IsEverything && set.Contains(result);

    private bool IsCaptured(object key) => _facts.Captured.Contains(key);

    /// <summary>What is known, to be changed: no copy has it any more.</summary>
    private Facts Own()
    {
        if (_isShared)
        {
            _facts = new(_facts);
            _isShared = false;
        }

        return _facts;
    }

    private sealed class Facts
    {
        public Facts()
        {
            Values = [];
            Captured = [];
            InsteadOf = [];
        }

        public Facts(Facts other)
        {
            Values = new(other.Values);
            Captured = [.. other.Captured];
            InsteadOf = new(other.InsteadOf);
        }

        public Dictionary<object, KnownValue> Values { get; }

        public HashSet<object> Captured { get; }

        public Dictionary<int, ResultSet> InsteadOf { get; }
    }
}
