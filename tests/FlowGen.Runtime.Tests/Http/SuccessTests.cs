using FlowGen.Runtime.Tests.Servers;
using FlowGen.Runtime.Tests.TestClients;

namespace FlowGen.Runtime.Tests.Http;

public sealed class SuccessTests : IDisposable
{
    private readonly HttpClient _http = new();

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task The_payload_comes_out_of_the_envelope()
    {
        await using var server = await LoopbackServer.StartAsync(200, """
            {"RequestId":"R-1\n","Code":"OK","Message":"None","Data":{"Id":"g1","Tags":["a","b"],"Expires":1700617436633}}
            """);
        var client = new RpcClient(_http, TestOptions.Rpc(server.Address));

        var result = await client.GetGadgetAsync(new("g1"), TestContext.Current.CancellationToken);

        Assert.True(result.IsSuccess);
        Assert.Equal("g1", result.Value.Id);
        Assert.Equal(["a", "b"], result.Value.Tags);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1700617436633), result.Value.Expires);
        Assert.Equal("R-1", result.RequestId);
        Assert.Equal(System.Net.HttpStatusCode.OK, result.HttpStatus);
    }
}
