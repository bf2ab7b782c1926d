using System.Net;
using FlowGen.Cams;
using FlowGen.Sandbox;

namespace FlowGen.EndToEnd.Tests;

/// <summary>Who is not who it says it is gets a typed error with the provider's code, and no exception.</summary>
public sealed class RefusalTests : IAsyncLifetime
{
    private FlowSandbox _sandbox = null!;

    public async ValueTask InitializeAsync() => _sandbox = await FlowSandbox.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Fact]
    public async Task A_wrong_secret_is_refused()
    {
        const string Secret = "a-secret-that-is-wrong";
        var cams = Clients.Cams(_sandbox, options => options.Credentials = AlibabaCredentials.FromAccessKey(_sandbox.AccessKeyId, Secret));

        var error = await RefusedAsync(cams);

        AssertRefused(error, "SignatureDoesNotMatch", Secret);
    }

    [Fact]
    public async Task An_unknown_access_key_is_refused()
    {
        var cams = Clients.Cams(_sandbox, options => options.Credentials = AlibabaCredentials.FromAccessKey("nobody", _sandbox.AccessKeySecret));

        AssertRefused(await RefusedAsync(cams), "InvalidAccessKeyId.NotFound", _sandbox.AccessKeySecret);
    }

    [Fact]
    public async Task A_query_that_was_tampered_with_on_the_way_is_refused()
    {
        var cams = Clients.Cams(_sandbox, handler: new TamperingHandler(static uri => new Uri(uri.AbsoluteUri.Replace("FlowId=", "FlowId=9", StringComparison.Ordinal))));

        AssertRefused(await RefusedAsync(cams), "SignatureDoesNotMatch", _sandbox.AccessKeySecret);
    }

    [Theory]
    [InlineData(-16)]
    [InlineData(16)]
    public async Task A_date_more_than_15_minutes_off_is_refused(int minutes)
    {
        var cams = Clients.Cams(_sandbox, options =>
        {
            options.TimeProvider = new ShiftedClock(TimeSpan.FromMinutes(minutes));
            options.MaxRetries = 0;
        });

        AssertRefused(await RefusedAsync(cams), "InvalidTimeStamp.Expired", _sandbox.AccessKeySecret);
    }

    [Theory]
    [InlineData(-16)]
    [InlineData(16)]
    public async Task A_clock_that_is_off_is_put_right_by_the_refusal_and_the_call_succeeds(int minutes)
    {
        var cams = Clients.Cams(_sandbox, options => options.TimeProvider = new ShiftedClock(TimeSpan.FromMinutes(minutes)));

        var result = await cams.ListFlowAsync(cancellationToken: TestContext.Current.CancellationToken);

        Assert.True(result.IsSuccess, result.Error?.ToString());
    }

    [Fact]
    public async Task A_replayed_request_is_refused()
    {
        var cams = Clients.Cams(_sandbox, static options => options.MaxRetries = 0, new ReplayingHandler());

        AssertRefused(await RefusedAsync(cams), "SignatureNonceUsed", _sandbox.AccessKeySecret);
    }

    [Fact]
    public async Task A_wrong_api_key_is_refused()
    {
        const string Key = "a-key-that-is-wrong";
        var eightByEight = Clients.EightByEight(_sandbox, static options => options.Credentials = BearerCredentials.FromKey(Key));

        var result = await eightByEight.GetFlowDetailsAsync(
            new() { AccountId = _sandbox.AccountId, ChannelId = _sandbox.ChannelId, FlowId = "1" },
            TestContext.Current.CancellationToken);

        Assert.False(result.IsSuccess);
        AssertRefused(result.Error, "1200", Key);
        Assert.Equal(HttpStatusCode.Unauthorized, result.HttpStatus);
    }

    private async Task<ApiError> RefusedAsync(CamsClient cams)
    {
        var result = await cams.GetFlowAsync(new() { FlowId = _sandbox.Flow("alibaba-cams", "DRAFT").Id }, TestContext.Current.CancellationToken);
        Assert.False(result.IsSuccess);
        Assert.Null(result.Value);
        Assert.Equal(result.Error.RequestId, result.RequestId);
        return result.Error;
    }

    private static void AssertRefused(ApiError error, string code, string secret)
    {
        Assert.Equal(ApiErrorCategory.Unauthenticated, error.Category);
        Assert.Equal(code, error.Code);
        Assert.True(Guid.TryParse(error.RequestId, out _), error.RequestId);
        foreach (var text in new[] { error.ToString(), error.Message, error.RawBody, error.Cause?.ToString(), new FlowApiException(error).ToString() })
        {
            Assert.DoesNotContain(secret, text ?? "", StringComparison.Ordinal);
        }
    }

    /// <summary>Changes the address behind the signer's back.</summary>
    private sealed class TamperingHandler(Func<Uri, Uri> tamper) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = tamper(request.RequestUri!);
            return base.SendAsync(request, cancellationToken);
        }
    }

    /// <summary>Sends the very same request twice, as a careless proxy would, and hands on the second answer.</summary>
    private sealed class ReplayingHandler() : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            using var again = new HttpRequestMessage(request.Method, request.RequestUri);
            foreach (var (name, values) in request.Headers)
            {
                again.Headers.TryAddWithoutValidation(name, values);
            }

            (await base.SendAsync(request, cancellationToken)).Dispose();
            return await base.SendAsync(again, cancellationToken);
        }
    }

    /// <summary>A clock that is wrong, and ticks like any other.</summary>
    private sealed class ShiftedClock(TimeSpan shift) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + shift;
    }
}
