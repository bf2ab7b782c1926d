namespace FlowGen.Sandbox.Tests;

/// <summary>A test with a sandbox of its own, on a clock that stands still.</summary>
public abstract class SandboxTest : IAsyncLifetime
{
    internal const string Cams = "alibaba-cams";
    internal const string EightByEight = "8x8-chatapps";

    private FlowSandbox? _sandbox;

    internal ManualTimeProvider Clock { get; } = new(new(2025, 1, 2, 3, 4, 5, TimeSpan.Zero));

    protected FlowSandbox Sandbox => _sandbox!;

    /// <summary>Whether the test makes the sandbox answer what its spec does not allow. Everywhere else that must never happen.</summary>
    protected virtual bool BringsAboutFaults => false;

    protected virtual FlowSandboxOptions Options => new() { TimeProvider = Clock };

    public async ValueTask InitializeAsync() => _sandbox = await FlowSandbox.StartAsync(Options, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_sandbox is not null)
        {
            await _sandbox.DisposeAsync();
            Assert.True(BringsAboutFaults || _sandbox.Requests.All(request => !request.IsSandboxFault));
        }
    }

    internal SandboxFlow Flow(string provider, string status) => Sandbox.Flows.Single(flow => flow.Provider == provider && flow.Status == status);

    internal CamsCall GetFlow() => CamsCall.To(Sandbox, Clock.GetUtcNow(), ("FlowId", Flow(Cams, "DRAFT").Id));

    internal HttpRequestMessage GetFlowDetails(string? accountId = null, string? channelId = null, string? flowId = null, string? key = null)
    {
        string address = $"{Sandbox.EightByEightEndpoint.GetLeftPart(UriPartial.Authority)}/api/v1/accounts/{accountId ?? Sandbox.AccountId}"
            + $"/channels/{channelId ?? Sandbox.ChannelId}/flows/{flowId ?? Flow(EightByEight, "DRAFT").Id}";
        HttpRequestMessage request = new(HttpMethod.Get, new Uri(address, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        return request.WithHeader("Authorization", $"Bearer {key ?? Sandbox.ApiKey}");
    }
}
