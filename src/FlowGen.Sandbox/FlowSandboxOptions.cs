namespace FlowGen.Sandbox;

/// <summary>What a sandbox starts with. Everything left out is made up anew for each sandbox, so that two of them share nothing.</summary>
public sealed class FlowSandboxOptions
{
    /// <summary>The port on the loopback address; 0, the default, takes any that is free.</summary>
    public int Port { get; init; }

    /// <summary>The id of the CAMS account's access key. Printable ASCII without spaces and commas.</summary>
    public string? AccessKeyId { get; init; }

    /// <summary>The secret of the CAMS account's access key.</summary>
    public string? AccessKeySecret { get; init; }

    /// <summary>
    /// The STS token of the CAMS account's access key. With it the key is a temporary one and each call has to bring the token; without it the key
    /// is a lasting one, and a call that brings a token is refused.
    /// </summary>
    public string? SecurityToken { get; init; }

    /// <summary>
    /// A bearer token of the CAMS account: a call that brings it (<c>x-acs-bearer-token</c>, with <c>SignatureType=BEARERTOKEN</c> in the query) needs
    /// no signature. Without it, every call has to be signed. Printable ASCII without spaces.
    /// </summary>
    public string? BearerToken { get; init; }

    /// <summary>The id of the CAMS account's space.</summary>
    public string? CustSpaceId { get; init; }

    /// <summary>The key of the 8x8 account. Printable ASCII without spaces.</summary>
    public string? ApiKey { get; init; }

    /// <summary>The id of the 8x8 account: a GUID, with or without dashes.</summary>
    public string? AccountId { get; init; }

    /// <summary>The id of the 8x8 account's WhatsApp channel.</summary>
    public string? ChannelId { get; init; }

    /// <summary>What is enforced instead of each documented quota; the documented ones unless set.</summary>
    public SandboxQuota? Quota { get; init; }

    /// <summary>The faults that are in force from the first call on. More can be asked for at any time: <see cref="FlowSandbox.Faults"/>.</summary>
    public IReadOnlyList<FaultRule> Faults { get; init; } = [];

    /// <summary>
    /// The clock: <see cref="TimeProvider.GetUtcNow"/> for the date of a signature and the lifetime of nonces and links,
    /// <see cref="TimeProvider.GetTimestamp"/> for the quotas. A clock for tests has to set both.
    /// </summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>The flows of both providers. Left out, each provider has one that is a draft, one published and one deprecated.</summary>
    public IReadOnlyList<SandboxFlow>? Flows { get; init; }
}
