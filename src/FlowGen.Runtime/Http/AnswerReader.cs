using FlowGen.Errors;
using FlowGen.Json;
using FlowGen.Signing;

namespace FlowGen.Http;

/// <summary>Makes of an answer, whatever it is, a payload or an error.</summary>
internal sealed class AnswerReader(ApiProvider provider, FlowClientOptions options)
{
    private const string RequestIdHeader = "x-acs-request-id";
    private const int MaxMessageLength = 4096;
    private const int MaxCodeLength = 256;

    private readonly int _maxResponseBytes = options.MaxResponseBytes;
    private readonly TimeProvider _timeProvider = options.TimeProvider;

    /// <summary>Reads an answer.</summary>
    internal ApiOutcome<TResponse> Read<TResponse>(
        HttpResponseMessage response,
        ResponseBody body,
        ResponseShape<TResponse> shape,
        ApiCredentials? credentials,
        HttpRequestMessage request)
    {
        var answer = new Answer(response, body, credentials, request);
        if (!response.IsSuccessStatusCode)
        {
            var content = ErrorBodyReader.Read(WithoutByteOrderMark(body.Bytes), provider.ErrorBody);
            return Failure<TResponse>(answer, shape.Envelope ?? provider.Envelope, content.Code, content.Message, content.RequestId, shape.ErrorBodies);
        }

        if (body.IsTooLarge)
        {
            return Malformed<TResponse>(
                answer,
                FormattableString.Invariant($"The answer is longer than {_maxResponseBytes} bytes ({nameof(FlowClientOptions)}.{nameof(FlowClientOptions.MaxResponseBytes)})."));
        }

        return body.Fault switch
        {
            null => ReadSuccess(answer, shape),
            InvalidDataException fault => Malformed<TResponse>(answer, "The answer cannot be decompressed.", fault),
            var fault => ApiOutcome<TResponse>.Failure(new()
            {
                Category = ApiErrorCategory.Network,
                Message = "The connection broke while the answer came.",
                IsRetriable = true,
                RequestId = answer.Show(HeaderRequestId(response), MaxCodeLength),
                HttpStatus = response.StatusCode,
                Headers = response.Headers,
                RawBody = body.Excerpt(answer.Redaction),
                Cause = answer.Redaction.WithoutSecrets(fault),
            }),
        };
    }

    /// <summary>Makes an outcome of an answer that the caller reads.</summary>
    internal static ApiOutcome<TResponse> Opened<TResponse>(HttpResponseMessage response, TResponse value) =>
        new(value, null, HeaderRequestId(response), response.StatusCode, response.Headers);

    private ApiOutcome<TResponse> ReadSuccess<TResponse>(Answer answer, ResponseShape<TResponse> shape)
    {
        if (shape.ReadBody is { } readBody)
        {
            return Success(answer, readBody(answer.Body.Bytes, answer.Response.Content.Headers.ContentType?.CharSet), null);
        }

        var json = WithoutByteOrderMark(answer.Body.Bytes);
        var isBlank = json.TrimStart(" \t\r\n"u8).IsEmpty;
        if (shape.BodilessStatuses is { Count: > 0 } bodiless && IsBodiless(bodiless, (int)answer.Response.StatusCode, isBlank))
        {
            return Success<TResponse>(answer, default, null);
        }

        var wrapping = shape.Envelope ?? provider.Envelope;
        if (wrapping is null && shape.Read is null)
        {
            // Nothing is expected, so anything will do, but for a page: then something other than the provider has answered.
            return isBlank || json.TrimStart(" \t\r\n"u8)[0] != (byte)'<'
                ? Success<TResponse>(answer, default, null)
                : Malformed<TResponse>(answer, "The answer is a page of markup, which the provider does not send.");
        }

        if (isBlank)
        {
            return Malformed<TResponse>(answer, "The answer is empty.");
        }

        return wrapping is { } envelope ? ReadEnvelope(answer, json, envelope, shape) : ReadPlain(answer, json, shape);
    }

    // A range says it of statuses that may be documented otherwise by themselves.
    private static bool IsBodiless(IReadOnlyList<string> bodiless, int status, bool isBlank)
    {
        foreach (var written in bodiless)
        {
            if (StatusPattern.Rank(written, status) is var rank && (rank == StatusPattern.Exact || (rank > 0 && isBlank)))
            {
                return true;
            }
        }

        return false;
    }

