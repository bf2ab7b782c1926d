using System.Buffers;

namespace FlowGen.Http;

/// <summary>Composes a text in a buffer of the caller's, and in a pooled one when that is full. Dispose it.</summary>
internal ref struct PooledText(Span<char> first)
{
    private Span<char> _buffer = first;
    private char[]? _pooled;
    private int _length;

    /// <summary>How much of a first buffer is taken from the stack: enough for the address of an ordinary call.</summary>
    internal const int StackLength = 512;

    internal readonly int Length => _length;

    internal readonly ReadOnlySpan<char> Text => _buffer[.._length];

    public readonly void Dispose()
    {
        if (_pooled is not null)
        {
            ArrayPool<char>.Shared.Return(_pooled);
        }
    }

    public override readonly string ToString() => new(Text);

    internal void Append(char character)
    {
        if (_length == _buffer.Length)
        {
            Grow(1);
        }

        _buffer[_length++] = character;
    }

    internal void Append(ReadOnlySpan<char> text)
    {
        text.CopyTo(Room(text.Length));
        _length += text.Length;
    }

    /// <summary>A place for <paramref name="length"/> characters at the end; <see cref="Advance"/> says how many were written.</summary>
    internal Span<char> Room(int length)
    {
        if (_buffer.Length - _length < length)
        {
            Grow(length);
        }

        return _buffer.Slice(_length, length);
    }

    internal void Advance(int length) => _length += length;

    private void Grow(int length)
    {
        var larger = ArrayPool<char>.Shared.Rent(Math.Max(_buffer.Length * 2, checked(_length + length)));
        Text.CopyTo(larger);
        Dispose();
        _buffer = _pooled = larger;
    }
}
