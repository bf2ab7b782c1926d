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

    /// <summary>
    /// Computed by the signers of the vendor's own SDK for Node.js (@alicloud/openapi-util 0.3.3 and @alicloud/openapi-core 1.0.8, which agree); the
    /// query and the form are in the encoding that it sends, which is not the one that it signs.
    /// </summary>
    [Theory]
    [InlineData(
        "POST", "CreateFlow", "", "application/x-www-form-urlencoded",
        "FlowName=a%20b%2Bc*d~e%2Ff%3Fg%3Dh%26i%25j%23%C3%A4%E8%AA%9E%F0%9F%99%82'%22()!%2C%3B%3A%40%24&Categories=%5B%22SIGN_UP%22%2C%22SURVEY%22%5D",
        "fcecbd83fe1f5fec9626aa222c3f24e30c7a847d9715598f374f6e134692f388",
        "content-type;host;x-acs-action;x-acs-content-sha256;x-acs-credentials-provider;x-acs-date;x-acs-signature-nonce;x-acs-version",
        "2ed37bef367680eef2aa3db8a7d0851963bbafa521d06b952144a72f6abc24d0")]
    [InlineData("GET", "GetFlow", "FlowId=926753328126430001", null, "", EmptyBody,
        "host;x-acs-action;x-acs-content-sha256;x-acs-credentials-provider;x-acs-date;x-acs-signature-nonce;x-acs-version",
        "d1ff142471695435d55b87a80582a5b1f144c5482a409a3e36de85d178e86dd9")]
    [InlineData("POST", "GetFlow", "FlowId=926753328126430001", "application/json; charset=utf-8", "{\"a\":\"ä\"}",
        "46e7684c4b1944115e7f227c9f2d1275a3edf7806a40d523d1c77e0df97b3432",
        "content-type;host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version",
        "1330854bfe0276da9d3ded171e9c35e595e8a5370322c7a65d43db975153fe29")]
    [InlineData(
        "POST", "CreateFlow",
        "FlowName=a%20b%2Bc*d~e%2Ff%3Fg%3Dh%26i%25j%23%C3%A4%E8%AA%9E%F0%9F%99%82'%22()!%2C%3B%3A%40%24&Categories=%5B%22SIGN_UP%22%2C%22SURVEY%22%5D&CustSpaceId=",
        null, "", EmptyBody,
        "host;x-acs-accesskey-id;x-acs-action;x-acs-content-sha256;x-acs-credentials-provider;x-acs-date;x-acs-security-token;x-acs-signature-nonce;x-acs-version",
        "3d3dda1b5a85e716fa894666fb0e2352987e0d36f8064766cbc88b962bad2608")]
    public async Task A_request_of_the_vendors_SDK_is_accepted(
        string method, string action, string query, string? contentType, string body, string bodyHash, string signedHeaders, string signature)
    {
        bool isTemporary = signedHeaders.Contains("security-token", StringComparison.Ordinal);
        await using FlowSandbox sandbox = await StartAsync(isTemporary ? "CAIS+example/token==" : null);
        HttpRequestMessage request = Request(sandbox, "", signedHeaders, signature)
            .WithRawQuery(query)
            .WithHeader("x-acs-action", action)
            .WithHeader("x-acs-content-sha256", bodyHash)
            .WithHeader("accept", "application/json")
            .WithHeader("user-agent", "AlibabaCloud");
        request.Method = new(method);
        request.Content = contentType is null ? null : new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(body));
        request.Content?.Headers.TryAddWithoutValidation("content-type", contentType);
        if (signedHeaders.Contains("credentials-provider", StringComparison.Ordinal))
        {
            request.WithHeader("x-acs-credentials-provider", isTemporary ? "static_sts" : "static_ak");
        }

        if (isTemporary)
        {
            request.WithHeader("x-acs-accesskey-id", "YourAccessKeyId").WithHeader("x-acs-security-token", "CAIS+example/token==");
        }

        Answer answer = await Answer.ToAsync(request);

        Assert.Equal((200, "OK"), (answer.Status, answer.Code));
        Assert.True(action == "GetFlow" || answer.Json.GetProperty("Data").GetProperty("FlowName").GetString() == "a b+c*d~e/f?g=h&i%j#ä語🙂'\"()!,;:@$");
    }

    [Fact]
    public async Task A_request_in_the_manner_of_the_SDK_for_Python_is_accepted()
    {
        // It signs every header that it sends, and writes a parameter without a value without an equals sign; what it sends has one.
        await using FlowSandbox sandbox = await StartAsync(securityToken: null);
        CamsCall call = CamsCall.To(sandbox, _clock.GetUtcNow(), ("FlowId", "926753328126430001")) with
        {
            BareNames = ["CustSpaceId"],
            Headers = [("accept", "application/json"), ("user-agent", "AlibabaCloud Python/3.12")],
        };

        Answer answer = await Answer.ToAsync(call.Sign().WithRawQuery("FlowId=926753328126430001&CustSpaceId="));

        Assert.Equal((200, "OK"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_bearer_token_stands_for_a_signature()
    {
        await using FlowSandbox sandbox = await FlowSandbox.StartAsync(new() { BearerToken = "bear.er" }, TestContext.Current.CancellationToken);

        Answer answer = await Answer.ToAsync(BearerRequest(sandbox, "bear.er"));

        Assert.Equal((200, "OK"), (answer.Status, answer.Code));
        Assert.Equal("(hidden)", sandbox.Requests[0].Headers["x-acs-bearer-token"]);
    }

    [Theory]
    [InlineData("bear.er", "another", "SignatureType=BEARERTOKEN&")]
    [InlineData(null, "bear.er", "SignatureType=BEARERTOKEN&")]
    [InlineData("bear.er", "bear.er", "")]
    public async Task A_bearer_token_that_is_not_the_accounts_or_not_announced_is_refused(string? own, string given, string announcement)
    {
        await using FlowSandbox sandbox = await FlowSandbox.StartAsync(new() { BearerToken = own }, TestContext.Current.CancellationToken);

        Answer answer = await Answer.ToAsync(BearerRequest(sandbox, given, announcement));

        Assert.Equal((400, "InvalidSecurityToken.Malformed"), (answer.Status, answer.Code));
    }

    private static HttpRequestMessage BearerRequest(FlowSandbox sandbox, string token, string announcement = "SignatureType=BEARERTOKEN&") =>
        new HttpRequestMessage(HttpMethod.Post, new UriBuilder(sandbox.CamsEndpoint) { Query = announcement + "FlowId=926753328126430001" }.Uri)
            .WithHeader("x-acs-action", "GetFlow")
            .WithHeader("x-acs-version", "2020-06-06")
            .WithHeader("x-acs-bearer-token", token);

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
