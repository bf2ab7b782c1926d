namespace FlowGen.Runtime.Tests.TestClients;

/// <summary>Options for a client that calls a test's own server.</summary>
internal static class TestOptions
{
    public const string AccessKeyId = "LTAI5tTestKeyId";
    public const string AccessKeySecret = "TestSecret/1234567890+abcdef=";
    public const string SecurityToken = "CAIS+test/token==";
    public const string ApiKey = "rest-key-0123456789/+=";

    public static FlowClientOptions Rpc(Uri endpoint) => new()
    {
        Credentials = AlibabaCredentials.FromAccessKey(AccessKeyId, AccessKeySecret),
        Endpoint = endpoint,
        RateLimit = RateLimit.Unlimited("the test counts itself"),
        MaxRetries = 0,
    };

    public static FlowClientOptions Rest(Uri endpoint) => new()
    {
        Credentials = BearerCredentials.FromKey(ApiKey),
        Endpoint = endpoint,
        RateLimit = RateLimit.Unlimited("the test counts itself"),
        MaxRetries = 0,
    };
}
