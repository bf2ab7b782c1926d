using FlowGen.Analyzers.RateLimits;
using FlowGen.CodeFixes;
using FlowGen.Testing;

namespace FlowGen.Analyzers.Tests;

/// <summary>FG2102: CAMS permits 5 calls a second; 8x8 permits 100 a minute for flows and 50 a second for messages.</summary>
public sealed class ExcessiveRateLimitTests
{
    private static readonly Dictionary<string, string> Excessive = new()
    {
        ["in a registration"] = "services.AddFlowClient<CamsClient>(o => o.RateLimit = [|RateLimit.Of(10, TimeSpan.FromSeconds(1))|]);",
        ["in a registration with a body"] = "services.AddFlowClient<CamsClient>(o =>\n{\n    o.Credentials = credentials;\n    o.RateLimit = [|RateLimit.Of(6, TimeSpan.FromSeconds(1))|];\n});",
        ["in a typed initialiser"] = "_ = new CamsClient(http, new CamsClientOptions { RateLimit = [|RateLimit.Of(10, TimeSpan.FromSeconds(1))|] });",
        ["in a plain initialiser"] = "_ = new CamsClient(http, new FlowClientOptions { RateLimit = [|RateLimit.Of(10, TimeSpan.FromSeconds(1))|] });",
        ["in options that are kept"] = "var options = new CamsClientOptions { RateLimit = [|RateLimit.Of(10, TimeSpan.FromSeconds(1))|] };\nGC.KeepAlive(options);",
        ["in plain options in a local"] = "var options = new FlowClientOptions { RateLimit = [|RateLimit.Of(10, TimeSpan.FromSeconds(1))|] };\n_ = new CamsClient(http, options);",
        ["assigned to options"] = "var options = new FlowClientOptions();\noptions.RateLimit = [|RateLimit.Of(10, TimeSpan.FromSeconds(1))|];\nvar client = new CamsClient(http, options);",
        ["in a local"] = "var limit = [|RateLimit.Of(10, TimeSpan.FromSeconds(1))|];\nservices.AddFlowClient<CamsClient>(o => o.RateLimit = limit);",
        ["with a const field"] = "services.AddFlowClient<CamsClient>(o => o.RateLimit = [|RateLimit.Of(ManyCalls, OneSecond)|]);",
        ["with a const local"] = "const int calls = 2 * 5;\nservices.AddFlowClient<CamsClient>(o => o.RateLimit = [|RateLimit.Of(calls, TimeSpan.FromSeconds(1))|]);",
        ["with locals"] = "var calls = 10;\nvar window = TimeSpan.FromSeconds(1);\nservices.AddFlowClient<CamsClient>(o => o.RateLimit = [|RateLimit.Of(calls, window)|]);",
        ["with named arguments"] = "services.AddFlowClient<CamsClient>(o => o.RateLimit = [|RateLimit.Of(window: TimeSpan.FromMinutes(1), permits: 301)|]);",
        ["in a shorter window"] = "services.AddFlowClient<CamsClient>(o => o.RateLimit = [|RateLimit.Of(1, TimeSpan.FromMilliseconds(100))|]);",
        ["with a time span from parts"] = "services.AddFlowClient<CamsClient>(o => o.RateLimit = [|RateLimit.Of(10, new TimeSpan(0, 0, 1))|]);",
        ["all at once, though not more on average"] = "services.AddFlowClient<CamsClient>(o => o.RateLimit = [|RateLimit.Of(300, TimeSpan.FromMinutes(1))|]);",
        ["above one of two quotas"] = "services.AddFlowClient<EightByEightClient>(o => o.RateLimit = [|RateLimit.Of(10, TimeSpan.FromSeconds(1))|]);",
        ["with ??="] = "services.AddFlowClient<CamsClient>(o => o.RateLimit ??= [|RateLimit.Of(10, TimeSpan.FromSeconds(1))|]);",
        ["in PostConfigure"] = "services.PostConfigure<FlowClientOptions>(\"alibaba-cams\", o => o.RateLimit = [|RateLimit.Of(10, TimeSpan.FromSeconds(1))|]);",
        ["in AddOptions"] = "services.AddOptions<FlowClientOptions>(\"alibaba-cams\").Configure(o => o.RateLimit = [|RateLimit.Of(10, TimeSpan.FromSeconds(1))|]);",
        ["in a local function"] = "services.AddFlowClient<CamsClient>(Configure);\nstatic void Configure(FlowClientOptions o) => o.RateLimit = [|RateLimit.Of(10, TimeSpan.FromSeconds(1))|];",
        ["either of two"] = "services.AddFlowClient<CamsClient>(o => o.RateLimit = someCalls > 1 ? [|RateLimit.Of(10, TimeSpan.FromSeconds(1))|] : RateLimit.Documented());",
        ["a window's limiter"] = "services.AddFlowClient<CamsClient>(o => o.RateLimit = [|RateLimit.Use(new FixedWindowRateLimiter(new() { PermitLimit = 100, Window = TimeSpan.FromSeconds(1) }))|]);",
        ["FlowGen's own limiter"] = "var limiter = new SlidingWindowLogRateLimiter(10, TimeSpan.FromSeconds(1), 100);\nservices.AddFlowClient<CamsClient>(o => o.RateLimit = [|RateLimit.Use(limiter)|]);",
        ["shared by processes"] = "services.AddFlowClient<CamsClient>(o => o.RateLimit = [|RateLimit.Of(10, OneSecond)|].SharedThrough(null!));",
        ["in a local that is set later"] = "RateLimit limit;\nlimit = [|RateLimit.Of(10, OneSecond)|];\nservices.AddFlowClient<CamsClient>(o => o.RateLimit = limit);",
        ["with a product"] = "services.AddFlowClient<CamsClient>(o => o.RateLimit = [|RateLimit.Of(10, 2 * OneSecond)|]);",
        ["with a difference"] = "services.AddFlowClient<CamsClient>(o => o.RateLimit = [|RateLimit.Of(5, OneSecond - TimeSpan.FromMilliseconds(1))|]);",
        ["an arm of a switch"] = "services.AddFlowClient<CamsClient>(o => o.RateLimit = someCalls switch { 1 => [|RateLimit.Of(10, OneSecond)|], _ => RateLimit.Documented() });",
        ["a bucket that is full at first"] = "services.AddFlowClient<CamsClient>(o => o.RateLimit = [|RateLimit.Use(new TokenBucketRateLimiter(new() { TokenLimit = 50, TokensPerPeriod = 5, ReplenishmentPeriod = OneSecond }))|]);",
        ["a bucket of tokens"] = "services.AddFlowClient<CamsClient>(o => o.RateLimit = [|RateLimit.Use(new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions { TokenLimit = 5, TokensPerPeriod = 10, ReplenishmentPeriod = TimeSpan.FromSeconds(1) }))|]);",
    };

