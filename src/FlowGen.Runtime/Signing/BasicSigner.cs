using System.Net.Http.Headers;

namespace FlowGen.Signing;

/// <summary>Sends a user and a password as <c>Authorization: Basic …</c> (RFC 7617).</summary>
public sealed class BasicSigner : IRequestSigner
{
    private readonly BasicCredentials _credentials;

    /// <summary>Signs with <paramref name="credentials"/>.</summary>
    public BasicSigner(BasicCredentials credentials)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        _credentials = credentials;
    }

    /// <inheritdoc/>
    public ValueTask SignAsync(HttpRequestMessage request, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", _credentials.Token);
        return ValueTask.CompletedTask;
    }
}
