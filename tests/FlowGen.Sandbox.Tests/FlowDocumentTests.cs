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
    [InlineData("""{"id":"SUCCESS"}""", "screens[0].id")]
    [InlineData("""{"id":7}""", "screens[0].id")]
    [InlineData("""{"layout":{"type":"TwoColumnLayout"}}""", "screens[0].layout.type")]
    [InlineData("""{"layout":{"children":[{"type":"TextInput","input-type":"colour"}]}}""", "screens[0].layout.children[0].input-type")]
    [InlineData("""{"layout":{"children":[{"type":"Footer","on-click-action":{"name":"submit","payload":{"name":"x"}}}]}}""", "screens[0].layout.children[0].on-click-action.name")]
    [InlineData("""{"layout":{"children":[{"type":"Switch","cases":{"a":[{"type":"Picture"}]}}]}}""", "screens[0].layout.children[0].cases.a[0].type")]
    [InlineData("""{"layout":{"children":[{"type":"If","else":[{"type":"Picture"}]}]}}""", "screens[0].layout.children[0].else[0].type")]
    public void A_value_that_Meta_does_not_list_for_its_property_is_an_error(string screen, string path)
    {
        FlowJsonError error = Assert.Single(FlowDocument.Parse($$"""{"screens":[{{screen}}]}""").Errors);

        Assert.Equal((path, path[(path.LastIndexOf('.') + 1)..]), (error.Path, error.Property));
    }

    [Fact]
    public void What_only_looks_like_a_component_or_an_action_is_none()
    {
        FlowDocument document = FlowDocument.Parse(
            """{"name":"x","children":[{"type":"x"}],"screens":[{"id":"A","data":{"children":[{"type":"x"}],"on-click-action":{"name":"x"}},"layout":{"children":[{"type":"Footer","on-click-action":{"name":"complete","payload":{"type":"x","name":"x"}}}]}}]}""");

        Assert.Empty(document.Errors);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    public void A_text_that_is_no_flow_is_refused(string json) => Assert.ThrowsAny<JsonException>(() => FlowDocument.Parse(json));
}
