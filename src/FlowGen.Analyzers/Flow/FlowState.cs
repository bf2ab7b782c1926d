namespace FlowGen.Analyzers.Flow;

/// <summary>
/// What holds at one point of a method. Keys are locals, parameters and the flow graph's temporaries; a key that is absent has no value
/// yet. A result is a number, given where the call that made it is written.
/// </summary>
internal sealed class FlowState
{
    private readonly Dictionary<object, KnownValue> _values;
    private readonly HashSet<object> _captured;
    private readonly Dictionary<int, ResultSet> _insteadOf;

    public FlowState()
    {
        _values = [];
        _captured = [];
        _insteadOf = [];
    }

    private FlowState(FlowState other)
    {
        _values = new(other._values);
        _captured = [.. other._captured];
        _insteadOf = new(other._insteadOf);
        Succeeded = other.Succeeded;
        IsReachable = other.IsReachable;
    }

    /// <summary>The results that are known to have succeeded, or that are none of our business.</summary>
    public ResultSet Succeeded { get; private set; }

    public bool IsReachable { get; private set; } = true;

    public IEnumerable<object> Keys => _values.Keys;

    public FlowState Copy() => new(this);

    /// <summary>
    /// The results that have succeeded if this one has failed: after <c>if (!a.IsSuccess &amp;&amp; !b.IsSuccess) return;</c> one of them has.
    /// </summary>
    public ResultSet SucceededInsteadOf(int result) =>
        Succeeded.Contains(result) ? ResultSet.Everything : _insteadOf.TryGetValue(result, out var others) ? others : ResultSet.Empty;

    public bool TryGet(object key, out KnownValue value)
    {
        if (_values.TryGetValue(key, out var found))
        {
            value = found;
            return true;
        }

        value = KnownValue.Nothing;
        return false;
    }

    public KnownValue Get(object key) => TryGet(key, out var value) ? value : KnownValue.Nothing;

    /// <summary>A variable that a lambda or a local function holds may change or be checked at any time: nothing is known of it.</summary>
    public void Set(object key, KnownValue value) => _values[key] = _captured.Contains(key) ? KnownValue.Nothing : value;

    public void Capture(object key)
    {
        if (_captured.Add(key) && _values.ContainsKey(key))
        {
            _values[key] = KnownValue.Nothing;
        }
    }

    /// <summary>Forgets what is known of elements: of a collection that is made anew, or at an index that changes.</summary>
    public void ForgetElements(Func<ElementKey, bool> isForgotten)
    {
        List<object>? forgotten = null;
        foreach (var key in _values.Keys)
        {
            if (key is ElementKey element && isForgotten(element))
            {
                (forgotten ??= []).Add(key);
            }
        }

        foreach (var key in forgotten ?? [])
        {
            _values.Remove(key);
        }
    }

    /// <summary>Forgets a variable whose scope is left.</summary>
    public void Forget(object key)
    {
        _values.Remove(key);
        _captured.Remove(key);
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
        _insteadOf.Remove(result);
        foreach (var other in new List<int>(_insteadOf.Keys))
        {
            _insteadOf[other] = _insteadOf[other].Without(result);
        }

        List<KeyValuePair<object, KnownValue>>? changed = null;
        foreach (var entry in _values)
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
            _values[entry.Key] = value.Result == result
                ? KnownValue.Nothing
                : value.WithoutElement(result).With(set => set.Without(result), value.Result, value.Reads.RemoveAll(read => read.Result == result));
        }
    }

    /// <summary>The results that something still holds.</summary>
    public ResultSet Held()
    {
        var held = ResultSet.Empty;
        foreach (var value in _values.Values)
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
        var value = _values[key];
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

        if (_insteadOf.TryGetValue(old, out var others))
        {
            _insteadOf[result] = others;
        }

        foreach (var other in new List<int>(_insteadOf.Keys))
        {
            _insteadOf[other] = old >= 0 && _insteadOf[other].Contains(old) ? _insteadOf[other].With(result) : _insteadOf[other];
        }

        var entries = new List<KeyValuePair<object, KnownValue>>(_values);
        foreach (var entry in entries)
        {
            _values[entry.Key] = entry.Value.With(
                set => old >= 0 && !set.IsEverything && set.Contains(old) ? set.With(result) : set,
                entry.Value.Result,
                entry.Value.Reads);
        }

        value = _values[key];
        _values[key] = new(value.WhenTrue, value.WhenFalse, value.WhenNull, result, value.Elements, value.Reads);
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
            _insteadOf.Add(entry.Key, entry.Value);
        }

        foreach (var entry in values)
        {
            _values[entry.Key] = entry.Value;
        }

        Succeeded = succeeded;
        foreach (var path in paths)
        {
            _captured.UnionWith(path._captured);
        }

        foreach (var key in _captured)
        {
            if (_values.ContainsKey(key))
            {
                _values[key] = KnownValue.Nothing;
            }
        }
    }

    public bool IsSameAs(FlowState other)
    {
        if (IsReachable != other.IsReachable || !Succeeded.Equals(other.Succeeded) || _values.Count != other._values.Count
            || _insteadOf.Count != other._insteadOf.Count || !_captured.SetEquals(other._captured))
        {
            return false;
        }

        foreach (var entry in _insteadOf)
        {
            if (!other._insteadOf.TryGetValue(entry.Key, out var others) || !others.Equals(entry.Value))
            {
                return false;
            }
        }

        foreach (var entry in _values)
        {
            if (!other._values.TryGetValue(entry.Key, out var value) || !value.Equals(entry.Value))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Mentions(KnownValue value, int result)
    {
        if (value.Result == result || Contains(value.WhenTrue, result) || Contains(value.WhenFalse, result) || Contains(value.WhenNull, result))
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
}
