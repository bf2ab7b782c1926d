using FlowGen.Http;

namespace FlowGen.Signing;

/// <summary>
/// Signs whatever is sent through it, for use without a generated client: any product of Alibaba Cloud with an
/// <see cref="Acs3HmacSha256Signer"/>, any other with a signer of your own. The body is buffered, because it is signed. A refusal that
/// the signer can put right (<see cref="ISelfCorrectingSigner"/>) is answered with one repeat, signed anew. To find that out, the body of
/// a failure is buffered too; one of more than 1 MiB is an <see cref="HttpRequestException"/>.
/// </summary>
/// <example>
/// <code>
/// using var http = new HttpClient(new SigningHandler(new Acs3HmacSha256Signer(AlibabaCredentials.FromEnvironment()))
/// {
///     InnerHandler = new SocketsHttpHandler { AllowAutoRedirect = false },
/// });
/// using var request = new HttpRequestMessage(HttpMethod.Post, "https://ecs.cn-shanghai.aliyuncs.com/?RegionId=cn-shanghai")
/// {
///     Headers = { { "x-acs-action", "DescribeInstances" }, { "x-acs-version", "2014-05-26" } },
/// };
/// </code>
/// </example>
public sealed class SigningHandler : DelegatingHandler
{
    // A refusal is a few hundred bytes.
    private const int LongestRefusal = 1 << 20;

    private readonly IRequestSigner _signer;

    /// <summary>Signs with <paramref name="signer"/>.</summary>
    public SigningHandler(IRequestSigner signer)
    {
        ArgumentNullException.ThrowIfNull(signer);
        _signer = signer;
    }

    /// <summary>Not supported: a key may have to be fetched, which must not block.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"{nameof(SigningHandler)} signs asynchronous requests only. Use SendAsync.");

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        await _signer.SignAsync(request, body, cancellationToken).ConfigureAwait(false);
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.IsSuccessStatusCode || _signer is not ISelfCorrectingSigner correcting)
        {
            return response;
        }

        var code = await CodeOfAsync(response, cancellationToken).ConfigureAwait(false);
        if (!correcting.Correct(request, response, code))
        {
            return response;
        }

        response.Dispose();
        await _signer.SignAsync(request, body, cancellationToken).ConfigureAwait(false);
        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The code of a refusal, which stays readable; <see langword="null"/> when it has none.</summary>
    private static async Task<string?> CodeOfAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
#if NET9_0_OR_GREATER
        await response.Content.LoadIntoBufferAsync(LongestRefusal, cancellationToken).ConfigureAwait(false);
#else
        await response.Content.LoadIntoBufferAsync(LongestRefusal).WaitAsync(cancellationToken).ConfigureAwait(false);
#endif
        return ErrorBodyReader.Read(await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false), new()).Code;
    }
}
