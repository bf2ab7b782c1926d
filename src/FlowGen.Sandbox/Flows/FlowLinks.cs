using FlowGen.Sandbox.Serving;

namespace FlowGen.Sandbox.Flows;

/// <summary>Where the sandbox serves a flow's JSON and its preview. Like the vendors' links, these are fetched without any key.</summary>
internal static class FlowLinks
{
    public const string Assets = "/assets/";
    public const string Previews = "/preview/";
    public const string AssetExtension = ".json";

    public const string PreviewToken = "token";

    /// <summary>Where the flow's JSON lies; <see langword="null"/> when it has none.</summary>
    public static string? Asset(Uri sandbox, StoredFlow flow) =>
        flow.DocumentElsewhere?.AbsoluteUri ?? (flow.Document is null ? null : Link(sandbox, Assets, flow.Flow) + AssetExtension);

    /// <summary>The link that shows the flow; <see langword="null"/> when it has none yet.</summary>
    public static string? Preview(Uri sandbox, StoredFlow flow) =>
        flow.Preview is { } preview ? $"{Link(sandbox, Previews, flow.Flow)}?{PreviewToken}={preview.Token}" : null;

    private static string Link(Uri sandbox, string folder, SandboxFlow flow) =>
        sandbox.GetLeftPart(UriPartial.Authority) + folder + PercentEncoding.Encode(flow.Provider) + "/" + PercentEncoding.Encode(flow.Id);
}