    private static readonly Dictionary<string, string> Within = new()
    {
        ["the documented limit"] = "services.AddFlowClient<CamsClient>(o => o.RateLimit = RateLimit.Documented());",
        ["as much as documented"] = "services.AddFlowClient<CamsClient>(o => o.RateLimit = RateLimit.Of(5, TimeSpan.FromSeconds(1)));",
        ["less than documented"] = "services.AddFlowClient<CamsClient>(o => o.RateLimit = RateLimit.Of(2, TimeSpan.FromSeconds(1)));",
        ["less in a longer window"] = "services.AddFlowClient<CamsClient>(o => o.RateLimit = RateLimit.Of(5, TimeSpan.FromMinutes(1)));",
        ["less in a shorter window"] = "services.AddFlowClient<CamsClient>(o => o.RateLimit = RateLimit.Of(1, TimeSpan.FromMilliseconds(250)));",
        ["less than both of two quotas"] = "services.AddFlowClient<EightByEightClient>(o => o.RateLimit = RateLimit.Of(1, TimeSpan.FromSeconds(1)));",
        ["a number from elsewhere"] = "services.AddFlowClient<CamsClient>(o => o.RateLimit = RateLimit.Of(someCalls, TimeSpan.FromSeconds(1)));",
        ["a number that changes"] = "var calls = 100;\ncalls = someCalls;\nservices.AddFlowClient<CamsClient>(o => o.RateLimit = RateLimit.Of(calls, TimeSpan.FromSeconds(1)));",
        ["a number that is divided"] = "services.AddFlowClient<CamsClient>(o => o.RateLimit = RateLimit.Of(100 / someCalls, TimeSpan.FromSeconds(1)));",
        ["no limit, for a reason"] = "services.AddFlowClient<CamsClient>(o => o.RateLimit = RateLimit.Unlimited(\"a gateway keeps it\"));",
        ["a limiter from elsewhere"] = "RateLimiter limiter = null!;\nservices.AddFlowClient<CamsClient>(o => o.RateLimit = RateLimit.Use(limiter));",
        ["a slow limiter"] = "services.AddFlowClient<CamsClient>(o => o.RateLimit = RateLimit.Use(new FixedWindowRateLimiter(new() { PermitLimit = 5, Window = TimeSpan.FromSeconds(1) })));",
        ["options of nobody knows which client"] = "services.ConfigureAll<FlowClientOptions>(o => o.RateLimit = RateLimit.Of(1000, TimeSpan.FromSeconds(1)));",
        ["a limit of nobody knows which client"] = "var limit = RateLimit.Of(1000, TimeSpan.FromSeconds(1));\nGC.KeepAlive(limit);",
    };

