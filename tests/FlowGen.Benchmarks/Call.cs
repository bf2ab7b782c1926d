using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using FlowGen.Cams;

namespace FlowGen.Benchmarks;

/// <summary>
/// What a whole call costs the client: CAMS GetFlow, signed, throttled far below its limit, with retry and timeouts, and with nobody
/// listening, against a bare <see cref="HttpMessageInvoker"/> that sends the same bytes and parses nothing. The server is a process of its
/// own. Counted is the processor time of this process, by turns, and the bytes that it allocates.
/// </summary>
internal static class Call
{
    private const int CallsPerTurn = 2000;
    private const int WarmTurns = 6;

    private static readonly int[] Concurrencies = [1, 32];

    public static async Task PrintAsync(string[] arguments)
    {
        var turns = arguments.Length == 0 ? 25 : int.Parse(arguments[0], CultureInfo.InvariantCulture);
        using var server = StartServer();
        try
        {
            var port = int.Parse((await server.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
            foreach (var concurrency in Concurrencies)
            {
                await PrintAsync(new($"http://127.0.0.1:{port}"), concurrency, turns);
            }
        }
        finally
        {
            server.StandardInput.Close();
            await server.WaitForExitAsync();
        }
    }

    private static async Task PrintAsync(Uri endpoint, int concurrency, int turns)
    {
        using var bare = new BareCaller(endpoint);
        using var flowGen = new FlowGenCaller(endpoint);
        Row[] rows = [new("Bare", bare.CallAsync), new("FlowGen", flowGen.CallAsync)];
        for (var turn = 0; turn < WarmTurns + turns; turn++)
        {
            foreach (var row in rows)
            {
                await row.TakeAsync(concurrency, isCounted: turn >= WarmTurns);
            }
        }

        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Call, {concurrency} at a time"));
        Console.WriteLine("| row | processor time | ratio | allocated |");
        Console.WriteLine("|---|---:|---:|---:|");
        foreach (var row in rows)
        {
            var ratio = Median(row.Times.Zip(rows[0].Times, static (own, other) => own / other));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {row.Name} | {Median(row.Times):0.0} µs | {ratio:0.00} | {Median(row.Bytes):N0} B |"));
        }
    }

    private static Process StartServer()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardInput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet")
        {
            start.ArgumentList.Add(typeof(Call).Assembly.Location);
        }

        start.ArgumentList.Add(CallServer.Command);
        return Process.Start(start)!;
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    private sealed class Row(string name, Func<Task> call)
    {
        public string Name => name;

        /// <summary>Microseconds of processor time of a call, by turn.</summary>
        public List<double> Times { get; } = [];

        /// <summary>Bytes of a call, by turn.</summary>
        public List<double> Bytes { get; } = [];

        public async Task TakeAsync(int concurrency, bool isCounted)
        {
            GC.Collect();
            using var process = Process.GetCurrentProcess();
            var (time, bytes) = (process.TotalProcessorTime, GC.GetTotalAllocatedBytes(precise: true));
            await Task.WhenAll(Enumerable.Range(0, concurrency).Select(_ => LoopAsync(CallsPerTurn / concurrency)));
            process.Refresh();
            var calls = CallsPerTurn / concurrency * concurrency;
            if (isCounted)
            {
                Times.Add((process.TotalProcessorTime - time).TotalMicroseconds / calls);
                Bytes.Add((double)(GC.GetTotalAllocatedBytes(precise: true) - bytes) / calls);
            }
        }

        private async Task LoopAsync(int calls)
        {
            await Task.Yield();
            for (var number = 0; number < calls; number++)
            {
                await call();
            }
        }
    }

    /// <summary>Sends what <see cref="FlowGenCaller"/> sends, with a signature made once, and reads the answer to its end.</summary>
    private sealed class BareCaller(Uri endpoint) : IDisposable
    {
        private readonly HttpMessageInvoker _invoker = new(new SocketsHttpHandler { AllowAutoRedirect = false });
        private readonly Uri _address = new(endpoint, "/?CustSpaceId=cams-kei0001&FlowId=926753328126430001");
        private readonly byte[] _buffer = new byte[16 * 1024];

        public async Task CallAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _address) { Content = new ReadOnlyMemoryContent(default) };
            Add(request.Headers, "accept", "application/json");
            Add(request.Headers, "user-agent", "FlowGen/0.1.0");
            Add(request.Headers, "x-acs-action", "GetFlow");
            Add(request.Headers, "x-acs-version", "2020-06-06");
            Add(request.Headers, "x-acs-content-sha256", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
            Add(request.Headers, "x-acs-date", "2026-11-21T00:00:00Z");
            Add(request.Headers, "x-acs-signature-nonce", "0f1e2d3c4b5a69788796a5b4c3d2e1f0");
            Add(request.Headers, "Authorization", "ACS3-HMAC-SHA256 Credential=LTAI5tBenchmarkKeyId00,SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0");
            using var response = await _invoker.SendAsync(request, CancellationToken.None);
            using var stream = await response.Content.ReadAsStreamAsync();
            while (await stream.ReadAsync(_buffer) > 0)
            {
            }
        }

        public void Dispose() => _invoker.Dispose();

        private static void Add(HttpRequestHeaders headers, string name, string value) => headers.TryAddWithoutValidation(name, value);
    }

    private sealed class FlowGenCaller : IDisposable
    {
        private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = Timeout.InfiniteTimeSpan };
        private readonly CamsClient _client;

        public FlowGenCaller(Uri endpoint) => _client = new(_http, new()
        {
            Endpoint = endpoint,
            Credentials = AlibabaCredentials.FromAccessKey("LTAI5tBenchmarkKeyId00", "BenchmarkSecret0123456789abcde"),
            RateLimit = RateLimit.Of(1_000_000, TimeSpan.FromSeconds(1)),
        });

        public async Task CallAsync()
        {
            var flow = await _client.GetFlowAsync(new() { FlowId = "926753328126430001", CustSpaceId = "cams-kei0001" });
            if (!flow.IsSuccess || flow.Value.FlowId is null)
            {
                throw new InvalidOperationException(flow.Error?.ToString());
            }
        }

        public void Dispose() => _http.Dispose();
    }
}
