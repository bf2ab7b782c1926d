namespace FlowGen.Analyzers.Flow;

/// <summary>The key of an element in a state: the collection's number and the index, which is a constant or a variable.</summary>
internal readonly struct ElementKey(int collection, object index) : IEquatable<ElementKey>
{
    /// <summary>The number of the collection that the element is taken from.</summary>
    public int Collection { get; } = collection;

    /// <summary>A number, or the symbol of a variable.</summary>
    public object Index { get; } = index;

    public bool Equals(ElementKey other) => Collection == other.Collection && Index.Equals(other.Index);

    public override bool Equals(object? obj) => obj is ElementKey other && Equals(other);

    public override int GetHashCode() => (Collection * 397) ^ Index.GetHashCode();
}