    private const string LimitsElsewhere = """


        public static class Quotas
        {
            public const int Burst = 4;
            public static readonly int Calls = Burst * 2 + (1);
            public static readonly TimeSpan Window = TimeSpan.FromMilliseconds(Milliseconds);
            public static readonly RateLimiter Many = new FixedWindowRateLimiter(new FixedWindowRateLimiterOptions { PermitLimit = Calls, Window = Window });
            public static readonly TokenBucketRateLimiter Bucket = new(new() { TokenLimit = 50, TokensPerPeriod = 5, ReplenishmentPeriod = Window });
            public static readonly FixedWindowRateLimiter Few = new(new() { PermitLimit = Burst, Window = Window });
            public static readonly RateLimit Flows = RateLimit.Of(Calls, Window);
            public static readonly RateLimit Fine = RateLimit.Of(Burst, Window);
            public static readonly RateLimit Circle = Again;
            private const double Milliseconds = 1000;
            private static RateLimit Again => Circle;
            public static TimeSpan Longer => new TimeSpan(0, 0, Inner.Seconds);
            public static RateLimit Made() => RateLimit.Of(window: Window, permits: Calls);
            public static RateLimit MadeOf(int calls) => RateLimit.Of(calls, Window);
            public static RateLimit Settable { get; set; } = RateLimit.Of(100, TimeSpan.FromSeconds(1));

            public static class Inner
            {
                public const int Seconds = 2;
            }
        }
        """;

    [Fact]
    public Task A_limit_of_another_class_is_read() => AnalyzerVerifier<ExcessiveRateLimitAnalyzer>.VerifyAnalyzerAsync(
        SetupProgram.Method("""
            services.AddFlowClient<CamsClient>(o => o.RateLimit = [|RateLimit.Of(Quotas.Calls, Quotas.Window)|]);
            services.AddFlowClient<CamsClient>(o => o.RateLimit = [|RateLimit.Of(9, Quotas.Longer)|]);
            services.AddFlowClient<CamsClient>(o => o.RateLimit = [|Quotas.Flows|]);
            services.AddFlowClient<CamsClient>(o => o.RateLimit ??= [|Quotas.Made()|]);
            services.AddFlowClient<CamsClient>(o => o.RateLimit = [|RateLimit.Use(Quotas.Many)|]);
            services.AddFlowClient<CamsClient>(o => o.RateLimit = [|RateLimit.Use(Quotas.Bucket)|]);
            services.AddFlowClient<CamsClient>(o => o.RateLimit = RateLimit.Use(Quotas.Few));
            _ = new CamsClient(http, new CamsClientOptions { RateLimit = [|Quotas.Flows|] });
            services.AddFlowClient<CamsClient>(o => o.RateLimit = RateLimit.Of(Quotas.Burst, Quotas.Window));
            services.AddFlowClient<CamsClient>(o => o.RateLimit = Quotas.Fine);
            services.AddFlowClient<CamsClient>(o => o.RateLimit = Quotas.Circle);
            services.AddFlowClient<CamsClient>(o => o.RateLimit = Quotas.MadeOf(100));
            services.AddFlowClient<CamsClient>(o => o.RateLimit = Quotas.Settable);
            """) + LimitsElsewhere,
        cancellationToken: TestContext.Current.CancellationToken);

