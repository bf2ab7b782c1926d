namespace FlowGen.Generator.Tests;

/// <summary>What a person writes against the generated client, and what an edit of the spec does to it.</summary>
public class ConsumerTests
{
    private const string Consumer = """
        using System;
        using System.Net.Http;
        using System.Threading;
        using System.Threading.Tasks;
        using FlowGen;
        using FlowGen.Cams;

        internal sealed class Flows(ICamsClient cams)
        {
            public static ICamsClient Make(HttpClient httpClient) => new CamsClient(httpClient, new CamsClientOptions
            {
                Credentials = AlibabaCredentials.FromAccessKey("id", "secret"),
                RateLimit = RateLimit.Documented(),
                Endpoint = CamsEndpoints.ApSoutheast1,
            });

            public async Task<string> DescribeAsync(string id, CancellationToken ct)
            {
                ApiResult<FlowDetails> flow = await cams.GetFlowAsync(new() { FlowId = id }, ct);
                if (!flow.IsSuccess)
                {
                    return $"{flow.Error.Category} {flow.Error.Code} {flow.RequestId}";
                }

                switch (flow.Value.Status.Kind)
                {
                    case FlowStatusKind.Published:
                        return "published, " + (flow.Value.PreviewUrlExpires is { } expires ? expires.ToLocalTime().ToString() : "no link");
                    case FlowStatusKind.Unknown:
                        return flow.Value.Status.Value;
                    default:
                        return flow.Value.Status == FlowStatus.Draft ? "a draft" : string.Join(", ", flow.Value.Categories ?? []);
                }
            }

            public async Task<Uri?> PreviewAsync(string id) =>
                (await cams.GetFlowPreviewUrlAsync(new GetFlowPreviewUrlRequest { FlowId = id, CustSpaceId = "cams-kei" })).EnsureSuccess().PreviewUrl is { } url
                    ? new Uri(url)
                    : null;

            public Task<ApiResult<FlowJsonAsset>> DownloadAsync(string id) => cams.GetFlowJsonAssetAsync(new() { FlowId = id });
        }
        """;

    private static readonly GeneratorRun Run = GeneratorRun.Of(Consumer, SpecText.Cams);

    /// <summary>An edit of the spec, and what the compiler then says about the consumer.</summary>
    public static TheoryData<string, string, string> BreakingEdits => new()
    {
        { "\"PUBLISHED\"", "\"LIVE\"", "'FlowStatusKind' does not contain a definition for 'Published'" },
        { "\"PreviewUrlExpires\": {", "\"PreviewUrlEnds\": {", "'FlowDetails' does not contain a definition for 'PreviewUrlExpires'" },
        { "\"operationId\": \"GetFlowPreviewUrl\"", "\"operationId\": \"PreviewFlow\"", "'ICamsClient' does not contain a definition for 'GetFlowPreviewUrlAsync'" },
        { "\"in\": \"query\",\n        \"required\": false", "\"in\": \"query\",\n        \"required\": true", "Required member 'GetFlowRequest.CustSpaceId' must be set" },
        { "\"required\": true", "\"required\": false", "" },
        { "\"x-flowgen-format\": \"unix-ms\",", "", "'long' does not contain a definition for 'ToLocalTime'" },
    };

    [Fact]
    public void The_code_of_the_design_compiles_without_a_warning() => Assert.Empty(Run.CompilerDiagnostics);

    [Theory]
    [MemberData(nameof(BreakingEdits))]
    public void An_edit_of_the_spec_changes_what_the_consumer_compiles_against(string before, string after, string expected)
    {
        var messages = Run.WithSpec(SpecText.Cams, SpecText.Cams.With(before, after)).CompilerDiagnostics.Select(static diagnostic => diagnostic.GetMessage(null)).ToList();

        if (expected.Length == 0)
        {
            Assert.Empty(messages);
        }
        else
        {
            Assert.Contains(messages, message => message.Contains(expected, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_field_that_is_added_to_the_spec_can_be_used_at_once()
    {
        var consumer = Consumer + "\ninternal static class Later { public static string? Of(FlowDetails flow) => flow.Motto; }";
        Assert.Contains(Run.WithConsumer(consumer).CompilerDiagnostics, static diagnostic => diagnostic.Id == "CS1061");

        var edited = Run.WithConsumer(consumer).WithSpec(
            SpecText.Cams,
            SpecText.Cams.With("\"DataApiVersion\": {", "\"Motto\": { \"type\": \"string\" }, \"DataApiVersion\": {"));

        Assert.Empty(edited.CompilerDiagnostics);
    }

    [Fact]
    public void A_value_that_is_added_to_an_enum_has_a_member_and_a_kind()
    {
        var consumer = Consumer + "\ninternal static class Later { public static bool Of(FlowStatus status) => status == FlowStatus.OnHold || status.Kind == FlowStatusKind.OnHold; }";

        var edited = Run.WithConsumer(consumer).WithSpec(SpecText.Cams, SpecText.Cams.With("\"THROTTLED\"]", "\"THROTTLED\", \"ON_HOLD\"]"));

        Assert.Empty(edited.CompilerDiagnostics);
    }

    [Fact]
    public void The_item_s_namespace_and_client_win_over_the_spec_s()
    {
        var spec = new SpecText("flows.json", SpecText.Cams.Text, "Acme.Flows", "WhatsAppClient");
        var consumer = Consumer
            .Replace("using FlowGen.Cams;", "using Acme.Flows;", StringComparison.Ordinal)
            .Replace("CamsClient", "WhatsAppClient", StringComparison.Ordinal)
            .Replace("CamsEndpoints", "WhatsAppEndpoints", StringComparison.Ordinal);

        Assert.Empty(GeneratorRun.Of(consumer, spec).CompilerDiagnostics);
    }

    [Fact]
    public void A_deprecated_member_warns_who_uses_it_unless_it_is_required()
    {
        var spec = SmallSpec.Answering("""
            { "required": ["c"], "properties": { "a": { "type": "string", "deprecated": true, "default": "x", "example": "y" }, "b": { "type": "string", "examples": ["z", "zz"] }, "c": { "type": "integer", "deprecated": true } } }
            """);
        var run = GeneratorRun.Of("class C { object? M(Small.GetThingResponse thing) => thing.A ?? thing.B ?? (object)thing.C; }", spec);

        Assert.Equal("CS0618", Assert.Single(run.CompilerDiagnostics).Id);
        Assert.Contains("/// <remarks>Default: <c>x</c>. Example: <c>y</c></remarks>", run.Source("Type.GetThingResponse.g.cs"), StringComparison.Ordinal);
        Assert.Contains("/// <remarks>Example: <c>z</c></remarks>", run.Source("Type.GetThingResponse.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_deprecated_operation_warns_its_caller_and_nobody_else()
    {
        var spec = SpecText.Cams.With("\"operationId\": \"GetFlow\",", "\"operationId\": \"GetFlow\", \"deprecated\": true,");

        var diagnostic = Assert.Single(Run.WithSpec(SpecText.Cams, spec).CompilerDiagnostics);

        Assert.Equal("CS0618", diagnostic.Id);
        Assert.Equal("Consumer.cs", diagnostic.Location.SourceTree!.FilePath);
    }
}
