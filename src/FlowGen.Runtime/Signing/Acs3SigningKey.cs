using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;

namespace FlowGen.Signing;

/// <summary>
/// An access key ready to sign with. Setting a hash up costs more than hashing a request, so hashes that hold the key already are kept, as
/// many as ever sign at the same time; and what the signatures of an operation have in common is kept, too.
/// </summary>
[DebuggerDisplay("{Key}")]
internal sealed class Acs3SigningKey(AlibabaAccessKey key)
{
    // More operations than that at a time only cost their layouts being made anew. A power of two.
    private const int LayoutCount = 32;

    private readonly Acs3Layout?[] _layouts = new Acs3Layout?[LayoutCount];
    private readonly ConcurrentBag<Acs3Computation> _others = [];
    private Acs3Computation? _first;

    internal AlibabaAccessKey Key => key;

    /// <summary>What to compute one signature with; <see cref="Return"/> it.</summary>
    internal Acs3Computation Rent() =>
        Interlocked.Exchange(ref _first, null) ?? (_others.TryTake(out var other) ? other : new(this, Encoding.UTF8.GetBytes(key.AccessKeySecret)));

    internal void Return(Acs3Computation computation)
    {
        computation.Clear();
        if (Interlocked.CompareExchange(ref _first, computation, null) is not null)
        {
            _others.Add(computation);
        }
    }

    /// <summary>The layout for a request's headers.</summary>
    internal Acs3Layout LayoutFor(ReadOnlySpan<KeyValuePair<string, string>> headers)
    {
        // Mostly it is the action's name that differs: its length and its ends tell operations apart well enough.
        var place = headers.Length;
        foreach (ref readonly var header in headers)
        {
            if (header.Value is { Length: > 0 } value)
            {
                place = (place * 31) + (value.Length * 7) + value[0] + (value[value.Length >> 1] * 3) + (value[^1] * 5);
            }
        }

        ref var kept = ref _layouts[place & (LayoutCount - 1)];
        var layout = kept;
        if (layout is null || !layout.IsFor(headers))
        {
            kept = layout = new(key.AccessKeyId, headers);
        }

        return layout;
    }
}
