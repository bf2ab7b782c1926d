using System.Text;

namespace FlowGen.Signing;

/// <summary>
/// The text of a request that Alibaba Cloud's V3 signature covers. A function of its arguments alone.
/// See https://www.alibabacloud.com/help/en/sdk/product-overview/v3-request-structure-and-signature.
/// </summary>
public sealed class Acs3CanonicalRequest
{
    private Acs3CanonicalRequest(string path, string query, string signedHeaders, string text)
    {
        Path = path;
        Query = query;
        SignedHeaders = signedHeaders;
        Text = text;
    }

    /// <summary>The path, each segment percent-encoded; <c>/</c> when there is none. What is sent must be spelled the same.</summary>
    public string Path { get; }

    /// <summary>The query without <c>?</c>, sorted and percent-encoded. What is sent must be spelled the same.</summary>
    public string Query { get; }

    /// <summary>The names of the headers that are signed, lower-case, in ordinal order, joined with <c>;</c>.</summary>
    public string SignedHeaders { get; }

    /// <summary>The canonical request. Lines end in LF, the last in nothing.</summary>
    public string Text { get; }

    /// <summary>The SHA-256 digest of <see cref="Text"/>, in lower-case hexadecimal digits.</summary>
    public string Hash => Sha256Digest.Of(Text);

    /// <summary>Composes the text.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">The percent-encoded path, as it stands in the address.</param>
    /// <param name="query">The query's names and values, not encoded. Of equal names the given order stays.</param>
    /// <param name="headers">
    /// The request's headers. Signed are <c>host</c>, <c>content-type</c> and all that start with <c>x-acs-</c>; the others are left out.
    /// The values of a name that comes several times are joined as they are sent, with a comma and a blank.
    /// </param>
    /// <param name="contentHash">The SHA-256 digest of the body, as sent in <c>x-acs-content-sha256</c>.</param>
    public static Acs3CanonicalRequest Create(
        string method,
        string path,
        IEnumerable<KeyValuePair<string, string>> query,
        IEnumerable<KeyValuePair<string, string>> headers,
        string contentHash)
    {
        ArgumentNullException.ThrowIfNull(query);
        return CreateEncoded(method, path, CanonicalQuery.Of(query), headers, contentHash);
    }

    /// <summary>Composes the text from a query that is already canonical.</summary>
    internal static Acs3CanonicalRequest CreateEncoded(
        string method,
        string path,
        string canonicalQuery,
        IEnumerable<KeyValuePair<string, string>> headers,
        string contentHash)
    {
        ArgumentException.ThrowIfNullOrEmpty(method);
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(headers);
        ArgumentException.ThrowIfNullOrEmpty(contentHash);

        var canonicalPath = CanonicalPath(path);
        var signed = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in headers)
        {
            var key = name.ToLowerInvariant();
            if (key is "host" or "content-type" || key.StartsWith("x-acs-", StringComparison.Ordinal))
            {
                signed[key] = signed.TryGetValue(key, out var earlier) ? $"{earlier}, {value.Trim()}" : value.Trim();
            }
        }

        var signedHeaders = string.Join(';', signed.Keys);
        var text = new StringBuilder()
            .Append(method.ToUpperInvariant()).Append('\n')
            .Append(canonicalPath).Append('\n')
            .Append(canonicalQuery).Append('\n');
        foreach (var (name, value) in signed)
        {
            text.Append(name).Append(':').Append(value).Append('\n');
        }

        text.Append('\n').Append(signedHeaders).Append('\n').Append(contentHash);
        return new(canonicalPath, canonicalQuery, signedHeaders, text.ToString());
    }

    private static string CanonicalPath(string path)
    {
        if (path.Length == 0)
        {
            return "/";
        }

        return string.Join('/', path.Split('/').Select(static segment => PercentEncoding.Normalize(segment)));
    }
}
