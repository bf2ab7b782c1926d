using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FlowGen.Sandbox.Serving;

namespace FlowGen.Sandbox.Cams;

/// <summary>
/// Verifies Alibaba Cloud's V3 signature from its description. It shares no code with the client's signer, so that the two check each other.
/// </summary>
internal sealed class AcsSignatureVerifier(AcsAccount account, TimeProvider time)
{
    private const string DateFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>How far the date may be from the server's clock, either way; a nonce may not come again within it.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    private readonly NonceMemory _nonces = new();

    /// <summary>Says why a request is not the account's, or <see langword="null"/>. Uses up the request's nonce only when it is.</summary>
    public Refusal? Verify(ReceivedRequest request, IReadOnlyList<QueryParameter> parameters, ReadOnlySpan<byte> body)
    {
        if (request.Header(AcsHeaders.BearerToken) is [{ } token])
        {
            return VerifyBearer(parameters, token);
        }

        if (ReadAuthorization(request, out AcsAuthorization? authorization) is { } unreadable)
        {
            return unreadable;
        }

        if (FindMissingHeader(request) is { } missing)
        {
            return missing;
        }

        DateTimeOffset now = time.GetUtcNow() + request.ClockOffset;
        string dateText = request.Header(AcsHeaders.Date).ToString();
        if (!DateTimeOffset.TryParseExact(dateText, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date))
        {
            return new(AcsCodes.UnreadableDate, $"{AcsHeaders.Date} is '{dateText}' and has to be like 2025-01-02T03:04:05Z.");
        }

        if ((date - now).Duration() > Window)
        {
            return new(AcsCodes.DateOutOfWindow, FormattableString.Invariant($"{AcsHeaders.Date} is {dateText}; the server's clock says {now.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}."));
        }

        string[] namedKeys = [authorization!.AccessKeyId, .. request.Header(AcsHeaders.AccessKeyId).Select(key => key ?? "")];
        if (namedKeys.Any(key => key != account.AccessKeyId))
        {
            return new(AcsCodes.UnknownAccessKey, $"The key '{namedKeys.First(key => key != account.AccessKeyId)}' is not known here.");
        }

        return VerifySignature(request, parameters, body, authorization)
            ?? VerifyToken(request)
            ?? UseNonce(request.Header(AcsHeaders.Nonce).ToString(), now - request.ClockOffset, date - request.ClockOffset);
    }

    // A token that the caller was given stands for a signature. The SDKs announce it in the query of an RPC call.
    private Refusal? VerifyBearer(IReadOnlyList<QueryParameter> parameters, string token) =>
        !parameters.Contains(new("SignatureType", "BEARERTOKEN"))
            ? new(AcsCodes.WrongBearerToken, $"A call with {AcsHeaders.BearerToken} has to bring SignatureType=BEARERTOKEN in its query.")
            : account.BearerToken is { } own && IsSame(own, token)
                ? null
                : new(AcsCodes.WrongBearerToken, $"{AcsHeaders.BearerToken} is not the account's token.");

    private static Refusal? ReadAuthorization(ReceivedRequest request, out AcsAuthorization? authorization)
    {
        authorization = null;
        if (request.Header(AcsHeaders.Authorization) is not [{ } header])
        {
            return new(AcsCodes.IncompleteSignature, "The header Authorization has to be sent once.");
        }

        int space = header.IndexOf(' ', StringComparison.Ordinal);
        string algorithm = space < 0 ? header : header[..space];
        if (algorithm != AcsHeaders.Algorithm)
        {
            return new(AcsCodes.UnknownAlgorithm, $"The header Authorization has to begin with {AcsHeaders.Algorithm}.");
        }

        return AcsAuthorization.TryParse(space < 0 ? "" : header[(space + 1)..], out authorization)
            ? null
            : new(AcsCodes.IncompleteSignature, "After the algorithm, Authorization has to hold Credential=…,SignedHeaders=…,Signature=… without spaces.");
    }

