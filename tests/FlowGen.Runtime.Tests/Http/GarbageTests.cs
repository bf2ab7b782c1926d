using System.IO.Compression;
using System.Text;
using FlowGen.Runtime.Tests.Servers;
using FlowGen.Runtime.Tests.TestClients;

namespace FlowGen.Runtime.Tests.Http;

/// <summary>Answers that are not what the provider documents. None of them throws.</summary>
public sealed class GarbageTests : IDisposable
{
    private readonly HttpClient _http = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _http.Dispose();

    [Theory]
    [InlineData("", "The answer is empty.")]
    [InlineData(" \r\n\t ", "The answer is empty.")]
    [InlineData("<!DOCTYPE html><html></html>", "not JSON: '<' is an invalid start of a value, at $ (byte 0)")]
    [InlineData("{\"Code\":\"OK\",\"Data\":{\"Id\":\"1\"", "at $.Data.Id (byte 29)")]
    [InlineData("{\"Code\":\"OK\",\"Data\":{\"Id\":\"1", "at $.Data.Id (byte")]
    [InlineData("{\"Code\":\"OK\",\"Data\":{\"Id\":1}}", "expected a text, found a number, at $.Data.Id (byte 26)")]
    [InlineData("{\"Code\":\"OK\",\"Data\":[]}", "expected an object, found an array, at $.Data (byte 20)")]
    [InlineData("{\"Code\":\"OK\",\"Data\":{\"Id\":\"1\",\"Tags\":[\"a\",{}]}}", "expected a text, found an object, at $.Data.Tags[1] (byte 42)")]
    [InlineData("{\"Code\":\"OK\",\"Data\":{\"Id\":null}}", "the required member 'Id' is missing or null, at $.Data (byte 30)")]
    [InlineData("{\"Code\":\"OK\",\"Data\":{\"Id\":\"1\",\"Expires\":99999999999999999}}", "expected a Unix time in milliseconds, found a number, at $.Data.Expires")]
    [InlineData("{\"Code\":\"OK\",\"Data\":{\"Id\":\"\\ud800\"}}", "a text is not valid UTF-8 or UTF-16, at $.Data.Id (byte 26)")]
    [InlineData("{\"Code\":\"OK\",\"Data\":null}", "The answer's 'Data' is missing or null.")]
    [InlineData("{\"Code\":\"OK\"}", "The answer's 'Data' is missing or null.")]
    [InlineData("{\"Code\":\"OK\",\"Data\":{\"Id\":\"1\"},\"Data\":null}", "The answer's 'Data' is missing or null.")]
    [InlineData("{\"Data\":{\"Id\":\"1\"}}", "The answer has no 'Code'.")]
    [InlineData("{\"Code\":null,\"Data\":{\"Id\":\"1\"}}", "The answer has no 'Code'.")]
    [InlineData("{\"Code\":{\"a\":\"OK\"},\"Data\":{\"Id\":\"1\"}}", "The answer has no 'Code'.")]
    [InlineData("[]", "expected an object, found an array, at $ (byte 0)")]
    [InlineData("null", "expected an object, found null, at $ (byte 0)")]
    [InlineData("{\"Code\":\"OK\",\"Data\":{\"Id\":\"1\"}} trailing", "not JSON")]
    [InlineData("{\"Code\":\"OK\",\"Data\":{\"Id\":\"1\"}}{}", "not JSON")]
    [InlineData("garbage{\"Code\":\"OK\",\"Data\":{\"Id\":\"1\"}}", "not JSON")]
    [InlineData("{\"Code\":\"OK\",\"Data\":{\"Id\":\"1\",}}", "not JSON")]
    [InlineData("{\"Code\":\"OK\",/*c*/\"Data\":{\"Id\":\"1\"}}", "not JSON")]
    public async Task A_200_that_cannot_be_read_is_malformed_and_says_where(string body, string problem)
    {
        await using var server = await LoopbackServer.StartAsync(200, body);

        var error = await RpcErrorAsync(server.Address);

        Assert.Equal(ApiErrorCategory.Malformed, error.Category);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.Equal(System.Net.HttpStatusCode.OK, error.HttpStatus);
        Assert.Equal(body.Length == 0 ? null : body, error.RawBody);
        Assert.False(error.IsRetriable);
    }

