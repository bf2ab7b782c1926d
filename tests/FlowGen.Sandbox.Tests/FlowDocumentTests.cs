using System.Text.Json;
using FlowGen.Sandbox.Flows;

namespace FlowGen.Sandbox.Tests;

public sealed class FlowDocumentTests : SandboxTest
{
    [Fact]
    public async Task Every_flow_has_a_document_that_needs_no_key()
    {
        foreach (SandboxFlow flow in Sandbox.Flows)
        {
            Answer answer = await Answer.ToAsync($"{Sandbox.CamsEndpoint}assets/{flow.Provider}/{flow.Id}.json");

            Assert.Equal((200, flow.Json), (answer.Status, answer.Text));
            Assert.Equal("2.1", answer.Json.GetProperty("version").GetString());
            Assert.Equal("SingleColumnLayout", answer.Json.GetProperty("screens")[0].GetProperty("layout").GetProperty("type").GetString());
        }
    }

    [Fact]
    public void Only_the_first_8x8_flow_has_errors()
    {
        IEnumerable<string> faulty = Sandbox.Flows.Where(flow => FlowDocument.Parse(flow.Json).Errors.Count > 0).Select(flow => flow.Id);

        Assert.Equal([Flow(EightByEight, "DRAFT").Id], faulty);
    }

    [Theory]
    [InlineData("assets/alibaba-cams/1.json")]
    [InlineData("assets/alibaba-cams/926753328126430001")]
    [InlineData("assets/nobody/926753328126430001.json")]
    [InlineData("assets/")]
    [InlineData("preview/alibaba-cams/1")]
    [InlineData("preview/alibaba-cams/926753328126430001/more")]
    public async Task A_document_that_is_not_there_is_not_found(string path)
    {
        Answer answer = await Answer.ToAsync(Sandbox.CamsEndpoint + path);

        Assert.Equal(404, answer.Status);
    }

    [Fact]
    public async Task A_document_can_only_be_read()
    {
        Answer answer = await Answer.ToAsync(new HttpRequestMessage(HttpMethod.Delete, $"{Sandbox.CamsEndpoint}assets/{Cams}/{Flow(Cams, "DRAFT").Id}.json"));

        Assert.Equal(405, answer.Status);
    }

    [Fact]
    public void An_error_is_found_at_its_line_and_column()
    {
        FlowDocument document = FlowDocument.Parse(
            """
            {
              "screens": [
                { "layout": { "type": "SingleColumnLayout", "children": [
                  { "type": "TextBody", "text": "é😀" }, { "text": "é😀", "type": "TextBodie" },
                  { "type": "If", "then": [ { "type": 7 } ] },
                  { "type": "Form", "children": [ { "type": {
                    "not": "text" } } ] }
                ] } }
              ]
            }
            """.ReplaceLineEndings("\n"));

        Assert.Equal(
            [
                new("screens[0].layout.children[1].type", "type", 4, 4, 71, 82),
                new("screens[0].layout.children[2].then[0].type", "type", 5, 5, 43, 44),
                new("screens[0].layout.children[3].children[0].type", "type", 6, 7, 49, 24),
            ],
            document.Errors);
    }

    [Fact]
    public void A_type_outside_the_components_is_none_of_a_component()
    {
        FlowDocument document = FlowDocument.Parse("""{"screens":[{"data":{"name":{"type":"string"}},"layout":{"type":"SingleColumnLayout","children":[]}}]}""");

        Assert.Empty(document.Errors);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    public void A_text_that_is_no_flow_is_refused(string json) => Assert.ThrowsAny<JsonException>(() => FlowDocument.Parse(json));
}
