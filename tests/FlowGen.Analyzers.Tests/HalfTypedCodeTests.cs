using FlowGen.Analyzers.RateLimits;
using FlowGen.Analyzers.Results;
using FlowGen.CodeFixes;
using FlowGen.Testing;
using Microsoft.CodeAnalysis.CSharp;

namespace FlowGen.Analyzers.Tests;

/// <summary>Code is broken while it is typed. No rule and no fix may throw on it.</summary>
public sealed class HalfTypedCodeTests
{
    private const int Rounds = 60;

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
    ];

    public static TheoryData<int> ProgramNumbers => [.. Enumerable.Range(0, Programs.Length)];

    [Theory]
    [MemberData(nameof(ProgramNumbers))]
    public async Task Rules_and_fixes_stand_programs_with_tokens_missing(int number)
    {
        // The same programs on every run.
#pragma warning disable CA5394
        var random = new Random(2002 + number);
        var tokens = CSharpSyntaxTree.ParseText(Programs[number], TestCompilation.ParseOptions, cancellationToken: TestContext.Current.CancellationToken)
            .GetRoot(TestContext.Current.CancellationToken).DescendantTokens().ToList();
        var broken = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var dropped = Enumerable.Range(0, random.Next(1, 5)).Select(_ => tokens[random.Next(tokens.Count)]).ToHashSet();
            var source = string.Concat(tokens.Select(token => dropped.Contains(token) ? "" : token.ToFullString()));
            broken += CSharpSyntaxTree.ParseText(source, TestCompilation.ParseOptions, cancellationToken: TestContext.Current.CancellationToken)
                .GetDiagnostics(TestContext.Current.CancellationToken).Any() ? 1 : 0;

            await RunAsync(source);
        }
#pragma warning restore CA5394

        Assert.InRange(broken, Rounds / 2, Rounds);
    }

    private static async Task RunAsync(string source)
    {
        _ = await CodeFixVerifier<UncheckedValueAnalyzer, UncheckedValueCodeFixProvider>
            .FixTypedSoFarAsync(source, ReferenceSet.Client, TestContext.Current.CancellationToken);
        _ = await CodeFixVerifier<MissingRateLimitAnalyzer, MissingRateLimitCodeFixProvider>
            .FixTypedSoFarAsync(source, ReferenceSet.Client, TestContext.Current.CancellationToken);
    }
}
