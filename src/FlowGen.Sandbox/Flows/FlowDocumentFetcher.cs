using System.Text;

namespace FlowGen.Sandbox.Flows;

/// <summary>
/// Fetches documents that a call names by their address. Only from this computer: a sandbox calls nobody out there, whoever asks it to, and
/// goes nowhere that an answer sends it.
/// </summary>
internal static class FlowDocumentFetcher
{
    /// <summary>What Meta takes at most.</summary>
    private const int LargestDocument = 10 * 1024 * 1024;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly HttpClient Client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false })
    {
        Timeout = TimeSpan.FromSeconds(5),
        MaxResponseContentBufferSize = LargestDocument,
    };

    public static bool CanReach(Uri address) => address.IsLoopback;

    /// <summary>The document's text, or why there is none.</summary>
    public static async Task<(string? Json, string? Fault)> FetchAsync(Uri address, CancellationToken cancellationToken)
    {
        try
        {
            using HttpRequestMessage request = new(HttpMethod.Get, address);
            request.Headers.ConnectionClose = true;
            using HttpResponseMessage response = await Client.SendAsync(request, cancellationToken).ConfigureAwait(false);
            return response.IsSuccessStatusCode
                ? (StrictUtf8.GetString(await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false)), null)
                : (null, $"the server there answers HTTP {(int)response.StatusCode}");
        }
        catch (HttpRequestException exception)
        {
            return (null, exception.Message);
        }
        catch (DecoderFallbackException)
        {
            return (null, "what lies there is not UTF-8");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, "the server there does not answer");
        }
    }
}
