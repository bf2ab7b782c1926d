using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using FlowGen.Runtime.Tests.Clocks;
using FlowGen.Runtime.Tests.Servers;
using FlowGen.Runtime.Tests.TestClients;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FlowGen.Runtime.Tests.Telemetry;

/// <summary>What is counted and logged of calls that do not go well at once. Other tests count at the same time, so these only look for their own.</summary>
public sealed class CountersAndLogTests : IDisposable
{
    private const string Found = """{"Code":"OK","Data":{"Id":"1"},"RequestId":"R-2"}""";

    private readonly SkippingTimeProvider _clock = new(TimeSpan.FromSeconds(25));
    private readonly HttpClient _http = new();
    private readonly LogRecorder _log = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _http.Dispose();
        _log.Dispose();
    }

    [Fact]
    public async Task Throttled_answers_and_retries_are_counted_and_the_queue_is_as_long_at_the_end_as_before()
    {
        var counts = new ConcurrentDictionary<string, long>();
        var queue = new ConcurrentQueue<int>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument.Meter.Name == "FlowGen")
            {
                own.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            if (tags.ToArray().Contains(new("flowgen.provider", "test-rpc")))
            {
                counts.AddOrUpdate(instrument.Name, value, (_, before) => before + value);
            }
        });
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) =>
        {
            if (instrument.Name == "flowgen.client.permit.queue_length" && tags.ToArray().Contains(new("flowgen.provider", "test-rpc")))
            {
                queue.Enqueue(value);
            }
        });
        listener.Start();
        await using var server = await ThrottlingServerAsync();
        var options = Options(server);
        options.RateLimit = RateLimit.Of(1, TimeSpan.FromSeconds(2));

        Assert.True((await new RpcClient(_http, options).GetGadgetAsync(new("1"), Token)).IsSuccess);

        Assert.True(counts["flowgen.client.throttled"] >= 1);
        Assert.True(counts["flowgen.client.retries"] >= 1);
        Assert.Contains(1, queue);
        Assert.Contains(-1, queue);
    }

    [Fact]
    public async Task A_call_is_logged_with_its_attempts_and_without_its_content()
    {
        await using var server = await ThrottlingServerAsync();

        await new RpcClient(_http, Options(server)).GetGadgetAsync(new("secret-id"), Token);

        Assert.Equal(
            [
                "Warning FlowGen.test-rpc 4: GetGadget was refused for the provider's quota; calls wait for 00:00:01.5000000",
                "Information FlowGen.test-rpc 3: GetGadget is repeated, attempt 2, after Throttled System.LimitControl",
                "Debug FlowGen.test-rpc 1: GetGadget succeeded after 2 attempts with HTTP 200 (request R-2)",
            ],
            _log.Lines);
    }

    [Fact]
    public async Task A_failure_is_logged_with_all_that_support_asks_for()
    {
        await using var server = await LoopbackServer.StartAsync(400, $$"""{"Code":"Product.Unsubscript","Message":"not {{TestOptions.AccessKeySecret}}","RequestId":"R-1"}""");

        await new RpcClient(_http, Options(server)).GetGadgetAsync(new("1"), Token);

        Assert.Equal(["Warning FlowGen.test-rpc 2: GetGadget failed after 1 attempts: NotSubscribed Product.Unsubscript, HTTP 400 (request R-1): not ***"], _log.Lines);
    }

    [Fact]
    public async Task A_registered_client_logs_where_the_service_provider_says()
    {
        await using var server = await LoopbackServer.StartAsync(200, Found);
        var services = new ServiceCollection();
        services.AddSingleton<ILoggerFactory>(_log);
        services.AddFlowClient<RpcClient>(options =>
        {
            options.Credentials = AlibabaCredentials.FromAccessKey("id", "secret");
            options.RateLimit = RateLimit.Documented();
            options.Endpoint = server.Address;
        });
        await using var provider = services.BuildServiceProvider();

        await provider.GetRequiredService<RpcClient>().GetGadgetAsync(new("1"), Token);

        Assert.Contains(_log.Lines, line => line.StartsWith("Debug FlowGen.test-rpc 1: GetGadget succeeded", StringComparison.Ordinal));
    }

    private static Task<LoopbackServer> ThrottlingServerAsync() => LoopbackServer.StartAsync(
        context =>
        {
            context.Response.Headers["x-acs-retry-after"] = "1500";
            return LoopbackServer.AnswerAsync(context, 400, """{"Code":"System.LimitControl"}""");
        },
        context => LoopbackServer.AnswerAsync(context, 200, Found));

    private FlowClientOptions Options(LoopbackServer server)
    {
        var options = TestOptions.Rpc(server.Address);
        options.TimeProvider = _clock;
        options.MaxRetries = 3;
        options.LoggerFactory = _log;
        return options;
    }

    private sealed class LogRecorder : ILoggerFactory
    {
        private readonly ConcurrentQueue<string> _lines = new();

        public IEnumerable<string> Lines => _lines.Where(line => line.Contains(" FlowGen.", StringComparison.Ordinal));

        public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public void Dispose()
        {
        }

        private sealed class Logger(LogRecorder recorder, string category) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
                recorder._lines.Enqueue($"{logLevel} {category} {eventId.Id}: {formatter(state, exception)}");
        }
    }
}
