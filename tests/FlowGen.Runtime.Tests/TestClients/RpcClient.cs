using FlowGen.Http;

namespace FlowGen.Runtime.Tests.TestClients;

/// <summary>A client as the generator writes one for an Alibaba Cloud provider: one path, an envelope, a signature, a quota.</summary>
public sealed class RpcClient : FlowClient, IRpcClient, IFlowClient<RpcClient>
{
    public static readonly ApiProvider TestProvider = new()
    {
        Name = "test-rpc",
        Protocol = ApiProtocol.AcsRpc,
        Version = "2020-06-06",
        Signing = ApiSigning.Acs3HmacSha256,
        Endpoints = [new("", new("https://rpc.test.invalid"))],
        Envelope = new()
        {
            Code = "Code",
            Message = "Message",
            RequestId = "RequestId",
            SuccessCodes = ["OK"],
            AbsentMessages = ["None"],
        },
        ErrorBody = new() { Code = "Code", Message = "Message", RequestId = "RequestId" },
        Errors =
        [
            new("System.LimitControl", 400, ApiErrorCategory.Throttled, true),
            new("Throttling*", null, ApiErrorCategory.Throttled, true),
            new("SignatureNonceUsed", 400, ApiErrorCategory.Unauthenticated, true),
            new("InvalidTimeStamp.Expired", 400, ApiErrorCategory.Unauthenticated, false),
            new("SignatureDoesNotMatch", 400, ApiErrorCategory.Unauthenticated, false),
            new("Product.Unsubscript", 400, ApiErrorCategory.NotSubscribed, false),
        ],
        RateLimits = [new("gadgets", 5, TimeSpan.FromSeconds(1), ApiRateLimitScope.Account)],
        RetryAfterHeaders =
        [
            new("x-acs-retry-after", RetryAfterFormat.Milliseconds),
            new("x-ratelimit-user", RetryAfterFormat.AcsRateLimit),
        ],
    };

    internal static readonly ApiOperation<GadgetRequest, Gadget> GetGadget = new()
    {
        Name = "GetGadget",
        Method = HttpMethod.Post,
        PathTemplate = "/",
        RateLimitGroup = "gadgets",
        IsIdempotent = true,
        Write = Write,
        Read = Gadget.Read,
        Payload = "Data",
    };

    private static readonly ApiOperation<GadgetRequest, Gadget> CreateGadget = new()
    {
        Name = "CreateGadget",
        Method = HttpMethod.Post,
        PathTemplate = "/",
        RateLimitGroup = "gadgets",
        Write = Write,
        Read = Gadget.Read,
        Payload = "Data",
    };

    private static readonly ApiOperation<GadgetRequest> DeleteGadget = new()
    {
        Name = "DeleteGadget",
        Method = HttpMethod.Post,
        PathTemplate = "/",
        RateLimitGroup = "gadgets",
        Write = Write,
    };

    public RpcClient(HttpClient httpClient, FlowClientOptions options)
        : base(httpClient, TestProvider, options)
    {
    }

    public static ApiProvider Provider => TestProvider;

    public static Type InterfaceType => typeof(IRpcClient);

    public static RpcClient Create(HttpClient httpClient, FlowClientOptions options) => new(httpClient, options);

    public Task<ApiResult<Gadget>> GetGadgetAsync(GadgetRequest request, CancellationToken cancellationToken = default) =>
        SendAsync(GetGadget, request, cancellationToken);

    public Task<ApiResult<Gadget>> CreateGadgetAsync(GadgetRequest request, CancellationToken cancellationToken = default) =>
        SendAsync(CreateGadget, request, cancellationToken);

    public Task<ApiResult> DeleteGadgetAsync(GadgetRequest request, CancellationToken cancellationToken = default) =>
        SendAsync(DeleteGadget, request, cancellationToken);

    private static void Write(GadgetRequest request, ApiRequestBuilder builder)
    {
        ArgumentRules.Length(nameof(request.Id), request.Id, 1, 100);
        builder.AddPathLiteral("/");
        builder.AddQuery("Id", request.Id);
        if (request.Space is not null)
        {
            builder.AddQuery("Space", request.Space);
        }
    }
}
