using System.Text;
using FlowGen.Http;
using FlowGen.Runtime.Tests.Servers;
using FlowGen.Runtime.Tests.TestClients;

namespace FlowGen.Runtime.Tests.Http;

public sealed class RequestCompositionTests : IDisposable
{
    private readonly HttpClient _http = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task An_RPC_call_carries_its_operation_in_headers_and_its_parameters_sorted_in_the_query()
    {
        await using var server = await LoopbackServer.StartAsync(200, """{"Code":"OK","Data":{"Id":"1"}}""");

        await new RpcClient(_http, TestOptions.Rpc(server.Address)).GetGadgetAsync(new("i d", "s"), Token);

        var request = Assert.Single(server.Received);
        Assert.Equal(("POST", "/?Id=i%20d&Space=s"), (request.Method, request.Target));
        Assert.Equal("GetGadget", request.Headers["x-acs-action"]);
        Assert.Equal("2020-06-06", request.Headers["x-acs-version"]);
        Assert.Equal("application/json", request.Headers["accept"]);
        Assert.StartsWith("FlowGen/", request.Headers["user-agent"], StringComparison.Ordinal);
        Assert.DoesNotContain("content-type", request.Headers.Keys);
        Assert.Empty(request.Body);
    }

    [Fact]
    public async Task A_REST_call_carries_its_key_its_path_and_its_query()
    {
        await using var server = await LoopbackServer.StartAsync(200, """{"Id":"1"}""");

        await new RestClient(_http, TestOptions.Rest(server.Address)).GetGadgetAsync(new("a/b ?é", "x&y"), Token);

        var request = Assert.Single(server.Received);
        Assert.Equal(("GET", "/gadgets/a%2Fb%20%3F%C3%A9?space=x%26y"), (request.Method, request.Target));
        Assert.Equal($"Bearer {TestOptions.ApiKey}", request.Headers["authorization"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/base/v1")]
    [InlineData("/base/v1/")]
    public async Task The_endpoints_path_is_kept(string path)
    {
        await using var server = await LoopbackServer.StartAsync(200, """{"Id":"1"}""");

        await new RestClient(_http, TestOptions.Rest(new(server.Address, path))).GetGadgetAsync(new("1"), Token);

        Assert.Equal($"{path.TrimEnd('/')}/gadgets/1", Assert.Single(server.Received).Target);
    }

    [Fact]
    public async Task A_JSON_body_is_sent_with_its_type()
    {
        await using var server = await LoopbackServer.StartAsync(201, """{"Id":"1"}""");

        await new RestClient(_http, TestOptions.Rest(server.Address)).CreateGadgetAsync(new("流"), Token);

        var request = Assert.Single(server.Received);
        Assert.Equal("application/json", request.Headers["content-type"]);
        Assert.Equal("{\"Id\":\"流\"}", Encoding.UTF8.GetString(request.Body));
    }

    [Fact]
    public async Task An_argument_that_the_spec_forbids_is_refused_before_anything_is_sent()
    {
        await using var server = await LoopbackServer.StartAsync(200, "{}");
        var rpc = new RpcClient(_http, TestOptions.Rpc(server.Address));
        var rest = new RestClient(_http, TestOptions.Rest(server.Address));

        await Assert.ThrowsAsync<ArgumentNullException>(() => rpc.GetGadgetAsync(null!, Token));
        await Assert.ThrowsAsync<ArgumentException>(() => rpc.GetGadgetAsync(new(""), Token));
        await Assert.ThrowsAsync<ArgumentNullException>(() => rpc.DeleteGadgetAsync(null!, Token));
        await Assert.ThrowsAsync<ArgumentException>(() => rest.GetGadgetAsync(new(".."), Token));
        Assert.Empty(server.Received);
    }

    [Theory]
    [InlineData("line\r\nx-evil: 1")]
    [InlineData("nul\0")]
    [InlineData("é")]
    [InlineData("bell\a")]
    public void A_header_value_that_no_header_can_carry_is_refused(string value)
    {
        var builder = new ApiRequestBuilder();

        Assert.Equal("x-a", Assert.Throws<ArgumentException>(() => builder.AddHeader("x-a", value)).ParamName);
        builder.AddHeader("x-a", "plain\ttext ~");
        Assert.Equal("plain\ttext ~", Assert.Single(builder.Headers).Value);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_refused()
    {
        var builder = new ApiRequestBuilder();

        Assert.All(["\ud800", "a\udc00b", "\udc00\ud800"], value =>
        {
            Assert.Equal("q", Assert.Throws<ArgumentException>(() => builder.AddQuery("q", value)).ParamName);
            Assert.Equal("p", Assert.Throws<ArgumentException>(() => builder.AddPath("p", value)).ParamName);
        });
        builder.AddQuery("q", "\ud83d\ude00");
    }
}