    [Fact]
    public async Task Bytes_that_are_no_UTF_8_are_malformed()
    {
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            context.Response.StatusCode = 200;
            return context.Response.Body.WriteAsync(Encoding.Latin1.GetBytes("{\"Code\":\"OK\",\"Data\":{\"Id\":\"\u00FF\u00FE\"}}")).AsTask();
        });

        var error = await RpcErrorAsync(server.Address);

        Assert.Equal(ApiErrorCategory.Malformed, error.Category);
        Assert.Contains("$.Data.Id", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_nested_deeper_than_any_document_is_malformed()
    {
        await using var server = await LoopbackServer.StartAsync(200, "{\"Code\":\"OK\",\"Data\":{\"Id\":\"1\",\"x\":" + new string('[', 100_000));

        Assert.Equal(ApiErrorCategory.Malformed, (await RpcErrorAsync(server.Address)).Category);
    }

    [Theory]
    [InlineData("null", "The answer is null.")]
    [InlineData("\"text\"", "expected an object, found a text, at $ (byte 0)")]
    [InlineData("{\"Name\":\"n\"}", "the required member 'Id' is missing or null, at $ (byte 11)")]
    [InlineData("{\"Id\":\"1\"}x", "not JSON")]
    [InlineData("", "The answer is empty.")]
    public async Task Over_REST_a_200_that_cannot_be_read_is_malformed(string body, string problem)
    {
        await using var server = await LoopbackServer.StartAsync(200, body);

        var error = (await new RestClient(_http, TestOptions.Rest(server.Address)).GetGadgetAsync(new("1"), Token)).Error;

        Assert.Equal(ApiErrorCategory.Malformed, error?.Category);
        Assert.Contains(problem, error?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_where_no_payload_is_expected_is_malformed()
    {
        await using var server = await LoopbackServer.StartAsync(200, "<html>sign in to the network</html>", "text/html");

        var result = await new RestClient(_http, TestOptions.Rest(server.Address)).PublishGadgetAsync(new("1"), Token);

        Assert.Equal(ApiErrorCategory.Malformed, result.Error?.Category);
    }

    [Fact]
    public async Task A_hundred_megabytes_of_blanks_are_not_read_past_the_limit()
    {
        var sent = 0;
        await using var server = RawServer.Start(async (socket, _, token) =>
        {
            var blanks = Enumerable.Repeat((byte)' ', 1 << 20).ToArray();
            await RawServer.SendAsync(socket, "HTTP/1.1 200 OK\r\nContent-Length: 104857600\r\n\r\n", token);
            while (sent < 100)
            {
                await socket.SendAsync(blanks, token);
                Interlocked.Increment(ref sent);
            }
        });
        var options = TestOptions.Rpc(server.Address);
        options.MaxResponseBytes = 1 << 20;

        var error = (await new RpcClient(_http, options).GetGadgetAsync(new("1"), Token)).Error;

        Assert.Equal(ApiErrorCategory.Malformed, error?.Category);
        Assert.Contains("longer than 1048576 bytes", error?.Message, StringComparison.Ordinal);
        Assert.True(Volatile.Read(ref sent) < 50, "most of the answer was taken");
    }

    [Fact]
    public async Task An_answer_of_just_the_limit_is_read()
    {
        const string Body = """{"Id":"1"}""";
        await using var server = await LoopbackServer.StartAsync(200, Body);
        var options = TestOptions.Rest(server.Address);

        options.MaxResponseBytes = Body.Length;
        Assert.True((await new RestClient(_http, options).GetGadgetAsync(new("1"), Token)).IsSuccess);
        options.MaxResponseBytes = Body.Length - 1;
        Assert.Equal(ApiErrorCategory.Malformed, (await new RestClient(_http, options).GetGadgetAsync(new("1"), Token)).Error?.Category);
    }

    [Fact]
    public async Task A_compressed_answer_that_was_not_asked_for_is_malformed_and_named()
    {
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            await using var gzip = new GZipStream(context.Response.Body, CompressionLevel.Fastest);
            await gzip.WriteAsync("{\"Code\":\"OK\",\"Data\":{\"Id\":\"1\"}}"u8.ToArray());
        });

        var error = await RpcErrorAsync(server.Address);

        Assert.Equal(ApiErrorCategory.Malformed, error.Category);
        Assert.Contains("encoded as 'gzip', which was not asked for", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_compressed_answer_is_read_when_the_handler_asks_for_it_and_malformed_when_it_is_broken()
    {
        using var http = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = System.Net.DecompressionMethods.GZip });
        await using var broken = await LoopbackServer.StartAsync(context =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            return LoopbackServer.AnswerAsync(context, 200, "this is not gzip at all");
        });
        await using var sound = await LoopbackServer.StartAsync(async context =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            await using var gzip = new GZipStream(context.Response.Body, CompressionLevel.Fastest);
            await gzip.WriteAsync("{\"Code\":\"OK\",\"Data\":{\"Id\":\"1\"}}"u8.ToArray());
        });

        Assert.True((await new RpcClient(http, TestOptions.Rpc(sound.Address)).GetGadgetAsync(new("1"), Token)).IsSuccess);
        Assert.Equal(
            ApiErrorCategory.Malformed,
            (await new RpcClient(http, TestOptions.Rpc(broken.Address)).GetGadgetAsync(new("1"), Token)).Error?.Category);
    }

    [Fact]
    public async Task A_body_that_breaks_off_is_a_network_error_with_its_cause()
    {
        await using var server = RawServer.Start("HTTP/1.1 200 OK\r\nContent-Length: 500\r\nx-acs-request-id: R-9\r\n\r\n{\"Code\":\"OK\",\"Data\":{\"Id\":");

        var error = await RpcErrorAsync(server.Address);

        Assert.Equal((ApiErrorCategory.Network, true, "R-9"), (error.Category, error.IsRetriable, error.RequestId));
        Assert.IsAssignableFrom<IOException>(error.Cause);
        Assert.Equal("{\"Code\":\"OK\",\"Data\":{\"Id\":", error.RawBody);
    }

    [Fact]
    public async Task A_failure_body_that_breaks_off_leaves_the_status_and_what_came()
    {
        await using var server = RawServer.Start("HTTP/1.1 400 Bad Request\r\nContent-Length: 500\r\n\r\n{\"Code\":\"System.LimitControl\",\"Mess");

        var error = await RpcErrorAsync(server.Address);

        Assert.Equal((ApiErrorCategory.Throttled, "System.LimitControl"), (error.Category, error.Code));
    }

    [Theory]
    [InlineData("this is not HTTP\r\n\r\n")]
    [InlineData("HTTP/1.1 abc OK\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nno colon here\r\n\r\n")]
    public async Task Bytes_that_are_no_HTTP_are_an_error_and_never_an_exception(string answer)
    {
        await using var server = RawServer.Start(answer);

        var error = await RpcErrorAsync(server.Address);

        Assert.Contains(error.Category, new[] { ApiErrorCategory.Malformed, ApiErrorCategory.Network });
        Assert.NotEmpty(error.Message);
    }

    [Fact]
    public async Task A_connection_that_is_reset_is_a_network_error()
    {
        await using var server = RawServer.Start((socket, _, _) => RawServer.ResetAsync(socket));

        var error = await RpcErrorAsync(server.Address);

        Assert.Equal((ApiErrorCategory.Network, true), (error.Category, error.IsRetriable));
        Assert.IsType<HttpRequestException>(error.Cause);
        Assert.Null(error.HttpStatus);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_a_network_error()
    {
        Uri address;
        await using (var server = RawServer.Start(""))
        {
            address = server.Address;
        }

        var error = await RpcErrorAsync(address);

        Assert.Equal(ApiErrorCategory.Network, error.Category);
        Assert.Contains("cannot be reached", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_without_TLS_is_a_network_error()
    {
        await using var server = await LoopbackServer.StartAsync(200, "{}");

        var error = await RpcErrorAsync(new($"https://127.0.0.1:{server.Address.Port}"));

        Assert.Equal(ApiErrorCategory.Network, error.Category);
        Assert.Contains("No secure connection", error.Message, StringComparison.Ordinal);
    }

    private async Task<ApiError> RpcErrorAsync(Uri address)
    {
        var result = await new RpcClient(_http, TestOptions.Rpc(address)).GetGadgetAsync(new("1"), Token);
        Assert.False(result.IsSuccess);
        return result.Error;
    }
}
