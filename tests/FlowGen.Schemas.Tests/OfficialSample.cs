using Newtonsoft.Json.Linq;

namespace FlowGen.Schemas.Tests;

/// <summary>A body that a vendor's page prints, byte for byte, and the type of the spec that it is an example of.</summary>
internal sealed record OfficialSample(string FileName, string Spec, string Schema, string Sha256)
{
    public static readonly IReadOnlyList<OfficialSample> All =
    [
        new("cams-get-flow.en.json", SpecFile.Cams, "GetFlowResponse", "e3c59ae11ad99897a41195a4c63d8e81b95eaeb62bcdcbd9c3830efaeb4d3014"),
        new("cams-get-flow.id.json", SpecFile.Cams, "GetFlowResponse", "fba96b596ac9c87c9558b8e416fd4fcf44a84eadb2639efc98224fb41c095add"),
        new("cams-get-flow-json-assest.json", SpecFile.Cams, "GetFlowJSONAssestResponse", "d55725826e41617cb55139e9cf3d4a8d9add88ac84b093b8cb486c01db0ab3f4"),
        new("cams-get-flow-preview-url.json", SpecFile.Cams, "GetFlowPreviewUrlResponse", "a15ad57a27c767d1a3fb410c47209478ad86c45c49cbd889dc7b70d7e730ca20"),
        new("8x8-get-flow-details.json", SpecFile.EightByEight, "FlowDetails", "a5074cb05a6815e64b2a6dcba5cca3e4fd91fe476e6f17cb6e477889acf00887"),
        new("8x8-get-flow-details-with-validation-errors.json", SpecFile.EightByEight, "FlowDetails", "a5074cb05a6815e64b2a6dcba5cca3e4fd91fe476e6f17cb6e477889acf00887"),
        new("8x8-get-flow-details-without-errors.json", SpecFile.EightByEight, "FlowDetails", "7068e01ed7ac7eb393399aaee22e3b7635836e2fd055b89e011bd95f2bacaccc"),
        new("8x8-error-1001.json", SpecFile.EightByEight, "ErrorResponse", "32d340c1caa0c06740c61c6a6e95e9ba1c8bfa6249fc429f0dccef831061a4a3"),
        new("8x8-error-1002.json", SpecFile.EightByEight, "ErrorResponse", "1062bd2b87dd3d4fd8a329779f77b3f75d002288d9fc0e28b9729c9e6bb94468"),
        new("8x8-error-1200.json", SpecFile.EightByEight, "ErrorResponse", "c8231bcaf09e8ec1d41b6f338529851779fb6d2302e382ed9894fdbd8dbe0930"),
        new("8x8-error-2000.json", SpecFile.EightByEight, "ErrorResponse", "6feb6836a65c7f7aa5429ad04de9518cb4693e3858fbdac5055ed12f063a4bad"),
    ];

    public static TheoryData<string> FileNames => [.. All.Select(sample => sample.FileName)];

    public static OfficialSample Named(string fileName) => All.Single(sample => sample.FileName == fileName);

    public byte[] ReadBytes() => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Samples", FileName));

    public JObject Read() => SpecFile.Parse(System.Text.Encoding.UTF8.GetString(ReadBytes()));

    public ComponentSchema LoadSchema() => ComponentSchema.Of(SpecFile.Load(Spec), Schema);
}
