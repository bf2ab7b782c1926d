using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FlowGen.Sandbox.Tests;

/// <summary>
/// A CAMS call and its signature, written from the description of ACS3-HMAC-SHA256 and sharing nothing with the sandbox or the client.
/// Each test changes the one thing that it is about.
/// </summary>
internal sealed record CamsCall
{
    public required Uri Endpoint { get; init; }

    public required string AccessKeyId { get; init; }

    public required string Secret { get; init; }

    public required DateTimeOffset Date { get; init; }

    public HttpMethod Method { get; init; } = HttpMethod.Post;

    public string Action { get; init; } = "GetFlow";

    public string? Version { get; init; } = "2020-06-06";

    public string Nonce { get; init; } = Guid.NewGuid().ToString("N");

    public string? Host { get; init; }

    public string? DateText { get; init; }

    public byte[] Body { get; init; } = [];

    /// <summary>Parameters, not encoded.</summary>
    public (string Name, string Value)[] Query { get; init; } = [];

    /// <summary>Parameters without a value that are signed without an equals sign.</summary>
    public string[] BareNames { get; init; } = [];

    /// <summary>Headers beside the usual ones; those that begin with <c>x-acs-</c> are signed.</summary>
    public (string Name, string Value)[] Headers { get; init; } = [];

    /// <summary>Headers that are sent and left out of the signature.</summary>
    public string[] Unsigned { get; init; } = [];

    public static CamsCall To(FlowSandbox sandbox, DateTimeOffset date, params (string Name, string Value)[] query) => new()
    {
        Endpoint = sandbox.CamsEndpoint,
        AccessKeyId = sandbox.AccessKeyId,
        Secret = sandbox.AccessKeySecret,
        Date = date,
        Query = query,
    };

    public HttpRequestMessage Sign()
    {
        string query = string.Join('&', Query
            .Select(pair => (pair.Name, Text: $"{Uri.EscapeDataString(pair.Name)}={Uri.EscapeDataString(pair.Value)}"))
            .Concat(BareNames.Select(name => (Name: name, Text: name)))
            .OrderBy(pair => pair.Name, StringComparer.Ordinal)
            .Select(pair => pair.Text));
        string hash = Convert.ToHexStringLower(SHA256.HashData(Body));
        SortedDictionary<string, string> headers = new(StringComparer.Ordinal)
        {
            ["host"] = Host ?? Endpoint.Authority,
            ["x-acs-action"] = Action,
            ["x-acs-content-sha256"] = hash,
            ["x-acs-date"] = DateText ?? Date.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            ["x-acs-signature-nonce"] = Nonce,
        };
        if (Version is not null)
        {
            headers["x-acs-version"] = Version;
        }

        foreach ((string name, string value) in Headers)
        {
            headers[name] = value;
        }

        string[] signed = [.. headers.Keys.Except(Unsigned)];
        string lines = string.Concat(signed.Select(name => $"{name}:{headers[name]}\n"));
        string names = string.Join(';', signed);
        string canonical = $"{Method.Method}\n/\n{query}\n{lines}\n{names}\n{hash}";
        string toSign = "ACS3-HMAC-SHA256\n" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)));
        string signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(toSign)));
        headers["authorization"] = $"ACS3-HMAC-SHA256 Credential={AccessKeyId},SignedHeaders={names},Signature={signature}";

        HttpRequestMessage request = new(Method, new UriBuilder(Endpoint) { Query = query }.Uri);
        if (Method != HttpMethod.Get)
        {
            request.Content = new ByteArrayContent(Body);
        }

        foreach ((string name, string value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return request;
    }
}
