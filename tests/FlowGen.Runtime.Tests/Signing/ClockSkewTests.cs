using System.Globalization;
using System.Net;
using FlowGen.Runtime.Tests.Clocks;
using FlowGen.Runtime.Tests.Servers;
using FlowGen.Runtime.Tests.TestClients;
using FlowGen.Signing;

namespace FlowGen.Runtime.Tests.Signing;

/// <summary>A machine whose clock is off is told so by the provider, and signs with the provider's time from then on.</summary>
public sealed class ClockSkewTests : IDisposable
{
    private const string Found = """{"Code":"OK","Data":{"Id":"1"}}""";
    private const string Refused = """{"Code":"InvalidTimeStamp.Expired","Message":"Specified time stamp or date value is expired."}""";

    private readonly SkippingTimeProvider _clock = new(TimeSpan.FromSeconds(25));
    private readonly HttpClient _http = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<double> Skews() => [-16, 16, 60 * 24 * 400, -60 * 24 * 400];

    public void Dispose() => _http.Dispose();

    [Theory]
    [MemberData(nameof(Skews))]
    public async Task A_refused_date_is_put_right_by_the_servers_own_and_the_call_succeeds(double minutes)
    {
        await using var server = await StrictServerAsync(TimeSpan.FromMinutes(minutes));
        var client = new RpcClient(_http, Options(server.Address));

        Assert.True((await client.GetGadgetAsync(new("1"), Token)).IsSuccess);
        Assert.Equal(2, server.Received.Count);
        Assert.True((await client.GetGadgetAsync(new("2"), Token)).IsSuccess);
        Assert.Equal(3, server.Received.Count);
    }

    [Fact]
    public async Task A_write_is_repeated_too_because_a_request_with_a_refused_date_did_not_run()
    {
        await using var server = await StrictServerAsync(TimeSpan.FromHours(-3));

        Assert.True((await new RpcClient(_http, Options(server.Address)).CreateGadgetAsync(new("1"), Token)).IsSuccess);
        Assert.Equal(2, server.Received.Count);
    }

    [Fact]
    public async Task A_clock_that_is_set_right_later_is_learnt_again()
    {
        var offset = TimeSpan.FromHours(2);
        await using var server = await StrictServerAsync(() => offset);
        var client = new RpcClient(_http, Options(server.Address));
        Assert.True((await client.GetGadgetAsync(new("1"), Token)).IsSuccess);

        offset = TimeSpan.Zero;

        Assert.True((await client.GetGadgetAsync(new("1"), Token)).IsSuccess);
        Assert.Equal(4, server.Received.Count);
    }

    [Theory]
    [InlineData("no date", null)]
    [InlineData("the same date", "0")]
    [InlineData("a date beyond reason", "9999-12-31")]
    public async Task A_refusal_that_teaches_nothing_is_not_repeated(string reason, string? date)
    {
        var serverDate = date switch
        {
            null => null,
            "0" => _clock.GetUtcNow().ToString("r", CultureInfo.InvariantCulture),
            var text => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture).ToString("r", CultureInfo.InvariantCulture),
        };
        using var handler = new InMemoryHandler(_ => serverDate is null
            ? InMemoryHandler.Answer(HttpStatusCode.BadRequest, Refused)
            : InMemoryHandler.Answer(HttpStatusCode.BadRequest, Refused, ("Date", serverDate)));
        using var http = new HttpClient(handler);

        var result = await new RpcClient(http, Options(new("https://rpc.test.invalid"))).GetGadgetAsync(new("1"), Token);

        Assert.True(result is { IsSuccess: false, Error: { Category: ApiErrorCategory.Unauthenticated, IsRetriable: false } }, reason);
        Assert.Equal(1, handler.Requests);
    }

    [Fact]
    public async Task Another_code_teaches_nothing()
    {
        var signer = new Acs3HmacSha256Signer(AlibabaCredentials.FromAccessKey("id", "secret"), _clock);
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://rpc.test.invalid/");
        await signer.SignAsync(request, default, Token);
        using var response = new HttpResponseMessage(HttpStatusCode.BadRequest) { Headers = { Date = _clock.GetUtcNow().AddHours(1) } };

        Assert.False(signer.Correct(request, response, "SignatureDoesNotMatch"));
        Assert.Equal(TimeSpan.Zero, signer.ClockSkew);
        Assert.True(signer.Correct(request, response, "InvalidTimeStamp.Expired"));
        Assert.Equal(TimeSpan.FromHours(1), signer.ClockSkew);
    }

    [Fact]
    public async Task Many_calls_that_are_refused_at_once_all_succeed_in_the_end()
    {
        await using var server = await StrictServerAsync(TimeSpan.FromDays(1));
        var client = new RpcClient(_http, Options(server.Address));

        var results = await Task.WhenAll(Enumerable.Range(0, 40).Select(number => client.GetGadgetAsync(new($"{number}"), Token)));

        Assert.All(results, result => Assert.True(result.IsSuccess, result.Error?.ToString()));
    }

    private Task<LoopbackServer> StrictServerAsync(TimeSpan offset) => StrictServerAsync(() => offset);

    /// <summary>A server whose clock is ahead by an offset and that takes dates within 15 minutes of it.</summary>
    private Task<LoopbackServer> StrictServerAsync(Func<TimeSpan> offset) => LoopbackServer.StartAsync(context =>
    {
        var now = _clock.GetUtcNow() + offset();
        context.Response.Headers.Date = now.ToString("r", CultureInfo.InvariantCulture);
        var date = DateTimeOffset.ParseExact(context.Request.Headers["x-acs-date"].ToString(), "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        return (now - date).Duration() <= TimeSpan.FromMinutes(15)
            ? LoopbackServer.AnswerAsync(context, 200, Found)
            : LoopbackServer.AnswerAsync(context, 400, Refused);
    });

    private FlowClientOptions Options(Uri address)
    {
        var options = TestOptions.Rpc(address);
        options.TimeProvider = _clock;
        options.MaxRetries = 3;
        return options;
    }
}
