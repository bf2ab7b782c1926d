using System.Text;

namespace FlowGen.Sandbox.Tests;

public sealed class HostileRequestTests : SandboxTest
{
    [Theory]
    [InlineData("FlowId=%")]
    [InlineData("FlowId=%4")]
    [InlineData("FlowId=%zz")]
    [InlineData("FlowId=%ff%fe")]
    [InlineData("%C3=1")]
    public async Task A_query_that_is_no_percent_encoded_text_is_refused(string query)
    {
        Answer answer = await Answer.ToAsync(GetFlow().Sign().WithRawQuery(query));

        Assert.Equal((400, "InvalidParameter.Format"), (answer.Status, answer.Code));
        Assert.Contains(query, answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("%")]
    [InlineData("%zz")]
    [InlineData("%ff")]
    [InlineData("a%2Fb")]
    [InlineData("..%2f..")]
    [InlineData("%0d%0aX-Evil:%201")]
    [InlineData("%3Cscript%3E")]
    public async Task A_path_of_odd_characters_is_answered_with_not_found(string flowId)
    {
        Answer answer = await Answer.ToAsync(GetFlowDetails(flowId: flowId));

        Assert.Equal((404, 1300), (answer.Status, answer.Number));
    }

    [Fact]
    public async Task A_newline_after_a_good_account_id_does_not_make_it_the_accounts()
    {
        Answer answer = await Answer.ToAsync(GetFlowDetails(accountId: Sandbox.AccountId.Replace("-", "", StringComparison.Ordinal) + "%0A"));

        Assert.InRange(answer.Status, 400, 403);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused_before_it_is_read()
    {
        string answer = await SendAsync("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000000\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.Contains("\"InvalidParameter.Format\"", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chunked_body_that_is_too_large_is_refused()
    {
        string chunk = "8000\r\n" + new string('x', 0x8000) + "\r\n";

        string answer = await SendAsync($"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n{chunk}{chunk}{chunk}");

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.Contains("\"InvalidParameter.Format\"", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "InvalidParameter.Format")]
    [InlineData("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nAuthorization: \r\n\r\n", "InvalidSignatureMethod")]
    [InlineData("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nAuthorization: ACS3-HMAC-SHA256\r\n\r\n", "IncompleteSignature")]
    [InlineData("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nAuthorization: ACS3-HMAC-SHA256 ,,,===;;;\r\n\r\n", "IncompleteSignature")]
    [InlineData("GET / HTTP/1.0\r\nAuthorization: ACS3-HMAC-SHA256 Credential=a,SignedHeaders=b,Signature=c\r\n\r\n", "MissingVersion")]
    [InlineData("GET http://x/?FlowId=% HTTP/1.1\r\nHost: x\r\n\r\n", "InvalidParameter.Format")]
    [InlineData("GET http://x HTTP/1.1\r\nHost: x\r\n\r\n", "IncompleteSignature")]
    public async Task A_request_that_makes_no_sense_is_refused_with_a_code(string request, string code)
    {
        string answer = await SendAsync(request);

        Assert.Contains($"\"{code}\"", answer, StringComparison.Ordinal);
        Assert.Single(Sandbox.Requests);
    }

    [Theory]
    [InlineData("POST / HTTP/1.1\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")]
    [InlineData("GET /\u0080 HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("GET /%00 HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("nonsense\r\n\r\n")]
    public async Task A_request_that_is_no_HTTP_is_refused_by_the_server(string request)
    {
        string answer = await SendAsync(request);

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_header_that_is_not_ASCII_is_verified_as_UTF_8()
    {
        HttpRequestMessage request = (GetFlow() with { Headers = [("x-acs-extra", "流")] }).Sign();
        using SocketsHttpHandler handler = new() { RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 };
        using HttpClient client = new(handler);

        using HttpResponseMessage response = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(200, (int)response.StatusCode);
    }

    [Fact]
    public async Task None_of_it_is_taken_for_a_fault_of_the_sandbox_and_the_next_call_is_answered()
    {
        await SendAsync("DELETE * HTTP/1.1\r\nHost: x\r\n\r\n");
        await SendAsync("OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n");
        await SendAsync("GET /assets/%/%.json HTTP/1.1\r\nHost: x\r\n\r\n");
        await SendAsync("GET /preview HTTP/1.1\r\nHost: x\r\n\r\n");
        await SendAsync("HEAD /api/v1 HTTP/1.1\r\nHost: x\r\n\r\n");
        await SendAsync($"GET /?{new string('&', 4000)}={new string('=', 3000)} HTTP/1.1\r\nHost: x\r\n\r\n");

        Answer answer = await Answer.ToAsync(GetFlow());

        Assert.Equal("OK", answer.Code);
        Assert.DoesNotContain(Sandbox.Requests, request => request.IsSandboxFault);
    }

    private Task<string> SendAsync(string request) => RawHttp.SendAsync(Sandbox.CamsEndpoint, request);
}
