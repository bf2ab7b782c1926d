using FlowGen.Http;

namespace FlowGen.Runtime.Tests.TestClients;

/// <summary>A client as the generator writes one for a REST provider: a path per operation, a bearer key, no envelope.</summary>
public sealed class RestClient(HttpClient httpClient, FlowClientOptions options) : FlowClient(httpClient, TestProvider, options), IFlowClient<RestClient>
{
    public const string KeyVariable = "FLOWGEN_TEST_REST_KEY";

    public static readonly ApiProvider TestProvider = new()
    {
        Name = "test-rest",
        Protocol = ApiProtocol.Rest,
        Signing = ApiSigning.Bearer,
        CredentialVariable = KeyVariable,
        Endpoints = [new("", new("https://rest.test.invalid"))],
        ErrorBody = new() { Code = "code", Message = "message", RequestId = "errorId" },
        Errors =
        [
            new("1200", 401, ApiErrorCategory.Unauthenticated, false),
            new("2000", 500, ApiErrorCategory.Transient, true),
        ],
        RetryAfterHeaders = [new("Retry-After", RetryAfterFormat.SecondsOrDate)],
    };

    private static readonly ApiOperation<GadgetRequest, Gadget> GetGadget = new()
    {
        Name = "get-gadget",
        Method = HttpMethod.Get,
        PathTemplate = "/gadgets/{id}",
        IsIdempotent = true,
        Write = static (request, builder) =>
        {
            builder.AddPathLiteral("/gadgets/");
            builder.AddPath("id", request.Id);
            if (request.Space is not null)
            {
                builder.AddQuery("space", request.Space);
            }
        },
        Read = Gadget.Read,
    };

    private static readonly ApiOperation<GadgetRequest> PublishGadget = new()
    {
        Name = "publish-gadget",
        Method = HttpMethod.Post,
        PathTemplate = "/gadgets/{id}/publish",
        Write = static (request, builder) =>
        {
            builder.AddPathLiteral("/gadgets/");
            builder.AddPath("id", request.Id);
            builder.AddPathLiteral("/publish");
        },
    };

    private static readonly ApiOperation<GadgetRequest, Gadget> CreateGadget = new()
    {
        Name = "create-gadget",
        Method = HttpMethod.Post,
        PathTemplate = "/gadgets",
        Write = static (request, builder) =>
        {
            builder.AddPathLiteral("/gadgets");
            builder.SetJsonBody(request, static (writer, value) =>
            {
                writer.WriteStartObject();
                writer.WriteString("Id"u8, value.Id);
                writer.WriteEndObject();
            });
        },
        Read = Gadget.Read,
    };

    public static ApiProvider Provider => TestProvider;

    public static Type InterfaceType => typeof(RestClient);

    public static RestClient Create(HttpClient httpClient, FlowClientOptions options) => new(httpClient, options);

    public Task<ApiResult<Gadget>> GetGadgetAsync(GadgetRequest request, CancellationToken cancellationToken = default) =>
        SendAsync(GetGadget, request, cancellationToken);

    public Task<ApiResult> PublishGadgetAsync(GadgetRequest request, CancellationToken cancellationToken = default) =>
        SendAsync(PublishGadget, request, cancellationToken);

    public Task<ApiResult<Gadget>> CreateGadgetAsync(GadgetRequest request, CancellationToken cancellationToken = default) =>
        SendAsync(CreateGadget, request, cancellationToken);
}
