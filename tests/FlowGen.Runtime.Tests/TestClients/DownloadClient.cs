using FlowGen.Http;

namespace FlowGen.Runtime.Tests.TestClients;

/// <summary>A client with an operation that answers bytes.</summary>
public sealed class DownloadClient(HttpClient httpClient, FlowClientOptions options) : FlowClient(httpClient, RestClient.TestProvider, options)
{
    private static readonly ApiOperation<GadgetRequest, ResponseStream> Download = new()
    {
        Name = "download-gadget",
        Method = HttpMethod.Get,
        PathTemplate = "/gadgets/{id}/image",
        Accept = "image/png",
        IsIdempotent = true,
        Write = static (request, builder) =>
        {
            builder.AddPathLiteral("/gadgets/");
            builder.AddPath("id", request.Id);
            builder.AddPathLiteral("/image");
        },
        ReadStream = static stream => stream,
    };

    public Task<ApiResult<ResponseStream>> DownloadGadgetAsync(GadgetRequest request, CancellationToken cancellationToken = default) =>
        SendAsync(Download, request, cancellationToken);
}
