using System.Security.Cryptography;
using Newtonsoft.Json.Linq;

namespace FlowGen.Schemas.Tests;

public class OfficialSampleTests
{
    public static TheoryData<string> FileNames => OfficialSample.FileNames;

    [Theory]
    [MemberData(nameof(FileNames))]
    public void A_sample_is_byte_for_byte_what_the_vendor_publishes(string fileName)
    {
        var sample = OfficialSample.Named(fileName);

        Assert.Equal(sample.Sha256, Convert.ToHexStringLower(SHA256.HashData(sample.ReadBytes())));
    }

    [Fact]
    public void Every_sample_file_is_pinned()
    {
        var files = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Samples"), "*.json").Select(Path.GetFileName);

        Assert.Equal(OfficialSample.All.Select(sample => sample.FileName).Order(StringComparer.Ordinal), files.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(FileNames))]
    public void A_sample_is_valid_against_its_type_in_the_spec(string fileName)
    {
        var sample = OfficialSample.Named(fileName);

        Assert.Empty(sample.LoadSchema().Check(sample.Read()));
    }

    [Theory]
    [InlineData(SpecFile.Cams, "#/paths/~1GetFlow/post/responses/200/content/application~1json/example", "cams-get-flow.en.json")]
    [InlineData(SpecFile.Cams, "#/paths/~1GetFlow/post/responses/200/content/application~1json/example", "cams-get-flow.id.json")]
    [InlineData(SpecFile.Cams, "#/paths/~1GetFlowJSONAssest/post/responses/200/content/application~1json/example", "cams-get-flow-json-assest.json")]
    [InlineData(SpecFile.Cams, "#/paths/~1GetFlowPreviewUrl/post/responses/200/content/application~1json/example", "cams-get-flow-preview-url.json")]
    [InlineData(SpecFile.Cams, "#/paths/~1CreateFlow/post/responses/200/content/application~1json/example", "cams-create-flow.metadata.json")]
    [InlineData(SpecFile.Cams, "#/paths/~1ListFlow/post/responses/200/content/application~1json/example", "cams-list-flow.zh.json")]
    [InlineData(SpecFile.Cams, "#/paths/~1ModifyFlow/post/responses/200/content/application~1json/example", "cams-modify-flow.metadata.json")]
    [InlineData(SpecFile.Cams, "#/paths/~1UpdateFlowJSONAsset/post/responses/200/content/application~1json/example", "cams-update-flow-json-asset.tc.json")]
    [InlineData(SpecFile.Cams, "#/paths/~1PublishFlow/post/responses/200/content/application~1json/example", "cams-publish-flow.tc.json")]
    [InlineData(SpecFile.Cams, "#/paths/~1DeprecateFlow/post/responses/200/content/application~1json/example", "cams-deprecate-flow.tc.json")]
    [InlineData(SpecFile.Cams, "#/paths/~1DeleteFlow/post/responses/200/content/application~1json/example", "cams-delete-flow.zh.json")]
    [InlineData(SpecFile.Cams, "#/paths/~1SyncFlow/post/responses/200/content/application~1json/example", "cams-sync-flow.zh.json")]
    [InlineData(SpecFile.EightByEight, Flows + "/get/responses/200/content/application~1json/example", "8x8-get-flows.json")]
    [InlineData(SpecFile.EightByEight, Flows + "/post/requestBody/content/application~1json/example", "8x8-create-flow-request.json")]
    [InlineData(SpecFile.EightByEight, Flows + "/post/responses/200" + Examples + "with-validation-errors/value", "8x8-flow-write-result-with-validation-errors.json")]
    [InlineData(SpecFile.EightByEight, Flows + "/post/responses/200" + Examples + "without-errors/value", "8x8-flow-write-result.json")]
    [InlineData(SpecFile.EightByEight, Flow + "/put/requestBody/content/application~1json/example", "8x8-update-flow-request.json")]
    [InlineData(SpecFile.EightByEight, Flow + "/put/responses/200" + Examples + "with-validation-errors/value", "8x8-flow-write-result-with-validation-errors.json")]
    [InlineData(SpecFile.EightByEight, Flow + "/put/responses/200" + Examples + "without-errors/value", "8x8-flow-write-result.json")]
    [InlineData(SpecFile.EightByEight, Flow + "~1preview/get/responses/200/content/application~1json/example", "8x8-preview-flow.json")]
    [InlineData(SpecFile.EightByEight, DetailsExamples + "flow/value", "8x8-get-flow-details.json")]
    [InlineData(SpecFile.EightByEight, DetailsExamples + "flow-with-validation-errors/value", "8x8-get-flow-details-with-validation-errors.json")]
    [InlineData(SpecFile.EightByEight, DetailsExamples + "flow-without-errors/value", "8x8-get-flow-details-without-errors.json")]
    [InlineData(SpecFile.EightByEight, "#/components/responses/BadRequest" + Examples + "1001/value", "8x8-error-1001.json")]
    [InlineData(SpecFile.EightByEight, "#/components/responses/BadRequest" + Examples + "1002/value", "8x8-error-1002.json")]
    [InlineData(SpecFile.EightByEight, "#/components/responses/NotAuthenticated" + Examples + "1001/value", "8x8-error-1001.json")]
    [InlineData(SpecFile.EightByEight, "#/components/responses/NotAuthenticated" + Examples + "1200/value", "8x8-error-1200.json")]
    [InlineData(SpecFile.EightByEight, "#/components/responses/InternalServerError" + Examples + "1001/value", "8x8-error-1001.json")]
    [InlineData(SpecFile.EightByEight, "#/components/responses/InternalServerError" + Examples + "2000/value", "8x8-error-2000.json")]
    public void An_example_in_the_spec_says_what_the_sample_says(string spec, string place, string fileName)
    {
        var example = SpecFile.Load(spec).At(place);
        var sample = OfficialSample.Named(fileName).Read();

        Assert.True(JToken.DeepEquals(sample, example), $"{place} differs from {fileName}.");
        Assert.Equal(sample.ToString(), example.ToString());
    }

    private const string Examples = "/content/application~1json/examples/";
    private const string Flows = "#/paths/~1api~1v1~1accounts~1{accountId}~1channels~1{channelId}~1flows";
    private const string Flow = Flows + "~1{flowId}";
    private const string DetailsExamples = Flow + "/get/responses/200" + Examples;
}
