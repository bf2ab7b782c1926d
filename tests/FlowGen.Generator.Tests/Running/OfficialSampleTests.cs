using System.Net;
using System.Text;
using System.Text.Json;

namespace FlowGen.Generator.Tests.Running;

/// <summary>The vendors' own sample bodies, decoded by the generated clients.</summary>
public class OfficialSampleTests
{
    private const string GetFlow = """client.GetFlowAsync(new() { FlowId = "92675332812643" })""";

    private const string GetFlowJsonAsset = """client.GetFlowJsonAssetAsync(new() { FlowId = "92675332812643" })""";

    private const string GetFlowPreviewUrl = """client.GetFlowPreviewUrlAsync(new() { FlowId = "92675332812643" })""";

    private const string GetFlowDetails =
        """client.GetFlowDetailsAsync(new() { AccountId = "00000000-0000-0000-0000-000000000000", ChannelId = "c", FlowId = "f" })""";

    [Theory]
    [InlineData("cams-get-flow.en.json")]
    [InlineData("cams-get-flow.id.json")]
    public async Task Cams_GetFlow_answers_the_flow_of_the_page(string sample)
    {
        var outcome = await GeneratedCall.RunAsync(SpecText.Cams, GetFlow, Sample(sample));

        Assert.True((bool)outcome.Result.IsSuccess);
        var flow = outcome.Result.Value;
        Assert.Equal("DRAFT", (string)flow.Status.Value);
        Assert.Equal("Draft", (string)flow.Status.Kind.ToString());
        Assert.Equal("92675332812643****", (string)flow.FlowId);
        Assert.Equal("flow_001", (string)flow.FlowName);
        Assert.Equal("SIGN_UP", string.Join(",", flow.Categories));
        Assert.Equal("2.1", (string)flow.JsonVersion);
        Assert.Equal("3.0", (string)flow.DataApiVersion);
        Assert.Equal("https://pre-url", (string)flow.PreviewUrl);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1700617436633), (DateTimeOffset)flow.PreviewUrlExpires);
    }

    [Fact]
    public async Task A_request_id_that_ends_in_a_newline_is_trimmed()
    {
        var outcome = await GeneratedCall.RunAsync(SpecText.Cams, GetFlow, Sample("cams-get-flow.en.json"));

        Assert.Equal("DAC72B08-3327-33EF-BEDC-8EC3E83A6575", (string)outcome.Result.RequestId);
    }

    [Fact]
    public async Task Cams_GetFlowJsonAsset_answers_the_address_of_the_file()
    {
        var outcome = await GeneratedCall.RunAsync(SpecText.Cams, GetFlowJsonAsset, Sample("cams-get-flow-json-assest.json"));

        Assert.Equal("92675332812643****", (string)outcome.Result.Value.FlowId);
        Assert.Equal("https://bucket-*****-ap-southeast-1.aliyuncs.com/9658820125168****.json", (string)outcome.Result.Value.FilePath);
        Assert.Equal("GetFlowJSONAssest", outcome.Sent!.Headers["x-acs-action"]);
    }

    [Fact]
    public async Task Cams_GetFlowPreviewUrl_answers_a_link_and_when_it_ends()
    {
        var outcome = await GeneratedCall.RunAsync(SpecText.Cams, GetFlowPreviewUrl, Sample("cams-get-flow-preview-url.json"));

        Assert.Equal("https://business.facebook.com/****", (string)outcome.Result.Value.PreviewUrl);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1700617436633), (DateTimeOffset)outcome.Result.Value.PreviewUrlExpires);
        Assert.Equal("90E63D28-E31D-1EB2-8939-A94866411B2O", (string)outcome.Result.RequestId);
    }

    [Theory]
    [InlineData("8x8-get-flow-details.json")]
    [InlineData("8x8-get-flow-details-with-validation-errors.json")]
    public async Task EightByEight_answers_the_validation_errors_with_their_places(string sample)
    {
        var outcome = await GeneratedCall.RunAsync(SpecText.EightByEight, GetFlowDetails, Sample(sample));

        var flow = outcome.Result.Value;
        Assert.Equal("822625023859371", (string)flow.FlowId);
        Assert.Equal("Draft", (string)flow.Status.Kind.ToString());
        var error = flow.ValidationErrors[0];
        Assert.Equal("INVALID_PROPERTY_VALUE", (string)error.Error);
        Assert.Equal("FLOW_JSON_ERROR", (string)error.ErrorType);
        Assert.Equal("Invalid value found for property 'type'.", (string)error.Message);
        Assert.Equal([1L, 1L, 84L, 92L], new long[] { error.LineStart, error.LineEnd, error.ColumnStart, error.ColumnEnd });
        Assert.Equal("screens[0].layout.children[0].children[0].type", (string)error.Pointers[0].Path);
        Assert.Equal(84L, (long)error.Pointers[0].ColumnStart);
    }

    [Fact]
    public async Task EightByEight_answers_no_validation_errors_where_there_are_none()
    {
        var outcome = await GeneratedCall.RunAsync(SpecText.EightByEight, GetFlowDetails, Sample("8x8-get-flow-details-without-errors.json"));

        Assert.Equal("Published", (string)outcome.Result.Value.Status.Kind.ToString());
        Assert.Null((object?)outcome.Result.Value.ValidationErrors);
    }

    /// <summary>Calls of operations whose answer is in a sample, and what one of its values is.</summary>
    public static TheoryData<string, string, string> CamsAnswers => new()
    {
        { """client.CreateFlowAsync(new() { FlowName = "f", Categories = [FlowCategory.SignUp] })""", "cams-create-flow.metadata.json", "FlowName test1" },
        { "client.ListFlowAsync()", "cams-list-flow.zh.json", "flow-02020" },
        { """client.ModifyFlowAsync(new() { FlowId = "f", FlowName = "f", Categories = [FlowCategory.SignUp] })""", "cams-modify-flow.metadata.json", "FlowName flow_001" },
        { """client.UpdateFlowJsonAssetAsync(new() { FlowId = "f", FilePath = "p" })""", "cams-update-flow-json-asset.tc.json", "FlowId 92675332812643****" },
        { """client.PublishFlowAsync(new() { FlowId = "f" })""", "cams-publish-flow.tc.json", "" },
        { """client.DeprecateFlowAsync(new() { FlowId = "f" })""", "cams-deprecate-flow.tc.json", "" },
        { """client.DeleteFlowAsync(new() { FlowId = "f" })""", "cams-delete-flow.zh.json", "" },
    };

    /// <summary>As <see cref="CamsAnswers"/>.</summary>
    public static TheoryData<string, string, string> EightByEightAnswers => new()
    {
        { "client.ListFlowsAsync(new() { " + Channel + " })", "8x8-get-flows.json", "2 flows" },
        { "client.CreateFlowAsync(new() { " + Channel + ", Body = new() { Name = \"n\", Categories = [] } })", "8x8-flow-write-result.json", "FlowId 866937862658913" },
        { "client.UpdateFlowAsync(new() { " + Channel + ", FlowId = \"f\", Body = new() { Name = \"n\" } })", "8x8-flow-write-result-with-validation-errors.json", "FlowId 866937862658913" },
        { "client.GetFlowPreviewAsync(new() { " + Channel + ", FlowId = \"f\" })", "8x8-preview-flow.json", "FlowId 833178916081311" },
    };

    private const string Channel = "AccountId = \"00000000-0000-0000-0000-000000000000\", ChannelId = \"c\"";

    [Theory]
    [MemberData(nameof(CamsAnswers))]
    public Task Cams_answers_what_the_page_prints(string call, string sample, string value) => AssertAnswerAsync(SpecText.Cams, call, sample, value);

    [Theory]
    [MemberData(nameof(EightByEightAnswers))]
    public Task EightByEight_answers_what_the_reference_prints(string call, string sample, string value) => AssertAnswerAsync(SpecText.EightByEight, call, sample, value);

    /// <summary>The page's words say that Success is true for a success; its sample prints false, and so is none.</summary>
    [Fact]
    public async Task Cams_SyncFlow_answers_a_failure_by_the_pages_own_sample()
    {
        var outcome = await GeneratedCall.RunAsync(SpecText.Cams, """client.SyncFlowAsync(new() { CustSpaceId = "s" })""", Sample("cams-sync-flow.zh.json"));

        Assert.False((bool)outcome.Result.IsSuccess);
        Assert.Null((string?)outcome.Result.Error.Code);
        Assert.Equal("172D586A-5E9D-11C8-BED3-7E4A0***", (string)outcome.Result.RequestId);
    }

    [Fact]
    public async Task A_preview_ends_at_a_time_whose_offset_has_no_colon()
    {
        var outcome = await GeneratedCall.RunAsync(SpecText.EightByEight, "client.GetFlowPreviewAsync(new() { " + Channel + ", FlowId = \"f\" })", Sample("8x8-preview-flow.json"));

        Assert.Equal(new DateTimeOffset(2025, 12, 13, 5, 49, 59, TimeSpan.Zero), (DateTimeOffset)outcome.Result.Value.ExpiresAt);
    }

    private static async Task AssertAnswerAsync(SpecText spec, string call, string sample, string value)
    {
        var outcome = await GeneratedCall.RunAsync(spec, call, Sample(sample));

        Assert.True((bool)outcome.Result.IsSuccess);
        var shown = value switch
        {
            "" => "",
            "flow-02020" => (string)outcome.Result.Value[0].FlowName,
            "2 flows" => ((IEnumerable<object>)outcome.Result.Value.Flows).Count() + " flows",
            _ when value.StartsWith("FlowName", StringComparison.Ordinal) => "FlowName " + (string)outcome.Result.Value.FlowName,
            _ => "FlowId " + (string)outcome.Result.Value.FlowId,
        };
        Assert.Equal(value, shown);
    }

    [Theory]
    [InlineData("8x8-error-1001.json", 400, "1001")]
    [InlineData("8x8-error-1002.json", 400, "1002")]
    [InlineData("8x8-error-1200.json", 401, "1200")]
    [InlineData("8x8-error-2000.json", 500, "2000")]
    public async Task EightByEight_errors_keep_their_code_and_id(string sample, int status, string code)
    {
        var body = Sample(sample);
        var outcome = await GeneratedCall.RunAsync(SpecText.EightByEight, GetFlowDetails, body, (HttpStatusCode)status);

        using var document = JsonDocument.Parse(body);
        Assert.False((bool)outcome.Result.IsSuccess);
        Assert.Equal(code, (string)outcome.Result.Error.Code);
        Assert.Equal(document.RootElement.GetProperty("message").GetString(), (string)outcome.Result.Error.Message);
        Assert.Equal(document.RootElement.GetProperty("errorId").GetString(), (string)outcome.Result.RequestId);
    }

    [Theory]
    [InlineData("cams-get-flow.en.json", "FlowGen.Cams.FlowDetails", "Data")]
    [InlineData("cams-get-flow-json-assest.json", "FlowGen.Cams.FlowJsonAsset", "Data")]
    [InlineData("cams-get-flow-preview-url.json", "FlowGen.Cams.FlowPreviewUrl", "Data")]
    [InlineData("8x8-get-flow-details.json", "FlowGen.EightByEight.FlowDetails", "")]
    [InlineData("8x8-get-flow-details-without-errors.json", "FlowGen.EightByEight.FlowDetails", "")]
    [InlineData("8x8-get-flows.json", "FlowGen.EightByEight.FlowList", "")]
    [InlineData("8x8-flow-write-result-with-validation-errors.json", "FlowGen.EightByEight.FlowWriteResult", "")]
    [InlineData("8x8-preview-flow.json", "FlowGen.EightByEight.FlowPreview", "")]
    [InlineData("8x8-create-flow-request.json", "FlowGen.EightByEight.CreateFlowBody", "")]
    [InlineData("8x8-update-flow-request.json", "FlowGen.EightByEight.UpdateFlowBody", "")]
    [InlineData("cams-create-flow.metadata.json", "FlowGen.Cams.CreatedFlow", "Data")]
    [InlineData("cams-modify-flow.metadata.json", "FlowGen.Cams.ModifiedFlow", "Data")]
    [InlineData("cams-update-flow-json-asset.tc.json", "FlowGen.Cams.UpdatedFlowJsonAsset", "Data")]
    public void What_is_read_and_written_again_is_the_same_JSON(string sample, string type, string member)
    {
        using var document = JsonDocument.Parse(Sample(sample));
        var payload = member.Length == 0 ? document.RootElement : document.RootElement.GetProperty(member);

        Assert.True(JsonElement.DeepEquals(payload, JsonDocument.Parse(RoundTrip.Of(type, payload.GetRawText())).RootElement));
    }

    private static string Sample(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Samples", name), Encoding.UTF8);
}
