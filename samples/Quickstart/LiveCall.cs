using FlowGen;
using FlowGen.Cams;
using FlowGen.EightByEight;
using Spectre.Console;

namespace Quickstart;

/// <summary>The same calls against the real services.</summary>
internal static class LiveCall
{
    private const int Failed = 1;

    /// <summary>The environment variable with 8x8's key. 8x8 names none, so the name is ours.</summary>
    private const string EightByEightKey = "EIGHTBYEIGHT_API_KEY";

    public static async Task<int> CamsAsync(IAnsiConsole console, string flowId, string? custSpaceId, CancellationToken cancellationToken)
    {
        using var httpClient = new HttpClient();
        var cams = new CamsClient(httpClient, new CamsClientOptions
        {
            Credentials = AlibabaCredentials.FromEnvironment(),
            RateLimit = RateLimit.Documented(),
        });

        var report = new FlowReport(console);
        var flow = await cams.GetFlowAsync(new() { FlowId = flowId, CustSpaceId = custSpaceId }, cancellationToken);
        if (!flow.IsSuccess)
        {
            report.WriteError("GetFlow", flow.Error);
            return Failed;
        }

        var asset = await cams.GetFlowJsonAssetAsync(new() { FlowId = flowId, CustSpaceId = custSpaceId }, cancellationToken);
        report.Add(flow.Value, asset.IsSuccess ? await FlowJsonDownload.SizeAsync(httpClient, asset.Value.FilePath, cancellationToken) : asset.Error.Message);
        report.WriteFlows();

        var preview = await cams.GetFlowPreviewUrlAsync(new() { FlowId = flowId, CustSpaceId = custSpaceId }, cancellationToken);
        if (!preview.IsSuccess)
        {
            report.WriteError("GetFlowPreviewUrl", preview.Error);
            return Failed;
        }

        console.MarkupLineInterpolated($"Preview: {preview.Value.PreviewUrl}, until {preview.Value.PreviewUrlExpires?.ToLocalTime():yyyy-MM-dd HH:mm}.");
        return 0;
    }

    public static async Task<int> EightByEightAsync(IAnsiConsole console, string accountId, string channelId, string flowId, CancellationToken cancellationToken)
    {
        using var httpClient = new HttpClient();
        var eightByEight = new EightByEightClient(httpClient, new EightByEightClientOptions
        {
            Credentials = BearerCredentials.FromEnvironment(EightByEightKey),
            RateLimit = RateLimit.Documented(),
        });

        var report = new FlowReport(console);
        var flow = await eightByEight.GetFlowDetailsAsync(new() { AccountId = accountId, ChannelId = channelId, FlowId = flowId }, cancellationToken);
        if (!flow.IsSuccess)
        {
            report.WriteError("get flow details", flow.Error);
            return Failed;
        }

        report.Add(flow.Value, await FlowJsonDownload.SizeAsync(httpClient, flow.Value.FlowJsonUrl, cancellationToken));
        report.WriteFlows();
        report.WriteValidationErrors(flow.Value);
        return 0;
    }
}
