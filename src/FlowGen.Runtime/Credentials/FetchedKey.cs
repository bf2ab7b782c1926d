using System.Diagnostics;

namespace FlowGen.Credentials;

/// <summary>A key, and for how long it is good; <see langword="null"/> means for good.</summary>
[DebuggerDisplay("{ToString(),nq}")]
internal sealed class FetchedKey(AlibabaAccessKey key, TimeSpan? lifetime)
{
    internal AlibabaAccessKey Key => key;

    internal TimeSpan? Lifetime => lifetime;

    public override string ToString() => key.ToString();
}
