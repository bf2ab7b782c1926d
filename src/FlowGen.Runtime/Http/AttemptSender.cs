using System.Runtime.CompilerServices;
using System.Threading.RateLimiting;
using FlowGen.Signing;
using Polly;

namespace FlowGen.Http;

/// <summary>Makes one attempt: signs, sends, reads the answer.</summary>
internal sealed class AttemptSender(
    HttpClient httpClient,
    IRequestSigner? signer,
    ApiCredentials? credentials,
    AnswerReader answers,
    FlowClientOptions options)
{
    private readonly int _maxResponseBytes = options.MaxResponseBytes;
    private readonly TimeSpan _readTimeout = options.AttemptTimeout;
    private readonly TimeProvider _timeProvider = options.TimeProvider;

    /// <summary>What signs a request; <see langword="null"/> for one that is sent as it is.</summary>
    internal IRequestSigner? SignerOf(RequestTemplate template) => template.IsSigned ? template.Signer ?? signer : null;

    /// <summary>
    /// Sends a request. Whatever the network or the provider does is an outcome; thrown are cancellation by <paramref name="cancellationToken"/>,
    /// what the signer throws other than that there is no key, and misuse.
    /// </summary>
    /// <param name="template">The request.</param>
    /// <param name="prepared">What signs it, if anything does; see <see cref="IRequestSigner.PrepareAsync"/>.</param>
    /// <param name="shape">What is expected as answer.</param>
    /// <param name="permit">Disposed when the answer has come, so that the next may go.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    internal async ValueTask<ApiOutcome<TResponse>> SendAsync<TResponse>(
        RequestTemplate template,
        IRequestSigner? prepared,
        ResponseShape<TResponse> shape,
        RateLimitLease permit,
        CancellationToken cancellationToken)
    {
        using var message = template.CreateMessage();
        if (prepared is not null)
        {
            try
            {
                await prepared.SignAsync(message, template.Body, cancellationToken).ConfigureAwait(false);
            }
            catch (CredentialsUnavailableException exception)
            {
                return ApiOutcome<TResponse>.Failure(Unsigned(exception)) with { IsNotRun = true };
            }
        }

        try
        {
            var response = await httpClient.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            var isHandedOver = false;
            try
            {
                permit.Dispose();
                if (shape.ReadStream is { } readStream && response.IsSuccessStatusCode)
                {
                    var stream = await ResponseStream.OpenAsync(response, _readTimeout, _timeProvider, cancellationToken).ConfigureAwait(false);
                    isHandedOver = true;
                    return AnswerReader.Opened(response, readStream(stream));
                }

                using var body = await ResponseBody.ReadAsync(response.Content, _maxResponseBytes, cancellationToken).ConfigureAwait(false);
                if (body.Fault is not null)
                {
                    // A cancelled reading can look like a broken connection.
                    cancellationToken.ThrowIfCancellationRequested();
                }

                return AfterCorrection(answers.Read(response, body, shape, credentials, message), SignerOf(template), message, response);
            }
            finally
            {
                if (!isHandedOver)
                {
                    response.Dispose();
                }
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && Describe(exception) is not null)
        {
            return Failure<TResponse>(exception, new(credentials, message));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException && cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(exception.Message, exception, cancellationToken);
        }
    }

    // What a signer can put right is worth another attempt, also of a write: a refused signature keeps a request from being run.
    private static ApiOutcome<TResponse> AfterCorrection<TResponse>(
        ApiOutcome<TResponse> outcome,
        IRequestSigner? signer,
        HttpRequestMessage message,
        HttpResponseMessage response) =>
        outcome.Error is { } error && signer is ISelfCorrectingSigner correcting && correcting.Correct(message, response, error.Code)
            ? outcome with { Error = error.AsRetriable(), IsNotRun = true }
            : outcome;

    /// <summary>There is no key to sign with.</summary>
    internal static ApiError Unsigned(CredentialsUnavailableException exception) => new()
    {
        Category = ApiErrorCategory.Unauthenticated,
        Message = $"The request could not be signed; nothing was sent. {exception.Message}",
        IsRetriable = true,
        Cause = exception,
    };

    private static ApiOutcome<TResponse> Failure<TResponse>(Exception exception, SecretRedaction redaction)
    {
        var (category, message) = Describe(exception)!.Value;
        return ApiOutcome<TResponse>.Failure(new()
        {
            Category = category,
            Message = redaction.Apply(message),
            IsRetriable = category is not ApiErrorCategory.Malformed,
            Cause = redaction.WithoutSecrets(exception),
        }) with
        {
            IsNotRun = exception is HttpRequestException
            {
                HttpRequestError: HttpRequestError.ConnectionError
                    or HttpRequestError.NameResolutionError
                    or HttpRequestError.SecureConnectionError
                    or HttpRequestError.ProxyTunnelError,
            },
        };
    }

    // What the handlers below us throw when no answer comes; null for anything else, which is a fault of the program.
    private static (ApiErrorCategory Category, string Message)? Describe(Exception exception) => exception switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded } =>
            (ApiErrorCategory.Malformed, $"The answer is not HTTP as it should be: {exception.Message}"),
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError } =>
            (ApiErrorCategory.Network, $"The server cannot be reached: {exception.Message}"),
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } =>
            (ApiErrorCategory.Network, $"No secure connection could be made: {exception.Message}"),
        HttpRequestException or IOException => (ApiErrorCategory.Network, $"The connection broke before an answer came: {exception.Message}"),
        OperationCanceledException { InnerException: TimeoutException } =>
            (ApiErrorCategory.Timeout, $"No answer came within {nameof(HttpClient)}.{nameof(HttpClient.Timeout)}."),
        OperationCanceledException => (ApiErrorCategory.Network, $"The {nameof(HttpClient)} gave up before an answer came."),
        Polly.Timeout.TimeoutRejectedException => (ApiErrorCategory.Timeout, "No answer came within a timeout of the HTTP client's handlers."),
        ExecutionRejectedException => (ApiErrorCategory.Transient, $"The HTTP client's handlers refuse to send: {exception.Message}"),
        _ => null,
    };
}
