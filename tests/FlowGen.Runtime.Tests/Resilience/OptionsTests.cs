using FlowGen.Runtime.Tests.TestClients;

namespace FlowGen.Runtime.Tests.Resilience;

public sealed class OptionsTests : IDisposable
{
    private readonly HttpClient _http = new();

    public static TheoryData<string, Action<FlowClientOptions>> Unusable() => new()
    {
        { "Timeout", options => options.Timeout = TimeSpan.Zero },
        { "Timeout", options => options.Timeout = Timeout.InfiniteTimeSpan },
        { "Timeout", options => options.Timeout = TimeSpan.FromDays(2) },
        { "AttemptTimeout", options => options.AttemptTimeout = TimeSpan.FromMilliseconds(9) },
        { "MaxRetries", options => options.MaxRetries = -1 },
        { "MaxRetries", options => options.MaxRetries = 11 },
        { "MaxResponseBytes", options => options.MaxResponseBytes = 0 },
        { "QueueLimit", options => options.QueueLimit = -1 },
        { "TimeProvider", options => options.TimeProvider = null! },
        { "Endpoint", options => options.Endpoint = new("/relative", UriKind.Relative) },
        { "Endpoint", options => options.Endpoint = new("ftp://host.invalid") },
        { "Endpoint", options => options.Endpoint = new("https://host.invalid/?query") },
        { "Endpoint", options => options.Endpoint = new("https://host.invalid/#fragment") },
        { "Endpoint", options => options.Endpoint = new("https://user:password@host.invalid/") },
    };

    public void Dispose() => _http.Dispose();

    [Theory]
    [MemberData(nameof(Unusable), DisableDiscoveryEnumeration = true)]
    public void An_option_out_of_its_range_is_refused_by_name_at_construction(string option, Action<FlowClientOptions> change)
    {
        var options = TestOptions.Rpc(new("https://host.invalid"));
        change(options);

        var exception = Assert.ThrowsAny<ArgumentException>(() => new RpcClient(_http, options));

        Assert.Contains($"FlowClientOptions.{option}", exception.Message, StringComparison.Ordinal);
        Assert.Equal("options", exception.ParamName);
        Assert.DoesNotContain("password", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_provider_without_a_server_needs_an_endpoint() =>
        Assert.Contains("Endpoint", Assert.Throws<ArgumentException>(() => new NumberedClient(_http, new())).Message, StringComparison.Ordinal);

    [Fact]
    public void Nothing_that_a_client_is_made_of_may_be_missing()
    {
        Assert.Throws<ArgumentNullException>(() => new RpcClient(null!, new()));
        Assert.Throws<ArgumentNullException>(() => new RpcClient(_http, null!));
    }
}
