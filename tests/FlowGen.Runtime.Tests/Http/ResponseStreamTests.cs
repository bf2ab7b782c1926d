using System.Net;
using System.Net.Http.Headers;
using System.Text;
using FlowGen.Runtime.Tests.Clocks;
using FlowGen.Runtime.Tests.Servers;
using FlowGen.Runtime.Tests.TestClients;
using Microsoft.AspNetCore.Http;
using Polly;
using Polly.Hedging;

namespace FlowGen.Runtime.Tests.Http;

/// <summary>Answers of bytes, which the caller reads as they come.</summary>
public sealed class ResponseStreamTests : IDisposable
{
    private static readonly GadgetRequest Gadget1 = new("1");

    private readonly HttpClient _http = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task An_answer_is_read_before_its_end_has_come()
    {
        var isFirstRead = new TaskCompletionSource();
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            context.Response.ContentType = "image/png";
            await context.Response.WriteAsync("first");
            await context.Response.Body.FlushAsync();
            await isFirstRead.Task;
            await context.Response.WriteAsync("second");
        });

        var result = await new DownloadClient(_http, TestOptions.Rest(server.Address)).DownloadGadgetAsync(Gadget1, Token);
        await using var stream = result.EnsureSuccess();
        var first = new byte["first".Length];
        await stream.ReadExactlyAsync(first, Token);
        isFirstRead.SetResult();

        Assert.Equal("first", Encoding.UTF8.GetString(first));
        Assert.Equal("second", await new StreamReader(stream).ReadToEndAsync(Token));
        Assert.Equal("image/png", stream.ContentType);
        Assert.Null(stream.ContentLength);
        Assert.Null(stream.FileName);
    }

    [Fact]
    public async Task No_limit_of_answers_holds_for_what_the_caller_reads()
    {
        var body = new byte[100_000];
        using var http = new HttpClient(new InMemoryHandler(_ => new(HttpStatusCode.OK) { Content = new ByteArrayContent(body) }));
        var options = TestOptions.Rest(new("http://127.0.0.1:9"));
        options.MaxResponseBytes = 10;

        await using var stream = (await new DownloadClient(http, options).DownloadGadgetAsync(Gadget1, Token)).EnsureSuccess();
        var copy = new MemoryStream();
        await stream.CopyToAsync(copy, Token);

        Assert.Equal(body.Length, copy.Length);
        Assert.Equal(body.Length, stream.ContentLength);
    }

    [Fact]
    public async Task A_failure_is_an_error_as_everywhere()
    {
        await using var server = await LoopbackServer.StartAsync(401, """{"code":"1200","message":"no such key"}""");

        var result = await new DownloadClient(_http, TestOptions.Rest(server.Address)).DownloadGadgetAsync(Gadget1, Token);

        Assert.Equal(ApiErrorCategory.Unauthenticated, result.Error?.Category);
        Assert.Equal("no such key", result.Error?.Message);
    }

    [Fact]
    public async Task The_time_limits_of_the_call_are_over_when_the_answer_has_begun()
    {
        var clock = new ManualTimeProvider();
        using var http = new HttpClient(new InMemoryHandler("the bytes"));
        var options = TestOptions.Rest(new("http://127.0.0.1:9"));
        options.TimeProvider = clock;

        await using var stream = (await new DownloadClient(http, options).DownloadGadgetAsync(Gadget1, Token)).EnsureSuccess();
        clock.Advance(TimeSpan.FromDays(2));

        Assert.Equal("the bytes", await new StreamReader(stream).ReadToEndAsync(Token));
    }

    [Fact]
    public async Task A_server_that_stalls_fails_the_read_after_the_time_limit_of_an_attempt()
    {
        var clock = new ManualTimeProvider();
        await using var server = RawServer.Start(async (socket, _, token) =>
        {
            await RawServer.SendAsync(socket, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n", token);
            await Task.Delay(Timeout.Infinite, token);
        });
        var options = TestOptions.Rest(server.Address);
        options.TimeProvider = clock;
        await using var stream = (await new DownloadClient(_http, options).DownloadGadgetAsync(Gadget1, Token)).EnsureSuccess();

        var read = stream.ReadAsync(new byte[10], 0, 10, Token);
        clock.Advance(options.AttemptTimeout);

        var exception = await Assert.ThrowsAsync<IOException>(() => read);
        Assert.Equal("No byte came within 00:00:30 (FlowClientOptions.AttemptTimeout).", exception.Message);
    }

    [Fact]
    public async Task A_connection_that_breaks_fails_the_read()
    {
        await using var server = RawServer.Start("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this");

        await using var stream = (await new DownloadClient(_http, TestOptions.Rest(server.Address)).DownloadGadgetAsync(Gadget1, Token)).EnsureSuccess();

        await Assert.ThrowsAnyAsync<IOException>(() => new StreamReader(stream).ReadToEndAsync(Token));
    }

    [Fact]
    public async Task A_read_that_the_caller_cancels_says_so()
    {
        await using var server = RawServer.Start(async (socket, _, token) =>
        {
            await RawServer.SendAsync(socket, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n", token);
            await Task.Delay(Timeout.Infinite, token);
        });
        using var cancelled = new CancellationTokenSource();
        await using var stream = (await new DownloadClient(_http, TestOptions.Rest(server.Address)).DownloadGadgetAsync(Gadget1, Token)).EnsureSuccess();

        var read = stream.ReadAsync(new byte[10], 0, 10, cancelled.Token);
        await cancelled.CancelAsync();

        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
        Assert.Equal(cancelled.Token, exception.CancellationToken);
    }

    [Fact]
    public async Task Disposing_an_answer_before_its_end_closes_the_connection()
    {
        var isClosed = new TaskCompletionSource();
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            await context.Response.Body.WriteAsync(new byte[10], Token);
            await context.Response.Body.FlushAsync(Token);
            context.RequestAborted.Register(isClosed.SetResult);
            await isClosed.Task;
        });

        var result = await new DownloadClient(_http, TestOptions.Rest(server.Address)).DownloadGadgetAsync(Gadget1, Token);
        await result.EnsureSuccess().DisposeAsync();

        await isClosed.Task.WaitAsync(Token);
    }

    [Fact]
    public async Task Of_attempts_that_race_the_answer_that_loses_is_disposed()
    {
        var answers = new List<NotingContent>();
        using var http = new HttpClient(new InMemoryHandler(_ =>
        {
            var content = new NotingContent();
            answers.Add(content);
            return new(HttpStatusCode.OK) { Content = content };
        }));
        var options = TestOptions.Rest(new("http://127.0.0.1:9"));
        options.ResiliencePipeline = new ResiliencePipelineBuilder<ApiAttempt>()
            .AddHedging(new HedgingStrategyOptions<ApiAttempt>
            {
                MaxHedgedAttempts = 1,
                Delay = Timeout.InfiniteTimeSpan,
                ShouldHandle = arguments => ValueTask.FromResult(answers.Count < 2),
            })
            .Build();

        var stream = (await new DownloadClient(http, options).DownloadGadgetAsync(Gadget1, Token)).EnsureSuccess();

        Assert.Equal(2, answers.Count);
        Assert.Equal([false, true], answers.Select(static answer => answer.IsDisposed));
        await stream.DisposeAsync();
        Assert.True(answers[0].IsDisposed);
    }

    [Theory]
    [InlineData("""attachment; filename="flow.json" """, "flow.json")]
    [InlineData("""attachment; filename="../../etc/passwd" """, "passwd")]
    [InlineData("""attachment; filename="C:\\Windows\\x.dll" """, "x.dll")]
    [InlineData("""attachment; filename="C:evil.txt" """, "evil.txt")]
    [InlineData("attachment; filename*=UTF-8''fl%C3%B6w.json; filename=flow.json", "flöw.json")]
    [InlineData("attachment; filename*=UTF-8''a%00b", null)]
    [InlineData("""attachment; filename=".." """, null)]
    [InlineData("""attachment; filename="a/" """, null)]
    [InlineData("inline", null)]
    public async Task A_proposed_name_leads_into_no_folder(string disposition, string? expected)
    {
        using var http = new HttpClient(new InMemoryHandler(_ => new(HttpStatusCode.OK)
        {
            Content = new ByteArrayContent([]) { Headers = { ContentDisposition = ContentDispositionHeaderValue.Parse(disposition) } },
        }));

        await using var stream = (await new DownloadClient(http, TestOptions.Rest(new("http://127.0.0.1:9"))).DownloadGadgetAsync(Gadget1, Token)).EnsureSuccess();

        Assert.Equal(expected, stream.FileName);
    }

    [Fact]
    public async Task A_test_double_can_make_one()
    {
        await using var stream = new ResponseStream(new MemoryStream("a,b"u8.ToArray()), "text/csv", 3, "list.csv");

        Assert.Equal("a,b", await new StreamReader(stream).ReadToEndAsync(Token));
        Assert.Equal(("text/csv", 3L, "list.csv"), (stream.ContentType, stream.ContentLength, stream.FileName));
        Assert.False(stream.CanSeek || stream.CanWrite);
        Assert.Throws<NotSupportedException>(() => stream.Length);
    }

    private sealed class NotingContent() : ByteArrayContent("bytes"u8.ToArray())
    {
        public bool IsDisposed { get; private set; }

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }
}
