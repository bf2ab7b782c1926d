using FlowGen.Analyzers.RateLimits;
using FlowGen.Testing;
using Microsoft.CodeAnalysis;

namespace FlowGen.Analyzers.Tests;

/// <summary>FG2101 on registrations and constructions: what is reported, and what is not.</summary>
public sealed class MissingRateLimitTests
{
    /// <summary>Each name or creation in <c>[|…|]</c> sets a client up without a rate limit.</summary>
    private static readonly Dictionary<string, string> Undecided = new()
    {
        ["an empty lambda"] = "services.[|AddFlowClient<CamsClient>|](o => { });",
        ["an expression lambda"] = "services.[|AddFlowClient<CamsClient>|](o => o.MaxRetries = 1);",
        ["a block lambda"] = "services.[|AddFlowClient<CamsClient>|](o => { o.Credentials = credentials; o.MaxRetries = 1; });",
        ["a discarded parameter"] = "services.[|AddFlowClient<CamsClient>|](_ => { });",
        ["a static lambda"] = "services.[|AddFlowClient<CamsClient>|](static o => o.MaxRetries = 1);",
        ["an anonymous method"] = "services.[|AddFlowClient<CamsClient>|](delegate(FlowClientOptions o) { o.MaxRetries = 1; });",
        ["an anonymous method without parameters"] = "services.[|AddFlowClient<CamsClient>|](delegate { });",
        ["called as a static method"] = "FlowClientServiceCollectionExtensions.[|AddFlowClient<CamsClient>|](services, o => { });",
        ["two clients, one decided"] = "services.AddFlowClient<CamsClient>(o => o.RateLimit = RateLimit.Documented());\nservices.[|AddFlowClient<EightByEightClient>|](o => { });",
        ["a limit that is only read"] = "services.[|AddFlowClient<CamsClient>|](o => { if (o.RateLimit is null) o.MaxRetries = 1; });",
        ["a delegate in a local"] = "Action<FlowClientOptions> configure = o => o.MaxRetries = 1;\nservices.[|AddFlowClient<CamsClient>|](configure);",
        ["a method of this class"] = "services.[|AddFlowClient<CamsClient>|](SetRetries);",
        ["a local function"] = "services.[|AddFlowClient<CamsClient>|](Configure);\nvoid Configure(FlowClientOptions o) { o.MaxRetries = 1; }",
        ["a helper that sets something else"] = "services.[|AddFlowClient<CamsClient>|](o => SetRetries(o));",
        ["another registration that sets something else"] = "services.[|AddFlowClient<CamsClient>|](o => { });\nservices.Configure<FlowClientOptions>(o => o.MaxRetries = 1);",
        ["other options bound to configuration"] = "services.[|AddFlowClient<CamsClient>|](o => { });\nservices.Configure<OtherOptions>(o => o.RateLimit = 1);",
        ["options only validated"] = "services.[|AddFlowClient<CamsClient>|](o => { });\nservices.AddOptions<FlowClientOptions>().Validate(o => o.MaxRetries > 0);",
        ["chained"] = "services.[|AddFlowClient<CamsClient>|](o => { }).AddHttpMessageHandler(() => new Handler());",
        ["constructed"] = "var c = [|new CamsClient(http, new CamsClientOptions { Credentials = credentials })|];",
        ["constructed with an empty initialiser"] = "var c = [|new CamsClient(http, new CamsClientOptions())|];",
        ["constructed with the options' base"] = "var c = [|new CamsClient(http, new FlowClientOptions { MaxRetries = 1 })|];",
        ["target-typed options"] = "var c = [|new CamsClient(http, new() { MaxRetries = 1 })|];",
        ["target-typed client"] = "CamsClient c = [|new(http, new())|];",
        ["named arguments"] = "var c = [|new CamsClient(options: new(), httpClient: http)|];",
        ["options in a local"] = "var options = new CamsClientOptions();\noptions.MaxRetries = 1;\nvar c = [|new CamsClient(http, options)|];",
        ["options in a local, helper sets something else"] = "var options = new CamsClientOptions();\nSetRetries(options);\nvar c = [|new CamsClient(http, options)|];",
        ["options shared by two clients"] = "var options = new FlowClientOptions();\nvar c = [|new CamsClient(http, options)|];\nvar e = [|new EightByEightClient(http, options)|];",
    };

