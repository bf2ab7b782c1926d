using FlowGen.Testing;
using Microsoft.CodeAnalysis;

namespace FlowGen.Analyzers.Tests;

/// <summary>Programs in the styles that people write, with all rules at once: what each line says, and nothing else.</summary>
public sealed class WholeProgramTests
{
    private static readonly Dictionary<string, string> Programs = new()
    {
        ["a worker that publishes what is ready"] = """
            using FlowGen;
            using FlowGen.Cams;

            public sealed class PublishWorker(ICamsClient cams, Action<string> log) : BackgroundService
            {
                protected override async Task ExecuteAsync(CancellationToken stoppingToken)
                {
                    while (!stoppingToken.IsCancellationRequested)
                    {
                        var page = await cams.ListFlowAsync(new() { PageIndex = 1 }, stoppingToken);
                        if (page is not { IsSuccess: true, Value.Flows: var flows })
                        {
                            log(page.Error!.Message!);
                            await Task.Delay(1000, stoppingToken);
                            continue;
                        }

                        foreach (var flow in flows)
                        {
                            if (flow is { Status.Kind: FlowStatusKind.Draft, FlowId: { } id })
                            {
                                var published = await cams.PublishFlowAsync(new() { FlowId = id }, stoppingToken);
                                log(published.IsSuccess ? $"{id} is live" : $"{id}: {published.Error.Code}");
                            }
                            else if (flow.Status == FlowStatus.Deprecated)
                            {
                                await cams.{|FG2001:DeleteFlowAsync|}(new() { FlowId = flow.FlowId! }, stoppingToken);
                            }
                        }

                        foreach (var flow in flows.Where(f => f.Status.Value == {|FG2005:"published"|}))
                        {
                            log(flow.FlowId!);
                        }
                    }
                }
            }

            public abstract class BackgroundService { protected abstract Task ExecuteAsync(CancellationToken stoppingToken); }
            """,
        ["a controller with several actions"] = """
            using FlowGen;
            using FlowGen.Cams;

            [ApiController]
            public sealed class FlowsController(ICamsClient cams, HttpClient http) : ControllerBase
            {
                public async Task<object> Get(string id) => await cams.GetFlowAsync(new() { FlowId = id }) switch
                {
                    { IsSuccess: true, Value: var flow } => new { flow.Name, flow.Status.Value },
                    { Error.Category: ApiErrorCategory.NotFound } => "not found",
                    { Error: { } error } => error.Message ?? "failed",
                    _ => "never",
                };

                public async Task<object?> Name(string id)
                {
                    var result = await cams.GetFlowAsync(new() { FlowId = id });
                    return result.{|FG2002:Value|}?.Name;
                }

                public async Task<string> Publish(string id)
                {
                    var result = await cams.GetFlowAsync(new() { FlowId = id });
                    if (result.Error is { } error)
                    {
                        return error.Message ?? "";
                    }

                    var (flow, requestId) = (result.Value!, result.RequestId);
                    if (flow.Status.Kind is not FlowStatusKind.Draft)
                    {
                        return $"{flow.Name} is {flow.Status} ({requestId})";
                    }

                    return (await cams.PublishFlowAsync(new() { FlowId = id })).IsSuccess ? "done" : "refused";
                }

                public async Task<string> Resend(string id)
                {
                    var result = await cams.GetFlowAsync(new() { FlowId = id });
                    if (!result.IsSuccess) return "failed";
                    return (await cams.{|FG2003:SendFlowAsync|}(new() { FlowId = result.Value.Id, To = "1" })).IsSuccess ? "sent" : "refused";
                }

                public async Task<int> Count()
                {
                    var client = {|FG2103:new CamsClient(http, new() { RateLimit = RateLimit.Documented() })|};
                    return (await client.CountFlowsAsync()) is { IsSuccess: true } counted ? counted.Value : -1;
                }
            }

            public class ControllerBase;
            public sealed class ApiControllerAttribute : Attribute;
            """,
        ["a program with top-level statements"] = """
            using System.Diagnostics;
            using FlowGen;
            using FlowGen.Cams;
            using Microsoft.Extensions.DependencyInjection;

            var services = new ServiceCollection();
            services
                .AddFlowClient<CamsClient>(options =>
                {
                    options.Credentials = AlibabaCredentials.FromEnvironment();
                    options.RateLimit = {|FG2102:RateLimit.Of(permits: 25, window: TimeSpan.FromSeconds(1))|};
                });
            await using var provider = services.BuildServiceProvider();
            var cams = provider.GetRequiredService<ICamsClient>();

            var results = await Task.WhenAll(args.Select(id => cams.GetFlowAsync(new() { FlowId = id })));
            var names = results.Where(r => r.IsSuccess).Select(r => r.Value!.Name).ToList();
            foreach (var failed in results.Where(static r => !r.IsSuccess))
            {
                Console.Error.WriteLine(failed.Error);
            }

            var first = await cams.GetFlowAsync(new() { FlowId = args[0] }).ConfigureAwait(false);
            Debug.Assert(first.IsSuccess);
            Console.WriteLine(Describe(first.Value));
            await cams.{|FG2001:SendFlowAsync|}(new() { FlowId = args[0], To = "46701234567" });
            return names.Count;

            static string Describe(FlowDetails flow) => flow.Status.Kind {|FG2004:switch|}
            {
                FlowStatusKind.Draft => $"{flow.Name} can be edited",
                FlowStatusKind.Published => $"{flow.Name} is live",
            };
            """,
        ["minimal API endpoints"] = """
            using FlowGen;
            using FlowGen.Cams;

            var app = new App();
            app.MapGet("/flows/{id}", async (string id, ICamsClient cams) =>
                await cams.GetFlowAsync(new() { FlowId = id }) is { IsSuccess: true, Value: { } flow } ? (object)flow : "none");
            app.MapPost("/flows/{id}/publish", async (string id, ICamsClient cams, CancellationToken ct) =>
            {
                var flow = await cams.GetFlowAsync(new() { FlowId = id }, ct);
                if (!flow.IsSuccess)
                {
                    return flow.Error.Message;
                }

                var published = await cams.{|FG2003:PublishFlowAsync|}(new() { FlowId = id }, ct);
                return published.IsSuccess ? "ok" : published.Error.Message;
            });
            app.MapDelete("/flows/{id}", async (string id, ICamsClient cams) => (await cams.DeleteFlowAsync(new() { FlowId = id })).EnsureSuccess());
            app.MapGet("/flows/{id}/name", async (string id, ICamsClient cams) => (await cams.GetFlowAsync(new() { FlowId = id })).{|FG2002:Value|}!.Name);
            app.MapPost("/flows/{id}/forget", async (string id, ICamsClient cams) => { await cams.{|FG2001:DeleteFlowAsync|}(new() { FlowId = id }); });

            public sealed class App
            {
                public void MapGet(string pattern, Delegate handler) { }
                public void MapPost(string pattern, Delegate handler) { }
                public void MapDelete(string pattern, Delegate handler) { }
            }
            """,
        ["records, tuples and a functional style"] = """
            using FlowGen;
            using FlowGen.Cams;

            public abstract record Outcome
            {
                public sealed record Done(FlowDetails Flow) : Outcome;
                public sealed record Refused(ApiError Error) : Outcome;
            }

            public static class Results
            {
                public static TOut Match<T, TOut>(this ApiResult<T> result, Func<T, TOut> some, Func<ApiError, TOut> none) =>
                    result.IsSuccess ? some(result.Value) : none(result.Error);

                public static async Task<ApiResult<TOut>> Then<T, TOut>(this Task<ApiResult<T>> task, Func<T, Task<ApiResult<TOut>>> next)
                {
                    var result = await task;
                    return result.IsSuccess ? await next(result.Value) : ApiResult<TOut>.Failure(result.Error);
                }
            }

            public sealed class FlowReader(ICamsClient cams)
            {
                public async Task<Outcome> ReadAsync(string id) =>
                    (await cams.GetFlowAsync(new() { FlowId = id })).Match<FlowDetails, Outcome>(flow => new Outcome.Done(flow), error => new Outcome.Refused(error));

                public async Task<(bool Ok, FlowDetails? Flow, ApiError? Error)> TryReadAsync(string id)
                {
                    var r = await cams.GetFlowAsync(new() { FlowId = id });
                    return (r.IsSuccess, r.Value, r.Error);
                }

                public Task<ApiResult<string>> SendFirstAsync(string id) =>
                    cams.CreateFlowAsync(new() { FlowName = id }).Then(created => cams.SendFlowAsync(new() { FlowId = created.FlowId!, To = "1" }));

                public async Task<string?> NameAsync(string id)
                {
                    (var flow, var count) = (await cams.GetFlowAsync(new() { FlowId = id }), await cams.CountFlowsAsync());
                    return (flow, count) switch
                    {
                        ({ IsSuccess: true, Value: var f }, { IsSuccess: true }) when count.Value > 0 => f.Name,
                        ({ IsSuccess: true }, _) => flow.Value.Name,
                        _ => count.{|FG2002:Value|}.ToString(),
                    };
                }

                public async Task RetryAsync(string id)
                {
                    ApiResult result;
                    var attempts = 0;
                    do
                    {
                        result = await cams.DeleteFlowAsync(new() { FlowId = id });
                    }
                    while (!result.IsSuccess && result.Error.IsRetriable && ++attempts < 3);
                    result.EnsureSuccess();
                }

                public async IAsyncEnumerable<string> NamesAsync()
                {
                    await foreach (var flow in cams.ListFlowsAsync())
                    {
                        if (!flow.IsSuccess) yield break;
                        yield return flow.Value.Status.Kind switch { FlowStatusKind.Draft => "draft", _ => flow.Value.Name ?? "" };
                    }
                }
            }
            """,
        ["errors that are collected, and stored beside values"] = """
            using FlowGen;
            using FlowGen.Cams;

            public sealed class FlowView(ICamsClient cams)
            {
                private FlowDetails? _flow;
                private ApiError? _error;
                private bool _isThere;

                public async Task LoadAsync(string id)
                {
                    var result = await cams.GetFlowAsync(new() { FlowId = id });
                    _flow = result.Value;
                    _error = result.Error;
                }

                public async Task ReloadAsync(string id)
                {
                    var result = await cams.GetFlowAsync(new() { FlowId = id });
                    _isThere = result is not null;
                    _flow = result.{|FG2002:Value|};
                }

                public async Task<string> CompareAsync(string left, string right)
                {
                    var problems = new Dictionary<string, string>();
                    var (a, b) = (await cams.GetFlowAsync(new() { FlowId = left }), await cams.GetFlowAsync(new() { FlowId = right }));
                    if (!a.IsSuccess)
                    {
                        problems[left] = a.Error.Message;
                    }

                    if (b.Error is { } error)
                    {
                        problems.Add(right, error.Message);
                    }

                    if (problems is { Count: > 0 })
                    {
                        return string.Join(", ", problems.Values);
                    }

                    var count = await cams.CountFlowsAsync();
                    return $"{a.Value!.Name} {b.Value!.Name} {count.{|FG2002:Value|}}";
                }

                public async Task<int> CountAsync()
                {
                    ApiResult<int> count;
                    var isDone = false;
                    do
                    {
                        count = await cams.CountFlowsAsync();
                        isDone = count.IsSuccess;
                    }
                    while (!isDone);
                    return count.Value;
                }

                public async Task<string?> NameAsync(string id)
                {
                    ApiResult<CreatedFlow>? created = null;
                    try
                    {
                        created = await cams.CreateFlowAsync(new() { FlowName = id });
                        if (!created.IsSuccess)
                        {
                            return null;
                        }

                        return (await cams.GetFlowAsync(new() { FlowId = created.Value.FlowId! })).EnsureSuccess().Name;
                    }
                    catch (FlowApiException)
                    {
                        (await cams.DeleteFlowAsync(new() { FlowId = created!.Value!.FlowId! })).EnsureSuccess();
                        throw;
                    }
                }

                public string Title => _error is null && _isThere ? _flow?.Name ?? "" : "none";
            }
            """,
        ["a batch with arrays, tuples and maps"] = """
            using FlowGen;
            using FlowGen.Cams;

            var batch = new Batch(null!);
            Console.WriteLine(await batch.RunAsync(args));

            public static class Results
            {
                public static ApiResult<TOut> Map<T, TOut>(this ApiResult<T> result, Func<T, TOut> map) =>
                    result.IsSuccess ? ApiResult<TOut>.Success(map(result.Value)) : ApiResult<TOut>.Failure(result.Error);

                extension<T>(ApiResult<T> result)
                {
                    public bool Failed => !result.IsSuccess;

                    public T OrThrow() => result.IsSuccess ? result.Value : throw new FlowApiException(result.Error);
                }
            }

            public sealed class Batch(ICamsClient cams)
            {
                private readonly SemaphoreSlim _gate = new(4);

                public async Task<int> RunAsync(string[] ids)
                {
                    var results = await Task.WhenAll(ids.Select(Load));
                    for (var i = 0; i < results.Length; i++)
                    {
                        Console.WriteLine(results[i].IsSuccess ? results[i].Value!.Name : ids[i]);
                    }

                    Console.WriteLine(results[0].{|FG2002:Value|}!.Name);
                    foreach (var (id, result) in await Task.WhenAll(ids.Select(async id => (id, result: await Load(id)))))
                    {
                        Console.WriteLine(result.IsSuccess ? result.Value.Name : id);
                    }

                    var pair = (Id: ids[0], Flow: await Load(ids[0]));
                    if (pair is { Flow.IsSuccess: true })
                    {
                        Console.WriteLine(pair.Flow.Value!.Name);
                    }

                    var title = pair.Flow.Map(flow => flow.Name ?? flow.Id);
                    Console.WriteLine(title.{|FG2002:Value|});
                    if (title.Failed)
                    {
                        return 0;
                    }

                    await Task.WhenAll(cams.{|FG2001:DeleteFlowAsync|}(new() { FlowId = pair.Id }), Task.Delay(1));
                    return title.OrThrow().Length;
                }

                private async Task<ApiResult<FlowDetails>> Load(string id)
                {
                    await _gate.WaitAsync();
                    try
                    {
                        return await cams.GetFlowAsync(new() { FlowId = id });
                    }
                    finally
                    {
                        _gate.Release();
                    }
                }
            }
            """,
        ["set-up in a helper of one's own"] = """
            using FlowGen;
            using FlowGen.Cams;
            using FlowGen.EightByEight;
            using Microsoft.Extensions.DependencyInjection;

            public static class FlowSetup
            {
                private const string ApiKey = "8x8-" + "key";

                public static IServiceCollection AddFlows(this IServiceCollection services, IReadOnlyDictionary<string, string> configuration)
                {
                    services.AddFlowClient<CamsClient>(o =>
                    {
                        o.Credentials = AlibabaCredentials.FromAccessKey(configuration["Cams:Id"], configuration["Cams:Secret"]);
                        Configure(o);
                    });
                    services.{|FG2101:AddFlowClient<EightByEightClient>|}(o => o.Credentials = BearerCredentials.FromKey({|FG2201:ApiKey|}));
                    services.AddSingleton<FlowCache>();
                    services.{|FG2103:AddTransient<CamsClient>|}();
                    return services;
                }

                private static void Configure(FlowClientOptions options) => options.RateLimit = RateLimit.Of(3, TimeSpan.FromSeconds(1));
            }

            public sealed class FlowCache(ICamsClient cams)
            {
                private readonly Dictionary<string, ApiResult<FlowDetails>> _answers = [];
                private readonly Lazy<Task<ApiResult<int>>> _count = new(() => cams.CountFlowsAsync());

                public async ValueTask<FlowDetails?> FindAsync(string id)
                {
                    if (!_answers.TryGetValue(id, out var answer))
                    {
                        _answers[id] = answer = await cams.GetFlowAsync(new() { FlowId = id });
                    }

                    return answer.IsSuccess ? answer.Value : null;
                }

                public async Task<int> CountAsync()
                {
                    var count = await _count.Value;
                    return count.EnsureSuccess();
                }

                public bool IsOver(FlowDetails flow) => flow.Status == FlowStatus.Deprecated || flow.Status.Value.Equals({|FG2005:"BLOKED"|}, StringComparison.Ordinal);
            }
            """,
    };

