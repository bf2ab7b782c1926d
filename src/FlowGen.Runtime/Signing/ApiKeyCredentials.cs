using System.Diagnostics;
using FlowGen.Signing;

namespace FlowGen;

/// <summary>A key that is sent as it is, in the header, query parameter or cookie that the provider reads it from.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class ApiKeyCredentials : ApiCredentials
{
    // 64 bits of SHA-256 tell keys apart without telling the key.
    private const int DigestLength = 16;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly string _key;

    private ApiKeyCredentials(string key)
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
    /// <param name="key">
    /// Visible ASCII, with blanks inside where the provider wants a word before the key (<c>Token …</c>). Read it from configuration; never
    /// write it into code.
    /// </param>
    /// <exception cref="ArgumentException">It is empty, or holds another character.</exception>
    public static ApiKeyCredentials FromKey(string key) => new(Checked(key, nameof(key)));

    /// <summary>Reads the key from an environment variable, once, here.</summary>
    /// <exception cref="MissingCredentialException">The variable is unset or empty.</exception>
    /// <exception cref="ArgumentException">Its value holds a character that no key can.</exception>
    public static ApiKeyCredentials FromEnvironment(string variable)
    {
        ArgumentException.ThrowIfNullOrEmpty(variable);
        var key = Environment.GetEnvironmentVariable(variable);
        return string.IsNullOrEmpty(key) ? throw new MissingCredentialException(variable) : new(Checked(key, variable));
    }

    private static string Checked(string key, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(key, name);
        foreach (var word in key.Split(' '))
        {
            CredentialText.Checked(word, name);
        }

        return key;
    }
}
