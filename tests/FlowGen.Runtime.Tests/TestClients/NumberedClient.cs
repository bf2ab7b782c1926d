using FlowGen.Http;

namespace FlowGen.Runtime.Tests.TestClients;

/// <summary>A client of a REST provider with an envelope whose code is a number.</summary>
public sealed class NumberedClient(HttpClient httpClient, FlowClientOptions options) : FlowClient(httpClient, TestProvider, options)
{
    private static readonly ApiProvider TestProvider = new()
    {
        Name = "test-numbered",
        Protocol = ApiProtocol.Rest,
        Signing = ApiSigning.None,
        Endpoints = [],
        Envelope = new() { Code = "status", Message = "message", RequestId = "requestId", SuccessCodes = ["0"] },
    };

    private static readonly ApiOperation<GadgetRequest, Gadget> Get = new()
    {
        Name = "get",
        Method = HttpMethod.Get,
        PathTemplate = "/get",
        Write = static (_, builder) => builder.AddPathLiteral("/get"),
        Read = Gadget.Read,
        Payload = "result",
    };

    private static readonly ApiOperation<GadgetRequest, Gadget> GetFlat = new()
    {
        Name = "get-flat",
        Method = HttpMethod.Get,
        PathTemplate = "/flat",
        Write = static (_, builder) => builder.AddPathLiteral("/flat"),
        Read = Gadget.Read,
    };

    public Task<ApiResult<Gadget>> GetAsync(GadgetRequest request, CancellationToken cancellationToken) => SendAsync(Get, request, cancellationToken);

    public Task<ApiResult<Gadget>> GetFlatAsync(GadgetRequest request, CancellationToken cancellationToken) => SendAsync(GetFlat, request, cancellationToken);
}
