using FlowGen.Cams;
using FlowGen.EightByEight;
using FlowGen.Sandbox;

namespace FlowGen.EndToEnd.Tests;

/// <summary>Generated clients that call a sandbox.</summary>
internal static class Clients
{
    public static CamsClient Cams(FlowSandbox sandbox, Action<CamsClientOptions>? configure = null, HttpMessageHandler? handler = null)
    {
        var options = new CamsClientOptions
        {
            Endpoint = sandbox.CamsEndpoint,
            Credentials = AlibabaCredentials.FromAccessKey(sandbox.AccessKeyId, sandbox.AccessKeySecret),
            RateLimit = RateLimit.Documented(),
        };
        configure?.Invoke(options);
        return new(new HttpClient(handler ?? new SocketsHttpHandler()), options);
    }

    public static EightByEightClient EightByEight(FlowSandbox sandbox, Action<EightByEightClientOptions>? configure = null)
    {
        var options = new EightByEightClientOptions
        {
            Endpoint = sandbox.EightByEightEndpoint,
            Credentials = BearerCredentials.FromKey(sandbox.ApiKey),
            RateLimit = RateLimit.Documented(),
        };
        configure?.Invoke(options);
        return new(new HttpClient(), options);
    }

    public static SandboxFlow Flow(this FlowSandbox sandbox, string provider, string status) =>
        sandbox.Flows.First(flow => flow.Provider == provider && flow.Status == status);
}