    private static ApiOutcome<TResponse> ReadPlain<TResponse>(Answer answer, ReadOnlySpan<byte> json, ResponseShape<TResponse> shape)
    {
        var content = new EnvelopeReader<TResponse>(null, shape.Payload, shape.Read).Read(json);
        return content.Fault is null ? Payload(answer, content, content.RequestId, shape) : Malformed<TResponse>(answer, json, content.Fault);
    }

    private ApiOutcome<TResponse> ReadEnvelope<TResponse>(
        Answer answer,
        ReadOnlySpan<byte> json,
        ResponseEnvelope envelope,
        ResponseShape<TResponse> shape)
    {
        // The usual case is one pass. Where the payload is the envelope's own object, the code is looked for first.
        var isInside = shape.Payload is not null || shape.Read is null;
        var content = new EnvelopeReader<TResponse>(envelope, shape.Payload, isInside ? shape.Read : null).Read(json);
        var codes = content;
        if (content.Fault is not null && shape.Read is not null && isInside)
        {
            // A payload that cannot be read may be no payload at all: a failure that says so counts for more than its form.
            codes = new EnvelopeReader<TResponse>(envelope, shape.Payload, null).Read(json);
        }

        if (codes.Code is not null && !IsSuccess(envelope, codes.Code))
        {
            return Failure<TResponse>(answer, envelope, codes.Code, codes.Message, codes.RequestId);
        }

        if (codes.IsFlaggedAsFailure)
        {
            return FlaggedFailure<TResponse>(answer, envelope, codes.Message, codes.RequestId);
        }

        if (content.Fault is not null)
        {
            return Malformed<TResponse>(answer, json, content.Fault, codes.RequestId);
        }

        if (content.Code is null)
        {
            return ReadWithoutCode<TResponse>(answer, json, envelope, content.RequestId);
        }

        if (isInside)
        {
            return Payload(answer, content, content.RequestId, shape);
        }

        var whole = new EnvelopeReader<TResponse>(null, null, shape.Read).Read(json);
        return whole.Fault is null ? Payload(answer, whole, content.RequestId, shape) : Malformed<TResponse>(answer, json, whole.Fault, content.RequestId);
    }

    // A gateway can send a failure body, with its own spelling of the names, under a status that means success.
    private ApiOutcome<TResponse> ReadWithoutCode<TResponse>(Answer answer, ReadOnlySpan<byte> json, ResponseEnvelope envelope, string? requestId)
    {
        var error = ErrorBodyReader.Read(json, provider.ErrorBody);
        return error.Code is not null && !IsSuccess(envelope, error.Code)
            ? Failure<TResponse>(answer, envelope, error.Code, error.Message, error.RequestId)
            : Malformed<TResponse>(answer, $"The answer has no '{envelope.Code}'.", requestId: requestId);
    }

    private static ApiOutcome<TResponse> Payload<TResponse>(
        Answer answer,
        EnvelopeContent<TResponse> content,
        string? requestId,
        ResponseShape<TResponse> shape)
    {
        if (shape.Read is null)
        {
            return Success<TResponse>(answer, default, requestId);
        }

        return content is { HasPayload: true, Payload: { } payload }
            ? Success(answer, payload, requestId)
            : Malformed<TResponse>(
                answer,
                shape.Payload is null ? "The answer is null." : $"The answer's '{shape.Payload}' is missing or null.",
                requestId: requestId);
    }

    private static ApiOutcome<TResponse> Success<TResponse>(Answer answer, TResponse? value, string? requestId) =>
        new(value, null, requestId ?? HeaderRequestId(answer.Response), answer.Response.StatusCode, answer.Response.Headers);

    // The code says success, and so, often, does the message: neither explains this failure.
    private ApiOutcome<TResponse> FlaggedFailure<TResponse>(Answer answer, ResponseEnvelope envelope, string? message, string? requestId)
    {
        var explanation = message is null || IsSuccess(envelope, message) || IsAbsent(envelope, message)
            ? $"The provider answered a '{envelope.Flag}' that is not true, and did not say why."
            : message;
        return Failure<TResponse>(answer, envelope, null, explanation, requestId);
    }

