namespace FlowGen;

/// <summary>What kind of failure an <see cref="ApiError"/> is, the same for every provider.</summary>
public enum ApiErrorCategory
{
    /// <summary>The provider's code is in no table and the HTTP status says nothing more. Never retried.</summary>
    Unknown = 0,

    /// <summary>A quota was exceeded, at the provider or in the local waiting queue.</summary>
    Throttled,

    /// <summary>The provider does not accept who is calling: key, signature, date or nonce.</summary>
    Unauthenticated,

    /// <summary>The caller is known but not allowed to do this.</summary>
    Forbidden,

    /// <summary>The object, or the operation itself, does not exist.</summary>
    NotFound,

    /// <summary>The provider rejects the request's content.</summary>
    InvalidRequest,

    /// <summary>The object's present state does not permit the operation.</summary>
    Conflict,

    /// <summary>The account has not activated the product.</summary>
    NotSubscribed,

    /// <summary>A fault at the provider that is expected to pass.</summary>
    Transient,

    /// <summary>No complete answer came within the configured time. A caller's own cancellation throws instead.</summary>
    Timeout,

    /// <summary>The connection could not be made, or broke.</summary>
    Network,

    /// <summary>An answer came, but it is not what the provider documents: not JSON, cut off, wrong types, too large.</summary>
    Malformed,
}
