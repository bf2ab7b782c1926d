using FlowGen;
using FlowGen.Cams;
using FlowGen.EightByEight;
using FlowGen.Sandbox;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Quickstart;

/// <summary>The four calls, a refusal and a burst, against both providers on loopback.</summary>
internal static class SandboxTour
{
    public static async Task<int> RunAsync(IAnsiConsole console, CancellationToken cancellationToken)
    {
        await using var sandbox = await FlowSandbox.StartAsync(cancellationToken: cancellationToken);
        console.MarkupLineInterpolated($"Both providers run in a sandbox at {sandbox.CamsEndpoint}. Nothing leaves this machine.");

        await using var services = new ServiceCollection()
            .AddFlowGen(sandbox)
            .BuildServiceProvider();
        var cams = services.GetRequiredService<ICamsClient>();
        var eightByEight = services.GetRequiredService<IEightByEightClient>();
        using var downloads = new HttpClient();

        var report = new FlowReport(console);
        var reviewed = new List<FlowGen.EightByEight.FlowDetails>();
        foreach (var flow in sandbox.Flows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (flow.Provider == "alibaba-cams")
            {
                await AddAsync(report, cams, flow.Id, downloads, cancellationToken);
            }
            else if (await AddAsync(report, eightByEight, sandbox, flow.Id, downloads, cancellationToken) is { } details)
            {
                reviewed.Add(details);
            }
        }

        report.WriteFlows();
        reviewed.ForEach(report.WriteValidationErrors);
        await PreviewAsync(console, report, cams, sandbox, cancellationToken);
        await RefusedAsync(report, sandbox, cancellationToken);
        await Burst.RunAsync(console, cams, sandbox, cancellationToken);
        return 0;
    }

    private static IServiceCollection AddFlowGen(this IServiceCollection services, FlowSandbox sandbox)
    {
        services.AddFlowClient<CamsClient>(options =>
        {
            options.Endpoint = sandbox.CamsEndpoint;
            options.Credentials = AlibabaCredentials.FromAccessKey(sandbox.AccessKeyId, sandbox.AccessKeySecret);
            options.RateLimit = RateLimit.Documented();
        });
        services.AddFlowClient<EightByEightClient>(options =>
        {
            options.Endpoint = sandbox.EightByEightEndpoint;
            options.Credentials = BearerCredentials.FromKey(sandbox.ApiKey);
            options.RateLimit = RateLimit.Documented();
        });
        return services;
    }

    private static async Task AddAsync(FlowReport report, ICamsClient cams, string flowId, HttpClient downloads, CancellationToken cancellationToken)
    {
        var flow = await cams.GetFlowAsync(new() { FlowId = flowId }, cancellationToken);
        if (!flow.IsSuccess)
        {
            report.WriteError($"GetFlow {flowId}", flow.Error);
            return;
        }

        var asset = await cams.GetFlowJsonAssetAsync(new() { FlowId = flowId }, cancellationToken);
        report.Add(flow.Value, asset.IsSuccess ? await FlowJsonDownload.SizeAsync(downloads, asset.Value.FilePath, cancellationToken) : asset.Error.Message);
    }

    private static async Task<FlowGen.EightByEight.FlowDetails?> AddAsync(
        FlowReport report,
        IEightByEightClient eightByEight,
        FlowSandbox sandbox,
        string flowId,
        HttpClient downloads,
        CancellationToken cancellationToken)
    {
        var request = new GetFlowDetailsRequest { AccountId = sandbox.AccountId, ChannelId = sandbox.ChannelId, FlowId = flowId };
        var flow = await eightByEight.GetFlowDetailsAsync(request, cancellationToken);
        if (!flow.IsSuccess)
        {
            report.WriteError($"get flow details {flowId}", flow.Error);
            return null;
        }

        report.Add(flow.Value, await FlowJsonDownload.SizeAsync(downloads, flow.Value.FlowJsonUrl, cancellationToken));
        return flow.Value;
    }

    private static async Task PreviewAsync(IAnsiConsole console, FlowReport report, ICamsClient cams, FlowSandbox sandbox, CancellationToken cancellationToken)
    {
        var draft = sandbox.Flows.First(static flow => flow is { Provider: "alibaba-cams", Status: "DRAFT" });
        var preview = await cams.GetFlowPreviewUrlAsync(new() { FlowId = draft.Id, CustSpaceId = sandbox.CustSpaceId }, cancellationToken);
        if (preview.IsSuccess)
        {
            console.MarkupLineInterpolated($"Preview of {draft.Name}: {preview.Value.PreviewUrl}, until {preview.Value.PreviewUrlExpires?.ToLocalTime():yyyy-MM-dd HH:mm}.");
        }
        else
        {
            report.WriteError("GetFlowPreviewUrl", preview.Error);
        }
    }

    /// <summary>A call with a wrong secret: the answer is a typed error, not an exception, and the secret is nowhere in it.</summary>
    private static async Task RefusedAsync(FlowReport report, FlowSandbox sandbox, CancellationToken cancellationToken)
    {
        using var httpClient = new HttpClient();
        var impostor = new CamsClient(httpClient, new CamsClientOptions
        {
            Endpoint = sandbox.CamsEndpoint,
#pragma warning disable FG2201 // not anybody's secret
            Credentials = AlibabaCredentials.FromAccessKey(sandbox.AccessKeyId, "not-the-secret"),
#pragma warning restore FG2201
            RateLimit = RateLimit.Documented(),
        });
        var refused = await impostor.GetFlowAsync(new() { FlowId = sandbox.Flows[0].Id }, cancellationToken);
        if (!refused.IsSuccess)
        {
            report.WriteError("GetFlow with a wrong secret", refused.Error);
        }
    }
}
