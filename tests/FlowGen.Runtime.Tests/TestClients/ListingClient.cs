using System.Text.Json;
using FlowGen.Http;
using FlowGen.Json;

namespace FlowGen.Runtime.Tests.TestClients;

/// <summary>A client with a list that is read page by page, and with an operation whose envelope is its own.</summary>
public sealed class ListingClient(HttpClient httpClient, FlowClientOptions options) : FlowClient(httpClient, TestProvider, options)
{
    private static readonly ApiProvider TestProvider = new()
    {
        Name = "test-listing",
        Protocol = ApiProtocol.Rest,
        Signing = ApiSigning.None,
        Endpoints = [],
        Envelope = new() { Code = "Code", Message = "Message", RequestId = "RequestId", SuccessCodes = ["OK"] },
        Errors = [new("Busy", null, ApiErrorCategory.Transient, true)],
        RateLimits = [new("list", 2, TimeSpan.FromSeconds(10), ApiRateLimitScope.Account)],
    };

    private static readonly ApiOperation<ListRequest, IReadOnlyList<Gadget>> List = new()
    {
        Name = "List",
        Method = HttpMethod.Get,
        PathTemplate = "/list",
        RateLimitGroup = "list",
        Write = static (request, builder) =>
        {
            builder.AddPathLiteral("/list");
            builder.AddQuery("index", WireText.Of(request.Index ?? 0));
            builder.AddQuery("size", WireText.Of(request.Size ?? 0));
        },
        Read = static (ref Utf8JsonReader reader) => JsonRead.List<Gadget>(ref reader, Gadget.Read),
        Payload = "Data",
    };

    private static readonly ApiPaging<ListRequest> ListPaging = new()
    {
        First = 1,
        DefaultSize = 2,
        Index = static request => request.Index,
        Size = static request => request.Size,
        At = static (request, index, size) => request with { Index = index, Size = size },
    };

    private static readonly ApiOperation<ListRequest> Sync = new()
    {
        Name = "Sync",
        Method = HttpMethod.Post,
        PathTemplate = "/sync",
        Envelope = new()
        {
            Code = "Code",
            Message = "Message",
            RequestId = "RequestId",
            Flag = "Success",
            SuccessCodes = ["OK", "0"],
            AbsentMessages = ["None"],
        },
        Write = static (_, builder) => builder.AddPathLiteral("/sync"),
    };

    public IAsyncEnumerable<ApiResult<Gadget>> ListAllAsync(ListRequest request, CancellationToken cancellationToken = default) =>
        SendPagesAsync(List, ListPaging, request, cancellationToken);

    public Task<ApiResult> SyncAsync(CancellationToken cancellationToken) => SendAsync(Sync, new ListRequest(), cancellationToken);
}
