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
