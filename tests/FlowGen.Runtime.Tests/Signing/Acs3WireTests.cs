using System.Net.Http.Headers;
using System.Text;
using FlowGen.Runtime.Tests.Clocks;
using FlowGen.Runtime.Tests.Servers;
using FlowGen.Runtime.Tests.TestClients;
using FlowGen.Signing;

namespace FlowGen.Runtime.Tests.Signing;

/// <summary>What arrives at a server carries a signature that the server, computing from what arrived, finds right.</summary>
public sealed class Acs3WireTests : IDisposable
{
    private static readonly string[] Signed = ["host", "x-acs-action", "x-acs-content-sha256", "x-acs-date", "x-acs-signature-nonce", "x-acs-version"];

    private readonly HttpClient _http = new();

    public void Dispose() => _http.Dispose();

    public static TheoryData<string> OddTexts() =>
    [
        "plain", "a b", "a+b", "*~!'()", "a/b?c=d&e#f", "100%", "%41%zz", "流程", "😀", "\u200E\u202Eabc", "..", "\\", "a\tb", "\"quoted\"", "{\"a\":[1]}", "é\u0301", " ",
    ];

    [Theory]
    [MemberData(nameof(OddTexts))]
    public async Task Any_text_in_the_query_is_signed_as_it_is_sent(string text)
    {
        await using var server = await LoopbackServer.StartAsync(200, """{"Code":"OK","Data":{"Id":"1"}}""");
        var client = new RpcClient(_http, TestOptions.Rpc(server.Address));

        var result = await client.GetGadgetAsync(new(text, text), TestContext.Current.CancellationToken);

        Assert.True(result.IsSuccess);
        var request = Assert.Single(server.Received);
        Assert.Equal($"/?Id={Uri.EscapeDataString(text)}&Space={Uri.EscapeDataString(text)}", request.Target);
        AssertSigned(request, Signed);
    }

    [Fact]
    public async Task An_empty_value_is_sent_and_signed_with_its_equals_sign()
    {
        await using var server = await LoopbackServer.StartAsync(200, """{"Code":"OK","Data":{"Id":"1"}}""");
        var client = new RpcClient(_http, TestOptions.Rpc(server.Address));

        await client.GetGadgetAsync(new("1", ""), TestContext.Current.CancellationToken);

        var request = Assert.Single(server.Received);
        Assert.Equal("/?Id=1&Space=", request.Target);
        AssertSigned(request, Signed);
    }

    [Fact]
    public async Task A_temporary_key_sends_and_signs_its_token()
    {
        await using var server = await LoopbackServer.StartAsync(200, """{"Code":"OK","Data":{"Id":"1"}}""");
        var options = TestOptions.Rpc(server.Address);
        options.Credentials = AlibabaCredentials.FromAccessKey(TestOptions.AccessKeyId, TestOptions.AccessKeySecret, TestOptions.SecurityToken);

        await new RpcClient(_http, options).GetGadgetAsync(new("1"), TestContext.Current.CancellationToken);

        var request = Assert.Single(server.Received);
        Assert.Equal(TestOptions.SecurityToken, request.Headers["x-acs-security-token"]);
        Assert.Equal(TestOptions.AccessKeyId, request.Headers["x-acs-accesskey-id"]);
        AssertSigned(
            request,
            "host", "x-acs-accesskey-id", "x-acs-action", "x-acs-content-sha256", "x-acs-date", "x-acs-security-token", "x-acs-signature-nonce", "x-acs-version");
    }

    [Fact]
    public async Task A_GET_with_odd_spelling_is_sent_in_the_spelling_that_is_signed()
    {
        var request = await SendSignedAsync(new(HttpMethod.Get, "/clusters/a:b/%7euser?z=%41&flag&name=a+b&%6e=%2f&a=*"));

        Assert.Equal("/clusters/a%3Ab/~user?a=%2A&flag=&n=%2F&name=a%2Bb&z=A", request.Target);
        AssertSigned(request, "host", "x-acs-content-sha256", "x-acs-date", "x-acs-signature-nonce");
    }

    [Fact]
    public async Task A_form_body_is_hashed_and_its_type_is_signed()
    {
        var request = await SendSignedAsync(new(HttpMethod.Post, "/?Query=1")
        {
            Content = new FormUrlEncodedContent([new("Name", "a b&c"), new("Empty", "")]),
        });

        Assert.Equal("Name=a+b%26c&Empty=", Encoding.UTF8.GetString(request.Body));
        AssertSigned(request, "content-type", "host", "x-acs-content-sha256", "x-acs-date", "x-acs-signature-nonce");
    }

    [Fact]
    public async Task A_JSON_body_is_hashed_and_its_type_is_signed()
    {
        var request = await SendSignedAsync(new(HttpMethod.Put, "/flows/1")
        {
            Content = new StringContent("{\"名\":\"流程\"}", Encoding.UTF8, new MediaTypeHeaderValue("application/json", "utf-8")),
        });

        Assert.Equal("application/json; charset=utf-8", request.Headers["content-type"]);
        AssertSigned(request, "content-type", "host", "x-acs-content-sha256", "x-acs-date", "x-acs-signature-nonce");
    }

