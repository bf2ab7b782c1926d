namespace FlowGen.Http;

/// <summary>
/// Addresses whose path and query are sent exactly as they are written. <see cref="Uri"/> would otherwise rewrite them (it decodes
/// unreserved characters and takes dot segments out), and a signature would no longer fit.
/// </summary>
internal static class ExactUri
{
    private static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <summary>An address on the server of <paramref name="server"/>.</summary>
    /// <param name="server">Gives scheme, host and port.</param>
    /// <param name="path">Percent-encoded, beginning with a slash.</param>
    /// <param name="query">Percent-encoded, without <c>?</c>; empty for none.</param>
    internal static Uri With(Uri server, string path, string query) =>
        Of($"{server.GetLeftPart(UriPartial.Authority)}{path}{(query.Length == 0 ? "" : "?")}{query}");

    /// <summary>An address as it is written, with percent-encoded path and query.</summary>
    internal static Uri Of(string text) => new(text, in AsWritten);

    /// <summary>The host as the <c>Host</c> header carries it: with its port when that is not the scheme's own (RFC 9110, section 7.2).</summary>
    internal static string HostOf(Uri address)
    {
        var host = address.HostNameType == UriHostNameType.IPv6 ? $"[{address.IdnHost}]" : address.IdnHost;
        return address.IsDefaultPort ? host : FormattableString.Invariant($"{host}:{address.Port}");
    }
}
