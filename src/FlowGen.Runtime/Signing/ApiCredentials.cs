using System.Diagnostics;

namespace FlowGen;

/// <summary>Who calls a provider. Never shows a secret, whatever it is printed by.</summary>
public abstract class ApiCredentials
{
    /// <summary>
    /// What tells one account from another for counting quotas. Not secret: a key id, or a digest of a key.
    /// </summary>
    public abstract string AccountId { get; }

    /// <summary>
    /// The values that must not stand in anything that is kept of an answer. Read for each answer that failed, since keys can rotate.
    /// </summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    internal virtual IReadOnlyList<string> Secrets => [];

    /// <summary>The kind of credentials, without their content.</summary>
    public sealed override string ToString() => $"{GetType().Name} (secret hidden)";
}
