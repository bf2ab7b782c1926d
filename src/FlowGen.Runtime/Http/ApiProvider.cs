using System.ComponentModel;

namespace FlowGen.Http;

/// <summary>
/// What a spec says about a provider as a whole. Generated code makes one per spec; the runtime reads it on every call.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public sealed class ApiProvider
{
    /// <summary>The provider's name, for example <c>alibaba-cams</c>. Part of the key under which quotas are shared.</summary>
    public required string Name { get; init; }

    /// <summary>How an operation travels.</summary>
    public required ApiProtocol Protocol { get; init; }

    /// <summary>The API version that <see cref="ApiProtocol.AcsRpc"/> sends as <c>x-acs-version</c>.</summary>
    public string? Version { get; init; }

    /// <summary>How a request proves who sends it.</summary>
    public required ApiSigning Signing { get; init; }

    /// <summary>Where an <see cref="ApiSigning.ApiKey"/> travels.</summary>
    public ApiKeyLocation KeyLocation { get; init; }

    /// <summary>The name of the header, query parameter or cookie that an <see cref="ApiSigning.ApiKey"/> travels in.</summary>
    public string? KeyName { get; init; }

    /// <summary>Other ways of signing that the provider takes. The credentials decide which one is used.</summary>
    public IReadOnlyList<ApiSecurityScheme> OtherSchemes { get; init; } = [];

    /// <summary>
    /// The ways of signing where some of them are several schemes at a time: in place of <see cref="Signing"/> and <see cref="OtherSchemes"/>.
    /// The credentials decide which one is used.
    /// </summary>
    public IReadOnlyList<ApiSecurityRequirement> Security { get; init; } = [];

    /// <summary>Whether a client without credentials can call.</summary>
    public bool IsSigningOptional { get; init; }

    /// <summary>The environment variable a <see cref="ApiSigning.Bearer"/> key is customarily kept in, if the spec names one.</summary>
    public string? CredentialVariable { get; init; }

    /// <summary>The servers, the default first.</summary>
    public required IReadOnlyList<ApiEndpoint> Endpoints { get; init; }

    /// <summary>Where a success body keeps its payload; <see langword="null"/> when the body is the payload.</summary>
    public ResponseEnvelope? Envelope { get; init; }

    /// <summary>Where a failure body keeps its code and message.</summary>
    public ErrorBody ErrorBody { get; init; } = new();

    /// <summary>The provider's error table. The most specific rule that fits wins; see <see cref="ApiErrorRule"/>.</summary>
    public IReadOnlyList<ApiErrorRule> Errors { get; init; } = [];

    /// <summary>The documented quotas.</summary>
    public IReadOnlyList<ApiRateLimit> RateLimits { get; init; } = [];

    /// <summary>The headers in which the provider says how long to wait; the largest value found counts.</summary>
    public IReadOnlyList<RetryAfterHeader> RetryAfterHeaders { get; init; } = [];
}

/// <summary>How an operation travels.</summary>
public enum ApiProtocol
{
    /// <summary>A method and a path per operation.</summary>
    Rest = 0,

    /// <summary>
    /// Alibaba Cloud RPC: one path, the operation in <c>x-acs-action</c>, the version in <c>x-acs-version</c>, the parameters in the query.
    /// </summary>
    AcsRpc,
}

/// <summary>How a request proves who sends it.</summary>
public enum ApiSigning
{
    /// <summary>Not at all.</summary>
    None = 0,

    /// <summary><c>Authorization: Bearer …</c> (RFC 6750).</summary>
    Bearer,

    /// <summary>Alibaba Cloud's V3 signature, <c>ACS3-HMAC-SHA256</c>.</summary>
    Acs3HmacSha256,

    /// <summary>A key in a header, a query parameter or a cookie.</summary>
    ApiKey,

    /// <summary><c>Authorization: Basic …</c> (RFC 7617).</summary>
    Basic,
}

/// <summary>Where a key travels.</summary>
public enum ApiKeyLocation
{
    /// <summary>In a header.</summary>
    Header = 0,

    /// <summary>In a query parameter.</summary>
    Query,

    /// <summary>In a cookie.</summary>
    Cookie,
}

