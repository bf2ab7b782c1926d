using System.Text;

namespace FlowGen.Benchmarks;

/// <summary>The bodies that are measured: the official samples, and a long list.</summary>
internal static class Samples
{
    /// <summary>CAMS GetFlow's official sample, with its envelope.</summary>
    public static byte[] CamsAnswer { get; } = Read("cams-get-flow.json");

    /// <summary>The payload of CAMS GetFlow's official sample.</summary>
    public static byte[] CamsFlow { get; } = Payload("cams-get-flow.json");

    /// <summary>8x8's official sample, with validation errors.</summary>
    public static byte[] EightByEightFlow { get; } = Read("8x8-get-flow-details.json");

    /// <summary>A JSON array of 500 CAMS flows.</summary>
    public static byte[] CamsFlows { get; } = Encoding.UTF8.GetBytes(
        "[" + string.Join(',', Enumerable.Range(0, 500).Select(static number =>
            Encoding.UTF8.GetString(CamsFlow).Replace("flow_001", $"flow_{number:000}", StringComparison.Ordinal))) + "]");

    /// <summary>An embedded file.</summary>
    public static byte[] Read(string name)
    {
        using var stream = typeof(Samples).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static byte[] Payload(string name)
    {
        using var document = System.Text.Json.JsonDocument.Parse(Read(name));
        return Encoding.UTF8.GetBytes(document.RootElement.GetProperty("Data").GetRawText());
    }
}
