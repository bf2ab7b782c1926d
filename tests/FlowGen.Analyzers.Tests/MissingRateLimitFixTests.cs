using FlowGen.Analyzers.RateLimits;
using FlowGen.CodeFixes;
using FlowGen.Testing;

namespace FlowGen.Analyzers.Tests;

/// <summary>The fix of FG2101: <c>RateLimit.Documented()</c> in the lambda or the object creation.</summary>
public sealed class MissingRateLimitFixTests
{
    /// <summary>What is written, and what it becomes.</summary>
    private static readonly Dictionary<string, (string Source, string FixedSource)> Fixes = new()
    {
        ["an expression lambda becomes a block"] = (
            "services.[|AddFlowClient<CamsClient>|](o => o.MaxRetries = 1);",
            """
            services.AddFlowClient<CamsClient>(o =>
            {
                o.MaxRetries = 1;
                o.RateLimit = RateLimit.Documented();
            });
            """),
        ["an expression lambda keeps its comments"] = (
            "services.[|AddFlowClient<CamsClient>|](static (FlowClientOptions o) => /* few */ o.MaxRetries = 1 /* try once */);",
            """
            services.AddFlowClient<CamsClient>(static (FlowClientOptions o) => /* few */
            {
                o.MaxRetries = 1; /* try once */
                o.RateLimit = RateLimit.Documented();
            });
            """),
        ["an expression on its own line"] = (
            """
            services.[|AddFlowClient<CamsClient>|](o => // few
                o.MaxRetries = 1);
            """,
            """
            services.AddFlowClient<CamsClient>(o => // few
            {
                o.MaxRetries = 1;
                o.RateLimit = RateLimit.Documented();
            });
            """),
        ["a block gets a statement"] = (
            """
            services.[|AddFlowClient<CamsClient>|](o =>
            {
                // Ours.
                o.Credentials = credentials; // from the vault
            });
            """,
            """
            services.AddFlowClient<CamsClient>(o =>
            {
                // Ours.
                o.Credentials = credentials; // from the vault
                o.RateLimit = RateLimit.Documented();
            });
            """),
        ["a block that may return early decides first"] = (
            """
            services.[|AddFlowClient<CamsClient>|](o =>
            {
                if (flag)
                {
                    return;
                }

                o.MaxRetries = 1;
            });
            """,
            """
            services.AddFlowClient<CamsClient>(o =>
            {
                o.RateLimit = RateLimit.Documented();
                if (flag)
                {
                    return;
                }

                o.MaxRetries = 1;
            });
            """),
        ["an empty block on one line"] = (
            "services.[|AddFlowClient<CamsClient>|](o => { });",
            "services.AddFlowClient<CamsClient>(o => { o.RateLimit = RateLimit.Documented(); });"),
        ["a block on one line"] = (
            "services.[|AddFlowClient<CamsClient>|](o => { o.MaxRetries = 1; });",
            "services.AddFlowClient<CamsClient>(o => { o.MaxRetries = 1; o.RateLimit = RateLimit.Documented(); });"),
        ["an empty block with a comment"] = (
            """
            services.[|AddFlowClient<CamsClient>|](o =>
            {
                // Defaults will do.
            });
            """,
            """
            services.AddFlowClient<CamsClient>(o =>
            {
                // Defaults will do.
                o.RateLimit = RateLimit.Documented();
            });
            """),
        ["a discarded parameter gets a name"] = (
            "services.[|AddFlowClient<CamsClient>|](_ => { });",
            "services.AddFlowClient<CamsClient>(options => { options.RateLimit = RateLimit.Documented(); });"),
        ["an anonymous method"] = (
            "services.[|AddFlowClient<CamsClient>|](delegate(FlowClientOptions o) { o.MaxRetries = 1; });",
            "services.AddFlowClient<CamsClient>(delegate(FlowClientOptions o) { o.MaxRetries = 1; o.RateLimit = RateLimit.Documented(); });"),
        ["a delegate in a local"] = (
            "Action<FlowClientOptions> configure = o => o.MaxRetries = 1;\nservices.[|AddFlowClient<CamsClient>|](configure);",
            """
            Action<FlowClientOptions> configure = o =>
            {
                o.MaxRetries = 1;
                o.RateLimit = RateLimit.Documented();
            };
            services.AddFlowClient<CamsClient>(configure);
            """),
        ["a chained call"] = (
            """
            services
                .[|AddFlowClient<CamsClient>|](o => o.MaxRetries = 1)
                .AddHttpMessageHandler(() => new Handler()); // ours
            """,
            """
            services
                .AddFlowClient<CamsClient>(o =>
                {
                    o.MaxRetries = 1;
                    o.RateLimit = RateLimit.Documented();
                })
                .AddHttpMessageHandler(() => new Handler()); // ours
            """),
        ["an initialiser on one line"] = (
            "var c = [|new CamsClient(http, new CamsClientOptions { MaxRetries = 1 })|];",
            "var c = new CamsClient(http, new CamsClientOptions { MaxRetries = 1, RateLimit = RateLimit.Documented() });"),
        ["an initialiser on many lines"] = (
            """
            var c = [|new CamsClient(http, new CamsClientOptions
            {
                MaxRetries = 1, // once
                Credentials = credentials // from the vault
            })|];
            """,
            """
            var c = new CamsClient(http, new CamsClientOptions
            {
                MaxRetries = 1, // once
                Credentials = credentials, // from the vault
                RateLimit = RateLimit.Documented()
            });
            """),
        ["an initialiser that ends with a comma"] = (
            """
            var c = [|new CamsClient(http, new()
            {
                MaxRetries = 1, // once
            })|];
            """,
            """
            var c = new CamsClient(http, new()
            {
                MaxRetries = 1, // once
                RateLimit = RateLimit.Documented(),
            });
            """),
        ["an empty initialiser"] = (
            "var c = [|new CamsClient(http, new CamsClientOptions { })|];",
            "var c = new CamsClient(http, new CamsClientOptions { RateLimit = RateLimit.Documented() });"),
        ["an empty initialiser on many lines"] = (
            """
            var c = [|new CamsClient(http, new CamsClientOptions()
            {
                // Defaults will do.
            })|];
            """,
            """
            var c = new CamsClient(http, new CamsClientOptions()
            {
                // Defaults will do.
                RateLimit = RateLimit.Documented()
            });
            """),
        ["no initialiser"] = (
            "var c = [|new CamsClient(http, new CamsClientOptions())|];",
            "var c = new CamsClient(http, new CamsClientOptions { RateLimit = RateLimit.Documented() });"),
        ["no initialiser, target-typed"] = (
            "CamsClient c = [|new(http, new())|];",
            "CamsClient c = new(http, new() { RateLimit = RateLimit.Documented() });"),
        ["options in a local"] = (
            "var options = new CamsClientOptions(); // ours\nvar c = [|new CamsClient(http, options)|];",
            "var options = new CamsClientOptions { RateLimit = RateLimit.Documented() }; // ours\nvar c = new CamsClient(http, options);"),
        ["options shared by two clients"] = (
            "var options = new FlowClientOptions();\nvar c = [|new CamsClient(http, options)|];\nvar e = [|new EightByEightClient(http, options)|];",
            "var options = new FlowClientOptions { RateLimit = RateLimit.Documented() };\nvar c = new CamsClient(http, options);\nvar e = new EightByEightClient(http, options);"),
        ["two clients in one method"] = (
            "services.[|AddFlowClient<CamsClient>|](o => { });\nservices.[|AddFlowClient<EightByEightClient>|](o => { });",
            "services.AddFlowClient<CamsClient>(o => { o.RateLimit = RateLimit.Documented(); });\nservices.AddFlowClient<EightByEightClient>(o => { o.RateLimit = RateLimit.Documented(); });"),
        ["nothing to write into: a method group"] = (
            "services.[|AddFlowClient<CamsClient>|](SetRetries);",
            "services.[|AddFlowClient<CamsClient>|](SetRetries);"),
        ["nothing to write into: no parameter"] = (
            "services.[|AddFlowClient<CamsClient>|](delegate { });",
            "services.[|AddFlowClient<CamsClient>|](delegate { });"),
    };

