using System.Buffers;
using System.Text;

namespace FlowGen.Credentials;

/// <summary>Sends the requests that fetch keys. Answers are bounded, and no message repeats one: it may hold a secret.</summary>
internal sealed class CredentialHttp(AlibabaCredentialChainOptions options)
{
    private const int LongestAnswer = 64 * 1024;

    // One for all chains: handlers keep connections, and are safe to share.
    private static readonly Lazy<HttpMessageHandler> Proxied = new(static () => new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(2) });
    private static readonly Lazy<HttpMessageHandler> Direct = new(static () => new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });

    /// <summary>Sends a request and reads its answer.</summary>
    /// <param name="source">Who asks, for messages.</param>
    /// <param name="request">What to send. Disposed.</param>
    /// <param name="timeout">The longest that it may take.</param>
    /// <param name="isLocal">Whether the server is on the machine's own network, where no proxy leads.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="CredentialsUnavailableException">No answer came, or none that means success.</exception>
    internal async Task<CredentialAnswer> SendAsync(
        string source,
        HttpRequestMessage request,
        TimeSpan timeout,
        bool isLocal,
        CancellationToken cancellationToken)
    {
        using (request)
        using (var invoker = new HttpMessageInvoker(options.HttpHandler ?? (isLocal ? Direct : Proxied).Value, disposeHandler: false))
        using (var expiry = new CancellationTokenSource(timeout, options.TimeProvider))
        using (var either = CancellationTokenSource.CreateLinkedTokenSource(expiry.Token, cancellationToken))
        {
            try
            {
                using var response = await invoker.SendAsync(request, either.Token).ConfigureAwait(false);
                var body = await ReadAsync(source, response.Content, either.Token).ConfigureAwait(false);
                return new((int)response.StatusCode, response.Headers.Date, body);
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException)
            {
                throw new CredentialsUnavailableException($"{source} cannot be reached: {exception.Message}", exception);
            }
            catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
            {
                throw new CredentialsUnavailableException(FormattableString.Invariant($"{source} did not answer within {timeout:c}"), exception);
            }
        }
    }

    private static async Task<byte[]> ReadAsync(string source, HttpContent content, CancellationToken cancellationToken)
    {
        using var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var buffer = ArrayPool<byte>.Shared.Rent(LongestAnswer);
        try
        {
            var length = await stream.ReadAtLeastAsync(buffer.AsMemory(0, LongestAnswer), LongestAnswer, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            return length < LongestAnswer
                ? buffer.AsSpan(0, length).ToArray()
                : throw new CredentialsUnavailableException($"{source} answered more than {LongestAnswer} bytes");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }
}

/// <summary>An answer to <see cref="CredentialHttp"/>.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="date">The server's clock, if it says so.</param>
/// <param name="body">The body, which can hold a secret.</param>
internal sealed class CredentialAnswer(int status, DateTimeOffset? date, byte[] body)
{
    internal int Status => status;

    internal DateTimeOffset? Date => date;

    internal ReadOnlyMemory<byte> Body => body;

    internal string Text => Encoding.UTF8.GetString(body).Trim();
}
