using System.Text;
using FlowGen.Cams;
using FlowGen.EightByEight;
using FlowGen.Sandbox;
using Microsoft.Extensions.DependencyInjection;

namespace FlowGen.EndToEnd.Tests;

public sealed class CallTests : IAsyncLifetime
{
    private FlowSandbox _sandbox = null!;

    public async ValueTask InitializeAsync() => _sandbox = await FlowSandbox.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Fact]
    public async Task GetFlow_answers_the_flow()
    {
        var draft = _sandbox.Flow("alibaba-cams", "DRAFT");

        var result = await Clients.Cams(_sandbox).GetFlowAsync(new() { FlowId = draft.Id, CustSpaceId = _sandbox.CustSpaceId }, TestContext.Current.CancellationToken);

        var flow = result.EnsureSuccess();
        Assert.Equal(draft.Id, flow.FlowId);
        Assert.Equal(Cams.FlowStatusKind.Draft, flow.Status.Kind);
        Assert.Equal(Cams.FlowStatus.Draft, flow.Status);
        Assert.Equal(draft.Categories, flow.Categories!.Select(static category => category.Value));
        Assert.InRange(flow.PreviewUrlExpires!.Value, DateTimeOffset.UtcNow.AddDays(29), DateTimeOffset.UtcNow.AddDays(31));

        // The wire's request id ends in a newline.
        Assert.True(Guid.TryParseExact(result.RequestId, "D", out _), result.RequestId);
    }

    [Fact]
    public async Task GetFlowJsonAsset_answers_where_the_document_lies()
    {
        var draft = _sandbox.Flow("alibaba-cams", "DRAFT");

        var result = await Clients.Cams(_sandbox).GetFlowJsonAssetAsync(new() { FlowId = draft.Id }, TestContext.Current.CancellationToken);

        using var http = new HttpClient();
        var json = await http.GetByteArrayAsync(new Uri(result.EnsureSuccess().FilePath!), TestContext.Current.CancellationToken);
        Assert.Equal(draft.Json, Encoding.UTF8.GetString(json));
    }

    [Fact]
    public async Task GetFlowPreviewUrl_answers_a_link_and_its_end()
    {
        var result = await Clients.Cams(_sandbox).GetFlowPreviewUrlAsync(new() { FlowId = _sandbox.Flow("alibaba-cams", "DRAFT").Id }, TestContext.Current.CancellationToken);

        Assert.True(result.IsSuccess, result.ToString());
        Assert.StartsWith("http", result.Value.PreviewUrl, StringComparison.Ordinal);
        Assert.True(result.Value.PreviewUrlExpires > DateTimeOffset.UtcNow);
    }

    [Fact]
    public async Task Get_flow_details_answers_validation_errors_that_point_into_the_document()
    {
        var draft = _sandbox.Flow("8x8-chatapps", "DRAFT");

        var result = await Clients.EightByEight(_sandbox).GetFlowDetailsAsync(
            new() { AccountId = _sandbox.AccountId, ChannelId = _sandbox.ChannelId, FlowId = draft.Id },
            TestContext.Current.CancellationToken);

        var error = Assert.Single(result.EnsureSuccess().ValidationErrors!);
        var line = draft.Json.Split('\n')[(int)error.LineStart! - 1];
        Assert.Matches("^\"\\w+\"$", line[((int)error.ColumnStart! - 1)..((int)error.ColumnEnd! - 1)]);
        Assert.EndsWith(".type", Assert.Single(error.Pointers!).Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Odd_characters_travel_signed_and_unharmed()
    {
        const string Odd = "a b+c*d~e/f?g=h&i%j#ä語🙂'\"()!,;:@$";
        await using var sandbox = await FlowSandbox.StartAsync(
            new() { Flows = [new() { Provider = "alibaba-cams", Id = Odd, Name = Odd, Status = "DRAFT", Json = "{}" }] },
            TestContext.Current.CancellationToken);

        var result = await Clients.Cams(sandbox).GetFlowAsync(new() { FlowId = Odd }, TestContext.Current.CancellationToken);

        Assert.Equal(Odd, result.EnsureSuccess().FlowId);
        Assert.Equal(Odd, result.Value!.FlowName);
    }

    [Fact]
    public async Task A_path_value_with_slashes_stays_one_segment()
    {
        const string Odd = "1/../2?x=y#z %2F";
        await using var sandbox = await FlowSandbox.StartAsync(
            new() { Flows = [new() { Provider = "8x8-chatapps", Id = Odd, Name = "odd", Status = "DRAFT", Json = "{}" }] },
            TestContext.Current.CancellationToken);

        var result = await Clients.EightByEight(sandbox).GetFlowDetailsAsync(
            new() { AccountId = sandbox.AccountId, ChannelId = sandbox.ChannelId, FlowId = Odd },
            TestContext.Current.CancellationToken);

        Assert.Equal(Odd, result.EnsureSuccess().FlowId);
    }

    [Fact]
    public async Task An_argument_that_the_provider_would_refuse_is_not_sent()
    {
        var eightByEight = Clients.EightByEight(_sandbox);
        var request = new GetFlowDetailsRequest { AccountId = "not-a-guid", ChannelId = "1", FlowId = "1" };

        await Assert.ThrowsAsync<ArgumentException>(() => eightByEight.GetFlowDetailsAsync(request, TestContext.Current.CancellationToken));

        Assert.Empty(_sandbox.Requests);
    }

    [Fact]
    public async Task Clients_come_out_of_dependency_injection_with_their_interfaces()
    {
        await using var services = new ServiceCollection()
            .AddFlowClient<CamsClient>(options =>
            {
                options.Endpoint = _sandbox.CamsEndpoint;
                options.Credentials = AlibabaCredentials.FromAccessKey(_sandbox.AccessKeyId, _sandbox.AccessKeySecret);
                options.RateLimit = RateLimit.Documented();
            })
            .Services
            .BuildServiceProvider();

        var cams = services.GetRequiredService<ICamsClient>();

        Assert.Same(cams, services.GetRequiredService<CamsClient>());
        var result = await cams.GetFlowAsync(new() { FlowId = _sandbox.Flow("alibaba-cams", "PUBLISHED").Id }, TestContext.Current.CancellationToken);
        Assert.True(result.IsSuccess, result.ToString());
    }
}