    /// <summary>The programs without their markup.</summary>
    public static IEnumerable<string> Sources => Programs.Values.Select(static program => Markup.Parse(program, "none").Source);

    public static TheoryData<string> Names => [.. Programs.Keys];

    /// <summary>The files of the folder Programs: a style each, in as many shapes as it has.</summary>
    public static TheoryData<string> FileNames => [.. Directory.EnumerateFiles(Folder, "*.txt").Order(StringComparer.Ordinal).Select(static file => Path.GetFileNameWithoutExtension(file)!)];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Programs");

    [Theory]
    [MemberData(nameof(Names))]
    public Task A_program_gets_the_warnings_that_stand_in_it_and_no_others(string name) => VerifyAsync(Programs[name]);

    [Theory]
    [MemberData(nameof(FileNames))]
    public async Task A_file_gets_the_warnings_that_stand_in_it_and_no_others(string name) =>
        await VerifyAsync(await File.ReadAllTextAsync(Path.Combine(Folder, name + ".txt"), TestContext.Current.CancellationToken));

    private static async Task VerifyAsync(string program)
    {
        var markup = Markup.Parse(program, "none");
        var compilation = TestCompilation.Create(markup.Source, ReferenceSet.Client);
        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));

        var found = await AllRules.DiagnoseAsync(compilation, TestContext.Current.CancellationToken);

        Assert.Equal(
            markup.Expected.Select(expected => (expected.Id, markup.Source.Substring(expected.Span.Start, expected.Span.Length), expected.Span.Start)).Order(),
            found.Select(diagnostic => (diagnostic.Id, markup.Source.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length), diagnostic.Location.SourceSpan.Start)).Order());
    }
}
