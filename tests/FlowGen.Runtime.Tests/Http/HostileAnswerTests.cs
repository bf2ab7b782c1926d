using System.IO.Compression;
using System.Net;
using FlowGen.Runtime.Tests.Servers;
using FlowGen.Runtime.Tests.TestClients;

namespace FlowGen.Runtime.Tests.Http;

/// <summary>A server that wants to exhaust, to hold up or to deceive its client. Each call ends in a typed error, within its bounds and its time.</summary>
public sealed class HostileAnswerTests : IDisposable
{
    private const int Limit = 1 << 20;

    private static readonly byte[] Blanks = [.. Enumerable.Repeat((byte)' ', 1 << 16)];

    private readonly HttpClient _http = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _http.Dispose();

    [Theory]
    [InlineData("Content-Length: 1073741824\r\n\r\n", "")]
    [InlineData("Content-Length: 9223372036854775807\r\n\r\n", "")]
    [InlineData("Connection: close\r\n\r\n", "")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n", "10000\r\n")]
    public async Task A_body_without_end_is_read_to_the_limit_and_no_further(string framing, string chunk)
    {
        var sent = 0L;
        await using var server = RawServer.Start(async (socket, _, token) =>
        {
            await RawServer.SendAsync(socket, "HTTP/1.1 200 OK\r\n" + framing, token);
            while (true)
            {
                await RawServer.SendAsync(socket, chunk, token);
                await socket.SendAsync(Blanks, token);
                await RawServer.SendAsync(socket, chunk.Length > 0 ? "\r\n" : "", token);
                Interlocked.Add(ref sent, Blanks.Length);
            }
        });
        var options = TestOptions.Rpc(server.Address);
        options.MaxResponseBytes = Limit;

        var error = (await new RpcClient(_http, options).GetGadgetAsync(new("1"), Token)).Error;

        Assert.Equal(ApiErrorCategory.Malformed, error?.Category);
        Assert.Contains("longer than 1048576 bytes", error?.Message, StringComparison.Ordinal);

        // What is beyond the limit is in the buffers of the system.
        Assert.True(Interlocked.Read(ref sent) < 64L * Limit, $"{sent} bytes were taken");
    }

    [Fact]
    public async Task A_small_answer_that_unpacks_to_a_gigabyte_is_unpacked_to_the_limit_and_no_further()
    {
        using var http = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.All });
        var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var block = 0; block < 1 << 14; block++)
            {
                await gzip.WriteAsync(Blanks, Token);
            }
        }

        await using var server = await LoopbackServer.StartAsync(context =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            return context.Response.Body.WriteAsync(packed.ToArray()).AsTask();
        });
        var options = TestOptions.Rpc(server.Address);
        options.MaxResponseBytes = Limit;
        var before = GC.GetTotalAllocatedBytes();

        var error = (await new RpcClient(http, options).GetGadgetAsync(new("1"), Token)).Error;

        Assert.Equal(ApiErrorCategory.Malformed, error?.Category);
        Assert.Contains("longer than 1048576 bytes", error?.Message, StringComparison.Ordinal);
        Assert.True(GC.GetTotalAllocatedBytes() - before < 1L << 30);
    }

    [Fact]
    public async Task A_flood_of_headers_is_malformed()
    {
        await using var server = RawServer.Start(async (socket, _, token) =>
        {
            await RawServer.SendAsync(socket, "HTTP/1.1 200 OK\r\n", token);
            for (var number = 0; ; number++)
            {
                await RawServer.SendAsync(socket, $"x-flood-{number}: {new string('x', 1000)}\r\n", token);
            }
        });

        Assert.Contains((await ErrorAsync(server)).Category, new[] { ApiErrorCategory.Malformed, ApiErrorCategory.Network });
    }

    [Fact]
    public async Task Interim_answers_without_end_end_in_time()
    {
        await using var server = RawServer.Start(async (socket, _, token) =>
        {
            while (true)
            {
                await RawServer.SendAsync(socket, "HTTP/1.1 103 Early Hints\r\n\r\n", token);
            }
        });

        // Or before, where the handler counts them as headers.
        Assert.Contains((await ErrorAsync(server, TimeSpan.FromMilliseconds(200))).Category, new[] { ApiErrorCategory.Timeout, ApiErrorCategory.Malformed, ApiErrorCategory.Network });
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nx-slow: ")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")]
    [InlineData("HTTP/1.1 503 Slow\r\nContent-Length: 100000\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffff\r\n")]
    public async Task An_answer_that_drips_ends_with_the_time_however_it_is_framed(string start)
    {
        await using var server = RawServer.Start(async (socket, _, token) =>
        {
            await RawServer.SendAsync(socket, start, token);
            while (true)
            {
                await RawServer.SendAsync(socket, "x", token);
                await Task.Delay(20, token);
            }
        });

        Assert.Equal(ApiErrorCategory.Timeout, (await ErrorAsync(server, TimeSpan.FromMilliseconds(200))).Category);
    }

    [Fact]
    public async Task A_body_that_is_longer_than_declared_does_not_answer_the_next_call()
    {
        const string Mine = """{"Code":"OK","Data":{"Id":"mine"}}""";
        const string Forged = """{"Code":"OK","Data":{"Id":"forged"}}""";
        await using var server = RawServer.Start(
            (socket, number, token) => RawServer.SendAsync(
                socket,
                number == 1
                    ? $"HTTP/1.1 200 OK\r\nContent-Length: {Mine.Length}\r\n\r\n{Mine}HTTP/1.1 200 OK\r\nContent-Length: {Forged.Length}\r\n\r\n{Forged}"
                    : $"HTTP/1.1 200 OK\r\nContent-Length: {Mine.Length}\r\n\r\n{Mine}",
                token),
            keepsAlive: true);
        var client = new RpcClient(_http, TestOptions.Rpc(server.Address));

        for (var call = 0; call < 3; call++)
        {
            Assert.Equal("mine", (await client.GetGadgetAsync(new("1"), Token)).EnsureSuccess().Id);
        }
    }

    [Theory]
    [InlineData("Content-Length: 10\r\n\r\n{\"Code\":\"OK\",\"Data\":{\"Id\":\"1\"}}")]
    [InlineData("Content-Length: 10\r\nContent-Length: 31\r\n\r\n{\"Code\":\"OK\",\"Data\":{\"Id\":\"1\"}}")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nffffffffffffffffffff\r\n{\"Code\":\"OK\",\"Data\":{\"Id\":\"1\"}}\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n-1\r\n{}\r\n0\r\n\r\n")]
    public async Task A_length_that_is_wrong_is_no_success(string rest)
    {
        await using var server = RawServer.Start("HTTP/1.1 200 OK\r\n" + rest);

        Assert.Contains((await ErrorAsync(server)).Category, new[] { ApiErrorCategory.Malformed, ApiErrorCategory.Network });
    }

    [Theory]
    [InlineData("{\"Code\":\"OK\",\"Data\":{\"Id\":\"1\",\"Expires\":NaN}}", "not JSON")]
    [InlineData("{\"Code\":\"OK\",\"Data\":{\"Id\":\"1\",\"Expires\":-Infinity}}", "not JSON")]
    [InlineData("{\"Code\":\"OK\",\"Data\":{\"Id\":\"1\",\"Expires\":1e999}}", "at $.Data.Expires")]
    [InlineData("{\"Code\":\"OK\",\"Data\":{\"Id\":\"1\",\"Expires\":-99999999999999999999}}", "at $.Data.Expires")]
    [InlineData("{\"Code\":\"OK\",\"Data\":{\"Id\":\"1\",\"Expires\":007}}", "not JSON")]
    [InlineData("{\"Code\":\"OK\",\"Data\":{\"Id\":\"1\",\"Expires\":\"1735787045000\"}}", "at $.Data.Expires")]
    [InlineData("\uFEFF\uFEFF{\"Code\":\"OK\",\"Data\":{\"Id\":\"1\"}}", "not JSON")]
    [InlineData("{\"Code\":\"OK\",\"Data\":{\"Id\":\"1\"}}\0", "not JSON")]
    public async Task Numbers_out_of_their_range_and_what_is_no_JSON_are_malformed(string body, string problem)
    {
        await using var server = await LoopbackServer.StartAsync(200, body);

        var error = (await new RpcClient(_http, TestOptions.Rpc(server.Address)).GetGadgetAsync(new("1"), Token)).Error;

        Assert.Equal(ApiErrorCategory.Malformed, error?.Category);
        Assert.Contains(problem, error?.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"Code\":\"Fail\",\"Code\":\"OK\",\"Data\":{\"Id\":\"1\",\"Id\":\"2\"}}", "2", null)]
    [InlineData("{\"Code\":\"OK\",\"Data\":{\"Id\":\"1\"},\"Code\":\"Fail\"}", null, "Fail")]
    [InlineData("{\"Code\":\"OK\",\"code\":\"Fail\",\"Data\":{\"Id\":\"1\",\"id\":\"2\"}}", "1", null)]
    public async Task Of_members_with_one_name_the_last_counts_everywhere(string body, string? id, string? code)
    {
        await using var server = await LoopbackServer.StartAsync(200, body);

        var result = await new RpcClient(_http, TestOptions.Rpc(server.Address)).GetGadgetAsync(new("1"), Token);

        Assert.Equal((id, code), (result.Value?.Id, result.Error?.Code));
    }

    [Theory]
    [InlineData("Retry-After: 315360000")]
    [InlineData("Retry-After: Fri, 31 Dec 9999 23:59:59 GMT")]
    [InlineData("x-acs-retry-after: 99999999999999999999")]
    public async Task A_wait_of_years_ends_the_call_at_once(string header)
    {
        await using var server = RawServer.Start($"HTTP/1.1 429 Wait\r\n{header}\r\nContent-Length: 2\r\n\r\n{{}}");
        var options = TestOptions.Rpc(server.Address);
        options.MaxRetries = 5;

        var error = (await new RpcClient(_http, options).GetGadgetAsync(new("1"), Token)).Error;

        Assert.Equal(ApiErrorCategory.Throttled, error?.Category);
        Assert.Equal(1, server.Requests);
    }

    [Theory]
    [InlineData("Retry-After: -1")]
    [InlineData("Retry-After: Thu, 01 Jan 1970 00:00:00 GMT")]
    [InlineData("x-acs-retry-after: soon")]
    [InlineData("x-acs-retry-after: -5")]
    [InlineData("x-acs-retry-after: \u00FF\u00FE")]
    public async Task A_wait_that_is_none_leaves_the_error_as_it_is(string header)
    {
        await using var server = RawServer.Start($"HTTP/1.1 429 Wait\r\n{header}\r\nContent-Length: 2\r\n\r\n{{}}");

        var error = await ErrorAsync(server);

        Assert.Equal((ApiErrorCategory.Throttled, null), (error.Category, error.RetryAfter));
    }

    private async Task<ApiError> ErrorAsync(RawServer server, TimeSpan? timeout = null)
    {
        var options = TestOptions.Rpc(server.Address);
        options.AttemptTimeout = timeout ?? options.AttemptTimeout;
        var result = await new RpcClient(_http, options).GetGadgetAsync(new("1"), Token);
        Assert.False(result.IsSuccess);
        return result.Error;
    }
}
