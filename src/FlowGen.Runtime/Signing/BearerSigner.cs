using System.Net.Http.Headers;

namespace FlowGen.Signing;

/// <summary>Sends a key as <c>Authorization: Bearer …</c> (RFC 6750, section 2.1).</summary>
public sealed class BearerSigner : IRequestSigner
{
    private readonly BearerCredentials _credentials;

    /// <summary>Signs with <paramref name="credentials"/>.</summary>
    public BearerSigner(BearerCredentials credentials)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        _credentials = credentials;
    }

    /// <inheritdoc/>
    public ValueTask SignAsync(HttpRequestMessage request, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _credentials.Key);
        return ValueTask.CompletedTask;
    }
}