    /// <summary>Somebody has decided, or nobody can tell from here.</summary>
    private static readonly Dictionary<string, string> Decided = new()
    {
        ["an expression lambda"] = "services.AddFlowClient<CamsClient>(o => o.RateLimit = RateLimit.Documented());",
        ["a block lambda"] = "services.AddFlowClient<CamsClient>(o => { o.Credentials = credentials; o.RateLimit = RateLimit.Of(5, TimeSpan.FromSeconds(1)); });",
        ["on one path"] = "services.AddFlowClient<CamsClient>(o => { if (flag) { o.RateLimit = RateLimit.Documented(); } });",
        ["by ??="] = "services.AddFlowClient<CamsClient>(o => o.RateLimit ??= RateLimit.Documented());",
        ["in a deconstruction"] = "services.AddFlowClient<CamsClient>(o => (o.Credentials, o.RateLimit) = (credentials, RateLimit.Documented()));",
        ["inside a nested lambda"] = "services.AddFlowClient<CamsClient>(o => { Action set = () => o.RateLimit = RateLimit.Documented(); set(); });",
        ["bound in the lambda"] = "services.AddFlowClient<CamsClient>(o => Unseen.Bind(o));",
        ["passed to a delegate"] = "services.AddFlowClient<CamsClient>(o => { o.MaxRetries = 1; given(o); });",
        ["a delegate from elsewhere"] = "services.AddFlowClient<CamsClient>(given);",
        ["a delegate in a local"] = "Action<FlowClientOptions> configure = o => o.RateLimit = RateLimit.Documented();\nservices.AddFlowClient<CamsClient>(configure);",
        ["a method of this class"] = "services.AddFlowClient<CamsClient>(SetLimit);",
        ["a method group of another type"] = "services.AddFlowClient<CamsClient>(Unseen.Bind);",
        ["a local function"] = "services.AddFlowClient<CamsClient>(Configure);\nvoid Configure(FlowClientOptions o) { o.RateLimit = RateLimit.Documented(); }",
        ["a helper"] = "services.AddFlowClient<CamsClient>(o => { o.MaxRetries = 1; SetLimit(o); });",
        ["a helper that passes on"] = "services.AddFlowClient<CamsClient>(o => PassOn(o));",
        ["an alias"] = "services.AddFlowClient<CamsClient>(o => { var x = o; x.RateLimit = RateLimit.Documented(); });",
        ["Configure beside it"] = "services.AddFlowClient<CamsClient>(o => { });\nservices.Configure<FlowClientOptions>(\"alibaba-cams\", o => o.RateLimit = RateLimit.Documented());",
        ["PostConfigure beside it"] = "services.PostConfigure<FlowClientOptions>(\"alibaba-cams\", o => { o.RateLimit ??= RateLimit.Documented(); });\nservices.AddFlowClient<CamsClient>(o => { });",
        ["ConfigureAll beside it"] = "services.ConfigureAll<FlowClientOptions>(o => o.RateLimit = RateLimit.Documented());\nservices.AddFlowClient<CamsClient>(o => { });",
        ["AddOptions and Configure"] = "services.AddOptions<FlowClientOptions>(\"alibaba-cams\").Configure(o => o.RateLimit = RateLimit.Documented());\nservices.AddFlowClient<CamsClient>(o => { });",
        ["AddOptions and Configure with a service"] = "services.AddOptions<FlowClientOptions>(\"alibaba-cams\").Configure<IDisposable>((o, d) => { o.RateLimit = RateLimit.Documented(); });\nservices.AddFlowClient<CamsClient>(o => { });",
        ["registered with configuration"] = "Microsoft.Extensions.Configuration.IConfiguration configuration = null!;\nservices.AddFlowClient<CamsClient>(configuration);\nservices.AddFlowClient<CamsClient>(configuration, o => o.MaxRetries = 1);",
        ["ConfigureOptions"] = "services.ConfigureOptions<LimitSetup>();\nservices.AddFlowClient<CamsClient>(o => { });",
        ["a registered IConfigureOptions"] = "services.AddSingleton<Microsoft.Extensions.Options.IConfigureOptions<FlowClientOptions>, LimitSetup>();\nservices.AddFlowClient<CamsClient>(o => { });",
        ["a helper that is given the services"] = "AddDefaults(services);\nservices.AddFlowClient<CamsClient>(o => { });",
        ["constructed"] = "var c = new CamsClient(http, new CamsClientOptions { RateLimit = RateLimit.Documented() });",
        ["constructed, unlimited for a reason"] = "var c = new CamsClient(http, new() { RateLimit = RateLimit.Unlimited(\"the gateway keeps it\") });",
        ["options in a local"] = "var options = new CamsClientOptions();\noptions.RateLimit = RateLimit.Documented();\nvar c = new CamsClient(http, options);",
        ["options in a local, after the construction"] = "var options = new CamsClientOptions();\nvar c = new CamsClient(http, options);\noptions.RateLimit = RateLimit.Documented();",
        ["options in a local, by a helper"] = "var options = new CamsClientOptions();\nSetLimit(options);\nvar c = new CamsClient(http, options);",
        ["options in a local, bound"] = "var options = new CamsClientOptions();\nUnseen.Bind(options);\nvar c = new CamsClient(http, options);",
        ["options in a local, stored"] = "var options = new CamsClientOptions();\n_options = options;\nvar c = new CamsClient(http, options);",
        ["options from a method"] = "var c = new CamsClient(http, Make());",
        ["options from a method, in a local"] = "var options = Make();\nvar c = new CamsClient(http, options);",
        ["options from a field"] = "var c = new CamsClient(http, _options);",
        ["options from a parameter"] = "CamsClient Create(FlowClientOptions options) => new(http, options);",
        ["options with a constructor that decides"] = "var c = new CamsClient(http, new LimitedOptions());",
        ["options chosen"] = "var c = new CamsClient(http, flag ? _options : new CamsClientOptions());",
        ["another client"] = "var c = new NoClient(http, new CamsClientOptions());",
    };