/// <summary>A way of signing.</summary>
/// <param name="Signing">Which one.</param>
/// <param name="KeyLocation">Where a key travels.</param>
/// <param name="KeyName">The name of the header, query parameter or cookie that it travels in.</param>
/// <param name="Name">The scheme's name in the document, for <see cref="CredentialSet"/>; <see langword="null"/> when the kind of credentials tells.</param>
public sealed record ApiSecurityScheme(ApiSigning Signing, ApiKeyLocation KeyLocation = ApiKeyLocation.Header, string? KeyName = null, string? Name = null);

/// <summary>A way to prove who sends a request.</summary>
/// <param name="Schemes">What is needed at a time; nothing when a request may be sent without a signature.</param>
public sealed record ApiSecurityRequirement(params ApiSecurityScheme[] Schemes);

/// <summary>A server of a provider.</summary>
/// <param name="Region">The region's name; empty when the spec names none.</param>
/// <param name="Uri">The server's base address, without a query.</param>
public sealed record ApiEndpoint(string Region, Uri Uri);

/// <summary>Where a success body keeps what.</summary>
public sealed class ResponseEnvelope
{
    /// <summary>The member that holds the provider's code, as text or number.</summary>
    public required string Code { get; init; }

    /// <summary>The member that holds the message.</summary>
    public string? Message { get; init; }

    /// <summary>The member that holds the request id.</summary>
    public string? RequestId { get; init; }

    /// <summary>
    /// The member that says by <c>true</c> that the call succeeded. Where it is there and not <c>true</c>, the call failed, whatever the code.
    /// </summary>
    public string? Flag { get; init; }

    /// <summary>The codes that mean success, compared without regard to case. A missing code is a failure.</summary>
    public required IReadOnlyList<string> SuccessCodes { get; init; }

    /// <summary>Message texts that stand for "no message", for example <c>None</c>.</summary>
    public IReadOnlyList<string> AbsentMessages { get; init; } = [];
}

/// <summary>Where a failure body keeps what. Member names are compared without regard to case.</summary>
public sealed class ErrorBody
{
    /// <summary>The member that holds the provider's code, as text or number.</summary>
    public string Code { get; init; } = "code";

    /// <summary>The member that holds the message.</summary>
    public string Message { get; init; } = "message";

    /// <summary>The member that holds the id to quote to the provider's support.</summary>
    public string RequestId { get; init; } = "requestId";
}

/// <summary>
/// One row of a provider's error table. A rule whose <paramref name="Code"/> is the answer's code wins over one that ends in
/// <c>*</c> (a prefix; the longest wins), and that over one without a code. Among equals the rule whose <paramref name="Status"/>
/// is the answer's wins over a rule without one; a rule with a code fits whatever the status.
/// </summary>
/// <param name="Code">The provider's code, a prefix ending in <c>*</c>, or <see langword="null"/> for any.</param>
/// <param name="Status">The documented HTTP status, or <see langword="null"/> for any.</param>
/// <param name="Category">What it means.</param>
/// <param name="IsRetriable">Whether the same call can succeed later.</param>
public sealed record ApiErrorRule(string? Code, int? Status, ApiErrorCategory Category, bool IsRetriable);

/// <summary>A documented quota.</summary>
/// <param name="Group">Its name in the spec; operations that name the same group share it.</param>
/// <param name="Permits">Calls permitted in any window, at least 1.</param>
/// <param name="Window">The window's length.</param>
/// <param name="Scope">Who shares it.</param>
public sealed record ApiRateLimit(string Group, int Permits, TimeSpan Window, ApiRateLimitScope Scope);

/// <summary>Who shares a quota.</summary>
public enum ApiRateLimitScope
{
    /// <summary>Everybody who calls with any key of the account.</summary>
    Account = 0,

    /// <summary>Everybody who calls with the same key.</summary>
    Key,
}

/// <summary>A response header that says how long to wait.</summary>
/// <param name="Name">The header's name.</param>
/// <param name="Format">How its value is written.</param>
public sealed record RetryAfterHeader(string Name, RetryAfterFormat Format);

/// <summary>How a header says how long to wait.</summary>
public enum RetryAfterFormat
{
    /// <summary>Whole seconds, or an HTTP date (RFC 9110, section 10.2.3).</summary>
    SecondsOrDate = 0,

    /// <summary>Whole milliseconds.</summary>
    Milliseconds,

    /// <summary><c>Limit:1,Remain:0,TimeLeft:2000,Reset:1234</c>, with <c>TimeLeft</c> in milliseconds.</summary>
    AcsRateLimit,
}
