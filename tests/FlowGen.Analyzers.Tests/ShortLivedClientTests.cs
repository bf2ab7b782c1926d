using FlowGen.Analyzers.RateLimits;
using FlowGen.Testing;

namespace FlowGen.Analyzers.Tests;

/// <summary>FG2103: clients that are made again and again, and clients that are made once.</summary>
public sealed class ShortLivedClientTests
{
    private static readonly Dictionary<string, string> Repeated = new()
    {
        ["in a loop"] = "foreach (var id in ids) { var client = [|new CamsClient(http, options)|]; Use(await client.GetFlowAsync(new() { FlowId = id })); }",
        ["in a loop, at once"] = "while (ids.Length > 0) Use(await [|new CamsClient(http, options)|].CountFlowsAsync());",
        ["in a for loop"] = "for (var i = 0; i < 3; i++) { CamsClient client = [|new(http, options)|]; Use(await client.CountFlowsAsync()); }",
        ["in a loop, with an HTTP client of its own"] = "foreach (var id in ids) { using var own = new HttpClient(); var client = [|new CamsClient(own, options)|]; Use(await client.GetFlowAsync(new() { FlowId = id })); }",
        ["in a query"] = "Use(await Task.WhenAll(ids.Select(async id => { var client = [|new CamsClient(http, options)|]; return await client.GetFlowAsync(new() { FlowId = id }); })));",
        ["in Parallel.ForEachAsync"] = "await Parallel.ForEachAsync(ids, async (id, ct) => { var client = [|new CamsClient(http, options)|]; Use(await client.GetFlowAsync(new() { FlowId = id }, ct)); });",
        ["as a transient service"] = "services.[|AddTransient<CamsClient>|]();",
        ["as a scoped service"] = "services.[|AddScoped<ICamsClient, CamsClient>|]();",
        ["as a scoped service by type"] = "services.[|AddScoped|](typeof(ICamsClient), typeof(CamsClient));",
        ["as a scoped service, if there is none"] = "services.[|TryAddScoped<CamsClient>|]();",
        ["by a transient factory"] = "services.AddTransient<ICamsClient>(sp => [|new CamsClient(http, options)|]);",
        ["by a factory that has the container make it"] = "services.[|AddScoped<CamsClient>|](sp => ActivatorUtilities.CreateInstance<CamsClient>(sp, options));",
        ["by a scoped factory with a body"] = "services.AddScoped(sp =>\n{\n    var own = new CamsClientOptions { RateLimit = RateLimit.Documented() };\n    return [|new CamsClient(http, own)|];\n});",
        ["for a scoped service of one's own"] = "services.AddScoped(sp => new object[] { [|new CamsClient(http, options)|] });",
        ["as a typed HTTP client"] = "services.[|AddHttpClient<CamsClient>|]();",
        ["as a typed HTTP client with an interface"] = "services.[|AddHttpClient<ICamsClient, CamsClient>|]();",
        ["by a descriptor"] = "services.Add(ServiceDescriptor.[|Scoped<ICamsClient, CamsClient>|]());",
        ["by a descriptor of types"] = "services.Add([|new ServiceDescriptor(typeof(ICamsClient), typeof(CamsClient), ServiceLifetime.Transient)|]);",
        ["by a descriptor with a factory"] = "services.Add(new ServiceDescriptor(typeof(ICamsClient), sp => [|new CamsClient(http, options)|], ServiceLifetime.Scoped));",
        ["by a local function that is a factory"] = "services.AddScoped<ICamsClient>(Make);\nICamsClient Make(IServiceProvider sp) => [|new CamsClient(http, options)|];",
        ["a limiter for each scope"] = "services.AddScoped(sp => new CamsClientOptions { RateLimit = RateLimit.Use([|new FixedWindowRateLimiter(new() { PermitLimit = 5, Window = TimeSpan.FromSeconds(1) })|]) });",
    };