    [Fact]
    public async Task Every_attempt_has_a_nonce_and_a_date_of_its_own()
    {
        var clock = new SkippingTimeProvider(TimeSpan.FromSeconds(10));
        await using var server = await LoopbackServer.StartAsync(
            context => LoopbackServer.AnswerAsync(context, 400, """{"Code":"SignatureNonceUsed","Message":"used already"}"""),
            context =>
            {
                clock.Advance(TimeSpan.FromSeconds(2));
                return LoopbackServer.AnswerAsync(context, 400, """{"Code":"SignatureNonceUsed"}""");
            },
            context => LoopbackServer.AnswerAsync(context, 200, """{"Code":"OK","Data":{"Id":"1"}}"""));
        var options = TestOptions.Rpc(server.Address);
        options.TimeProvider = clock;
        options.MaxRetries = 3;

        var result = await new RpcClient(_http, options).GetGadgetAsync(new("1"), TestContext.Current.CancellationToken);

        Assert.True(result.IsSuccess);
        var requests = server.Received.ToArray();
        Assert.Equal(3, requests.Length);
        Assert.Equal(3, requests.Select(request => request.Headers["x-acs-signature-nonce"]).Distinct().Count());
        Assert.All(requests, request => Assert.Matches("^[0-9a-f]{32}$", request.Headers["x-acs-signature-nonce"]));
        Assert.NotEqual(requests[0].Headers["x-acs-date"], requests[2].Headers["x-acs-date"]);
        Assert.All(requests, request => AssertSigned(request, Signed));
    }

    [Fact]
    public async Task The_date_is_UTC_without_fractions_whatever_the_culture()
    {
        var culture = System.Globalization.CultureInfo.CurrentCulture;
        try
        {
            System.Globalization.CultureInfo.CurrentCulture = new OddCulture();
            using var message = new HttpRequestMessage(HttpMethod.Post, "https://rpc.test.invalid/?A=1");

            await new Acs3HmacSha256Signer(AlibabaCredentials.FromAccessKey("id", "secret"), new ManualTimeProvider())
                .SignAsync(message, default, TestContext.Current.CancellationToken);

            Assert.Equal("2025-01-02T03:04:05Z", Assert.Single(message.Headers.GetValues("x-acs-date")));
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public async Task A_key_that_rotates_is_asked_for_before_every_attempt()
    {
        await using var server = await LoopbackServer.StartAsync(200, """{"Code":"OK","Data":{"Id":"1"}}""");
        var options = TestOptions.Rpc(server.Address);
        options.Credentials = new RotatingCredentials();
        var client = new RpcClient(_http, options);

        await client.GetGadgetAsync(new("1"), TestContext.Current.CancellationToken);
        await client.GetGadgetAsync(new("1"), TestContext.Current.CancellationToken);

        Assert.Collection(
            server.Received,
            request => Assert.Contains("Credential=key1,", request.Headers["authorization"], StringComparison.Ordinal),
            request => Assert.Contains("Credential=key2,", request.Headers["authorization"], StringComparison.Ordinal));
    }

    private static void AssertSigned(ReceivedRequest request, params string[] signedHeaders) => Assert.Equal(
        SignatureOracle.Authorization(request, TestOptions.AccessKeyId, TestOptions.AccessKeySecret, signedHeaders),
        request.Headers["authorization"]);

    private async Task<ReceivedRequest> SendSignedAsync(HttpRequestMessage message)
    {
        await using var server = await LoopbackServer.StartAsync(200, "{}");
        using (message)
        {
            message.RequestUri = new Uri(
                server.Address.GetLeftPart(UriPartial.Authority) + message.RequestUri!.OriginalString,
                new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
            var body = message.Content is null ? [] : await message.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
            var signer = new Acs3HmacSha256Signer(AlibabaCredentials.FromAccessKey(TestOptions.AccessKeyId, TestOptions.AccessKeySecret));
            await signer.SignAsync(message, body, TestContext.Current.CancellationToken);
            using var response = await _http.SendAsync(message, TestContext.Current.CancellationToken);
            return Assert.Single(server.Received);
        }
    }

    private sealed class OddCulture() : System.Globalization.CultureInfo("")
    {
        public override System.Globalization.DateTimeFormatInfo DateTimeFormat
        {
            get => new() { TimeSeparator = ".", DateSeparator = "/" };
            set => throw new InvalidOperationException("This culture stays as it is.");
        }
    }

    private sealed class RotatingCredentials : AlibabaCredentials
    {
        private int _key;

        public override string AccountId => "rotating";

        public override ValueTask<AlibabaAccessKey> GetAccessKeyAsync(CancellationToken cancellationToken) =>
            new(new AlibabaAccessKey($"key{Interlocked.Increment(ref _key)}", "secret"));
    }
}
