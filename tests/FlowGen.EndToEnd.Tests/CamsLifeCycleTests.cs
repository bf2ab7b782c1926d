using System.Text;
using FlowGen.Cams;
using FlowGen.Sandbox;

namespace FlowGen.EndToEnd.Tests;

/// <summary>CAMS' eleven operations, from a flow's making to its end.</summary>
public sealed class CamsLifeCycleTests : IAsyncLifetime
{
    private FlowSandbox _sandbox = null!;
    private CamsClient _cams = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _sandbox = await FlowSandbox.StartAsync(cancellationToken: Token);
        _cams = Clients.Cams(_sandbox);
    }

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Fact]
    public async Task A_flow_is_made_filled_changed_shown_published_and_withdrawn()
    {
        var created = (await _cams.CreateFlowAsync(
            new() { FlowName = "Sign up", Categories = [FlowCategory.SignUp, FlowCategory.Other], EndpointUri = "https://endpoint.example/flow" },
            Token)).EnsureSuccess();
        Assert.Equal("Sign up", created.FlowName);
        Assert.Equal([FlowCategory.SignUp, FlowCategory.Other], created.Categories);
        var id = created.FlowId!;
        await AssertStatusAsync(id, FlowStatus.Draft);

        var listed = (await _cams.ListFlowAsync(new() { FlowName = "Sign up" }, Token)).EnsureSuccess();
        Assert.Equal(id, Assert.Single(listed).FlowId);

        // The document travels by its address: any that the provider can reach.
        var document = _sandbox.Flow("alibaba-cams", "PUBLISHED");
        var address = (await _cams.GetFlowJsonAssetAsync(new() { FlowId = document.Id }, Token)).EnsureSuccess().FilePath!;
        Assert.Equal(id, (await _cams.UpdateFlowJsonAssetAsync(new() { FlowId = id, FilePath = address }, Token)).EnsureSuccess().FlowId);
        using var http = new HttpClient();
        var own = (await _cams.GetFlowJsonAssetAsync(new() { FlowId = id }, Token)).EnsureSuccess().FilePath!;
        Assert.NotEqual(address, own);
        Assert.Equal(document.Json, Encoding.UTF8.GetString(await http.GetByteArrayAsync(new Uri(own), Token)));

        var modified = (await _cams.ModifyFlowAsync(new() { FlowId = id, FlowName = "Sign in", Categories = [FlowCategory.SignIn] }, Token)).EnsureSuccess();
        Assert.Equal(("Sign in", "https://endpoint.example/flow"), (modified.FlowName, modified.EndpointUri));

        var preview = (await _cams.GetFlowPreviewUrlAsync(new() { FlowId = id }, Token)).EnsureSuccess();
        Assert.Contains("Sign in", await http.GetStringAsync(new Uri(preview.PreviewUrl!), Token), StringComparison.Ordinal);

        Assert.True((await _cams.PublishFlowAsync(new() { FlowId = id }, Token)).IsSuccess);
        await AssertStatusAsync(id, FlowStatus.Published);
        Assert.True((await _cams.DeprecateFlowAsync(new() { FlowId = id }, Token)).IsSuccess);
        await AssertStatusAsync(id, FlowStatus.Deprecated);
    }

    [Fact]
    public async Task A_draft_is_deleted_and_gone()
    {
        var id = (await _cams.CreateFlowAsync(new() { FlowName = "n", Categories = [FlowCategory.Survey] }, Token)).EnsureSuccess().FlowId!;

        var deleted = await _cams.DeleteFlowAsync(new() { FlowId = id }, Token);
        var gone = await _cams.GetFlowAsync(new() { FlowId = id }, Token);

        Assert.True(deleted.IsSuccess, deleted.ToString());
        Assert.Equal(("Unknown.ResourceOwnerId", ApiErrorCategory.Forbidden), (gone.Error!.Code, gone.Error.Category));
        Assert.Equal(6, _sandbox.Flows.Count);
    }

    /// <summary>A call, and the status in which the flow that it is made on is.</summary>
    public static TheoryData<string, string> Forbidden => new()
    {
        { nameof(CamsClient.PublishFlowAsync), "PUBLISHED" },
        { nameof(CamsClient.PublishFlowAsync), "DEPRECATED" },
        { nameof(CamsClient.DeprecateFlowAsync), "DRAFT" },
        { nameof(CamsClient.DeprecateFlowAsync), "DEPRECATED" },
        { nameof(CamsClient.DeleteFlowAsync), "PUBLISHED" },
        { nameof(CamsClient.DeleteFlowAsync), "DEPRECATED" },
        { nameof(CamsClient.ModifyFlowAsync), "DEPRECATED" },
        { nameof(CamsClient.UpdateFlowJsonAssetAsync), "DEPRECATED" },
    };

    [Theory]
    [MemberData(nameof(Forbidden))]
    public async Task What_the_status_does_not_permit_is_a_typed_error(string call, string status)
    {
        var id = _sandbox.Flow("alibaba-cams", status).Id;

        var error = call switch
        {
            nameof(CamsClient.PublishFlowAsync) => (await _cams.PublishFlowAsync(new() { FlowId = id }, Token)).Error,
            nameof(CamsClient.DeprecateFlowAsync) => (await _cams.DeprecateFlowAsync(new() { FlowId = id }, Token)).Error,
            nameof(CamsClient.DeleteFlowAsync) => (await _cams.DeleteFlowAsync(new() { FlowId = id }, Token)).Error,
            nameof(CamsClient.ModifyFlowAsync) => (await _cams.ModifyFlowAsync(new() { FlowId = id, FlowName = "n", Categories = [FlowCategory.Other] }, Token)).Error,
            _ => (await _cams.UpdateFlowJsonAssetAsync(new() { FlowId = id, FilePath = "https://files.example.invalid/a.json" }, Token)).Error,
        };

        Assert.Equal(("InvalidFlowId", ApiErrorCategory.InvalidRequest, false), (error!.Code, error.Category, error.IsRetriable));
        Assert.Contains(status, error.Message, StringComparison.Ordinal);
        Assert.Single(_sandbox.Requests);
        Assert.Equal(status, _sandbox.Flows.Single(flow => flow.Id == id).Status);
    }

    [Fact]
    public async Task Categories_travel_as_one_JSON_text_signed_and_intact()
    {
        FlowCategory[] categories = [FlowCategory.SignUp, new("a \"b\" + c*~%/ä語🙂\\,]")];

        var created = (await _cams.CreateFlowAsync(new() { FlowName = "n", Categories = categories }, Token)).EnsureSuccess();

        Assert.Equal(categories, created.Categories);
        Assert.Equal(categories.Select(static category => category.Value), _sandbox.Flows[^1].Categories);
    }

    [Fact]
    public async Task Categories_that_are_none_are_not_sent()
    {
        var exception = await Assert.ThrowsAsync<ArgumentException>(() => _cams.CreateFlowAsync(new() { FlowName = "n", Categories = [] }, Token));

        Assert.Equal("Categories", exception.ParamName);
        Assert.Empty(_sandbox.Requests);
    }

    [Fact]
    public async Task A_document_that_cannot_be_had_is_a_typed_error()
    {
        var result = await _cams.UpdateFlowJsonAssetAsync(new() { FlowId = _sandbox.Flow("alibaba-cams", "DRAFT").Id, FilePath = "flow.json" }, Token);

        Assert.Equal(("InvalidFilePath", ApiErrorCategory.InvalidRequest), (result.Error!.Code, result.Error.Category));
    }

    [Fact]
    public async Task SyncFlow_succeeds()
    {
        var result = await _cams.SyncFlowAsync(new() { CustSpaceId = _sandbox.CustSpaceId }, Token);

        Assert.True(result.IsSuccess, result.ToString());
        Assert.True(Guid.TryParse(result.RequestId, out _), result.RequestId);
    }

    [Theory]
    [InlineData("\"Code\":\"OK\"", "\"Code\":0", true)]
    [InlineData("\"Code\":\"OK\"", "\"Code\":\"0\"", true)]
    [InlineData("\"Code\":\"OK\"", "\"Code\":17", false)]
    [InlineData("\"Success\":true", "\"Success\":false", false)]
    [InlineData("\"Success\":true", "\"More\":[true]", true)]
    public async Task SyncFlow_takes_its_code_as_text_and_number_and_heeds_its_flag(string sent, string received, bool isSuccess)
    {
        using var handler = new RewritingHandler(sent, received);
        var cams = Clients.Cams(_sandbox, handler: handler);

        var result = await cams.SyncFlowAsync(new() { CustSpaceId = _sandbox.CustSpaceId }, Token);

        Assert.Equal(isSuccess, result.IsSuccess);
        Assert.Equal(1, handler.Rewritten);
    }

    private async Task AssertStatusAsync(string id, FlowStatus status) =>
        Assert.Equal(status, (await _cams.GetFlowAsync(new() { FlowId = id }, Token)).EnsureSuccess().Status);

    /// <summary>Puts another spelling into answers, which the page leaves open.</summary>
    private sealed class RewritingHandler(string before, string after) : DelegatingHandler(new SocketsHttpHandler())
    {
        public int Rewritten { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            var body = await response.Content.ReadAsStringAsync(cancellationToken);
            Rewritten += body.Contains(before, StringComparison.Ordinal) ? 1 : 0;
            response.Content = new StringContent(body.Replace(before, after, StringComparison.Ordinal));
            return response;
        }
    }
}
