namespace FlowGen.Analyzers.Flow;

/// <summary>
/// An immutable set of results, by number. <see cref="Everything"/> says of an outcome that it cannot happen: whatever is claimed of it
/// holds.
/// </summary>
internal readonly struct ResultSet : IEquatable<ResultSet>
{
    private const int BitsPerWord = 64;

    // No trailing zero words, so that equal sets have equal words.
    private readonly ulong[]? _words;

    private ResultSet(ulong[]? words, bool isEverything)
    {
        _words = words;
        IsEverything = isEverything;
    }

    public static ResultSet Empty => default;

    public static ResultSet Everything => new(null, true);

    public bool IsEverything { get; }

    public bool IsEmpty => !IsEverything && _words is null;

    public static ResultSet Of(int result) => Empty.With(result);

    public bool Contains(int result)
    {
        if (IsEverything)
        {
            return true;
        }

        var word = result / BitsPerWord;
        return result >= 0 && _words is not null && word < _words.Length && (_words[word] & Bit(result)) != 0;
    }

    public ResultSet With(int result)
    {
        if (result < 0 || Contains(result))
        {
            return this;
        }

        var words = new ulong[Math.Max(_words?.Length ?? 0, (result / BitsPerWord) + 1)];
        _words?.CopyTo(words, 0);
        words[result / BitsPerWord] |= Bit(result);
        return new(words, false);
    }

    public ResultSet Without(int result)
    {
        if (IsEverything || !Contains(result))
        {
            return this;
        }

        var words = (ulong[])_words!.Clone();
        words[result / BitsPerWord] &= ~Bit(result);
        return Trimmed(words);
    }

    public ResultSet Union(ResultSet other)
    {
        if (IsEverything || other.IsEmpty)
        {
            return this;
        }

        if (other.IsEverything || IsEmpty)
        {
            return other;
        }

        var (longer, shorter) = _words!.Length >= other._words!.Length ? (_words, other._words) : (other._words, _words);
        var words = (ulong[])longer.Clone();
        for (var i = 0; i < shorter.Length; i++)
        {
            words[i] |= shorter[i];
        }

        return new(words, false);
    }

    public ResultSet Intersect(ResultSet other)
    {
        if (IsEverything)
        {
            return other;
        }

        if (other.IsEverything || IsEmpty)
        {
            return this;
        }

        if (other.IsEmpty)
        {
            return other;
        }

        var words = new ulong[Math.Min(_words!.Length, other._words!.Length)];
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = _words[i] & other._words[i];
        }

        return Trimmed(words);
    }

    public bool Equals(ResultSet other)
    {
        if (IsEverything != other.IsEverything || (_words?.Length ?? 0) != (other._words?.Length ?? 0))
        {
            return false;
        }

        for (var i = 0; i < (_words?.Length ?? 0); i++)
        {
            if (_words![i] != other._words![i])
            {
                return false;
            }
        }

        return true;
    }

    public override bool Equals(object? obj) => obj is ResultSet other && Equals(other);

    public override int GetHashCode() => _words is { Length: > 0 } ? _words[0].GetHashCode() : IsEverything ? 1 : 0;

    private static ulong Bit(int result) => 1UL << (result % BitsPerWord);

    private static ResultSet Trimmed(ulong[] words)
    {
        var length = words.Length;
        while (length > 0 && words[length - 1] == 0)
        {
            length--;
        }

        if (length == 0)
        {
            return Empty;
        }

        Array.Resize(ref words, length);
        return new(words, false);
    }
}
