namespace FlowGen.Package.Tests;

/// <summary>The usage rules in the hosts that users have: a build, an .editorconfig, a #pragma, and <c>dotnet format</c>.</summary>
public sealed class UsageRuleTests(Repository repository)
{
    private static readonly string[] Fixable = ["FG2001", "FG2002", "FG2003", "FG2004", "FG2005", "FG2101", "FG2102", "FG2201"];

    [Fact]
    public async Task Each_rule_warns_in_a_build_and_dotnet_format_applies_each_fix()
    {
        using var consumer = new Consumer(repository);
        consumer.Write("Program.cs", """
            using FlowGen;
            using FlowGen.Cams;
            using Microsoft.Extensions.DependencyInjection;

            var services = new ServiceCollection();
            services.AddFlowClient<CamsClient>(options => options.Credentials = AlibabaCredentials.FromAccessKey("id", "a-secret"));
            services.AddScoped<FlowService>();
            services.AddScoped<ICamsClient, CamsClient>();
            using var provider = services.BuildServiceProvider();
            await provider.GetRequiredService<FlowService>().PublishAsync("1");

            internal sealed class FlowService(ICamsClient cams)
            {
                public static readonly CamsClientOptions Eager = new() { RateLimit = RateLimit.Of(50, TimeSpan.FromSeconds(1)) };

                public async Task<string?> PublishAsync(string id)
                {
                    var flow = await cams.GetFlowAsync(new() { FlowId = id });
                    Console.WriteLine(flow.Value!.FlowName);
                    await cams.PublishFlowAsync(new() { FlowId = id });
                    switch (flow.Value.Status.Kind)
                    {
                        case FlowStatusKind.Draft:
                            return "draft";
                    }

                    return flow.Value.Status.Value == "PUBLISHED" ? "live" : null;
                }

                public static async Task WarmUpAsync(ICamsClient cams)
                {
            #pragma warning disable FG2001 // only opens the connection
                    await cams.GetFlowAsync(new() { FlowId = "1" });
            #pragma warning restore FG2001
                }
            }
            """);

        var build = (await consumer.BuildAsync()).Succeeded();
        foreach (var rule in Fixable.Append("FG2103"))
        {
            Assert.Contains($"warning {rule}", build.Output, StringComparison.Ordinal);
        }

        (await DotNet.RunAsync(consumer.Folder, ["format", "analyzers", "--no-restore", "--severity", "warn", "--diagnostics", .. Fixable])).Succeeded();
        var fixedBuild = (await consumer.BuildAsync()).Succeeded();
        foreach (var rule in Fixable)
        {
            Assert.DoesNotContain(rule, fixedBuild.Output, StringComparison.Ordinal);
        }

        Assert.Contains("warning FG2103", fixedBuild.Output, StringComparison.Ordinal);

        consumer.Write(".editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.FG2103.severity = error\n");
        Assert.Contains("error FG2103", (await consumer.BuildAsync()).Failed().Output, StringComparison.Ordinal);
    }
}
