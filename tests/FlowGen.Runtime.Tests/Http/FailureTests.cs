using System.Net;
using FlowGen.Runtime.Tests.Servers;
using FlowGen.Runtime.Tests.TestClients;

namespace FlowGen.Runtime.Tests.Http;

/// <summary>A provider that says no, in all its ways of saying it.</summary>
public sealed class FailureTests : IDisposable
{
    private readonly HttpClient _http = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task A_200_whose_code_is_not_success_is_a_failure()
    {
        var error = await RpcErrorAsync(200, """{"Code":"Product.Unsubscript","Message":"You have not subscribed.","RequestId":"R-1\n"}""");

        Assert.Equal(ApiErrorCategory.NotSubscribed, error.Category);
        Assert.Equal("Product.Unsubscript", error.Code);
        Assert.Equal("You have not subscribed.", error.Message);
        Assert.Equal("R-1", error.RequestId);
        Assert.Equal(HttpStatusCode.OK, error.HttpStatus);
        Assert.False(error.IsRetriable);
    }

    [Theory]
    [InlineData("None")]
    [InlineData(" None\n")]
    [InlineData("")]
    public async Task A_message_that_stands_for_none_gives_way_to_our_own(string message)
    {
        var error = await RpcErrorAsync(400, $$"""{"Code":"Odd.Code","Message":{{System.Text.Json.JsonSerializer.Serialize(message)}}}""");

        Assert.Equal("The provider answered code Odd.Code.", error.Message);
    }

    [Fact]
    public async Task A_failure_wins_over_a_payload_of_another_form()
    {
        var error = await RpcErrorAsync(200, """{"Data":"nothing","RequestId":"R-2","Code":"System.LimitControl","Message":"slow down"}""");

        Assert.Equal(ApiErrorCategory.Throttled, error.Category);
        Assert.Equal("slow down", error.Message);
        Assert.Equal("R-2", error.RequestId);
    }

    [Fact]
    public async Task A_failure_that_came_before_the_answer_breaks_off_still_counts()
    {
        var error = await RpcErrorAsync(200, """{"Code":"System.LimitControl","Data":{"Id":1},"Mess""");

        Assert.Equal(ApiErrorCategory.Throttled, error.Category);
    }

    [Fact]
    public async Task A_gateways_failure_under_200_in_its_own_spelling_is_understood()
    {
        var error = await RpcErrorAsync(200, """{"code":"Throttling.User","message":"too many","requestid":"R-3"}""");

        Assert.Equal(ApiErrorCategory.Throttled, error.Category);
        Assert.Equal(("Throttling.User", "too many", "R-3"), (error.Code, error.Message, error.RequestId));
    }

    [Theory]
    [InlineData("""{"Code":"Throttling.User","Message":"m","RequestId":"R","HostId":"h","AccessDeniedDetail":"None"}""")]
    [InlineData("""{"code":"Throttling.User","message":"m","requestid":"R"}""")]
    [InlineData("""{"AccessDeniedDetail":{"PolicyType":"x","Deep":[{}]},"CODE":"Throttling.User","MESSAGE":"m","REQUESTID":"R"}""")]
    [InlineData("""{"Code":"Throttling.User","Message":"m","RequestId":"R","HostId":"cut of""")]
    [InlineData("\uFEFF{\"Code\":\"Throttling.User\",\"Message\":\"m\",\"RequestId\":\"R\"}")]
    [InlineData("<?xml version='1.0' encoding='UTF-8'?><Error><RequestId>R</RequestId><HostId>h</HostId><Code>Throttling.User</Code><Message>m</Message></Error>")]
    [InlineData("\r\n<Error><Extra><Code>other</Code></Extra><Code>Throttling.User</Code><Message>m</Message><RequestId>R\n</RequestId></Error>")]
    public async Task A_failure_body_is_understood_in_every_spelling(string body)
    {
        var error = await RpcErrorAsync(400, body);

        Assert.Equal((ApiErrorCategory.Throttled, "Throttling.User", "m", "R"), (error.Category, error.Code, error.Message, error.RequestId));
    }

