using System.Net.Http.Headers;
using FlowGen.Http;

namespace FlowGen.Signing;

/// <summary>
/// Signs with <c>ACS3-HMAC-SHA256</c>, RPC and ROA style, with a fixed or a temporary key. Each call makes a new date and a new nonce,
/// because the provider refuses a nonce that it saw within 15 minutes. A refused date corrects the clock, and a key that ran out is renewed.
/// See https://www.alibabacloud.com/help/en/sdk/product-overview/v3-request-structure-and-signature.
/// </summary>
public sealed class Acs3HmacSha256Signer : ISelfCorrectingSigner
{
    private const string RefusedDateCode = "InvalidTimeStamp.Expired";
    private const string ExpiredTokenCode = "InvalidSecurityToken.Expired";

    private readonly AlibabaCredentials _credentials;
    private readonly ServerClock _clock;
    private Acs3SigningKey? _signingKey;
    private PreparedSigner? _prepared;
    private HostText? _host;

    /// <summary>Signs with <paramref name="credentials"/>.</summary>
    /// <param name="credentials">Asked for its key at every attempt.</param>
    /// <param name="timeProvider">The clock of the date, which the provider accepts when it is at most 15 minutes off. Default: the system's.</param>
    public Acs3HmacSha256Signer(AlibabaCredentials credentials, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        _credentials = credentials;
        _clock = new(timeProvider ?? TimeProvider.System);
    }

    /// <summary>How far the provider's clock was found to be ahead of the own one; zero until the provider refuses a date.</summary>
    public TimeSpan ClockSkew => _clock.Skew;

    /// <inheritdoc/>
    public ValueTask<IRequestSigner> PrepareAsync(CancellationToken cancellationToken)
    {
        var key = _credentials.UseAccessKeyAsync(cancellationToken);
        return key.IsCompletedSuccessfully ? new(PreparedWith(key.Result)) : PrepareAsync(key);
    }

    /// <inheritdoc/>
    public ValueTask SignAsync(HttpRequestMessage request, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        CheckAddress(request);
        var key = _credentials.UseAccessKeyAsync(cancellationToken);
        if (key.IsCompletedSuccessfully)
        {
            Sign(request, body, key.Result);
            return ValueTask.CompletedTask;
        }

        return SignWithAsync(request, body, key);
    }

