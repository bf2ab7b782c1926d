using System.ComponentModel;

namespace FlowGen.Json;

/// <summary>Makes <see cref="MapEntries{T}"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class MapEntries
{
    /// <summary>The entries of <paramref name="map"/>, in its order.</summary>
    public static MapEntries<T> Of<T>(IReadOnlyDictionary<string, T> map)
    {
        ArgumentNullException.ThrowIfNull(map);
        return new(map);
    }
}

/// <summary>
/// What generated code loops over to write a map. Going through the interface would make an object for each loop; going through a
/// <see cref="Dictionary{TKey, TValue}"/>, which nearly every map is, makes none.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct MapEntries<T>
{
    private readonly IEnumerator<KeyValuePair<string, T>>? _other;
    private Dictionary<string, T>.Enumerator _entries;

    internal MapEntries(IReadOnlyDictionary<string, T> map)
    {
        if (map is Dictionary<string, T> dictionary)
        {
            _entries = dictionary.GetEnumerator();
        }
        else
        {
            _other = map.GetEnumerator();
        }
    }

    /// <summary>The entry.</summary>
    public readonly KeyValuePair<string, T> Current => _other is null ? _entries.Current : _other.Current;

    /// <summary>The entries themselves: they are gone through once.</summary>
    public readonly MapEntries<T> GetEnumerator() => this;

    /// <summary>Goes to the next entry, if there is one.</summary>
    public bool MoveNext() => _other is null ? _entries.MoveNext() : _other.MoveNext();

    /// <summary>Ends the loop.</summary>
    public readonly void Dispose() => _other?.Dispose();
}
