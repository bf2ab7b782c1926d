using System.Net;
using FlowGen.Runtime.Tests.Servers;
using FlowGen.Runtime.Tests.TestClients;

namespace FlowGen.Runtime.Tests.Credentials;

/// <summary>A temporary key is fetched once for everybody, renewed before it ends by one, and never used after.</summary>
public sealed class RenewalTests : IDisposable
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly ChainWorld _world = new();
    private int _fetches;

    public RenewalTests()
    {
        _world.Variables["ALIBABA_CLOUD_ECS_METADATA_DISABLED"] = "true";
        _world.Variables["ALIBABA_CLOUD_CREDENTIALS_URI"] = "http://127.0.0.1:9/";
        _world.Answer = (_, _) => _world.Flat($"id-{Interlocked.Increment(ref _fetches)}", Hour);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_key_is_kept_until_a_quarter_of_an_hour_before_its_end()
    {
        var chain = _world.Chain();

        Assert.Equal("id-1", await IdAsync(chain));
        _world.Clock.Advance(TimeSpan.FromMinutes(44));
        Assert.Equal("id-1", await IdAsync(chain));
        _world.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("id-2", await IdAsync(chain));
        Assert.Equal("id-2", await IdAsync(chain));
    }

    [Fact]
    public async Task All_who_come_first_wait_for_one_fetch()
    {
        using var gate = new ManualResetEventSlim();
        _world.Answer = (_, _) =>
        {
            gate.Wait(Token);
            return _world.Flat($"id-{Interlocked.Increment(ref _fetches)}", Hour);
        };
        var chain = _world.Chain();

        var keys = Enumerable.Range(0, 50).Select(_ => IdAsync(chain)).ToList();
        gate.Set();

        Assert.All(await Task.WhenAll(keys), id => Assert.Equal("id-1", id));
        Assert.Equal(1, _fetches);
    }

    [Fact]
    public async Task While_one_renews_the_others_go_on_with_the_key_that_is_still_good()
    {
        var chain = _world.Chain();
        await IdAsync(chain);
        using var gate = new ManualResetEventSlim();
        _world.Answer = (_, _) =>
        {
            gate.Wait(Token);
            return _world.Flat("id-2", Hour);
        };
        _world.Clock.Advance(TimeSpan.FromMinutes(50));

        var renewing = IdAsync(chain);
        for (var others = 0; others < 20; others++)
        {
            Assert.Equal("id-1", await IdAsync(chain));
        }

        gate.Set();
        Assert.Equal("id-2", await renewing);
        Assert.Equal("id-2", await IdAsync(chain));
        Assert.Equal(2, _world.Requests.Count);
    }

    [Fact]
    public async Task Who_cancels_leaves_and_the_others_get_their_key()
    {
        using var gate = new ManualResetEventSlim();
        _world.Answer = (_, _) =>
        {
            gate.Wait(Token);
            return _world.Flat("id-1", Hour);
        };
        var chain = _world.Chain();
        using var cancellation = new CancellationTokenSource();
        var first = chain.GetAccessKeyAsync(cancellation.Token).AsTask();
        var second = IdAsync(chain);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        gate.Set();
        Assert.Equal("id-1", await second);
    }

    [Fact]
    public async Task A_renewal_that_fails_is_tried_again_and_the_good_key_serves_to_its_end()
    {
        var chain = _world.Chain();
        await IdAsync(chain);
        _world.Answer = (_, _) => null;
        _world.Clock.Advance(TimeSpan.FromMinutes(50));

        Assert.Equal("id-1", await IdAsync(chain));
        Assert.Equal("id-1", await IdAsync(chain));
        Assert.Equal(2, _world.Requests.Count);
        _world.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("id-1", await IdAsync(chain));
        Assert.Equal(3, _world.Requests.Count);
        _world.Clock.Advance(TimeSpan.FromMinutes(9));
        await Assert.ThrowsAsync<CredentialsUnavailableException>(() => IdAsync(chain));
        _world.Answer = (_, _) => _world.Flat("id-3", Hour);
        Assert.Equal("id-3", await IdAsync(chain));
    }

    [Fact]
    public async Task A_key_of_a_few_minutes_is_not_fetched_for_every_call()
    {
        _world.Answer = (_, _) => _world.Flat($"id-{Interlocked.Increment(ref _fetches)}", TimeSpan.FromMinutes(10));
        var chain = _world.Chain();

        Assert.Equal("id-1", await IdAsync(chain));
        Assert.Equal("id-1", await IdAsync(chain));
        _world.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal("id-2", await IdAsync(chain));
    }

    [Fact]
    public async Task A_call_whose_token_has_run_out_is_signed_with_a_new_one_and_a_write_too()
    {
        await using var server = await LoopbackServer.StartAsync(context => context.Request.Headers["x-acs-accesskey-id"] == "id-1"
            ? LoopbackServer.AnswerAsync(context, 403, """{"Code":"InvalidSecurityToken.Expired"}""")
            : LoopbackServer.AnswerAsync(context, 200, """{"Code":"OK","Data":{"Id":"1"}}"""));
        using var http = new HttpClient();
        var options = TestOptions.Rpc(server.Address);
        var chain = _world.Chain();
        options.Credentials = chain;
        options.MaxRetries = 2;
        await chain.GetAccessKeyAsync(Token);
        _world.Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.True((await new RpcClient(http, options).CreateGadgetAsync(new("1"), Token)).IsSuccess);
        Assert.Equal(["id-1", "id-2"], server.Received.Select(request => request.Headers["x-acs-accesskey-id"]));
    }

    [Fact]
    public async Task A_server_that_refuses_every_token_does_not_make_it_fetch_for_every_attempt()
    {
        await using var server = await LoopbackServer.StartAsync(403, """{"Code":"InvalidSecurityToken.Expired"}""");
        using var http = new HttpClient();
        var options = TestOptions.Rpc(server.Address);
        options.Credentials = _world.Chain();
        options.MaxRetries = 5;

        Assert.False((await new RpcClient(http, options).GetGadgetAsync(new("1"), Token)).IsSuccess);
        Assert.Single(_world.Requests);
        Assert.Single(server.Received);
    }

    [Fact]
    public async Task A_call_without_a_key_is_an_error_and_nothing_is_sent()
    {
        _world.Answer = (_, _) => ChainWorld.Text("", HttpStatusCode.InternalServerError);
        await using var server = await LoopbackServer.StartAsync(200, "{}");
        using var http = new HttpClient();
        var options = TestOptions.Rpc(server.Address);
        options.Credentials = _world.Chain();

        var error = (await new RpcClient(http, options).GetGadgetAsync(new("1"), Token)).Error;

        Assert.Equal((ApiErrorCategory.Unauthenticated, true), (error?.Category, error?.IsRetriable));
        Assert.Contains("nothing was sent", error?.Message, StringComparison.Ordinal);
        Assert.IsType<CredentialsUnavailableException>(error?.Cause);
        Assert.Empty(server.Received);
    }

    [Fact]
    public async Task Nothing_of_a_chain_shows_a_secret()
    {
        var chain = _world.Chain();
        await chain.UseAccessKeyAsync(Token);

        Assert.DoesNotContain("secret-of", $"{chain} {System.Text.Json.JsonSerializer.Serialize(chain, chain.GetType())}", StringComparison.Ordinal);
        Assert.Equal(["secret-of-id-1", "token-of-id-1"], chain.Secrets);
        Assert.Equal("default chain", chain.AccountId);
        Assert.Equal("default chain, profile p", _world.Chain("p").AccountId);
    }

    private static async Task<string> IdAsync(AlibabaCredentials chain) => (await chain.GetAccessKeyAsync(Token)).AccessKeyId;
}
