using System.Runtime.InteropServices;
using FlowGen.Sandbox;

namespace FlowGen.Package.Tests;

public sealed class TrimmedPublishTests(Repository repository)
{
    /// <summary>Every path that could need reflection: dependency injection with options and logging, signing, JSON in both directions, open enums.</summary>
    private const string Program = """
        using FlowGen;
        using FlowGen.Cams;
        using FlowGen.EightByEight;
        using Microsoft.Extensions.DependencyInjection;

        var services = new ServiceCollection();
        services.AddFlowClient<CamsClient>(options =>
        {
            options.Endpoint = new Uri(Setting("CAMS"));
            options.Credentials = AlibabaCredentials.FromEnvironment();
            options.RateLimit = RateLimit.Documented();
        });
        services.AddFlowClient<EightByEightClient>(options =>
        {
            options.Endpoint = new Uri(Setting("EIGHTBYEIGHT"));
            options.Credentials = BearerCredentials.FromEnvironment("EIGHTBYEIGHT_API_KEY");
            options.RateLimit = RateLimit.Documented();
        });
        await using var provider = services.BuildServiceProvider();

        var cams = provider.GetRequiredService<ICamsClient>();
        var flow = (await cams.GetFlowAsync(new() { FlowId = Setting("CAMS_FLOW") })).EnsureSuccess();
        Console.WriteLine($"{flow.Status.Kind} {flow.FlowName}");

        var eightByEight = provider.GetRequiredService<IEightByEightClient>();
        var request = new GetFlowDetailsRequest { AccountId = Setting("EIGHTBYEIGHT_ACCOUNT"), ChannelId = Setting("EIGHTBYEIGHT_CHANNEL"), FlowId = Setting("EIGHTBYEIGHT_FLOW") };
        var details = (await eightByEight.GetFlowDetailsAsync(request)).EnsureSuccess();
        Console.WriteLine($"{details.Status.Kind} {details.Name}");

        var asset = await cams.GetFlowJsonAssetAsync(new() { FlowId = Setting("CAMS_FLOW") });
        var preview = await cams.GetFlowPreviewUrlAsync(new() { FlowId = Setting("CAMS_FLOW") });
        Console.WriteLine(asset.IsSuccess && preview.IsSuccess);

        var unknown = await cams.GetFlowAsync(new() { FlowId = "404" });
        Console.WriteLine(unknown.Error is { Code: not null, Category: not (ApiErrorCategory.Malformed or ApiErrorCategory.Network or ApiErrorCategory.Unknown) });

        static string Setting(string name) => Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException(name);
        """;

    [Fact]
    public async Task A_trimmed_self_contained_program_without_JSON_reflection_publishes_without_a_warning_and_runs()
    {
        using var consumer = new Consumer(repository, properties: $"""
            <RuntimeIdentifier>{RuntimeInformation.RuntimeIdentifier}</RuntimeIdentifier>
            <SelfContained>true</SelfContained>
            <PublishTrimmed>true</PublishTrimmed>
            <TrimMode>full</TrimMode>
            <TrimmerSingleWarn>false</TrimmerSingleWarn>
            <JsonSerializerIsReflectionEnabledByDefault>false</JsonSerializerIsReflectionEnabledByDefault>
            <InvariantGlobalization>true</InvariantGlobalization>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            """);
        consumer.Write("Program.cs", Program);
        await using var sandbox = await FlowSandbox.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

        var restore = await consumer.DotNetAsync("restore", "-tl:off");
        Assert.SkipWhen(
            restore.ExitCode != 0 && new[] { "Microsoft.NETCore.App.Runtime.", "Microsoft.NET.ILLink.Tasks", "Microsoft.AspNetCore.App.Runtime." }.Any(pack => restore.Output.Contains(pack, StringComparison.Ordinal)),
            "The runtime that a self-contained program is published with cannot be restored here: " + restore.Output);
        restore.Succeeded();
        var folder = Path.Combine(consumer.Folder, "published");
        var publish = (await consumer.DotNetAsync("publish", "-tl:off", "--no-restore", "-o", folder)).Succeeded();
        var run = await DotNet.RunProgramAsync(Path.Combine(folder, OperatingSystem.IsWindows() ? "Consumer.exe" : "Consumer"), ProviderProgram.Environment(sandbox));

        Assert.DoesNotContain("warning", publish.Output, StringComparison.Ordinal);
        Assert.Equal(ProviderProgram.Output(sandbox) + "\nTrue\nTrue", run.Succeeded().Output.Trim().ReplaceLineEndings("\n"));

        var files = new DirectoryInfo(folder).GetFiles();
        TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant(
            $"{files.Sum(static file => file.Length) / 1e6:0.0} MB in {files.Length} files; FlowGen.Runtime.dll {Size("FlowGen.Runtime.dll"):0} kB, Consumer.dll {Size("Consumer.dll"):0} kB."));

        double Size(string name) => files.Single(file => file.Name == name).Length / 1e3;
    }
}
