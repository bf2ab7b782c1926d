namespace FlowGen.Sandbox.Cams;

/// <summary>
/// The one account that the sandbox knows at CAMS. The STS token belongs to the key; it is <see langword="null"/> when the key is a lasting one.
/// A bearer token stands for a signature; it is <see langword="null"/> when the account has none.
/// </summary>
internal sealed record AcsAccount(string AccessKeyId, string AccessKeySecret, string? SecurityToken, string? BearerToken, string CustSpaceId);
