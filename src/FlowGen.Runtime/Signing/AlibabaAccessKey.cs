using System.Diagnostics;
using FlowGen.Signing;

namespace FlowGen;

/// <summary>
/// An Alibaba Cloud access key, with its security token when it is a temporary one (STS). The secret goes in and does not come out:
/// it has no public property, so that no serializer, logger or debugger shows it.
/// </summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class AlibabaAccessKey
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly string _accessKeySecret;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly string? _securityToken;

    /// <summary>Keeps a key.</summary>
    /// <param name="accessKeyId">The key's id, visible ASCII.</param>
    /// <param name="accessKeySecret">The key's secret, visible ASCII.</param>
    /// <param name="securityToken">The STS token of a temporary key, visible ASCII; <see langword="null"/> or empty for none.</param>
    /// <exception cref="ArgumentException">A text is empty, or holds a character that is not visible ASCII.</exception>
    public AlibabaAccessKey(string accessKeyId, string accessKeySecret, string? securityToken = null)
    {
        AccessKeyId = CredentialText.Checked(accessKeyId, nameof(accessKeyId));
        _accessKeySecret = CredentialText.Checked(accessKeySecret, nameof(accessKeySecret));
        _securityToken = string.IsNullOrEmpty(securityToken) ? null : CredentialText.Checked(securityToken, nameof(securityToken));
    }

    /// <summary>The key's id, which is not secret.</summary>
    public string AccessKeyId { get; }

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    internal string AccessKeySecret => _accessKeySecret;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    internal string? SecurityToken => _securityToken;

    /// <summary>The key's id, without the secret.</summary>
    public override string ToString() => $"{nameof(AlibabaAccessKey)} {AccessKeyId} (secret hidden)";
}
