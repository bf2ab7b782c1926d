using System.Text;
using FlowGen.Http;

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
        ArgumentException.ThrowIfNullOrEmpty(method);
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(headers);
        ArgumentException.ThrowIfNullOrEmpty(contentHash);

        var canonicalPath = CanonicalPath(path);
        var canonicalQuery = CanonicalQuery.Of([.. query]);
        var signed = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in headers)
        {
            if (IsSigned(name))
            {
                var key = name.ToLowerInvariant();
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

    /// <summary>Whether a header of this name is signed.</summary>
    internal static bool IsSigned(string name) =>
        name.StartsWith("x-acs-", StringComparison.OrdinalIgnoreCase)
        || name.Equals("host", StringComparison.OrdinalIgnoreCase)
        || name.Equals("content-type", StringComparison.OrdinalIgnoreCase);

    /// <summary>A path in its one spelling: each segment percent-encoded, <c>/</c> for none.</summary>
    internal static string CanonicalPath(ReadOnlySpan<char> path)
    {
        if (path.IsEmpty)
        {
            return "/";
        }

        var text = new PooledText(stackalloc char[PooledText.StackLength]);
        try
        {
            while (true)
            {
                var end = path.IndexOf('/');
                PercentEncoding.Normalize(end < 0 ? path : path[..end], ref text);
                if (end < 0)
                {
                    return text.ToString();
                }

                text.Append('/');
                path = path[(end + 1)..];
            }
        }
        finally
        {
            text.Dispose();
        }
    }

    /// <summary>Whether a path is in its one spelling already.</summary>
    internal static bool IsCanonicalPath(ReadOnlySpan<char> path)
    {
        if (path.IsEmpty)
        {
            return false;
        }

        while (!path.IsEmpty)
        {
            var end = path.IndexOf('/');
            if (!PercentEncoding.IsNormal(end < 0 ? path : path[..end]))
            {
                return false;
            }

            path = end < 0 ? default : path[(end + 1)..];
        }

        return true;
    }
}
