using System.Net;
using FlowGen.Runtime.Tests.Clocks;
using FlowGen.Runtime.Tests.Servers;
using FlowGen.Runtime.Tests.TestClients;

namespace FlowGen.Runtime.Tests.Http;

public sealed class PagingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Items_come_page_by_page_until_a_page_is_short()
    {
        using var server = new PageServer(static (index, size) => Ids(index, size, total: 5));

        var results = await server.Client().ListAllAsync(new(), Token).ToListAsync(Token);

        Assert.Equal(["1", "2", "3", "4", "5"], results.Select(static result => result.EnsureSuccess().Id));
        Assert.Equal([(1, 2), (2, 2), (3, 2)], server.Asked);
        Assert.Equal("page 3", results[^1].RequestId);
        Assert.Equal(HttpStatusCode.OK, results[^1].HttpStatus);
    }

    [Fact]
    public async Task A_list_that_ends_with_a_full_page_is_known_to_end_by_an_empty_one()
    {
        using var server = new PageServer(static (index, size) => Ids(index, size, total: 4));

        Assert.Equal(4, await server.Client().ListAllAsync(new(), Token).CountAsync(Token));
        Assert.Equal(3, server.Asked.Count);
    }

    [Fact]
    public async Task The_request_can_choose_where_to_begin_and_how_much_to_ask_for()
    {
        using var server = new PageServer(static (index, size) => Ids(index, size, total: 7));

        var results = await server.Client().ListAllAsync(new(Index: 2, Size: 3), Token).ToListAsync(Token);

        Assert.Equal(["4", "5", "6", "7"], results.Select(static result => result.EnsureSuccess().Id));
        Assert.Equal([(2, 3), (3, 3)], server.Asked);
    }

    [Fact]
    public async Task A_page_is_asked_for_when_its_items_are()
    {
        using var server = new PageServer(static (index, size) => Ids(index, size, total: 100));

        await foreach (var result in server.Client().ListAllAsync(new(), Token))
        {
            if (result.EnsureSuccess().Id == "3")
            {
                break;
            }
        }

        Assert.Equal(2, server.Asked.Count);
    }

    [Fact]
    public async Task The_first_failure_is_the_last_thing_that_comes()
    {
        using var server = new PageServer(static (index, size) => index == 2 ? null : Ids(index, size, total: 100));

        var results = await server.Client().ListAllAsync(new(), Token).ToListAsync(Token);

        Assert.Equal([true, true, false], results.Select(static result => result.IsSuccess));
        Assert.Equal(("Busy", ApiErrorCategory.Transient), (results[2].Error!.Code, results[2].Error!.Category));
    }

    [Fact]
    public async Task A_server_that_sends_the_same_page_for_ever_is_not_followed()
    {
        using var server = new PageServer(static (_, size) => Ids(1, size, total: 100));

        var results = await server.Client().ListAllAsync(new(), Token).ToListAsync(Token);

        Assert.Equal(3, results.Count);
        Assert.Equal(ApiErrorCategory.Malformed, results[2].Error!.Category);
        Assert.Contains("Page 2", results[2].Error!.Message, StringComparison.Ordinal);
        Assert.Equal("page 2", results[2].RequestId);
        Assert.Equal(2, server.Asked.Count);
    }

    [Fact]
    public async Task Each_page_takes_a_permit()
    {
        var clock = new SkippingTimeProvider(TimeSpan.FromSeconds(15));
        using var server = new PageServer(static (index, size) => Ids(index, size, total: 9));
        var client = server.Client(options =>
        {
            options.RateLimit = RateLimit.Documented();
            options.TimeProvider = clock;
            options.Account = nameof(Each_page_takes_a_permit);
        });
        var start = clock.GetTimestamp();

        Assert.Equal(9, await client.ListAllAsync(new(), Token).CountAsync(Token));

        // Five pages, two of them in any ten seconds.
        Assert.InRange(clock.GetElapsedTime(start), TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Cancellation_is_thrown()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        using var server = new PageServer(static (index, size) => Ids(index, size, total: 100));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in server.Client().ListAllAsync(new(), CancellationToken.None).WithCancellation(stop.Token))
            {
                await stop.CancelAsync();
            }
        });
        Assert.Single(server.Asked);
    }

    [Fact]
    public void Misuse_is_thrown_at_once()
    {
        using var server = new PageServer(static (_, _) => null);

        Assert.Throws<ArgumentNullException>(() => server.Client().ListAllAsync(null!, Token));
        Assert.Throws<ArgumentOutOfRangeException>(() => server.Client().ListAllAsync(new(Size: 0), Token));
        Assert.Empty(server.Asked);
    }

    private static IEnumerable<int> Ids(int index, int size, int total) =>
        Enumerable.Range(1, total).Skip((index - 1) * size).Take(size);

    /// <summary>Answers pages of numbered items, each with a request id of its own; <see langword="null"/> is a failure.</summary>
    private sealed class PageServer(Func<int, int, IEnumerable<int>?> page) : HttpMessageHandler
    {
        public List<(int Index, int Size)> Asked { get; } = [];

        public ListingClient Client(Action<FlowClientOptions>? configure = null)
        {
            var options = new FlowClientOptions
            {
                Endpoint = new("https://list.test.invalid"),
                RateLimit = RateLimit.Unlimited("the test counts itself"),
                MaxRetries = 0,
            };
            configure?.Invoke(options);
            return new(new(this, disposeHandler: false), options);
        }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var numbers = request.RequestUri!.Query.TrimStart('?').Split('&')
                .Select(static parameter => int.Parse(parameter.Split('=')[1], System.Globalization.CultureInfo.InvariantCulture))
                .ToArray();
            Asked.Add((numbers[0], numbers[1]));
            var body = page(numbers[0], numbers[1]) is { } ids
                ? $$"""{"Code":"OK","RequestId":"page {{numbers[0]}}","Data":[{{string.Join(',', ids.Select(static id => $$"""{"Id":"{{id}}"}"""))}}]}"""
                : """{"Code":"Busy"}""";
            return Task.FromResult(InMemoryHandler.Answer(HttpStatusCode.OK, body));
        }
    }
}
