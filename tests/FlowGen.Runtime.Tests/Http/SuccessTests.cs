using System.Net;
using FlowGen.Runtime.Tests.Servers;
using FlowGen.Runtime.Tests.TestClients;
using Microsoft.AspNetCore.Http;

namespace FlowGen.Runtime.Tests.Http;

public sealed class SuccessTests : IDisposable
{
    private readonly HttpClient _http = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task The_payload_comes_out_of_the_envelope()
    {
        var result = await GetOverRpcAsync("""
            {"RequestId":"R-1\n","Code":"OK","Message":"None","Data":{"Id":"g1","Tags":["a","b"],"Expires":1700617436633}}
            """);

        Assert.True(result.IsSuccess);
        Assert.Equal("g1", result.Value.Id);
        Assert.Equal(["a", "b"], result.Value.Tags);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1700617436633), result.Value.Expires);
        Assert.Equal("R-1", result.RequestId);
        Assert.Equal(HttpStatusCode.OK, result.HttpStatus);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(429)]
    [InlineData(500)]
    public async Task The_headers_of_an_answer_can_be_read_and_are_not_shown(int status)
    {
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.ETag = "\"v1\"";
            context.Response.Headers["X-RateLimit-Remaining"] = "7";
            context.Response.Headers.SetCookie = "session=s3cret";
            await context.Response.WriteAsync("""{"Id":"1"}""");
        });

        var result = await new RestClient(_http, TestOptions.Rest(server.Address)).GetGadgetAsync(new("1"), Token);

        Assert.Equal(status == 200, result.IsSuccess);
        Assert.Equal("\"v1\"", result.Headers?.ETag?.Tag);
        Assert.Equal(["7"], result.Headers!.GetValues("X-RateLimit-Remaining"));
        Assert.DoesNotContain("s3cret", result.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"Data":{"Id":"1"},"Code":"OK"}""", "the payload comes before the code")]
    [InlineData("""{"Code":"ok","Data":{"Id":"1"}}""", "the code is in lower case")]
    [InlineData("""{"Code":"OK\n","Data":{"Id":"1"}}""", "the code ends in a line break")]
    [InlineData("""{"Code":"Bad","Code":"OK","Data":{"Id":"0"},"Data":{"Id":"1"}}""", "of equal names the last wins")]
    [InlineData("""{"Code":"OK","AccessDeniedDetail":{"PolicyType":["x"]},"Data":{"Id":"1","New":{"a":[1,{}]},"Newer":null}}""", "members are unknown")]
    [InlineData("""{"Code":"OK","Message":{"not":"text"},"RequestId":17,"Data":{"Id":"1","Name":null}}""", "what does not matter is odd")]
    [InlineData("\uFEFF  \r\n{\"\\u0043ode\":\"OK\",\"Data\":{\"\\u0049d\":\"1\"}} \n", "a byte order mark, blanks and escaped names")]
    public async Task An_answer_is_a_success_although(string body, string reason)
    {
        var result = await GetOverRpcAsync(body);

        Assert.True(result.IsSuccess, $"{reason}: {result}");
        Assert.Equal("1", result.Value.Id);
    }

    [Fact]
    public async Task A_code_that_is_a_number_can_mean_success()
    {
        await using var server = await LoopbackServer.StartAsync(200, """{"status":0,"result":{"Id":"1"}}""");

        var result = await new NumberedClient(_http, TestOptions.Rest(server.Address)).GetAsync(new("1"), Token);

        Assert.True(result.IsSuccess, result.ToString());
        Assert.Equal("1", result.Value.Id);
    }

    [Fact]
    public async Task A_payload_that_is_the_envelope_itself_is_read_once_the_code_says_success()
    {
        await using var server = await LoopbackServer.StartAsync(200, """{"status":0,"Id":"1","requestId":"R-2"}""");

        var result = await new NumberedClient(_http, TestOptions.Rest(server.Address)).GetFlatAsync(new("1"), Token);

        Assert.True(result.IsSuccess, result.ToString());
        Assert.Equal(("1", "R-2"), (result.Value.Id, result.RequestId));
    }

    [Fact]
    public async Task The_request_id_comes_from_the_header_when_the_body_has_none()
    {
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            context.Response.Headers["x-acs-request-id"] = " R-3 ";
            return LoopbackServer.AnswerAsync(context, 200, """{"Code":"OK","Data":{"Id":"1"}}""");
        });

        var result = await new RpcClient(_http, TestOptions.Rpc(server.Address)).GetGadgetAsync(new("1"), Token);

        Assert.Equal("R-3", result.RequestId);
    }

    [Fact]
    public async Task An_operation_without_a_payload_needs_only_the_code()
    {
        await using var server = await LoopbackServer.StartAsync(200, """{"RequestId":"R-4","Code":"OK","Data":[1,2]}""");

        var result = await new RpcClient(_http, TestOptions.Rpc(server.Address)).DeleteGadgetAsync(new("1"), Token);

        Assert.True(result.IsSuccess);
        Assert.Equal("R-4", result.RequestId);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("published")]
    public async Task Over_REST_an_operation_without_a_payload_takes_any_body(string body)
    {
        await using var server = await LoopbackServer.StartAsync(201, body);

        var result = await new RestClient(_http, TestOptions.Rest(server.Address)).PublishGadgetAsync(new("1"), Token);

        Assert.True(result.IsSuccess, result.ToString());
        Assert.Equal(HttpStatusCode.Created, result.HttpStatus);
    }

    [Fact]
    public async Task Over_REST_the_body_is_the_payload_whatever_its_content_type_says()
    {
        await using var server = await LoopbackServer.StartAsync(200, """{"Id":"1","Name":"n"}""", "text/html");

        var result = await new RestClient(_http, TestOptions.Rest(server.Address)).GetGadgetAsync(new("1"), Token);

        Assert.True(result.IsSuccess, result.ToString());
        Assert.Equal("n", result.Value.Name);
    }

    [Fact]
    public async Task An_answer_larger_than_any_buffer_arrives_whole()
    {
        var name = new string('n', 3_000_000);
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            // Without a length, so that the buffer grows with what comes.
            context.Response.ContentType = "application/json";
            return LoopbackServer.AnswerAsync(context, 200, $$"""{"Id":"1","Name":"{{name}}"}""");
        });

        var result = await new RestClient(_http, TestOptions.Rest(server.Address)).GetGadgetAsync(new("1"), Token);

        Assert.True(result.IsSuccess, result.ToString());
        Assert.Equal(name, result.Value.Name);
    }

    private async Task<ApiResult<Gadget>> GetOverRpcAsync(string body)
    {
        await using var server = await LoopbackServer.StartAsync(200, body);
        return await new RpcClient(_http, TestOptions.Rpc(server.Address)).GetGadgetAsync(new("1"), Token);
    }
}
