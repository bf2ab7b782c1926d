using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using FlowGen.Runtime.Tests.Servers;
using FlowGen.Runtime.Tests.TestClients;
using FlowGen.Signing;

namespace FlowGen.Runtime.Tests.Signing;

/// <summary>The signer without a client: any request to any product, through an ordinary <see cref="HttpClient"/>.</summary>
public sealed class SigningHandlerTests : IDisposable
{
    private readonly HttpClient _http = new(new SigningHandler(
        new Acs3HmacSha256Signer(AlibabaCredentials.FromAccessKey(TestOptions.AccessKeyId, TestOptions.AccessKeySecret)))
    {
        InnerHandler = new SocketsHttpHandler { AllowAutoRedirect = false },
    });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, Func<HttpContent?>> Bodies() => new()
    {
        { "GET", () => null },
        { "DELETE", () => null },
        { "POST", () => null },
        { "POST", () => new FormUrlEncodedContent([new("Name", "a b&c"), new("Empty", "")]) },
        { "PUT", () => JsonContent.Create(new { Name = "流程" }) },
        { "PATCH", () => new ByteArrayContent([0, 1, 255]) { Headers = { ContentType = new("application/octet-stream") } } },
        { "POST", () => new StreamContent(new MemoryStream(Encoding.UTF8.GetBytes("a stream that can be read once"))) },
    };

    public void Dispose() => _http.Dispose();

    [Theory]
    [MemberData(nameof(Bodies), DisableDiscoveryEnumeration = true)]
    public async Task Any_method_and_body_is_signed_as_it_arrives(string method, Func<HttpContent?> body)
    {
        await using var server = await LoopbackServer.StartAsync(200, "{}");
        using var request = new HttpRequestMessage(new(method), $"{server.Address}clusters/a%2Fb/nodes?z=1&Name=a%20b&name=%e6%b5%81&A=*")
        {
            Content = body(),
            Headers = { { "x-acs-action", "DescribeNodes" }, { "x-acs-version", "2015-12-15" }, { "X-Acs-Trace", " one " } },
        };

        using var response = await _http.SendAsync(request, Token);

        var received = Assert.Single(server.Received);
        Assert.Equal("/clusters/a%2Fb/nodes?A=%2A&Name=a%20b&name=%E6%B5%81&z=1", received.Target);
        string[] signed = ["host", "x-acs-action", "x-acs-content-sha256", "x-acs-date", "x-acs-signature-nonce", "x-acs-trace", "x-acs-version"];
        Assert.Equal(
            SignatureOracle.Authorization(received, TestOptions.AccessKeyId, TestOptions.AccessKeySecret, received.Headers.ContainsKey("content-type") ? ["content-type", .. signed] : signed),
            received.Headers["authorization"]);
    }

    [Fact]
    public async Task A_request_that_was_signed_before_is_signed_anew()
    {
        await using var server = await LoopbackServer.StartAsync(200, "{}");
        var signer = new Acs3HmacSha256Signer(AlibabaCredentials.FromAccessKey("other", "secret", "token"));
        using var request = new HttpRequestMessage(HttpMethod.Get, server.Address);
        await signer.SignAsync(request, default, Token);

        using var response = await _http.SendAsync(request, Token);

        var received = Assert.Single(server.Received);
        Assert.DoesNotContain("x-acs-security-token", received.Headers.Keys);
        Assert.Equal(
            SignatureOracle.Authorization(received, TestOptions.AccessKeyId, TestOptions.AccessKeySecret, "host", "x-acs-content-sha256", "x-acs-date", "x-acs-signature-nonce"),
            received.Headers["authorization"]);
    }

    [Theory]
    [InlineData("application/json", """{"Code":"InvalidTimeStamp.Expired"}""")]
    [InlineData("text/xml", "<Error><Code>InvalidTimeStamp.Expired</Code></Error>")]
    public async Task A_refused_date_is_put_right_with_one_repeat_of_the_same_body(string type, string refusal)
    {
        await using var server = await LoopbackServer.StartAsync(
            context =>
            {
                context.Response.Headers.Date = DateTimeOffset.UtcNow.AddHours(5).ToString("r", CultureInfo.InvariantCulture);
                return LoopbackServer.AnswerAsync(context, 400, refusal, type);
            },
            context => LoopbackServer.AnswerAsync(context, 200, "{}"));

        using var response = await _http.PostAsync(server.Address, new StringContent("body", new MediaTypeHeaderValue("text/plain")), Token);

        Assert.True(response.IsSuccessStatusCode);
        Assert.Collection(
            server.Received,
            first => Assert.Equal("body", Encoding.UTF8.GetString(first.Body)),
            second =>
            {
                Assert.Equal("body", Encoding.UTF8.GetString(second.Body));
                var date = DateTimeOffset.Parse(second.Headers["x-acs-date"], CultureInfo.InvariantCulture);
                Assert.InRange(date - DateTimeOffset.UtcNow, TimeSpan.FromHours(4.9), TimeSpan.FromHours(5.1));
                Assert.Equal(
                    SignatureOracle.Authorization(second, TestOptions.AccessKeyId, TestOptions.AccessKeySecret, "content-type", "host", "x-acs-content-sha256", "x-acs-date", "x-acs-signature-nonce"),
                    second.Headers["authorization"]);
            });
    }

    [Fact]
    public async Task Any_other_failure_comes_back_as_it_is()
    {
        const string Refusal = """{"code":"InvalidAccessKeyId.NotFound","message":"no such key"}""";
        await using var server = await LoopbackServer.StartAsync(404, Refusal);

        using var response = await _http.GetAsync(server.Address, HttpCompletionOption.ResponseHeadersRead, Token);

        Assert.Equal(Refusal, await response.Content.ReadAsStringAsync(Token));
        Assert.Single(server.Received);
    }

    [Fact]
    public async Task A_bearer_token_goes_into_the_query_of_an_RPC_call_and_into_a_header_of_a_ROA_call()
    {
        await using var server = await LoopbackServer.StartAsync(200, "{}");
        using var http = new HttpClient(new SigningHandler(new Acs3BearerTokenSigner(BearerCredentials.FromKey("token-1"))) { InnerHandler = new SocketsHttpHandler() });

        using var rpc = await http.PostAsync(new Uri(server.Address, "/?FlowId=1"), null, Token);
        using var roa = await http.GetAsync(new Uri(server.Address, "/clusters?a=1"), Token);

        Assert.Collection(
            server.Received,
            request =>
            {
                Assert.Equal("/?FlowId=1&SignatureType=BEARERTOKEN", request.Target);
                Assert.DoesNotContain("x-acs-signature-type", request.Headers.Keys);
            },
            request =>
            {
                Assert.Equal("/clusters?a=1", request.Target);
                Assert.Equal("BEARERTOKEN", request.Headers["x-acs-signature-type"]);
            });
        Assert.All(server.Received, request =>
        {
            Assert.Equal("token-1", request.Headers["x-acs-bearer-token"]);
            Assert.DoesNotContain("authorization", request.Headers.Keys);
            Assert.Matches("^[0-9a-f]{32}$", request.Headers["x-acs-signature-nonce"]);
            Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", request.Headers["x-acs-content-sha256"]);
            Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", request.Headers["x-acs-date"]);
        });
    }

    [Fact]
    public void A_blocking_request_is_refused_rather_than_sent_without_a_signature()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://127.0.0.1:9/");

        Assert.Throws<NotSupportedException>(() => _http.Send(request, Token));
    }
}
