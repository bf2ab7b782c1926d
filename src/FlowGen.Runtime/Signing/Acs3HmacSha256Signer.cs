using System.Globalization;
using System.Security.Cryptography;
using FlowGen.Http;

namespace FlowGen.Signing;

/// <summary>
/// Signs with <c>ACS3-HMAC-SHA256</c>, RPC and ROA style, with a fixed or a temporary key. Each call makes a new date and a new nonce,
/// because the provider refuses a nonce that it saw within 15 minutes.
/// </summary>
public sealed class Acs3HmacSha256Signer : IRequestSigner
{
    private const int NonceDigits = 32;

    private readonly AlibabaCredentials _credentials;
    private readonly TimeProvider _timeProvider;

    /// <summary>Signs with <paramref name="credentials"/>.</summary>
    /// <param name="credentials">Asked for its key at every attempt.</param>
    /// <param name="timeProvider">The clock of the date, which the provider accepts when it is at most 15 minutes off. Default: the system's.</param>
    public Acs3HmacSha256Signer(AlibabaCredentials credentials, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        _credentials = credentials;
        _timeProvider = timeProvider ?? TimeProvider.System;
    }

    /// <inheritdoc/>
    public async ValueTask SignAsync(HttpRequestMessage request, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.RequestUri is not { IsAbsoluteUri: true } address)
        {
            throw new ArgumentException("The request must have an absolute address.", nameof(request));
        }

        var key = await _credentials.UseAccessKeyAsync(cancellationToken).ConfigureAwait(false);
        var contentHash = Acs3Signature.HashContent(body.Span);
        var date = _timeProvider.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        Set(request, "x-acs-date", date);
        Set(request, "x-acs-signature-nonce", RandomNumberGenerator.GetHexString(NonceDigits, lowercase: true));
        Set(request, "x-acs-content-sha256", contentHash);
        if (key.SecurityToken is { } token)
        {
            Set(request, "x-acs-accesskey-id", key.AccessKeyId);
            Set(request, "x-acs-security-token", token);
        }

        var canonical = Acs3CanonicalRequest.CreateEncoded(
            request.Method.Method,
            address.AbsolutePath,
            CanonicalQuery.Of(address.Query),
            HeadersOf(request, address),
            contentHash);
        request.RequestUri = ExactUri.With(address, canonical.Path, canonical.Query);
        Set(request, "Authorization", Acs3Signature.Authorization(key.AccessKeyId, key.AccessKeySecret, canonical));
    }

    private static void Set(HttpRequestMessage request, string name, string value)
    {
        request.Headers.Remove(name);
        request.Headers.TryAddWithoutValidation(name, value);
    }

    private static IEnumerable<KeyValuePair<string, string>> HeadersOf(HttpRequestMessage request, Uri address)
    {
        yield return new("host", request.Headers.Host ?? ExactUri.HostOf(address));
        foreach (var (name, values) in request.Headers.NonValidated)
        {
            if (!string.Equals(name, "host", StringComparison.OrdinalIgnoreCase))
            {
                yield return new(name, values.ToString());
            }
        }

        if (request.Content is { } content && content.Headers.NonValidated.TryGetValues("Content-Type", out var contentType))
        {
            yield return new("content-type", contentType.ToString());
        }
    }
}
