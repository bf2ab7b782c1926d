namespace FlowGen.Generator.Model;

internal enum ProtocolKind
{
    Rest,
    AcsRpc,
}

internal enum SigningKind
{
    None,
    Bearer,
    Acs3HmacSha256,
    ApiKey,
    Basic,
}

internal enum KeyLocation
{
    Header,
    Query,
    Cookie,
}

/// <summary>A way of signing.</summary>
/// <param name="Name">What the document calls it.</param>
/// <param name="Signing">Which one.</param>
/// <param name="Location">Where a key travels.</param>
/// <param name="KeyName">What a key is called there.</param>
/// <param name="Variables">The environment variables that the credentials are customarily kept in.</param>
internal sealed record SecuritySchemeModel(string Name, SigningKind Signing, KeyLocation Location, string KeyName, EquatableArray<string> Variables);

/// <summary>Schemes that are needed at a time; none when a request may be sent without a signature.</summary>
internal sealed record SecurityRequirementModel(EquatableArray<SecuritySchemeModel> Schemes);

internal enum RateLimitScopeKind
{
    Account,
    Key,
}

internal enum RetryAfterKind
{
    SecondsOrDate,
    Milliseconds,
    AcsRateLimit,
}

internal enum ErrorCategoryKind
{
    Unknown,
    Throttled,
    Unauthenticated,
    Forbidden,
    NotFound,
    InvalidRequest,
    Conflict,
    NotSubscribed,
    Transient,
    Timeout,
}

/// <summary>What a spec says about a provider as a whole.</summary>
internal sealed record ProviderModel(
    string Name,
    ProtocolKind Protocol,
    string? Version,
    EquatableArray<SecurityRequirementModel> Security,
    bool IsSigningOptional,
    EquatableArray<EndpointModel> Endpoints,
    EnvelopeModel? Envelope,
    ErrorBodyModel? ErrorBody,
    EquatableArray<ErrorRuleModel> Errors,
    EquatableArray<RateLimitModel> RateLimits,
    EquatableArray<RetryAfterModel> RetryAfterHeaders);

internal sealed record EndpointModel(string Url, string Region, CSharpIdentifier Name, string Documentation);

internal sealed record EnvelopeModel(string Code, string? Message, string? RequestId, string? Payload, string? Flag, EquatableArray<string> Success, EquatableArray<string> Absent);

internal sealed record ErrorBodyModel(string? Code, string? Message, string? RequestId);

internal sealed record ErrorRuleModel(string? Code, int? Status, ErrorCategoryKind Category, bool IsRetriable, string Documentation);

internal sealed record RateLimitModel(string Group, int Permits, int WindowMilliseconds, RateLimitScopeKind Scope);

internal sealed record RetryAfterModel(string Header, RetryAfterKind Format);