    [Fact]
    public Task A_method_that_is_registered_by_its_name_limits_that_client() => AnalyzerVerifier<ExcessiveRateLimitAnalyzer>.VerifyAnalyzerAsync(
        """
        using FlowGen;
        using FlowGen.Cams;
        using FlowGen.EightByEight;
        using Microsoft.Extensions.DependencyInjection;

        public static class Setup
        {
            public static void Add(IServiceCollection services)
            {
                services.AddFlowClient<CamsClient>(Flows);
                services.AddFlowClient<CamsClient>(Both);
                services.AddFlowClient<EightByEightClient>(Both);
            }

            private static void Flows(FlowClientOptions options) => options.RateLimit = [|RateLimit.Of(6, TimeSpan.FromSeconds(1))|];

            private static void Both(FlowClientOptions options) => options.RateLimit = RateLimit.Of(60, TimeSpan.FromSeconds(1));

            private static void Nobodys(FlowClientOptions options) => options.RateLimit = RateLimit.Of(60, TimeSpan.FromSeconds(1));
        }
        """,
        cancellationToken: TestContext.Current.CancellationToken);

    [Fact]
    public Task The_fix_replaces_a_limit_of_another_class() => CodeFixVerifier<ExcessiveRateLimitAnalyzer, ExcessiveRateLimitCodeFixProvider>.VerifyCodeFixAsync(
        SetupProgram.Method("""
            services.AddFlowClient<CamsClient>(o => o.RateLimit = [|Quotas.Flows|]); // shared
            services.AddFlowClient<CamsClient>(o => o.RateLimit = /* ours */ [|Quotas.Made()|]);
            """) + LimitsElsewhere,
        SetupProgram.Method("""
            services.AddFlowClient<CamsClient>(o => o.RateLimit = RateLimit.Documented()); // shared
            services.AddFlowClient<CamsClient>(o => o.RateLimit = /* ours */ RateLimit.Documented());
            """) + LimitsElsewhere,
        cancellationToken: TestContext.Current.CancellationToken);

    public static TheoryData<string> ExcessiveNames => [.. Excessive.Keys];

    public static TheoryData<string> WithinNames => [.. Within.Keys];

    [Theory]
    [MemberData(nameof(ExcessiveNames))]
    public Task A_limit_above_the_documented_one_is_flagged(string name) => AnalyzerVerifier<ExcessiveRateLimitAnalyzer>.VerifyAnalyzerAsync(
        SetupProgram.Method(Excessive[name]), cancellationToken: TestContext.Current.CancellationToken);

    [Theory]
    [MemberData(nameof(WithinNames))]
    public Task A_limit_within_the_documented_one_is_not_flagged(string name) => AnalyzerVerifier<ExcessiveRateLimitAnalyzer>.VerifyAnalyzerAsync(
        SetupProgram.Method(Within[name]), cancellationToken: TestContext.Current.CancellationToken);

    [Fact]
    public async Task The_message_names_the_limit_and_the_quota()
    {
        var compilation = TestCompilation.Create(SetupProgram.Method("services.AddFlowClient<EightByEightClient>(o => o.RateLimit = RateLimit.Of(10, TimeSpan.FromSeconds(1)));"), ReferenceSet.Client);
        var diagnostic = Assert.Single(await AnalyzerVerifier<ExcessiveRateLimitAnalyzer>.DiagnoseAsync(compilation, TestContext.Current.CancellationToken));

        Assert.Equal("The limit of 10 per second is above what 'EightByEightClient' documents: 100 calls per minute per key", diagnostic.GetMessage(null));
    }

    [Fact]
    public Task The_fix_keeps_the_documented_limit() => CodeFixVerifier<ExcessiveRateLimitAnalyzer, ExcessiveRateLimitCodeFixProvider>.VerifyCodeFixAsync(
        SetupProgram.Method("""
            services.AddFlowClient<CamsClient>(o => o.RateLimit = [|RateLimit.Of(10, OneSecond)|]); // as before
            var options = new CamsClientOptions
            {
                // Plenty.
                RateLimit = [|RateLimit
                    .Of(ManyCalls, OneSecond)|],
                MaxRetries = 1,
            };
            services.AddFlowClient<CamsClient>(o => o.RateLimit = [|FlowGen.RateLimit.Use(new FixedWindowRateLimiter(new() { PermitLimit = 100, Window = OneSecond }))|]);
            """),
        SetupProgram.Method("""
            services.AddFlowClient<CamsClient>(o => o.RateLimit = RateLimit.Documented()); // as before
            var options = new CamsClientOptions
            {
                // Plenty.
                RateLimit = RateLimit
                    .Documented(),
                MaxRetries = 1,
            };
            services.AddFlowClient<CamsClient>(o => o.RateLimit = FlowGen.RateLimit.Documented());
            """),
        cancellationToken: TestContext.Current.CancellationToken);
}
