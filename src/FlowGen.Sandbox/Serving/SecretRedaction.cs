using System.Collections.Immutable;

namespace FlowGen.Sandbox.Serving;

/// <summary>Takes secrets out of what is written down, and cuts what is too long.</summary>
/// <param name="secrets">The secrets of the sandbox's accounts.</param>
internal sealed class SecretRedaction(IEnumerable<string?> secrets)
{
    /// <summary>The most characters of a text that are kept.</summary>
    public const int LongestText = 2000;

    private const string Hidden = "(hidden)";
    private const string Signature = "Signature=";

    // Whoever calls with another account's secret has made a mistake, and not given it away.
    private static readonly HashSet<string> SecretHeaders = new(StringComparer.OrdinalIgnoreCase)
    {
        "Cookie", "Proxy-Authorization", "X-Api-Key", "x-acs-security-token", "x-acs-bearer-token", "x-acs-zero-trust-idtoken",
    };

    private readonly ImmutableArray<string> _secrets = [.. secrets.OfType<string>()];

    public string Text(string text)
    {
        foreach (string secret in _secrets)
        {
            text = text.Replace(secret, Hidden, StringComparison.Ordinal);
        }

        return text.Length <= LongestText ? text : string.Concat(text.AsSpan(0, LongestText), "…");
    }

    /// <summary>A header's value; of the header <c>Authorization</c>, all but the secret or the signature.</summary>
    public string Header(string name, string value)
    {
        if (SecretHeaders.Contains(name))
        {
            return Hidden;
        }

        if (!name.Equals("Authorization", StringComparison.OrdinalIgnoreCase))
        {
            return Text(value);
        }

        int signature = value.IndexOf(Signature, StringComparison.Ordinal);
        int secret = signature >= 0 ? signature + Signature.Length : value.IndexOf(' ', StringComparison.Ordinal) + 1;
        return Text(value[..secret]) + Hidden;
    }
}
