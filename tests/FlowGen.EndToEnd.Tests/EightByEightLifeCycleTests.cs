using System.Net;
using System.Text;
using FlowGen.EightByEight;
using FlowGen.Sandbox;

namespace FlowGen.EndToEnd.Tests;

/// <summary>8x8's eight operations, from a flow's making to its end.</summary>
public sealed class EightByEightLifeCycleTests : IAsyncLifetime
{
    private const string Document = """{"version":"5.0","screens":[]}""";

    private FlowSandbox _sandbox = null!;
    private EightByEightClient _client = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _sandbox = await FlowSandbox.StartAsync(cancellationToken: Token);
        _client = Clients.EightByEight(_sandbox);
    }

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Fact]
    public async Task A_flow_is_made_listed_changed_shown_published_and_withdrawn()
    {
        var created = (await CreateAsync(new() { Name = "Survey", Categories = [FlowCategory.Survey] })).EnsureSuccess();
        Assert.True(created.Success);
        Assert.Null(created.ValidationErrors);
        var id = created.FlowId!;

        var listed = (await _client.ListFlowsAsync(new() { AccountId = _sandbox.AccountId, ChannelId = _sandbox.ChannelId, Limit = 1000 }, Token)).EnsureSuccess();
        Assert.Equal(FlowStatus.Draft, listed.Flows!.Single(flow => flow.FlowId == id).Status);

        var updated = (await UpdateAsync(id, new() { Name = "Another survey", FlowJson = Encoding.UTF8.GetBytes(Document) })).EnsureSuccess();
        Assert.Equal(id, updated.FlowId);
        var details = (await _client.GetFlowDetailsAsync(new() { AccountId = _sandbox.AccountId, ChannelId = _sandbox.ChannelId, FlowId = id }, Token)).EnsureSuccess();
        Assert.Equal((id, "Another survey", FlowStatus.Draft), (details.FlowId, details.Name, details.Status));
        Assert.Equal([FlowCategory.Survey], details.Categories);
        using var http = new HttpClient();
        Assert.Equal(Document, await http.GetStringAsync(new Uri(details.FlowJsonUrl!), Token));

        var preview = (await PreviewAsync(id)).EnsureSuccess();
        Assert.Equal(id, preview.FlowId);
        Assert.InRange(preview.ExpiresAt!.Value, DateTimeOffset.UtcNow.AddDays(29), DateTimeOffset.UtcNow.AddDays(31));
        Assert.Contains("Another survey", await http.GetStringAsync(new Uri(preview.PreviewUrl!), Token), StringComparison.Ordinal);

        var published = await _client.PublishFlowAsync(new() { AccountId = _sandbox.AccountId, ChannelId = _sandbox.ChannelId, FlowId = id }, Token);
        Assert.Equal((true, HttpStatusCode.OK), (published.IsSuccess, published.HttpStatus));
        Assert.Equal("PUBLISHED", _sandbox.Flows[^1].Status);
        var deprecated = await _client.DeprecateFlowAsync(new() { AccountId = _sandbox.AccountId, ChannelId = _sandbox.ChannelId, FlowId = id }, Token);
        Assert.True(deprecated.IsSuccess, deprecated.ToString());
        Assert.Equal("DEPRECATED", _sandbox.Flows[^1].Status);
    }

    [Fact]
    public async Task A_draft_is_deleted_and_gone()
    {
        var id = (await CreateAsync(new() { Name = "n", Categories = [FlowCategory.Other] })).EnsureSuccess().FlowId!;

        var deleted = await _client.DeleteFlowAsync(new() { AccountId = _sandbox.AccountId, ChannelId = _sandbox.ChannelId, FlowId = id }, Token);
        var again = await _client.DeleteFlowAsync(new() { AccountId = _sandbox.AccountId, ChannelId = _sandbox.ChannelId, FlowId = id }, Token);

        Assert.True(deleted.IsSuccess, deleted.ToString());
        Assert.Equal((ApiErrorCategory.NotFound, "1300"), (again.Error!.Category, again.Error.Code));
    }

    [Fact]
    public async Task What_the_status_does_not_permit_is_a_conflict()
    {
        var published = _sandbox.Flow("8x8-chatapps", "PUBLISHED").Id;
        var draft = _sandbox.Flow("8x8-chatapps", "DRAFT").Id;

        ApiError?[] errors =
        [
            (await UpdateAsync(published, new() { Name = "n" })).Error,
            (await _client.DeleteFlowAsync(new() { AccountId = _sandbox.AccountId, ChannelId = _sandbox.ChannelId, FlowId = published }, Token)).Error,
            (await _client.PublishFlowAsync(new() { AccountId = _sandbox.AccountId, ChannelId = _sandbox.ChannelId, FlowId = published }, Token)).Error,
            (await _client.DeprecateFlowAsync(new() { AccountId = _sandbox.AccountId, ChannelId = _sandbox.ChannelId, FlowId = draft }, Token)).Error,
        ];

        Assert.All(errors, static error =>
        {
            Assert.Equal((ApiErrorCategory.Conflict, HttpStatusCode.Conflict, false), (error!.Category, error.HttpStatus, error.IsRetriable));
            Assert.True(Guid.TryParse(error.RequestId, out _), error.RequestId);
        });
        Assert.Equal(4, _sandbox.Requests.Count);
    }

    [Fact]
    public async Task A_flow_whose_JSON_has_errors_is_made_but_not_published()
    {
        const string Faulty = "{ \"screens\": [ { \"layout\": { \"children\": [ { \"type\": \"Überschrift\" } ] } } ] }";

        var created = (await CreateAsync(new() { Name = "n", Categories = [FlowCategory.Other], FlowJson = Encoding.UTF8.GetBytes(Faulty), Publish = true })).EnsureSuccess();
        var published = await _client.PublishFlowAsync(new() { AccountId = _sandbox.AccountId, ChannelId = _sandbox.ChannelId, FlowId = created.FlowId! }, Token);

        var error = Assert.Single(created.ValidationErrors!);
        Assert.Equal("\"Überschrift\"", Faulty[((int)error.ColumnStart! - 1)..((int)error.ColumnEnd! - 1)]);
        Assert.Equal((ApiErrorCategory.InvalidRequest, HttpStatusCode.UnprocessableEntity), (published.Error!.Category, published.HttpStatus));
        Assert.Equal("DRAFT", _sandbox.Flows[^1].Status);
    }

    [Theory]
    [InlineData("{\"a\":\"\\\"quoted\\\" \\\\ \\n \\u2028 </script>\"}")]
    [InlineData("{\r\n\t\"text\" : \"line\\nbreak\",\n  \"emoji\": \"🙂 ä 語 \\ud83d\\ude42\"\n}\n")]
    [InlineData("{}")]
    public async Task A_Flow_JSON_arrives_byte_by_byte(string document)
    {
        var bytes = Encoding.UTF8.GetBytes(document);

        var id = (await CreateAsync(new() { Name = "n", Categories = [FlowCategory.Other], FlowJson = bytes })).EnsureSuccess().FlowId!;

        Assert.Equal(document, _sandbox.Flows[^1].Json);
        var details = (await _client.GetFlowDetailsAsync(new() { AccountId = _sandbox.AccountId, ChannelId = _sandbox.ChannelId, FlowId = id }, Token)).EnsureSuccess();
        using var http = new HttpClient();
        Assert.Equal(bytes, await http.GetByteArrayAsync(new Uri(details.FlowJsonUrl!), Token));
    }

    [Fact]
    public async Task A_Flow_JSON_that_is_none_is_not_sent()
    {
        var exception = await Assert.ThrowsAsync<ArgumentException>(() =>
            CreateAsync(new() { Name = "n", Categories = [FlowCategory.Other], FlowJson = Encoding.UTF8.GetBytes("{ not JSON }") }));

        Assert.Equal("flowJson", exception.ParamName);
        Assert.Empty(_sandbox.Requests);
    }

    [Fact]
    public async Task An_update_of_nothing_is_not_sent()
    {
        var exception = await Assert.ThrowsAsync<ArgumentException>(() => UpdateAsync(_sandbox.Flow("8x8-chatapps", "DRAFT").Id, new()));

        Assert.Equal("Body", exception.ParamName);
        Assert.Empty(_sandbox.Requests);
    }

    [Fact]
    public async Task A_flow_can_be_a_copy_that_is_published_at_once()
    {
        var original = _sandbox.Flow("8x8-chatapps", "PUBLISHED");

        var copy = await CreateAsync(new() { Name = "copy", Categories = [FlowCategory.Other], CloneFlowId = original.Id, Publish = true });

        Assert.True(copy.EnsureSuccess().Success);
        Assert.Equal(("PUBLISHED", original.Json), (_sandbox.Flows[^1].Status, _sandbox.Flows[^1].Json));
    }

    [Fact]
    public async Task A_refreshed_preview_is_another_link()
    {
        var id = _sandbox.Flow("8x8-chatapps", "DRAFT").Id;

        var first = (await PreviewAsync(id)).EnsureSuccess();
        var same = (await PreviewAsync(id)).EnsureSuccess();
        var other = (await PreviewAsync(id, refresh: true)).EnsureSuccess();

        Assert.Equal(first.PreviewUrl, same.PreviewUrl);
        Assert.NotEqual(first.PreviewUrl, other.PreviewUrl);
    }

    [Fact]
    public async Task A_limit_that_the_provider_would_refuse_is_not_sent()
    {
        var request = new ListFlowsRequest { AccountId = _sandbox.AccountId, ChannelId = _sandbox.ChannelId, Limit = 1001 };

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _client.ListFlowsAsync(request, Token));

        Assert.Empty(_sandbox.Requests);
    }

    private Task<ApiResult<FlowWriteResult>> CreateAsync(CreateFlowBody body) =>
        _client.CreateFlowAsync(new() { AccountId = _sandbox.AccountId, ChannelId = _sandbox.ChannelId, Body = body }, Token);

    private Task<ApiResult<FlowWriteResult>> UpdateAsync(string id, UpdateFlowBody body) =>
        _client.UpdateFlowAsync(new() { AccountId = _sandbox.AccountId, ChannelId = _sandbox.ChannelId, FlowId = id, Body = body }, Token);

    private Task<ApiResult<FlowPreview>> PreviewAsync(string id, bool? refresh = null) =>
        _client.GetFlowPreviewAsync(new() { AccountId = _sandbox.AccountId, ChannelId = _sandbox.ChannelId, FlowId = id, Refresh = refresh }, Token);
}