    private static readonly Dictionary<string, string> Once = new()
    {
        ["before a loop"] = "var client = new CamsClient(http, options);\nforeach (var id in ids) Use(await client.GetFlowAsync(new() { FlowId = id }));",
        ["in a program"] = "var client = new CamsClient(http, options);\nUse(await client.CountFlowsAsync());",
        ["for each account"] = "var clients = new Dictionary<string, CamsClient>();\nforeach (var id in ids) clients[id] = new CamsClient(http, new CamsClientOptions { Account = id });",
        ["for each account, used at once"] = "foreach (var id in ids) { var own = new CamsClientOptions { Account = id }; var client = new CamsClient(http, own); Use(await client.CountFlowsAsync()); }",
        ["kept when there is none"] = "CamsClient? client = null;\nforeach (var id in ids) { client ??= new CamsClient(http, options); Use(await client.GetFlowAsync(new() { FlowId = id })); }",
        ["in the head of a loop"] = "await foreach (var flow in new CamsClient(http, options).ListFlowsAsync()) Use(flow);",
        ["registered with AddFlowClient"] = "services.AddFlowClient<CamsClient>(o => o.RateLimit = RateLimit.Use(new FixedWindowRateLimiter(new() { PermitLimit = 5, Window = TimeSpan.FromSeconds(1) })));",
        ["as a singleton"] = "services.AddSingleton<CamsClient>();\nservices.AddSingleton<ICamsClient>(sp => new CamsClient(http, options));",
        ["handed out for each scope"] = "services.AddScoped<ICamsClient>(sp => sp.GetRequiredService<CamsClient>());",
        ["by a descriptor for ever"] = "services.Add(new ServiceDescriptor(typeof(ICamsClient), typeof(CamsClient), ServiceLifetime.Singleton));\nservices.Add(new ServiceDescriptor(typeof(ICamsClient), sp => new CamsClient(http, options), ServiceLifetime.Singleton));",
        ["by a local function that is called once"] = "services.AddSingleton<ICamsClient>(Make);\nICamsClient Make(IServiceProvider sp) => new CamsClient(http, options);",
        ["a scoped service that uses one"] = "services.AddScoped<List<ICamsClient>>();",
        ["a named HTTP client"] = "services.AddHttpClient(\"cams\");",
        ["when it is first asked for"] = "var client = new Lazy<CamsClient>(() => new CamsClient(http, options));",
        ["for each account, when it is first asked for"] = "var clients = new System.Collections.Concurrent.ConcurrentDictionary<string, CamsClient>();\nforeach (var id in ids) Use(await clients.GetOrAdd(id, key => new CamsClient(http, options)).CountFlowsAsync());",
        ["given to somebody"] = "foreach (var id in ids) Use(new CamsClient(http, options));",
    };

    public static TheoryData<string> RepeatedNames => [.. Repeated.Keys];

    public static TheoryData<string> OnceNames => [.. Once.Keys];

    [Theory]
    [MemberData(nameof(RepeatedNames))]
    public Task A_client_that_is_made_again_and_again_is_flagged(string name) => VerifyAsync(Program(Repeated[name]));

    [Theory]
    [MemberData(nameof(OnceNames))]
    public Task A_client_that_is_made_once_is_not_flagged(string name) => VerifyAsync(Program(Once[name]));

