using System.Diagnostics.CodeAnalysis;

namespace FlowGen.Sandbox.Cams;

/// <summary>The header <c>Authorization: ACS3-HMAC-SHA256 Credential=…,SignedHeaders=…,Signature=…</c>, taken apart.</summary>
/// <param name="AccessKeyId">Who signed.</param>
/// <param name="SignedHeaders">The list as sent.</param>
/// <param name="Signature">The signature as sent.</param>
internal sealed record AcsAuthorization(string AccessKeyId, string SignedHeaders, string Signature)
{
    public IReadOnlyList<string> SignedHeaderNames { get; } = SignedHeaders.Split(';');

    /// <summary>Reads the three parts that follow the algorithm's name: each once, in any order, with nothing but a comma between them.</summary>
    public static bool TryParse(string parts, [NotNullWhen(true)] out AcsAuthorization? authorization)
    {
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        foreach (string part in parts.Split(','))
        {
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0 || equals == part.Length - 1 || !values.TryAdd(part[..equals], part[(equals + 1)..]))
            {
                authorization = null;
                return false;
            }
        }

        authorization = values.Count == 3
            && values.TryGetValue("Credential", out string? accessKeyId)
            && values.TryGetValue("SignedHeaders", out string? signedHeaders)
            && values.TryGetValue("Signature", out string? signature)
                ? new(accessKeyId, signedHeaders, signature)
                : null;
        return authorization is not null;
    }
}
