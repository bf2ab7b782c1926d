using FlowGen.Http;

namespace FlowGen.Signing;

/// <summary>
/// Sends a bearer token instead of a signature, as Alibaba Cloud's V3 requests can carry one: in <c>x-acs-bearer-token</c>, named by the
/// query parameter <c>SignatureType</c> in RPC style, which has the path <c>/</c>, and by <c>x-acs-signature-type</c> in ROA style.
/// </summary>
public sealed class Acs3BearerTokenSigner : IRequestSigner
{
    private const string TokenHeader = "x-acs-bearer-token";
    private const string TypeHeader = "x-acs-signature-type";
    private const string TypeParameter = "SignatureType=BEARERTOKEN";

    private readonly BearerCredentials _credentials;
    private readonly ServerClock _clock;

    /// <summary>Sends the token of <paramref name="credentials"/>.</summary>
    /// <param name="credentials">The token.</param>
    /// <param name="timeProvider">The clock of the date. Default: the system's.</param>
    public Acs3BearerTokenSigner(BearerCredentials credentials, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        _credentials = credentials;
        _clock = new(timeProvider ?? TimeProvider.System);
    }

    /// <inheritdoc/>
    public ValueTask SignAsync(HttpRequestMessage request, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.RequestUri is not { IsAbsoluteUri: true } address)
        {
            throw new ArgumentException("The request must have an absolute address.", nameof(request));
        }

        Set(request, "x-acs-content-sha256", Sha256Digest.Of(body.Span));
        Set(request, "x-acs-date", _clock.Date());
        Set(request, "x-acs-signature-nonce", Nonce.Next());
        Set(request, TokenHeader, _credentials.Key);
        if (address.AbsolutePath == "/")
        {
            var query = address.Query.TrimStart('?');
            if (!query.Split('&').Contains(TypeParameter, StringComparer.Ordinal))
            {
                request.RequestUri = ExactUri.With(address, "/", query.Length == 0 ? TypeParameter : $"{query}&{TypeParameter}");
            }
        }
        else
        {
            Set(request, TypeHeader, "BEARERTOKEN");
        }

        return ValueTask.CompletedTask;
    }

    private static void Set(HttpRequestMessage request, string name, string value)
    {
        request.Headers.Remove(name);
        request.Headers.TryAddWithoutValidation(name, value);
    }
}