    public static TheoryData<string> UndecidedNames => [.. Undecided.Keys];

    public static TheoryData<string> DecidedNames => [.. Decided.Keys];

    [Theory]
    [MemberData(nameof(UndecidedNames))]
    public Task A_client_without_a_rate_limit_is_reported(string name) => VerifyAsync(Undecided[name]);

    [Theory]
    [MemberData(nameof(DecidedNames))]
    public Task A_decision_is_respected(string name) => VerifyAsync(Decided[name]);

    /// <summary>What another part of the project does, and whether it decides for CAMS.</summary>
    public static TheoryData<string, bool> OtherParts => new()
    {
        { "public static void Limit(IServiceCollection services) => services.PostConfigure<FlowClientOptions>(\"alibaba-cams\", o => o.RateLimit = RateLimit.Documented());", true },
        { "public static void Limit(IServiceCollection services) => services.PostConfigureAll<FlowClientOptions>(o => o.RateLimit = RateLimit.Documented());", true },
        { "public static void Limit(IServiceCollection services) { services.AddOptions<FlowClientOptions>(\"alibaba-cams\").Configure(o => { o.RateLimit = RateLimit.Documented(); }); }", true },
        { "public static void Limit(IServiceCollection services, Action<FlowClientOptions> section) => services.Configure<FlowClientOptions>(section);", true },
        { "private sealed class Limits : Microsoft.Extensions.Options.IConfigureOptions<FlowClientOptions> { public void Configure(FlowClientOptions options) => options.RateLimit = RateLimit.Documented(); }", true },
        { "public static void Limit(IServiceCollection services) => services.PostConfigure<FlowClientOptions>(\"8x8-chatapps\", o => o.RateLimit = RateLimit.Documented());", false },
        { "public static void Limit(IServiceCollection services) => services.PostConfigure<FlowClientOptions>(\"alibaba-cams\", o => o.MaxRetries = 1);", false },
        { "private sealed class Retries : Microsoft.Extensions.Options.IConfigureOptions<FlowClientOptions> { public void Configure(FlowClientOptions options) => options.MaxRetries = 1; }", false },
    };

    [Theory]
    [MemberData(nameof(OtherParts))]
    public Task A_decision_in_another_method_is_respected(string other, bool decides) => AnalyzerVerifier<MissingRateLimitAnalyzer>.VerifyAnalyzerAsync(
        $$"""
        using FlowGen;
        using FlowGen.Cams;
        using Microsoft.Extensions.DependencyInjection;

        public static class Setup
        {
            public static void Add(IServiceCollection services) => services.{{(decides ? "AddFlowClient<CamsClient>" : "[|AddFlowClient<CamsClient>|]")}}(o => o.MaxRetries = 2);

            {{other}}
        }
        """,
        cancellationToken: TestContext.Current.CancellationToken);

    [Fact]
    public async Task The_message_names_the_client_and_its_documented_quota()
    {
        var compilation = TestCompilation.Create(Setup("services.AddFlowClient<CamsClient>(o => { });\nservices.AddFlowClient<EightByEightClient>(o => { });"), ReferenceSet.Client);

        var found = await AnalyzerVerifier<MissingRateLimitAnalyzer>.DiagnoseAsync(compilation, TestContext.Current.CancellationToken);

        Assert.Equal(
            [
                "'CamsClient' is set up without a rate limit: decide on one, for example RateLimit.Documented() "
                    + "(5 calls per second per account, shared by every process)",
                "'EightByEightClient' is set up without a rate limit: decide on one, for example RateLimit.Documented() "
                    + "(100 calls per minute per key for flow-management, 50 calls per second per account for messages, shared by every process)",
            ],
            found.Select(diagnostic => diagnostic.GetMessage(null)));
    }

