using System.Globalization;
using System.Text.Json;

namespace FlowGen.Credentials;

/// <summary>Reads a temporary key: <c>AccessKeyId</c>, <c>AccessKeySecret</c>, <c>SecurityToken</c> and <c>Expiration</c>.</summary>
internal static class TemporaryKeyReader
{
    /// <summary>Reads an answer whose object holds the key itself, and a <c>Code</c> that says <c>Success</c>.</summary>
    internal static FetchedKey ReadFlat(string source, CredentialAnswer answer, TimeProvider timeProvider) => Read(source, answer, timeProvider, null);

    /// <summary>Reads an answer in which one member holds the key: <c>Credentials</c> in those of STS.</summary>
    internal static FetchedKey ReadWrapped(string source, CredentialAnswer answer, TimeProvider timeProvider, string member = "Credentials") => Read(source, answer, timeProvider, member);

    /// <summary>A key with its end.</summary>
    /// <exception cref="CredentialsUnavailableException">The end is not told, or over.</exception>
    internal static FetchedKey Limited(string source, FixedKeySource found, string? expiration, DateTimeOffset now)
    {
        if (!DateTimeOffset.TryParseExact(expiration, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var end))
        {
            throw new CredentialsUnavailableException($"{source} did not say until when its key is good");
        }

        return end > now
            ? new(found.Key, end - now)
            : throw new CredentialsUnavailableException($"{source} answered with a key that has expired");
    }

    private static FetchedKey Read(string source, CredentialAnswer answer, TimeProvider timeProvider, string? wrapping)
    {
        try
        {
            using var document = JsonDocument.Parse(answer.Body);
            var root = document.RootElement;
            var code = JsonTexts.Of(root, "Code");
            if (answer.Status != 200 || (wrapping is null && code != "Success"))
            {
                throw new CredentialsUnavailableException(FormattableString.Invariant($"{source} answered HTTP {answer.Status}{(code is null ? "" : " with the code " + Shown(code))}"));
            }

            var key = root;
            if (wrapping is not null && !(root.ValueKind == JsonValueKind.Object && root.TryGetProperty(wrapping, out key)))
            {
                throw new CredentialsUnavailableException($"{source} answered without '{wrapping}'");
            }

            var found = FixedKeySource.From($"the answer of {source}", JsonTexts.Of(key, "AccessKeyId"), JsonTexts.Of(key, "AccessKeySecret"), JsonTexts.Of(key, "SecurityToken"));
            return Limited(source, found, JsonTexts.Of(key, "Expiration"), answer.Date ?? timeProvider.GetUtcNow());
        }
        catch (JsonException)
        {
            // The exception could quote the answer.
            throw new CredentialsUnavailableException(FormattableString.Invariant($"{source} answered HTTP {answer.Status} with something that is no JSON"));
        }
    }

    // Codes are words; anything longer is something else.
    private static string Shown(string code) => code.Length <= 64 && !code.AsSpan().ContainsAnyExceptInRange('!', '~') ? $"'{code}'" : "that is no word";
}