    [Fact]
    public Task Methods_that_serve_a_call_or_a_request_are_known() => VerifyAsync(
        """
        using FlowGen;
        using FlowGen.Cams;

        public sealed class FlowService(HttpClient http, CamsClientOptions options)
        {
            private readonly CamsClient _kept = new(http, options);
            private CamsClient? _later;

            public CamsClient Fresh => [|new(http, options)|];

            public CamsClient Kept => _later ??= new(http, options);

            public static CamsClient Shared { get; } = new(new HttpClient(), new CamsClientOptions());

            public async Task<string?> TitleAsync(string id)
            {
                var client = [|new CamsClient(http, options)|];
                return (await client.GetFlowAsync(new() { FlowId = id })).EnsureSuccess().Name;
            }

            public async Task<string?> ShortTitleAsync(GetFlowRequest request) => (await [|new CamsClient(http, options)|].GetFlowAsync(request)).EnsureSuccess().Name;

            public async Task<string?> TenantTitleAsync(string tenant, string id)
            {
                var client = new CamsClient(http, new CamsClientOptions { Account = tenant });
                return (await client.GetFlowAsync(new() { FlowId = id })).EnsureSuccess().Name;
            }

            public async Task<int> CountAsync()
            {
                var client = new CamsClient(http, options);
                return (await client.CountFlowsAsync()).EnsureSuccess();
            }

            public static async Task<string?> StaticTitleAsync(HttpClient http, string id)
            {
                var client = new CamsClient(http, new CamsClientOptions());
                return (await client.GetFlowAsync(new() { FlowId = id })).EnsureSuccess().Name;
            }

            public CamsClient Create(string name) => new(http, options);

            public async Task RunAsync(string id)
            {
                var client = new CamsClient(http, options);
                (await client.GetFlowAsync(new() { FlowId = id })).EnsureSuccess();
            }

            public async Task StoreAsync(string id)
            {
                _later = new CamsClient(http, options);
                (await _later.GetFlowAsync(new() { FlowId = id })).EnsureSuccess();
            }
        }

        public class ControllerBase;

        public sealed class HttpGetAttribute : Attribute;

        public sealed class FlowsController(HttpClient http, CamsClientOptions options) : ControllerBase
        {
            public async Task<int> Count()
            {
                var client = [|new CamsClient(http, options)|];
                return (await client.CountFlowsAsync()).EnsureSuccess();
            }
        }

        public sealed class FlowEndpoint(HttpClient http, CamsClientOptions options)
        {
            [HttpGet]
            public async Task<int> Count() => (await [|new CamsClient(http, options)|].CountFlowsAsync()).EnsureSuccess();
        }

        public static class Routes
        {
            public static void MapGet(this object app, string pattern, Delegate handler) { }

            public static void Add(object app)
            {
                app.MapGet("/flows/{id}", async (string id, HttpClient http, CamsClientOptions options) =>
                {
                    var client = [|new CamsClient(http, options)|];
                    return (await client.GetFlowAsync(new() { FlowId = id })).EnsureSuccess();
                });
                app.MapGet("/tenants/{tenant}", async (string tenant, HttpClient http) =>
                    (await new CamsClient(http, new CamsClientOptions { Account = tenant }).CountFlowsAsync()).EnsureSuccess());
            }
        }

        public sealed class FactAttribute : Attribute;

        public sealed class FlowTests
        {
            [Fact]
            public Task Counts() => CheckAsync("1");

            private static async Task CheckAsync(string id)
            {
                var client = new CamsClient(new HttpClient(), new CamsClientOptions());
                (await client.GetFlowAsync(new() { FlowId = id })).EnsureSuccess();
            }
        }
        """);

    [Fact]
    public Task A_program_may_make_its_client() => VerifyAsync(
        """
        using FlowGen.Cams;

        using var http = new HttpClient();
        var client = new CamsClient(http, new CamsClientOptions());
        Console.WriteLine((await client.GetFlowAsync(new() { FlowId = args[0] })).EnsureSuccess().Name);
        """);

    private static string Program(string statements) => $$"""
        using System.Threading.RateLimiting;
        using FlowGen;
        using FlowGen.Cams;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.DependencyInjection.Extensions;

        public static class Program
        {
            public static async Task Main(string[] ids)
            {
                IServiceCollection services = new ServiceCollection();
                using var http = new HttpClient();
                var options = new CamsClientOptions();
                await Task.Yield();
                {{statements.ReplaceLineEndings("\n        ")}}
            }

            private static void Use(object? value) { }
        }
        """;

    private static Task VerifyAsync(string source) =>
        AnalyzerVerifier<ShortLivedClientAnalyzer>.VerifyAnalyzerAsync(source, cancellationToken: TestContext.Current.CancellationToken);
}
