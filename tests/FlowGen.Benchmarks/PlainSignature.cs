using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FlowGen.Benchmarks;

/// <summary>The V3 signature as one would write it from the vendor's description, step by step, with strings and one-shot hashes.</summary>
internal sealed class PlainSignature(string accessKeyId, string accessKeySecret)
{
    public string CanonicalRequest { get; private set; } = "";

    public string TextToSign { get; private set; } = "";

    /// <summary>The value of <c>Authorization</c>.</summary>
    public string Sign(string method, string path, KeyValuePair<string, string>[] query, KeyValuePair<string, string>[] headers, byte[] body)
    {
        var contentHash = Hash(body);
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["x-acs-content-sha256"] = contentHash,
            ["x-acs-date"] = DateTime.UtcNow.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            ["x-acs-signature-nonce"] = Guid.NewGuid().ToString("N"),
        };
        foreach (var (name, value) in headers)
        {
            all[name.ToLowerInvariant()] = value.Trim();
        }

        var canonicalQuery = string.Join('&', query
            .OrderBy(static parameter => parameter.Key, StringComparer.Ordinal)
            .Select(static parameter => $"{Uri.EscapeDataString(parameter.Key)}={Uri.EscapeDataString(parameter.Value)}"));
        var signedHeaders = string.Join(';', all.Keys);
        var text = new StringBuilder().Append(method).Append('\n').Append(path).Append('\n').Append(canonicalQuery).Append('\n');
        foreach (var (name, value) in all)
        {
            text.Append(name).Append(':').Append(value).Append('\n');
        }

        CanonicalRequest = text.Append('\n').Append(signedHeaders).Append('\n').Append(contentHash).ToString();
        TextToSign = $"ACS3-HMAC-SHA256\n{Hash(Encoding.UTF8.GetBytes(CanonicalRequest))}";
        using var hmac = new HMACSHA256(Encoding.UTF8.GetBytes(accessKeySecret));
        var signature = Convert.ToHexString(hmac.ComputeHash(Encoding.UTF8.GetBytes(TextToSign))).ToLowerInvariant();
        return $"ACS3-HMAC-SHA256 Credential={accessKeyId},SignedHeaders={signedHeaders},Signature={signature}";
    }

    private static string Hash(byte[] bytes) => Convert.ToHexString(SHA256.HashData(bytes)).ToLowerInvariant();
}
