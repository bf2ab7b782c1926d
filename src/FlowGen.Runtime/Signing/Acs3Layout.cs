using System.Text;

namespace FlowGen.Signing;

/// <summary>
/// What the signatures of one operation have in common: the text between the values that are new every time, and the start of
/// <c>Authorization</c>. Made once, from a canonical request, for a set of headers. Immutable.
/// </summary>
internal sealed class Acs3Layout
{
    private static readonly byte[] HashOfNothing = Encoding.ASCII.GetBytes(Sha256Digest.OfNothing);

    private readonly KeyValuePair<string, string>[] _headers;

    internal Acs3Layout(string accessKeyId, ReadOnlySpan<KeyValuePair<string, string>> headers)
    {
        _headers = headers.ToArray();

        // Texts that stand nowhere else mark the places of the values.
        var (contentHash, date, nonce) = (Signing.Nonce.Next(), Signing.Nonce.Next(), Signing.Nonce.Next());
        var request = Acs3CanonicalRequest.Create(
            "M",
            "/",
            [],
            [.. _headers, new(Acs3HeaderNames.ContentHash, contentHash), new(Acs3HeaderNames.Date, date), new(Acs3HeaderNames.Nonce, nonce)],
            contentHash);
        var rest = request.Text.AsSpan("M\n/\n\n".Length);
        BeforeContentHash = Take(ref rest, contentHash);
        BeforeDate = Take(ref rest, date);
        BeforeNonce = Take(ref rest, nonce);
        BeforeEnd = Take(ref rest, contentHash);
        BeforeDateWithoutBody = [.. BeforeContentHash, .. HashOfNothing, .. BeforeDate];
        EndWithoutBody = [.. BeforeEnd, .. HashOfNothing];
        AuthorizationStart = $"{Acs3Signature.Algorithm} Credential={accessKeyId},SignedHeaders={request.SignedHeaders},Signature=";
    }

    /// <summary>From the first header to the value of <c>x-acs-content-sha256</c>, in UTF-8.</summary>
    internal byte[] BeforeContentHash { get; }

    /// <summary>From there to the value of <c>x-acs-date</c>.</summary>
    internal byte[] BeforeDate { get; }

    /// <summary>From there to the value of <c>x-acs-signature-nonce</c>.</summary>
    internal byte[] BeforeNonce { get; }

    /// <summary>From there to the body's digest, which ends the text.</summary>
    internal byte[] BeforeEnd { get; }

    /// <summary>From the first header to the value of <c>x-acs-date</c>, when there is no body.</summary>
    internal byte[] BeforeDateWithoutBody { get; }

    /// <summary>From the value of <c>x-acs-signature-nonce</c> to the end, when there is no body.</summary>
    internal byte[] EndWithoutBody { get; }

    /// <summary><c>Authorization</c> without the signature's digits.</summary>
    internal string AuthorizationStart { get; }

    /// <summary>Whether the layout is for these headers, in this order.</summary>
    internal bool IsFor(ReadOnlySpan<KeyValuePair<string, string>> headers)
    {
        if (headers.Length != _headers.Length)
        {
            return false;
        }

        for (var index = 0; index < headers.Length; index++)
        {
            if (headers[index].Value != _headers[index].Value || headers[index].Key != _headers[index].Key)
            {
                return false;
            }
        }

        return true;
    }

    private static byte[] Take(ref ReadOnlySpan<char> rest, string mark)
    {
        var end = rest.IndexOf(mark, StringComparison.Ordinal);
        var taken = Encoding.UTF8.GetBytes(rest[..end].ToArray());
        rest = rest[(end + mark.Length)..];
        return taken;
    }
}