    public static TheoryData<string> Names => [.. Fixes.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public Task The_documented_limit_is_added(string name) => VerifyAsync(Setup(Fixes[name].Source), Setup(Fixes[name].FixedSource));

    [Fact]
    public Task A_missing_using_is_added_in_order() => VerifyAsync(
        """
        // A header.
        using System.Text;
        using FlowGen.Cams;
        using Microsoft.Extensions.DependencyInjection;

        var services = new ServiceCollection();
        services.[|AddFlowClient<CamsClient>|](o => { }); // first
        _ = [|new CamsClient(new HttpClient(), new CamsClientOptions())|];
        """,
        """
        // A header.
        using System.Text;
        using FlowGen;
        using FlowGen.Cams;
        using Microsoft.Extensions.DependencyInjection;

        var services = new ServiceCollection();
        services.AddFlowClient<CamsClient>(o => { o.RateLimit = RateLimit.Documented(); }); // first
        _ = new CamsClient(new HttpClient(), new CamsClientOptions { RateLimit = RateLimit.Documented() });
        """);

    [Fact]
    public Task The_first_using_of_a_file_goes_below_its_header() => VerifyAsync(
        """
        // A header.
        #nullable enable

        /// <summary>Makes clients.</summary>
        public static class Clients
        {
            public static object Make() => [|new FlowGen.Cams.CamsClient(new HttpClient(), new())|];
        }
        """,
        """
        // A header.
        #nullable enable

        using FlowGen;

        /// <summary>Makes clients.</summary>
        public static class Clients
        {
            public static object Make() => new FlowGen.Cams.CamsClient(new HttpClient(), new() { RateLimit = RateLimit.Documented() });
        }
        """);

    [Fact]
    public Task A_name_that_means_something_else_is_qualified() => VerifyAsync(
        """
        using FlowGen.Cams;

        namespace Other
        {
            public static class RateLimit { }

            public static class Clients
            {
                public static object Make() => [|new CamsClient(new HttpClient(), new())|];
            }
        }
        """,
        """
        using FlowGen.Cams;

        namespace Other
        {
            public static class RateLimit { }

            public static class Clients
            {
                public static object Make() => new CamsClient(new HttpClient(), new() { RateLimit = global::FlowGen.RateLimit.Documented() });
            }
        }
        """);

    [Fact]
    public Task Line_ends_of_the_file_are_kept() => VerifyAsync(
        Setup("services.[|AddFlowClient<CamsClient>|](o => o.MaxRetries = 1);").ReplaceLineEndings("\r\n"),
        Setup("services.AddFlowClient<CamsClient>(o =>\n{\n    o.MaxRetries = 1;\n    o.RateLimit = RateLimit.Documented();\n});").ReplaceLineEndings("\r\n"));

    private static Task VerifyAsync(string source, string fixedSource) =>
        CodeFixVerifier<MissingRateLimitAnalyzer, MissingRateLimitCodeFixProvider>.VerifyCodeFixAsync(
            source, fixedSource, cancellationToken: TestContext.Current.CancellationToken);

    private static string Setup(string statements) => $$"""
        using FlowGen;
        using FlowGen.Cams;
        using FlowGen.EightByEight;
        using Microsoft.Extensions.DependencyInjection;

        public class Startup
        {
            public void Run(IServiceCollection services, HttpClient http, ApiCredentials credentials, bool flag)
            {
                {{statements.ReplaceLineEndings("\n        ")}}
            }

            private static void SetRetries(FlowClientOptions given) => given.MaxRetries = 2;
        }

        public sealed class Handler : DelegatingHandler;
        """;
}
