using System.Net;
using System.Text;
using FlowGen.Cams;
using FlowGen.EightByEight;
using FlowGen.Http;

namespace FlowGen.EndToEnd.Tests;

/// <summary>Every documented failure of both providers, and every HTTP status, has the category and the retriability that callers can rely on.</summary>
public sealed class ErrorTableTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The codes that the gateway and CAMS document, as the vendor describes them.</summary>
    public static TheoryData<string, ApiErrorCategory, bool> GatewayCodes() => new()
    {
        { "Throttling", ApiErrorCategory.Throttled, true },
        { "Throttling.User", ApiErrorCategory.Throttled, true },
        { "Throttling.Api", ApiErrorCategory.Throttled, true },
        { "Throttling.System", ApiErrorCategory.Throttled, true },
        { "System.LimitControl", ApiErrorCategory.Throttled, true },
        { "ServiceUnavailable", ApiErrorCategory.Transient, true },
        { "InternalError", ApiErrorCategory.Transient, true },
        { "RequestTimeout", ApiErrorCategory.Transient, true },
        { "Timeout", ApiErrorCategory.Transient, true },
        { "LastTokenProcessing", ApiErrorCategory.Transient, true },
        { "SignatureNonceUsed", ApiErrorCategory.Unauthenticated, true },
        { "InvalidTimeStamp.Expired", ApiErrorCategory.Unauthenticated, false },
        { "InvalidTimeStamp.Format", ApiErrorCategory.Unauthenticated, false },
        { "IllegalTimestamp", ApiErrorCategory.Unauthenticated, false },
        { "SignatureDoesNotMatch", ApiErrorCategory.Unauthenticated, false },
        { "IncompleteSignature", ApiErrorCategory.Unauthenticated, false },
        { "InvalidSignatureMethod", ApiErrorCategory.Unauthenticated, false },
        { "InvalidAccessKeyId.NotFound", ApiErrorCategory.Unauthenticated, false },
        { "InvalidAccessKeyId.Inactive", ApiErrorCategory.Unauthenticated, false },
        { "InvalidSecurityToken.Expired", ApiErrorCategory.Unauthenticated, false },
        { "InvalidSecurityToken.Malformed", ApiErrorCategory.Unauthenticated, false },
        { "InvalidSecurityToken.MismatchWithAccessKey", ApiErrorCategory.Unauthenticated, false },
        { "MissingSecurityToken", ApiErrorCategory.Unauthenticated, false },
        { "Forbidden", ApiErrorCategory.Forbidden, false },
        { "Forbidden.RAM", ApiErrorCategory.Forbidden, false },
        { "NoPermission", ApiErrorCategory.Forbidden, false },
        { "Forbidden.RiskControl", ApiErrorCategory.Forbidden, false },
        { "InvalidApi.NotFound", ApiErrorCategory.NotFound, false },
        { "InvalidAction.NotFound", ApiErrorCategory.NotFound, false },
        { "InvalidVersion", ApiErrorCategory.NotFound, false },
        { "InvalidProduct.NotFound", ApiErrorCategory.NotFound, false },
        { "InvalidProtocol.NeedSsl", ApiErrorCategory.InvalidRequest, false },
        { "UnsupportedHTTPMethod", ApiErrorCategory.InvalidRequest, false },
        { "MissingParameter", ApiErrorCategory.InvalidRequest, false },
        { "MissingFlowId", ApiErrorCategory.InvalidRequest, false },
        { "InvalidFlowId", ApiErrorCategory.InvalidRequest, false },
        { "InvalidParameter.Format", ApiErrorCategory.InvalidRequest, false },
        { "InvalidParameter.PageInvalid", ApiErrorCategory.InvalidRequest, false },
        { "Product.Unsubscript", ApiErrorCategory.NotSubscribed, false },
        { "Ram.PermissionDeny", ApiErrorCategory.Forbidden, false },
        { "Unknown.ResourceOwnerId", ApiErrorCategory.Forbidden, false },
    };

    public static TheoryData<ApiErrorRule> CamsRows() => [.. ProviderOf<CamsClient>().Errors];

    public static TheoryData<ApiErrorRule> EightByEightRows() => [.. ProviderOf<EightByEightClient>().Errors];

    [Theory]
    [MemberData(nameof(GatewayCodes))]
    public async Task A_gateway_code_counts_for_more_than_its_status_and_in_any_form(string code, ApiErrorCategory category, bool isRetriable)
    {
        string[] bodies = [$$"""{"Code":"{{code}}","Message":"m","RequestId":"R-1"}""", $$"""{"code":"{{code}}","message":"m","requestId":"R-1"}""", $"<Error><RequestId>R-1</RequestId><HostId/><Code>{code}</Code><Message>m</Message></Error>"];
        foreach (var status in new[] { 400, 403, 404, 429, 500, 503 })
        {
            foreach (var body in bodies)
            {
                var error = await CamsErrorAsync(status, body);

                Assert.True((category, isRetriable, code, "m", "R-1") == (error.Category, error.IsRetriable, error.Code, error.Message, error.RequestId), $"HTTP {status}, {body}: {error}, retriable: {error.IsRetriable}");
            }
        }

        Assert.Equal(category, (await CamsErrorAsync(200, bodies[0])).Category);
    }

    [Theory]
    [MemberData(nameof(CamsRows), DisableDiscoveryEnumeration = true)]
    public async Task Every_row_of_the_CAMS_table_is_what_callers_get(ApiErrorRule row)
    {
        var body = row.Code is null ? "" : $$"""{"Code":"{{row.Code.Replace("*", "X", StringComparison.Ordinal)}}"}""";

        var error = await CamsErrorAsync(row.Status ?? 418, body);

        Assert.Equal((row.Category, row.IsRetriable), (error.Category, error.IsRetriable));
    }

    [Theory]
    [MemberData(nameof(EightByEightRows), DisableDiscoveryEnumeration = true)]
    public async Task Every_row_of_the_8x8_table_is_what_callers_get(ApiErrorRule row)
    {
        var body = row.Code is null ? "" : $$"""{"code":{{row.Code.Replace("*", "17", StringComparison.Ordinal)}},"message":"m","errorId":"E-1"}""";

        var error = await EightByEightErrorAsync(row.Status ?? 418, body);

        Assert.Equal((row.Category, row.IsRetriable), (error.Category, error.IsRetriable));
        Assert.Equal(row.Code is null ? null : "E-1", error.RequestId);
    }

    [Fact]
    public async Task Every_message_code_of_8x8_is_an_invalid_request()
    {
        for (var code = 3001; code <= 3053; code++)
        {
            Assert.Equal(ApiErrorCategory.InvalidRequest, (await EightByEightErrorAsync(400, $$"""{"code":{{code}},"errorId":"E-1"}""")).Category);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html><body>Bad gateway</body></html>")]
    [InlineData("upstream connect error")]
    public async Task Every_HTTP_status_without_a_code_has_a_category(string body)
    {
        for (var status = 100; status <= 599; status++)
        {
            if (status is >= 200 and < 300)
            {
                Assert.Equal((ApiErrorCategory.Malformed, false), Of(await CamsErrorAsync(status, body)));
                continue;
            }

            var expected = ExpectedOf(status);
            Assert.True(expected == Of(await CamsErrorAsync(status, body)), $"CAMS {status}");
            var ofEightByEight = status == 426 ? (ApiErrorCategory.InvalidRequest, false) : expected;
            Assert.True(ofEightByEight == Of(await EightByEightErrorAsync(status, body)), $"8x8 {status}");
        }
    }

    private static (ApiErrorCategory Category, bool IsRetriable) Of(ApiError error) => (error.Category, error.IsRetriable);

    private static (ApiErrorCategory Category, bool IsRetriable) ExpectedOf(int status) => status switch
    {
        400 or 422 => (ApiErrorCategory.InvalidRequest, false),
        401 => (ApiErrorCategory.Unauthenticated, false),
        403 => (ApiErrorCategory.Forbidden, false),
        404 or 410 => (ApiErrorCategory.NotFound, false),
        408 => (ApiErrorCategory.Timeout, true),
        409 => (ApiErrorCategory.Conflict, false),
        429 => (ApiErrorCategory.Throttled, true),
        >= 500 => (ApiErrorCategory.Transient, true),
        _ => (ApiErrorCategory.Unknown, false),
    };

    private static async Task<ApiError> CamsErrorAsync(int status, string body)
    {
        using var http = new HttpClient(new FixedAnswer(status, body));
        var cams = new CamsClient(http, new() { Credentials = AlibabaCredentials.FromAccessKey("id", "secret"), RateLimit = RateLimit.Unlimited("a test"), MaxRetries = 0 });
        return (await cams.GetFlowAsync(new() { FlowId = "1" }, Token)).Error ?? throw new InvalidOperationException($"HTTP {status} was a success.");
    }

    private static async Task<ApiError> EightByEightErrorAsync(int status, string body)
    {
        using var http = new HttpClient(new FixedAnswer(status, body));
        var client = new EightByEightClient(http, new() { Credentials = BearerCredentials.FromKey("key"), RateLimit = RateLimit.Unlimited("a test"), MaxRetries = 0 });
        var result = await client.GetFlowDetailsAsync(new() { AccountId = "7f2f6a8e-3f2b-4b0e-9d35-0c6b1f1f8f57", ChannelId = "c", FlowId = "1" }, Token);
        return result.Error ?? throw new InvalidOperationException($"HTTP {status} was a success.");
    }

    private static ApiProvider ProviderOf<TClient>()
        where TClient : class, IFlowClient<TClient> => TClient.Provider;

    private sealed class FixedAnswer(int status, string body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") });
    }
}
