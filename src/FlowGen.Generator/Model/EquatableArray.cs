using System.Collections;

namespace FlowGen.Generator.Model;

/// <summary>An immutable list that equals another one with equal items. What makes the model comparable.</summary>
internal readonly struct EquatableArray<T> : IReadOnlyList<T>, IEquatable<EquatableArray<T>>
    where T : IEquatable<T>
{
    private readonly T[]? _items;

    public EquatableArray(IEnumerable<T> items) => _items = items.ToArray();

    public static EquatableArray<T> Empty => default;

    public int Count => _items?.Length ?? 0;

    public T this[int index] => _items![index];

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

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)(_items ?? [])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>Makes equatable arrays.</summary>
internal static class EquatableArray
{
    /// <summary>The items by their keys, which differ, in ordinal order.</summary>
    /// <remarks>Not by LINQ: what that sorts with is compiled anew in every build.</remarks>
    public static EquatableArray<T> Ordered<T>(IEnumerable<T> items, Func<T, string> key)
        where T : class, IEquatable<T>
    {
        var ordered = items.ToList();
        ordered.Sort((left, right) => string.CompareOrdinal(key(left), key(right)));
        return new(ordered);
    }
}
