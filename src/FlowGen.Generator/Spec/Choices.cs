namespace FlowGen.Generator.Spec;

/// <summary>What a few texts of a spec stand for.</summary>
/// <remarks>
/// The values are boxed: the runtime would compile a dictionary for each type of values, in every build, and that takes longer than all
/// the looking up.
/// </remarks>
internal sealed class Choices<T>
    where T : struct
{
    private readonly Dictionary<string, object> _values = new(StringComparer.Ordinal);

    public IEnumerable<string> Texts => _values.Keys;

    /// <summary>Says what <paramref name="text"/> stands for.</summary>
    public T this[string text]
    {
        set => _values[text] = value;
    }

    /// <summary>What <paramref name="text"/> stands for, if anything.</summary>
    public T? Find(string text) => _values.TryGetValue(text, out var value) ? (T)value : null;

    /// <summary>The first text that stands for <paramref name="value"/>.</summary>
    public string TextOf(T value) => _values.First(pair => value.Equals(pair.Value)).Key;
}
