using System.Diagnostics;

namespace FlowGen.Credentials;

/// <summary>A login to CloudSSO, as the command-line tool keeps it.</summary>
[DebuggerDisplay("{Profile}")]
internal sealed class CloudSsoLogin
{
    /// <summary>The profile that it stands in.</summary>
    internal required string Profile { get; init; }

    /// <summary>The portal's address, of which scheme and host count.</summary>
    internal string? SignInAddress { get; init; }

    /// <summary>The account to have a key for.</summary>
    internal string? AccountId { get; init; }

    /// <summary>What the key may do.</summary>
    internal string? AccessConfigurationId { get; init; }

    /// <summary>What proves the login.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    internal string? AccessToken { get; init; }

    /// <summary>When the login is over.</summary>
    internal DateTimeOffset? End { get; init; }
}
