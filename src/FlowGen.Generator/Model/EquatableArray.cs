using System.Collections;

namespace FlowGen.Generator.Model;

/// <summary>An immutable list that equals another one with equal items. What makes the model comparable.</summary>
/// <remarks>
/// It has the few members of LINQ that the generator needs itself, and no interface of lists: the runtime loads a dozen types for each kind of
/// item that goes through LINQ or has those, and in the process of a compiler, which builds once, that is felt.
/// </remarks>
internal readonly struct EquatableArray<T> : IEnumerable<T>, IEquatable<EquatableArray<T>>
    where T : IEquatable<T>
{
    private readonly T[]? _items;

    public EquatableArray(List<T> items) => _items = items.ToArray();

    /// <param name="items">Nobody else's.</param>
    public EquatableArray(params T[] items) => _items = items;

    public int Count => _items?.Length ?? 0;

    public T this[int index] => _items![index];

    public Enumerator GetEnumerator() => new(_items ?? []);

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => ((IEnumerable<T>)(_items ?? [])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => (_items ?? []).GetEnumerator();

    public bool Contains(T item) => Any(item.Equals);

    public bool Any(Func<T, bool> predicate)
    {
        foreach (var item in this)
        {
            if (predicate(item))
            {
                return true;
            }
        }

        return false;
    }

    public T? FirstOrDefault(Func<T, bool> predicate)
    {
        foreach (var item in this)
        {
            if (predicate(item))
            {
                return item;
            }
        }

        return default;
    }

    public List<T> Where(Func<T, bool> predicate)
    {
        var found = new List<T>();
        foreach (var item in this)
        {
            if (predicate(item))
            {
                found.Add(item);
            }
        }

        return found;
    }

    public TResult[] Select<TResult>(Func<T, TResult> selector)
    {
        var results = new TResult[Count];
        for (var i = 0; i < results.Length; i++)
        {
            results[i] = selector(_items![i]);
        }

        return results;
    }

    /// <summary>The items but the first.</summary>
    public EquatableArray<T> Rest()
    {
        if (Count == 0)
        {
            return this;
        }

        var rest = new T[Count - 1];
        Array.Copy(_items!, 1, rest, 0, rest.Length);
        return new(rest);
    }

    public bool Equals(EquatableArray<T> other)
    {
        if (ReferenceEquals(_items, other._items))
        {
            return true;
        }

        if (Count != other.Count)
        {
            return false;
        }

        for (var i = 0; i < Count; i++)
        {
            if (!_items![i].Equals(other._items![i]))
            {
                return false;
            }
        }

        return true;
    }

    public override bool Equals(object? obj) => obj is EquatableArray<T> other && Equals(other);

    public override int GetHashCode()
    {
        var hash = 17;
        foreach (var item in this)
        {
            hash = unchecked((hash * 31) + item.GetHashCode());
        }

        return hash;
    }

    /// <summary>Goes through the items.</summary>
    public struct Enumerator(T[] items)
    {
        private int _index = -1;

        public readonly T Current => items[_index];

        public bool MoveNext() => ++_index < items.Length;
    }
}

/// <summary>Makes equatable arrays.</summary>
internal static class EquatableArray
{
    /// <summary>The items by their keys, which differ, in ordinal order.</summary>
    public static EquatableArray<T> Ordered<T>(List<T> items, Func<T, string> key)
        where T : class, IEquatable<T>
    {
        var ordered = new List<T>(items);
        ordered.Sort((left, right) => string.CompareOrdinal(key(left), key(right)));
        return new(ordered);
    }
}
