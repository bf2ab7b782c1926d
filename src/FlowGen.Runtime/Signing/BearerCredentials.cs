using System.Diagnostics;
using FlowGen.Signing;

namespace FlowGen;

/// <summary>A key that is sent as it is: <c>Authorization: Bearer …</c> (RFC 6750).</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class BearerCredentials : ApiCredentials
{
    // 64 bits of SHA-256 tell keys apart without telling the key.
    private const int DigestLength = 16;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly string _key;

    private BearerCredentials(string key)
    {
        _key = key;
        AccountId = Sha256Digest.Of(key)[..DigestLength];
    }

    /// <summary>The start of the key's SHA-256 digest in hexadecimal digits.</summary>
    public override string AccountId { get; }

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    internal string Key => _key;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    internal override IReadOnlyList<string> Secrets => [_key];

    /// <summary>Keeps a key.</summary>
    /// <param name="key">Visible ASCII. Read it from configuration; never write it into code.</param>
    /// <exception cref="ArgumentException">It is empty, or holds a character that is not visible ASCII.</exception>
    public static BearerCredentials FromKey(string key) => new(CredentialText.Checked(key, nameof(key)));

    /// <summary>Reads the key from an environment variable, once, here.</summary>
    /// <exception cref="MissingCredentialException">The variable is unset or empty.</exception>
    /// <exception cref="ArgumentException">Its value holds a character that is not visible ASCII.</exception>
    public static BearerCredentials FromEnvironment(string variable)
    {
        ArgumentException.ThrowIfNullOrEmpty(variable);
        return new(CredentialText.FromRequiredVariable(variable));
    }
}
