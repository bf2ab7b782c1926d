namespace FlowGen.Signing;

/// <summary>Alibaba Cloud's V3 signature, <c>ACS3-HMAC-SHA256</c>. Functions of their arguments alone.</summary>
public static class Acs3Signature
{
    /// <summary>The algorithm's name, with which <c>Authorization</c> and the text to sign begin.</summary>
    public const string Algorithm = "ACS3-HMAC-SHA256";

    /// <summary>The SHA-256 digest of a body, in lower-case hexadecimal digits.</summary>
    public static string HashContent(ReadOnlySpan<byte> body) => Sha256Digest.Of(body);

    /// <summary>The signature, in lower-case hexadecimal digits.</summary>
    /// <param name="accessKeySecret">The key's secret.</param>
    /// <param name="request">What is signed.</param>
    public static string Sign(string accessKeySecret, Acs3CanonicalRequest request)
    {
        ArgumentException.ThrowIfNullOrEmpty(accessKeySecret);
        ArgumentNullException.ThrowIfNull(request);
        return Sha256Digest.Keyed(accessKeySecret, $"{Algorithm}\n{request.Hash}");
    }

    /// <summary>The value of the <c>Authorization</c> header.</summary>
    /// <param name="accessKeyId">The key's id.</param>
    /// <param name="accessKeySecret">The key's secret.</param>
    /// <param name="request">What is signed.</param>
    public static string Authorization(string accessKeyId, string accessKeySecret, Acs3CanonicalRequest request)
    {
        ArgumentException.ThrowIfNullOrEmpty(accessKeyId);
        ArgumentNullException.ThrowIfNull(request);
        return $"{Algorithm} Credential={accessKeyId},SignedHeaders={request.SignedHeaders},Signature={Sign(accessKeySecret, request)}";
    }
}