    private static Refusal? FindMissingHeader(ReceivedRequest request)
    {
        // The gateway's names for these parameters are those of the V2 signature, where they travel in the query.
        (string Header, string Code)[] required =
        [
            (AcsHeaders.Version, AcsCodes.Missing("Version")),
            (AcsHeaders.Action, AcsCodes.Missing("Action")),
            (AcsHeaders.Date, AcsCodes.Missing("Timestamp")),
            (AcsHeaders.Nonce, AcsCodes.Missing("SignatureNonce")),
            (AcsHeaders.ContentHash, AcsCodes.IncompleteSignature),
            (AcsHeaders.Host, AcsCodes.IncompleteSignature),
        ];
        foreach ((string header, string code) in required)
        {
            if (string.IsNullOrEmpty(request.Header(header).ToString()))
            {
                return new(code, $"The header {header} is missing.");
            }
        }

        return null;
    }

    private Refusal? VerifySignature(ReceivedRequest request, IReadOnlyList<QueryParameter> parameters, ReadOnlySpan<byte> body, AcsAuthorization authorization)
    {
        IReadOnlyList<string> signedNames = authorization.SignedHeaderNames;
        if (!signedNames.SequenceEqual(signedNames.Select(name => name.ToLowerInvariant()).Distinct().Order(StringComparer.Ordinal)))
        {
            return new(AcsCodes.WrongSignature, "SignedHeaders has to list lower-case names in ordinal order, each once.");
        }

        IEnumerable<string> mustBeSigned = request.HeaderNames
            .Where(name => name.StartsWith(AcsHeaders.Prefix, StringComparison.OrdinalIgnoreCase))
            .Select(name => name.ToLowerInvariant())
            .Append(AcsHeaders.Host);
        if (mustBeSigned.FirstOrDefault(name => !signedNames.Contains(name)) is { } unsigned)
        {
            return new(AcsCodes.IncompleteSignature, $"The header {unsigned} is sent and not in SignedHeaders.");
        }

        foreach (string name in signedNames)
        {
            if (request.Header(name).Count != 1)
            {
                return new(AcsCodes.WrongSignature, $"SignedHeaders lists {name}, which has to be sent once and was sent {request.Header(name).Count} times.");
            }
        }

        string bodyHash = AcsCanonicalRequest.Hash(body);
        if (request.Header(AcsHeaders.ContentHash).ToString() != bodyHash)
        {
            return new(AcsCodes.WrongSignature, $"{AcsHeaders.ContentHash} is not the SHA-256 of the body, which is {bodyHash}.");
        }

        string canonicalRequest = AcsCanonicalRequest.Write(request, parameters, signedNames, bodyHash);
        string stringToSign = AcsCanonicalRequest.StringToSign(canonicalRequest);
        return IsSignedBy(stringToSign)
            || (parameters.Any(parameter => parameter.Value.Length == 0)
                && IsSignedBy(AcsCanonicalRequest.StringToSign(AcsCanonicalRequest.Write(request, parameters, signedNames, bodyHash, isEmptyValueBare: true))))
            ? null
            : new(AcsCodes.WrongSignature, $"The signature is not the server's, whose string to sign is '{stringToSign}'.")
            {
                Diagnosis = $"The server's canonical request is '{HideToken(canonicalRequest, request)}'.",
            };

        bool IsSignedBy(string text) => IsSame(authorization.Signature, AcsCanonicalRequest.Sign(text, account.AccessKeySecret));
    }

    private Refusal? VerifyToken(ReceivedRequest request)
    {
        string? token = request.Header(AcsHeaders.SecurityToken);
        return (account.SecurityToken, token) switch
        {
            (null, null) => null,
            ({ } own, { } given) when IsSame(own, given) => null,
            (_, null) => new(AcsCodes.MissingToken, $"The key is a temporary one and needs {AcsHeaders.SecurityToken}."),
            _ => new(AcsCodes.WrongToken, $"{AcsHeaders.SecurityToken} is not the token of this key."),
        };
    }

    // A request may be dated ahead of the clock; its nonce is then remembered for as long as a replay of it would be in date.
    private Refusal? UseNonce(string nonce, DateTimeOffset now, DateTimeOffset date) =>
        _nonces.TryAdd(nonce, now, (date > now ? date : now) + Window)
            ? null
            : new(AcsCodes.UsedNonce, $"The nonce '{nonce}' was used before.");

    private static bool IsSame(string left, string right) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right));

    private static string HideToken(string canonicalRequest, ReceivedRequest request) =>
        request.Header(AcsHeaders.SecurityToken).ToString() is { Length: > 0 } token
            ? canonicalRequest.Replace(token, "(hidden)", StringComparison.Ordinal)
            : canonicalRequest;
}
