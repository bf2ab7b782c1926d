namespace FlowGen.Sandbox.Cams;

/// <summary>Headers of Alibaba Cloud's V3 requests, and the algorithm that the sandbox verifies.</summary>
internal static class AcsHeaders
{
    public const string Algorithm = "ACS3-HMAC-SHA256";
    public const string Prefix = "x-acs-";
    public const string Host = "host";
    public const string Authorization = "authorization";
    public const string Action = "x-acs-action";
    public const string Version = "x-acs-version";
    public const string Date = "x-acs-date";
    public const string Nonce = "x-acs-signature-nonce";
    public const string ContentHash = "x-acs-content-sha256";
    public const string AccessKeyId = "x-acs-accesskey-id";
    public const string SecurityToken = "x-acs-security-token";
    public const string BearerToken = "x-acs-bearer-token";
    public const string RequestId = "x-acs-request-id";
}
