using System.Diagnostics;

namespace FlowGen;

/// <summary>
/// Several credentials, by the name that the document gives to their security scheme: for providers that want two at a time (a key and a
/// token), or different ones for different operations.
/// </summary>
/// <example><code>new CredentialSet { ["appKey"] = ApiKeyCredentials.FromEnvironment("APP_KEY"), ["appToken"] = ApiKeyCredentials.FromEnvironment("APP_TOKEN") }</code></example>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class CredentialSet : ApiCredentials
{
    private readonly SortedDictionary<string, ApiCredentials> _credentials = new(StringComparer.Ordinal);

    /// <summary>The account ids of all, in the order of their schemes' names.</summary>
    public override string AccountId => string.Join('+', _credentials.Values.Select(static credentials => credentials.AccountId));

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    internal override IReadOnlyList<string> Secrets => [.. _credentials.Values.SelectMany(static credentials => credentials.Secrets)];

    /// <summary>The credentials for a security scheme.</summary>
    /// <param name="scheme">Its name in the document.</param>
    /// <exception cref="ArgumentException">They are a set themselves.</exception>
    /// <exception cref="KeyNotFoundException">There are none.</exception>
    public ApiCredentials this[string scheme]
    {
        get => _credentials[scheme];
        set
        {
            ArgumentException.ThrowIfNullOrEmpty(scheme);
            ArgumentNullException.ThrowIfNull(value);
            _credentials[scheme] = value is CredentialSet ? throw new ArgumentException("A set cannot hold another one.", nameof(value)) : value;
        }
    }

    /// <summary>The credentials of that name; without a name the only ones that <paramref name="fits"/>.</summary>
    internal ApiCredentials? Find(string? scheme, Func<ApiCredentials, bool> fits)
    {
        if (scheme is not null)
        {
            return _credentials.TryGetValue(scheme, out var named) && fits(named) ? named : null;
        }

        var fitting = _credentials.Values.Where(fits).Take(2).ToList();
        return fitting.Count == 1 ? fitting[0] : null;
    }
}
