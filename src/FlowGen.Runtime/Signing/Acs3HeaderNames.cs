namespace FlowGen.Signing;

/// <summary>The headers that a V3 signature consists of.</summary>
internal static class Acs3HeaderNames
{
    internal const string Authorization = "Authorization";
    internal const string Action = "x-acs-action";
    internal const string Version = "x-acs-version";
    internal const string Date = "x-acs-date";
    internal const string Nonce = "x-acs-signature-nonce";
    internal const string ContentHash = "x-acs-content-sha256";
    internal const string AccessKeyId = "x-acs-accesskey-id";
    internal const string SecurityToken = "x-acs-security-token";

    /// <summary>Whether a signature sets a header of this name.</summary>
    internal static bool IsOfSignature(string name) => name.Length switch
    {
        10 => Is(name, Date),
        13 => Is(name, Authorization),
        18 => Is(name, AccessKeyId),
        20 => Is(name, ContentHash) || Is(name, SecurityToken),
        21 => Is(name, Nonce),
        _ => false,
    };

    private static bool Is(string name, string expected) => name.Equals(expected, StringComparison.OrdinalIgnoreCase);
}
