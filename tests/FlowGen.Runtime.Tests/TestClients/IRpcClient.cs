namespace FlowGen.Runtime.Tests.TestClients;

public interface IRpcClient
{
    Task<ApiResult<Gadget>> GetGadgetAsync(GadgetRequest request, CancellationToken cancellationToken = default);
}
