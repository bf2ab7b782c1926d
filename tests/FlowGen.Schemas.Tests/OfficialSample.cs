using Newtonsoft.Json.Linq;

namespace FlowGen.Schemas.Tests;

/// <summary>
/// A body that a vendor publishes, byte for byte, and the type of the spec that it is an example of. Where a page prints it, it is as
/// printed. CAMS's <c>metadata</c> ones are the published metadata's, unescaped. Those of 8x8 other than of a flow's details are its OpenAPI
/// file's, without the indentation of the place where they stand.
/// </summary>
internal sealed record OfficialSample(string FileName, string Spec, string Schema, string Sha256)
{
    public static readonly IReadOnlyList<OfficialSample> All =
    [
        new("cams-get-flow.en.json", SpecFile.Cams, "GetFlowResponse", "e3c59ae11ad99897a41195a4c63d8e81b95eaeb62bcdcbd9c3830efaeb4d3014"),
        new("cams-get-flow.id.json", SpecFile.Cams, "GetFlowResponse", "fba96b596ac9c87c9558b8e416fd4fcf44a84eadb2639efc98224fb41c095add"),
        new("cams-get-flow-json-assest.json", SpecFile.Cams, "GetFlowJSONAssestResponse", "d55725826e41617cb55139e9cf3d4a8d9add88ac84b093b8cb486c01db0ab3f4"),
        new("cams-get-flow-preview-url.json", SpecFile.Cams, "GetFlowPreviewUrlResponse", "a15ad57a27c767d1a3fb410c47209478ad86c45c49cbd889dc7b70d7e730ca20"),
        new("cams-create-flow.metadata.json", SpecFile.Cams, "CreateFlowResponse", "bda04191bfdf751b1ee429945b4b0a936b0367238570b4052ad591b8347ccc49"),
        new("cams-list-flow.zh.json", SpecFile.Cams, "ListFlowResponse", "e94405f3672ae5a3da502acb7f6ed407e7cfab3e16dc2ca7b328a800fdd41bc0"),
        new("cams-modify-flow.metadata.json", SpecFile.Cams, "ModifyFlowResponse", "cdcb1ba350e71142990072c5de37085319d35765329dc4baffebe741c7b26318"),
        new("cams-update-flow-json-asset.tc.json", SpecFile.Cams, "UpdateFlowJSONAssetResponse", "411afad02d6f3a5dbf08c4666123f837c13f0f9d34ec453a729585df45e639c5"),
        new("cams-publish-flow.tc.json", SpecFile.Cams, "PublishFlowResponse", "b701151d9a2e0fded9e6293ac236dba164af54b40a696a938d97ca7809c5f156"),
        new("cams-deprecate-flow.tc.json", SpecFile.Cams, "DeprecateFlowResponse", "41aef028226cba1a65908732eda663d531dc587d9068a87e3eb61adeb35e7924"),
        new("cams-delete-flow.zh.json", SpecFile.Cams, "DeleteFlowResponse", "0c82afd27ea04311cdfdda0b33846af720ea29e07c382061c58477f8a138c2f6"),
        new("cams-sync-flow.zh.json", SpecFile.Cams, "SyncFlowResponse", "3039a8b8fbdf8104b6a046f7470e655964a54359812707ae535bf0f0c9510ada"),
        new("8x8-get-flows.json", SpecFile.EightByEight, "FlowList", "afac85f7392a3e66308a82bfc66783a4d59a6b67ef15df136308313f9e5b801a"),
        new("8x8-create-flow-request.json", SpecFile.EightByEight, "CreateFlowBody", "dc8086d6624e83dc3048c23b8b363e0fd76d5da9157649a53e6498c083623b67"),
        new("8x8-update-flow-request.json", SpecFile.EightByEight, "UpdateFlowBody", "cb3d001cebce2a780bf3d68ac75c5756c4acd36c64105978a48e0605c307774e"),
        new("8x8-flow-write-result.json", SpecFile.EightByEight, "FlowWriteResult", "8e0a2408ee817625bff084fa285dc78fd52b8c511fecdfbe421d909e98f9dad3"),
        new("8x8-flow-write-result-with-validation-errors.json", SpecFile.EightByEight, "FlowWriteResult", "44820aadc29780ea2dc79479e3a64657a00bd59ce595c91395c8975f694866b6"),
        new("8x8-preview-flow.json", SpecFile.EightByEight, "FlowPreview", "9dc37aa6e716d803a490417c71374f4cb0db700a76a09df5ccaf5db96b5458a9"),
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
