using FlowGen.Testing;
using Microsoft.CodeAnalysis.CSharp;

namespace FlowGen.Analyzers.Tests;

/// <summary>Code is broken while it is typed. No rule and no fix may throw on it.</summary>
public sealed class HalfTypedCodeTests
{
    private const int Rounds = 25;

    private static readonly string[] Programs =
    [
        """
        using FlowGen;
        using FlowGen.Cams;

        public sealed class Reader(ICamsClient client)
        {
            private readonly FlowDetails? _first = client.GetFlowAsync(new() { FlowId = "1" }).Result.Value;

            public async IAsyncEnumerable<string?> ReadAsync(string[] ids, bool flag)
            {
                ApiResult<FlowDetails>? last = null;
                foreach (var id in ids)
                {
                    var r = await client.GetFlowAsync(new() { FlowId = id }).ConfigureAwait(false);
                    if (r is { IsSuccess: true, Value: { Name: var name } } && name is not null)
                    {
                        yield return name;
                    }

                    try
                    {
                        var ok = flag && r.IsSuccess;
                        yield return ok ? r.Value?.Name : r.Error?.Message;
                        last ??= r;
                    }
                    finally
                    {
                        Console.WriteLine(r.Value);
                    }
                }

                var (a, b) = (await client.GetFlowAsync(new() { FlowId = "a" }), await client.CountFlowsAsync());
                Func<int> count = () => b.Value + ids.Count(i => i == last?.Value?.Id);
                switch (a.IsSuccess, b)
                {
                    case (true, { Error: null }) when count() > b.Value: yield return a.Value!.Name; break;
                    default: yield return (await Again()).Value?.Name; break;
                }

                async Task<ApiResult<FlowDetails>> Again() { var r = await client.GetFlowAsync(new() { FlowId = "b" }); return r.IsSuccess ? r : a; }
            }
        }
        """,
        """
        using FlowGen.Cams;
        using Microsoft.Extensions.DependencyInjection;

        // Setup.
        var services = new ServiceCollection();
        services.AddFlowClient<CamsClient>(o => o.MaxRetries = 1).AddHttpMessageHandler(() => null!);
        services.AddFlowClient<CamsClient>(static (FlowGen.FlowClientOptions o) => { if (o.MaxRetries > 0) { return; } o.MaxRetries = 2; });
        services.AddFlowClient<CamsClient>(delegate(FlowGen.FlowClientOptions o) { Set(o); });
        services.AddFlowClient<CamsClient>(Set);
        services.AddOptions<FlowGen.FlowClientOptions>("a").Validate(o => o.RateLimit is not null);
        var options = new CamsClientOptions { MaxRetries = 1, /* later */ };
        using var http = new HttpClient();
        CamsClient[] all = [new(http, options), new CamsClient(http, new() { MaxRetries = 2 }), new(options: new CamsClientOptions(), httpClient: http)];
        void Set(FlowGen.FlowClientOptions o) => o.MaxRetries = 3;
        """,
        """
        using System.Threading.RateLimiting;
        using FlowGen;
        using FlowGen.Cams;
        using Microsoft.Extensions.DependencyInjection;

        public sealed class Publisher(ICamsClient client, HttpClient http, CamsClientOptions options)
        {
            private const string Key = "a-secret";

            public CamsClient Fresh => new(http, options);

            public async Task PublishAsync(IEnumerable<string> ids, bool flag)
            {
                await client.PublishFlowAsync(new() { FlowId = "1" });
                var tasks = ids.Select(id => client.PublishFlowAsync(new PublishFlowRequest { FlowId = id })).ToList();
                await Task.WhenAll(tasks);
                foreach (var id in ids)
                {
                    var flow = (await client.GetFlowAsync(new() { FlowId = id })).EnsureSuccess();
                    switch (flow.Status.Kind)
                    {
                        case FlowStatusKind.Draft when flag:
                            (await client.PublishFlowAsync(new() { FlowId = id })).EnsureSuccess();
                            break;
                        case FlowStatusKind.Published or FlowStatusKind.Deprecated:
                            var own = new CamsClient(http, new() { RateLimit = RateLimit.Of(50, TimeSpan.FromSeconds(1)) });
                            var sent = await own.SendFlowAsync(new() { FlowId = flow.Id, To = "1" });
                            break;
                    }

                    if (flow.Status.Value is "DRAFT" or "PUBLISHD" || flow is { Status.Value: not "DEPRECATED" } && flow.Status.Equals("DRAFT"))
                    {
                        Console.WriteLine(flow.PreviewUrl + (flow.Status.Value switch { "DRAFT" => 1, _ => 2 }));
                    }

                    var rank = flow.Status.Kind switch { FlowStatusKind.Draft => 1, not (FlowStatusKind.Draft or FlowStatusKind.Published) => 2 };
                    await foreach (var other in client.ListFlowsAsync()) if (string.Equals(other.Value?.Status.ToString(), "draft", StringComparison.OrdinalIgnoreCase)) continue;
                }
            }

            public Task DeleteAsync(string id) => client.DeleteFlowAsync(new() { FlowId = id });

            public static void Add(IServiceCollection services)
            {
                const int Many = 20;
                services.AddScoped<ICamsClient, CamsClient>();
                services.AddFlowClient<CamsClient>(o =>
                {
                    o.Credentials = AlibabaCredentials.FromAccessKey("id", Key + "more");
                    o.RateLimit = RateLimit.Use(new FixedWindowRateLimiter(new() { PermitLimit = Many, Window = TimeSpan.FromSeconds(1) }));
                });
            }
        }
        """,
        .. WholeProgramTests.Sources,
    ];

    public static TheoryData<int> ProgramNumbers => [.. Enumerable.Range(0, Programs.Length)];

    [Theory]
    [MemberData(nameof(ProgramNumbers))]
    public async Task Rules_and_fixes_stand_programs_with_tokens_missing(int number)
    {
        var loss = new TokenLoss(2002 + number);
        var (broken, applied) = (0, 0);
        for (var round = 0; round < Rounds; round++)
        {
            var source = loss.In(Programs[number], most: 4);
            broken += CSharpSyntaxTree.ParseText(source, TestCompilation.ParseOptions, cancellationToken: TestContext.Current.CancellationToken)
                .GetDiagnostics(TestContext.Current.CancellationToken).Any() ? 1 : 0;
            applied += await AllRules.FixAsync(source, TestContext.Current.CancellationToken);
        }

        Assert.InRange(broken, Rounds / 2, Rounds);
        Assert.InRange(applied, Rounds / 2, int.MaxValue);
    }
}
