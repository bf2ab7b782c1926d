namespace FlowGen.Sandbox.Tests;

/// <summary>Signatures computed by others for known requests, so that the verifier is not only tested against the signer of these tests.</summary>
public sealed class CamsSignatureVectorTests
{
    private const string Host = "cams.ap-southeast-1.aliyuncs.com";
    private const string EmptyBody = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private readonly ManualTimeProvider _clock = new(new(2025, 1, 2, 3, 4, 5, TimeSpan.Zero));

    [Fact]
    public async Task The_vector_with_a_lasting_key_is_accepted()
    {
        await using FlowSandbox sandbox = await StartAsync(securityToken: null);

        Answer answer = await Answer.ToAsync(Request(
            sandbox,
            "CustSpaceId=cams-kei0001&FlowId=926753328126430001",
            "host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version",
            "96a842401163702566f26ee4dba513ae6046c0a305a83edcf974b8f5fbc1cae8"));

        Assert.Equal((200, "OK"), (answer.Status, answer.Code));
        Assert.Equal("926753328126430001", answer.Json.GetProperty("Data").GetProperty("FlowId").GetString());
    }

    [Fact]
    public async Task The_vector_with_a_temporary_key_is_accepted()
    {
        await using FlowSandbox sandbox = await StartAsync("CAIS+example/token==");

        Answer answer = await Answer.ToAsync(StsRequest(sandbox));

        Assert.Equal((200, "OK"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Another_token_than_the_keys_is_refused_and_not_repeated()
    {
        await using FlowSandbox sandbox = await StartAsync("another-token");

        Answer answer = await Answer.ToAsync(StsRequest(sandbox));

        Assert.Equal((400, "InvalidSecurityToken.MismatchWithAccessKey"), (answer.Status, answer.Code));
        Assert.DoesNotContain("CAIS", answer.Text + sandbox.Requests[0].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_signature_with_a_token_keeps_the_token_out_of_the_log()
    {
        await using FlowSandbox sandbox = await StartAsync("CAIS+example/token==");

        Answer answer = await Answer.ToAsync(StsRequest(sandbox).WithRawQuery("FlowId=1"));

        Assert.Equal("SignatureDoesNotMatch", answer.Code);
        Assert.Contains("x-acs-security-token:(hidden)", sandbox.Requests[0].Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("CAIS", answer.Text + sandbox.Requests[0].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_temporary_key_without_its_token_is_refused()
    {
        await using FlowSandbox sandbox = await StartAsync("CAIS+example/token==");

        Answer answer = await Answer.ToAsync(CamsCall.To(sandbox, _clock.GetUtcNow(), ("FlowId", "1")));

        Assert.Equal((400, "MissingSecurityToken"), (answer.Status, answer.Code));
    }

    private Task<FlowSandbox> StartAsync(string? securityToken) => FlowSandbox.StartAsync(
        new()
        {
            AccessKeyId = "YourAccessKeyId",
            AccessKeySecret = "YourAccessKeySecret",
            SecurityToken = securityToken,
            CustSpaceId = "cams-kei0001",
            TimeProvider = _clock,
        },
        TestContext.Current.CancellationToken);

    private static HttpRequestMessage StsRequest(FlowSandbox sandbox) =>
        Request(
            sandbox,
            "FlowId=926753328126430001",
            "host;x-acs-accesskey-id;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-security-token;x-acs-signature-nonce;x-acs-version",
            "376bcaf35aefd215fac44e6d3b4a83b2e89aaa9341fcb7f2e3974367dbbcebfe")
            .WithHeader("x-acs-accesskey-id", "YourAccessKeyId")
            .WithHeader("x-acs-security-token", "CAIS+example/token==");

    private static HttpRequestMessage Request(FlowSandbox sandbox, string query, string signedHeaders, string signature) =>
        new HttpRequestMessage(HttpMethod.Post, new UriBuilder(sandbox.CamsEndpoint) { Query = query }.Uri)
            .WithHeader("Host", Host)
            .WithHeader("x-acs-action", "GetFlow")
            .WithHeader("x-acs-version", "2020-06-06")
            .WithHeader("x-acs-date", "2025-01-02T03:04:05Z")
            .WithHeader("x-acs-signature-nonce", "0f1e2d3c4b5a69788796a5b4c3d2e1f0")
            .WithHeader("x-acs-content-sha256", EmptyBody)
            .WithHeader("Authorization", $"ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders={signedHeaders},Signature={signature}");
}