    private ApiOutcome<TResponse> Failure<TResponse>(
        Answer answer,
        ResponseEnvelope? envelope,
        string? code,
        string? message,
        string? requestId,
        IReadOnlyList<ApiErrorBody>? types = null)
    {
        var status = (int)answer.Response.StatusCode;
        var documented = ErrorClassifier.Classify(provider.Errors, code, status);
        var (category, isRetriable) = provider.Protocol == ApiProtocol.AcsRpc && RetryAfterReader.SaysThrottled(answer.Response)
            ? (ApiErrorCategory.Throttled, true)
            : documented;
        if (message is not null && envelope is not null && IsAbsent(envelope, message))
        {
            message = null;
        }

        var shownCode = answer.Show(code, MaxCodeLength);
        return ApiOutcome<TResponse>.Failure(new()
        {
            Category = category,
            Code = shownCode,
            Message = answer.Show(message, MaxMessageLength) ?? OwnMessage(shownCode, status),
            IsRetriable = isRetriable,
            RetryAfter = RetryAfterReader.Read(provider.RetryAfterHeaders, answer.Response.Headers, _timeProvider),
            RequestId = answer.Show(requestId ?? HeaderRequestId(answer.Response), MaxCodeLength),
            HttpStatus = answer.Response.StatusCode,
            Headers = answer.Response.Headers,
            RawBody = answer.Body.Excerpt(answer.Redaction),
            Body = types is { Count: > 0 } ? TypedErrorBody.Read(types, status, WithoutByteOrderMark(answer.Body.Bytes), answer.Redaction) : null,
        }) with
        {
            // A code or a status for the quota says that the call was turned away. A header that says to wait may stand beside a failure in the middle.
            IsNotRun = documented.Category == ApiErrorCategory.Throttled,
        };
    }

    private static string OwnMessage(string? code, int status)
    {
        if (code is not null)
        {
            return $"The provider answered code {code}.";
        }

        var advice = status is >= 300 and < 400 ? " Redirects are not followed, because a signature holds for one address." : "";
        return FormattableString.Invariant($"The provider answered HTTP {status} without a code.{advice}");
    }

    private static ApiOutcome<TResponse> Malformed<TResponse>(
        Answer answer,
        ReadOnlySpan<byte> json,
        JsonFault fault,
        string? requestId = null)
    {
        var encoding = answer.Response.Content.Headers.ContentEncoding;
        var hint = encoding.Count == 0 ? "" : $" It is encoded as '{string.Join(", ", encoding)}', which was not asked for.";
        return Malformed<TResponse>(answer, fault.Describe(json) + hint, fault.Exception, requestId);
    }

    private static ApiOutcome<TResponse> Malformed<TResponse>(
        Answer answer,
        string message,
        Exception? cause = null,
        string? requestId = null) => ApiOutcome<TResponse>.Failure(new()
        {
            Category = ApiErrorCategory.Malformed,
            Message = answer.Show(message, MaxMessageLength) ?? message,
            RequestId = answer.Show(requestId ?? HeaderRequestId(answer.Response), MaxCodeLength),
            HttpStatus = answer.Response.StatusCode,
            Headers = answer.Response.Headers,
            RawBody = answer.Body.Excerpt(answer.Redaction),
            Cause = answer.Redaction.WithoutSecrets(cause),
        });

    private static bool IsSuccess(ResponseEnvelope envelope, string code) =>
        envelope.SuccessCodes.Contains(code, StringComparer.OrdinalIgnoreCase);

    private static bool IsAbsent(ResponseEnvelope envelope, string message) => envelope.AbsentMessages.Contains(message, StringComparer.Ordinal);

    private static string? HeaderRequestId(HttpResponseMessage response) =>
        response.Headers.TryGetValues(RequestIdHeader, out var values) && string.Concat(values).Trim() is { Length: > 0 } id ? id : null;

    private static ReadOnlySpan<byte> WithoutByteOrderMark(ReadOnlySpan<byte> text) =>
        text.StartsWith("\uFEFF"u8) ? text["\uFEFF"u8.Length..] : text;

    /// <summary>An answer with what must not be kept of it.</summary>
    private readonly record struct Answer(HttpResponseMessage Response, ResponseBody Body, ApiCredentials? Credentials, HttpRequestMessage Request)
    {
        /// <summary>Made when something of the answer is kept, which a success has no need of.</summary>
        internal SecretRedaction Redaction => new(Credentials, Request);

        /// <summary>A text of the answer, without secrets and of bounded length.</summary>
        internal string? Show(string? text, int maxLength) => text is null ? null : Redaction.Excerpt(text, maxLength);
    }
}