    [Fact]
    public Task Top_level_statements_are_one_member() => AnalyzerVerifier<MissingRateLimitAnalyzer>.VerifyAnalyzerAsync(
        """
        using FlowGen;
        using FlowGen.Cams;
        using FlowGen.EightByEight;
        using Microsoft.Extensions.DependencyInjection;

        var services = new ServiceCollection();
        services.[|AddFlowClient<CamsClient>|](options => options.MaxRetries = 1);
        using var http = new HttpClient();
        var options = new FlowClientOptions { RateLimit = RateLimit.Documented() };
        _ = new EightByEightClient(http, options);
        _ = [|new EightByEightClient(http, new())|];
        """,
        cancellationToken: TestContext.Current.CancellationToken);

    [Fact]
    public Task Fields_and_expression_bodies_are_seen() => AnalyzerVerifier<MissingRateLimitAnalyzer>.VerifyAnalyzerAsync(
        """
        using FlowGen;
        using FlowGen.Cams;
        using Microsoft.Extensions.DependencyInjection;

        public static class Clients
        {
            private static readonly CamsClient Shared = [|new(new HttpClient(), new() { MaxRetries = 1 })|];

            public static CamsClient Mine { get; } = [|new CamsClient(new HttpClient(), new CamsClientOptions())|];

            public static CamsClient Make(HttpClient http) => [|new CamsClient(http, new CamsClientOptions())|];

            public static IServiceCollection AddCams(this IServiceCollection services, Action<FlowClientOptions> configure)
            {
                services.AddFlowClient<CamsClient>(configure);
                return services;
            }
        }
        """,
        cancellationToken: TestContext.Current.CancellationToken);

    [Fact]
    public Task A_client_whose_options_are_generated_in_this_compilation_is_seen() => AnalyzerVerifier<MissingRateLimitAnalyzer>.VerifyAnalyzerAsync(
        """
        using FlowGen;
        using FlowGen.Annotations;

        [FlowClient("own")]
        public sealed class OwnClient(OwnOptions options)
        {
            public OwnOptions Options => options;

            public static OwnClient Make() => [|new(new())|];
        }

        public sealed class OwnOptions : FlowClientOptions;
        """,
        cancellationToken: TestContext.Current.CancellationToken);

    [Fact]
    public Task A_compilation_without_FlowGen_is_left_alone() => AnalyzerVerifier<MissingRateLimitAnalyzer>.VerifyAnalyzerAsync(
        "public static class Program { public static object Make() => new List<object>(1); }",
        ReferenceSet.Framework,
        TestContext.Current.CancellationToken);

    private static Task VerifyAsync(string statements) =>
        AnalyzerVerifier<MissingRateLimitAnalyzer>.VerifyAnalyzerAsync(Setup(statements), cancellationToken: TestContext.Current.CancellationToken);

    private static string Setup(string statements) => $$"""
        using FlowGen;
        using FlowGen.Cams;
        using FlowGen.EightByEight;
        using Microsoft.Extensions.DependencyInjection;

        public class Startup
        {
            private FlowClientOptions _options = new() { RateLimit = RateLimit.Documented() };

            public void Run(IServiceCollection services, HttpClient http, ApiCredentials credentials, Action<FlowClientOptions> given, bool flag)
            {
                {{statements.ReplaceLineEndings("\n        ")}}
            }

            private static void SetRetries(FlowClientOptions options) => options.MaxRetries = 2;
            private static void SetLimit(FlowClientOptions options) { options.RateLimit = RateLimit.Documented(); }
            private static void PassOn(FlowClientOptions options) => SetLimit(options);
            private static CamsClientOptions Make() => new();
            {{IfUsed(statements, "AddDefaults", """
            private static void AddDefaults(IServiceCollection services) =>
                services.ConfigureAll<FlowClientOptions>(options => options.RateLimit = RateLimit.Documented());
            """)}}
        }

        public abstract class Unseen { public static readonly Action<FlowClientOptions> Bind = options => { }; }
        public sealed class OtherOptions { public int RateLimit { get; set; } }
        public sealed class Handler : DelegatingHandler;
        public sealed class NoClient(HttpClient http, FlowClientOptions options) { public object Http => http; public object Options => options; }
        public sealed class LimitedOptions : FlowClientOptions { public LimitedOptions() => RateLimit = FlowGen.RateLimit.Documented(); }
        {{IfUsed(statements, "LimitSetup", """
        public sealed class LimitSetup : Microsoft.Extensions.Options.IConfigureOptions<FlowClientOptions>
        {
            public void Configure(FlowClientOptions options) => options.RateLimit = RateLimit.Documented();
        }
        """)}}
        """;

    /// <summary>A decision elsewhere counts for the whole project, so that it must not stand in each source.</summary>
    private static string IfUsed(string statements, string name, string declaration) => statements.Contains(name, StringComparison.Ordinal) ? declaration : "";
}
