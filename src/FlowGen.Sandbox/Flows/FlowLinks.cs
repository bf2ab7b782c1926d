using FlowGen.Sandbox.Serving;

namespace FlowGen.Sandbox.Flows;

/// <summary>Where the sandbox serves a flow's JSON and its preview. Like the vendors' links, these are fetched without any key.</summary>
internal static class FlowLinks
{
    public const string Assets = "/assets/";
    public const string Previews = "/preview/";
    public const string AssetExtension = ".json";

    /// <summary>How long a preview link lives: what Meta gives its own links.</summary>
    public static readonly TimeSpan PreviewLifetime = TimeSpan.FromDays(30);

    public static string Asset(Uri sandbox, SandboxFlow flow) => Link(sandbox, Assets, flow) + AssetExtension;

    public static string Preview(Uri sandbox, SandboxFlow flow) => Link(sandbox, Previews, flow);

    private static string Link(Uri sandbox, string folder, SandboxFlow flow) =>
        sandbox.GetLeftPart(UriPartial.Authority) + folder + PercentEncoding.Encode(flow.Provider) + "/" + PercentEncoding.Encode(flow.Id);
}
