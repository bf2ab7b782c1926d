using System.Diagnostics.CodeAnalysis;

namespace FlowGen;

/// <summary>The body of an operation of whose successful answers some have none, or <c>null</c>. Which one came, <see cref="ApiResult{T}.HttpStatus"/> tells too.</summary>
/// <typeparam name="T">The body's type.</typeparam>
public readonly record struct OptionalBody<T>
{
    /// <summary>An answer with a body.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="body"/> is <see langword="null"/>.</exception>
    public OptionalBody(T body)
    {
        ArgumentNullException.ThrowIfNull(body);
        Body = body;
        HasBody = true;
    }

    /// <summary>Whether the answer had a body.</summary>
    [MemberNotNullWhen(true, nameof(Body))]
    public bool HasBody { get; }

    /// <summary>The body; the default of <typeparamref name="T"/> when there was none.</summary>
    public T? Body { get; }

    /// <inheritdoc/>
    public override string ToString() => HasBody ? $"{Body}" : "no body";
}
