namespace FlowGen.Analyzers.Tests;

/// <summary>Sources around a piece of code that sets a client up.</summary>
internal static class SetupProgram
{
    /// <summary>The statements as the body of a method that has services, an HTTP client and credentials at hand.</summary>
    public static string Method(string statements) => $$"""
        using System.Threading.RateLimiting;
        using FlowGen;
        using FlowGen.Cams;
        using FlowGen.EightByEight;
        using FlowGen.Throttling;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.DependencyInjection.Extensions;

        public static class Setup
        {
            private const int ManyCalls = 50;
            private const string Constant = "a-secret-text";
            private static readonly TimeSpan OneSecond = TimeSpan.FromSeconds(1);
            private static readonly string Fixed = "a-secret-text";
            private static readonly string Read = Environment.GetEnvironmentVariable("KEY")!;
            private static string Property => "a-secret-text";

            public static void Add(IServiceCollection services, HttpClient http, ApiCredentials credentials, int someCalls, string someText)
            {
                {{statements.ReplaceLineEndings("\n        ")}}
            }
        }
        """;
}
