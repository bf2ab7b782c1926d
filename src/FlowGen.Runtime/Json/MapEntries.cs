using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

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
public readonly ref struct MapEntries<T>
{
    private readonly IReadOnlyDictionary<string, T> _map;

    internal MapEntries(IReadOnlyDictionary<string, T> map) => _map = map;

    /// <summary>Starts before the first entry.</summary>
    public Enumerator GetEnumerator() => new(_map);

    /// <summary>Goes from entry to entry.</summary>
    [SuppressMessage("Design", "CA1034:Nested types should not be visible", Justification = "As in the framework's own collections.")]
    public ref struct Enumerator
    {
        private readonly IEnumerator<KeyValuePair<string, T>>? _other;
        private Dictionary<string, T>.Enumerator _entries;

        internal Enumerator(IReadOnlyDictionary<string, T> map)
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

        /// <summary>Goes to the next entry, if there is one.</summary>
        public bool MoveNext() => _other is null ? _entries.MoveNext() : _other.MoveNext();

        /// <summary>Ends the loop.</summary>
        public readonly void Dispose() => _other?.Dispose();
    }
}