    /// <inheritdoc/>
    public bool Correct(HttpRequestMessage request, HttpResponseMessage response, string? code)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(response);
        return code switch
        {
            RefusedDateCode => response.Headers.Date is { } serverDate && _clock.Learn(ValueOf(request, Acs3HeaderNames.Date), serverDate),
            ExpiredTokenCode => _credentials.Renew(ValueOf(request, Acs3HeaderNames.AccessKeyId)),
            _ => false,
        };
    }

    private static void CheckAddress(HttpRequestMessage request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.RequestUri is not { IsAbsoluteUri: true })
        {
            throw new ArgumentException("The request must have an absolute address.", nameof(request));
        }
    }

    private async ValueTask<IRequestSigner> PrepareAsync(ValueTask<AlibabaAccessKey> key) => PreparedWith(await key.ConfigureAwait(false));

    private PreparedSigner PreparedWith(AlibabaAccessKey key)
    {
        var last = _prepared;
        if (last is null || !ReferenceEquals(last.Key, key))
        {
            _prepared = last = new(this, key);
        }

        return last;
    }

    private async ValueTask SignWithAsync(HttpRequestMessage request, ReadOnlyMemory<byte> body, ValueTask<AlibabaAccessKey> key) =>
        Sign(request, body, await key.ConfigureAwait(false));

    private void Sign(HttpRequestMessage request, ReadOnlyMemory<byte> body, AlibabaAccessKey key)
    {
        // Not given back after an exception: what is half done is thrown away.
        var signingKey = _signingKey;
        if (signingKey is null || !ReferenceEquals(signingKey.Key, key))
        {
            _signingKey = signingKey = new(key);
        }

        var computation = signingKey.Rent();
        Sign(request, body.Span, key, computation);
        signingKey.Return(computation);
    }

    private void Sign(HttpRequestMessage request, ReadOnlySpan<byte> body, AlibabaAccessKey key, Acs3Computation computation)
    {
        TakeHeaders(request, computation);
        if (key.SecurityToken is not null)
        {
            computation.AddHeader(Acs3HeaderNames.AccessKeyId, key.AccessKeyId);
            computation.AddHeader(Acs3HeaderNames.SecurityToken, key.SecurityToken);
        }

        var address = request.RequestUri!;
        var target = address.PathAndQuery.AsSpan();
        var queryStart = target.IndexOf('?');
        var path = queryStart < 0 ? target : target[..queryStart];
        var query = queryStart < 0 ? default : target[(queryStart + 1)..];
        if (!Acs3CanonicalRequest.IsCanonicalPath(path) || !CanonicalQuery.IsCanonical(query))
        {
            var canonicalPath = Acs3CanonicalRequest.CanonicalPath(path);
            var canonicalQuery = CanonicalQuery.OfEncoded(query);
            request.RequestUri = ExactUri.With(address, canonicalPath, canonicalQuery);
            path = canonicalPath;
            query = canonicalQuery;
        }

        var texts = computation.Sign(request.Method.Method, path, query, _clock.Date(), body);
        request.Headers.TryAddWithoutValidation(Acs3HeaderNames.ContentHash, texts.ContentHash);
        request.Headers.TryAddWithoutValidation(Acs3HeaderNames.Date, texts.Date);
        request.Headers.TryAddWithoutValidation(Acs3HeaderNames.Nonce, texts.Nonce);
        if (key.SecurityToken is not null)
        {
            request.Headers.TryAddWithoutValidation(Acs3HeaderNames.AccessKeyId, key.AccessKeyId);
            request.Headers.TryAddWithoutValidation(Acs3HeaderNames.SecurityToken, key.SecurityToken);
        }

        request.Headers.TryAddWithoutValidation(Acs3HeaderNames.Authorization, texts.Authorization);
    }

    /// <summary>Collects the request's headers that are signed, and takes off what an earlier signature left.</summary>
    private void TakeHeaders(HttpRequestMessage request, Acs3Computation computation)
    {
        string? host = null;
        var isSignedBefore = false;
        foreach (var (name, values) in request.Headers.NonValidated)
        {
            if (name == "Host")
            {
                host = values.ToString();
            }
            else if (Acs3HeaderNames.IsOfSignature(name))
            {
                isSignedBefore = true;
            }
            else if (Acs3CanonicalRequest.IsSigned(name))
            {
                computation.AddHeader(name, values.ToString());
            }
        }

        computation.AddHeader("host", host ?? HostOf(request.RequestUri!));
        if (request.Content is { } content && content.Headers.NonValidated.TryGetValues("Content-Type", out var contentType))
        {
            computation.AddHeader("content-type", contentType.ToString());
        }

        if (isSignedBefore)
        {
            RemoveSignature(request.Headers);
        }
    }

    private static void RemoveSignature(HttpRequestHeaders headers)
    {
        headers.Remove(Acs3HeaderNames.Authorization);
        headers.Remove(Acs3HeaderNames.ContentHash);
        headers.Remove(Acs3HeaderNames.Date);
        headers.Remove(Acs3HeaderNames.Nonce);
        headers.Remove(Acs3HeaderNames.AccessKeyId);
        headers.Remove(Acs3HeaderNames.SecurityToken);
    }

    private static string ValueOf(HttpRequestMessage request, string name) =>
        request.Headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : "";

    // Clients call one host, so its text is made once.
    private string HostOf(Uri address)
    {
        var last = _host;
        if (last is null || last.Port != address.Port || last.Host != address.IdnHost || last.Scheme != address.Scheme)
        {
            _host = last = new(address.Scheme, address.IdnHost, address.Port, ExactUri.HostOf(address));
        }

        return last.Text;
    }

    /// <summary>Signs with the key that it has, whatever the credentials say by now.</summary>
    private sealed class PreparedSigner(Acs3HmacSha256Signer signer, AlibabaAccessKey key) : IRequestSigner
    {
        internal AlibabaAccessKey Key => key;

        public ValueTask SignAsync(HttpRequestMessage request, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
        {
            CheckAddress(request);
            signer.Sign(request, body, key);
            return ValueTask.CompletedTask;
        }
    }

    private sealed record HostText(string Scheme, string Host, int Port, string Text);
}