    [Theory]
    [InlineData(400, ApiErrorCategory.InvalidRequest, false)]
    [InlineData(401, ApiErrorCategory.Unauthenticated, false)]
    [InlineData(403, ApiErrorCategory.Forbidden, false)]
    [InlineData(404, ApiErrorCategory.NotFound, false)]
    [InlineData(408, ApiErrorCategory.Timeout, true)]
    [InlineData(409, ApiErrorCategory.Conflict, false)]
    [InlineData(410, ApiErrorCategory.NotFound, false)]
    [InlineData(418, ApiErrorCategory.Unknown, false)]
    [InlineData(422, ApiErrorCategory.InvalidRequest, false)]
    [InlineData(429, ApiErrorCategory.Throttled, true)]
    [InlineData(500, ApiErrorCategory.Transient, true)]
    [InlineData(502, ApiErrorCategory.Transient, true)]
    [InlineData(503, ApiErrorCategory.Transient, true)]
    [InlineData(304, ApiErrorCategory.Unknown, false)]
    public async Task Without_a_known_code_the_status_decides(int status, ApiErrorCategory category, bool isRetriable)
    {
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });

        var error = (await new RpcClient(_http, TestOptions.Rpc(server.Address)).GetGadgetAsync(new("1"), Token)).Error;

        Assert.NotNull(error);
        Assert.Equal((category, isRetriable, (HttpStatusCode?)status), (error.Category, error.IsRetriable, error.HttpStatus));
        Assert.Contains($"HTTP {status}", error.Message, StringComparison.Ordinal);
        Assert.Null(error.Code);
        Assert.Null(error.RawBody);
    }

    [Theory]
    [InlineData("<!DOCTYPE html><html><body><h1>502 Bad Gateway</h1></body></html>")]
    [InlineData("<html><Code>Throttling</Code></html>")]
    [InlineData("<!DOCTYPE Error [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><Error><Code>&b;</Code></Error>")]
    [InlineData("<!DOCTYPE Error [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><Error><Code>&x;</Code></Error>")]
    [InlineData("<Error/>")]
    [InlineData("upstream connect error")]
    [InlineData("[1,2,3]")]
    [InlineData("\"text\"")]
    [InlineData("{\"Code\":{\"a\":1},\"Message\":[]}")]
    [InlineData("{{{{")]
    public async Task A_failure_body_that_says_nothing_leaves_the_status(string body)
    {
        var error = await RpcErrorAsync(502, body, "text/html");

        Assert.Equal(ApiErrorCategory.Transient, error.Category);
        Assert.Null(error.Code);
        Assert.Equal("The provider answered HTTP 502 without a code.", error.Message);
        Assert.Equal(body, error.RawBody);
    }

    [Fact]
    public async Task Over_REST_a_numeric_code_and_the_providers_own_names_are_read()
    {
        await using var server = await LoopbackServer.StartAsync(
            401,
            """{"code":1200,"message":"Not authenticated","errorId":"91b106f0","timestamp":"2017-04-19T02:31:19.4297387+00:00"}""");

        var error = (await new RestClient(_http, TestOptions.Rest(server.Address)).GetGadgetAsync(new("1"), Token)).Error;

        Assert.NotNull(error);
        Assert.Equal(
            (ApiErrorCategory.Unauthenticated, "1200", "Not authenticated", "91b106f0"),
            (error.Category, error.Code, error.Message, error.RequestId));
    }

    [Fact]
    public async Task A_redirect_is_a_failure_and_is_not_followed()
    {
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            context.Response.Redirect("/elsewhere");
            return Task.CompletedTask;
        });
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });

        var error = (await new RestClient(http, TestOptions.Rest(server.Address)).GetGadgetAsync(new("1"), Token)).Error;

        Assert.NotNull(error);
        Assert.Equal((ApiErrorCategory.Unknown, HttpStatusCode.Found), (error.Category, error.HttpStatus));
        Assert.Contains("Redirects are not followed", error.Message, StringComparison.Ordinal);
        Assert.Single(server.Received);
    }

    [Fact]
    public async Task The_raw_body_is_bounded_and_read_leniently()
    {
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            context.Response.StatusCode = 500;
            return context.Response.Body.WriteAsync(new byte[] { 0xFF, 0xC3, 0x28 }.Concat(Enumerable.Repeat((byte)'x', 10_000)).ToArray()).AsTask();
        });

        var error = (await new RestClient(_http, TestOptions.Rest(server.Address)).GetGadgetAsync(new("1"), Token)).Error;

        Assert.Equal(4096, error?.RawBody?.Length);
        Assert.StartsWith("\uFFFD\uFFFD(xxx", error?.RawBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_server_echoes_of_the_credentials_is_nowhere_in_the_error()
    {
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            var echo = $"{context.Request.Headers.Authorization} {context.Request.Headers["x-acs-security-token"]} {TestOptions.AccessKeySecret} {TestOptions.SecurityToken}";
            context.Response.Headers["x-acs-request-id"] = TestOptions.SecurityToken;
            return LoopbackServer.AnswerAsync(
                context,
                400,
                System.Text.Json.JsonSerializer.Serialize(new { Code = "SignatureDoesNotMatch", Message = echo, Detail = new string('x', 4000) + echo }));
        });
        var options = TestOptions.Rpc(server.Address);
        options.Credentials = AlibabaCredentials.FromAccessKey(TestOptions.AccessKeyId, TestOptions.AccessKeySecret, TestOptions.SecurityToken);

        var result = await new RpcClient(_http, options).GetGadgetAsync(new("1"), Token);
        var exception = Assert.Throws<FlowApiException>(() => result.EnsureSuccess());

        Assert.Equal(ApiErrorCategory.Unauthenticated, result.Error?.Category);
        AssertTellsNothing(result, exception, TestOptions.AccessKeySecret, TestOptions.SecurityToken, "Signature=", "CAIS", "TestSecret");
    }

    [Theory]
    [InlineData(401)]
    [InlineData(200)]
    public async Task What_a_server_echoes_of_the_key_is_nowhere_in_the_error(int status)
    {
        await using var server = await LoopbackServer.StartAsync(context => LoopbackServer.AnswerAsync(
            context,
            status,
            System.Text.Json.JsonSerializer.Serialize(new { code = TestOptions.ApiKey, message = "no such key: " + TestOptions.ApiKey, Id = new Dictionary<string, int> { [TestOptions.ApiKey] = 1 } })));

        var result = await new RestClient(_http, TestOptions.Rest(server.Address)).GetGadgetAsync(new("1"), Token);

        Assert.False(result.IsSuccess);
        AssertTellsNothing(result, Assert.Throws<FlowApiException>(() => result.EnsureSuccess()), TestOptions.ApiKey, "rest-key");
    }

    private static void AssertTellsNothing(ApiResult<Gadget> result, Exception exception, params string[] secrets)
    {
        var error = result.Error!;
        Assert.All(
            [error.Message, error.Code ?? "", error.RequestId ?? "", error.RawBody!, error.ToString(), result.ToString(), exception.ToString(), error.Cause?.ToString() ?? ""],
            text => Assert.All(secrets, secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal)));
    }

    private async Task<ApiError> RpcErrorAsync(int status, string body, string contentType = "application/json")
    {
        await using var server = await LoopbackServer.StartAsync(status, body, contentType);
        var result = await new RpcClient(_http, TestOptions.Rpc(server.Address)).GetGadgetAsync(new("1"), Token);
        Assert.False(result.IsSuccess);
        return result.Error;
    }
}
