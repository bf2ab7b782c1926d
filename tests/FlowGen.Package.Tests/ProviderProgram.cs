using FlowGen.Sandbox;

namespace FlowGen.Package.Tests;

/// <summary>A user's program that asks each provider for one flow, and the sandbox that it asks.</summary>
internal static class ProviderProgram
{
    /// <summary>It holds in every C# from 12 on, with implicit usings and nullable annotations or without.</summary>
    public const string Text = """
        using System;
        using System.Net.Http;
        using FlowGen;
        using FlowGen.Cams;
        using FlowGen.EightByEight;

        using var http = new HttpClient();
        var cams = new CamsClient(http, new CamsClientOptions
        {
            Endpoint = new Uri(Setting("CAMS")),
            Credentials = AlibabaCredentials.FromEnvironment(),
            RateLimit = RateLimit.Documented(),
        });
        var flow = await cams.GetFlowAsync(new() { FlowId = Setting("CAMS_FLOW") });
        Console.WriteLine(flow.IsSuccess ? $"{flow.Value.Status.Kind} {flow.Value.FlowName}" : flow.Error.ToString());

        var eightByEight = new EightByEightClient(http, new EightByEightClientOptions
        {
            Endpoint = new Uri(Setting("EIGHTBYEIGHT")),
            Credentials = BearerCredentials.FromEnvironment("EIGHTBYEIGHT_API_KEY"),
            RateLimit = RateLimit.Documented(),
        });
        var details = await eightByEight.GetFlowDetailsAsync(new()
        {
            AccountId = Setting("EIGHTBYEIGHT_ACCOUNT"),
            ChannelId = Setting("EIGHTBYEIGHT_CHANNEL"),
            FlowId = Setting("EIGHTBYEIGHT_FLOW"),
        });
        Console.WriteLine(details.IsSuccess ? $"{details.Value.Status.Kind} {details.Value.Name}" : details.Error.ToString());

        static string Setting(string name) => Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException(name);
        """;

    /// <summary>What the program is told. A program for .NET 8 runs on what there is.</summary>
    public static IReadOnlyDictionary<string, string?> Environment(FlowSandbox sandbox) => new Dictionary<string, string?>
    {
        ["DOTNET_ROLL_FORWARD"] = "Major",
        ["CAMS"] = sandbox.CamsEndpoint.ToString(),
        ["CAMS_FLOW"] = Draft(sandbox, "alibaba-cams").Id,
        ["ALIBABA_CLOUD_ACCESS_KEY_ID"] = sandbox.AccessKeyId,
        ["ALIBABA_CLOUD_ACCESS_KEY_SECRET"] = sandbox.AccessKeySecret,
        ["ALIBABA_CLOUD_SECURITY_TOKEN"] = sandbox.SecurityToken,
        ["EIGHTBYEIGHT"] = sandbox.EightByEightEndpoint.ToString(),
        ["EIGHTBYEIGHT_API_KEY"] = sandbox.ApiKey,
        ["EIGHTBYEIGHT_ACCOUNT"] = sandbox.AccountId,
        ["EIGHTBYEIGHT_CHANNEL"] = sandbox.ChannelId,
        ["EIGHTBYEIGHT_FLOW"] = Draft(sandbox, "8x8-chatapps").Id,
    };

    /// <summary>What the program prints when both providers answer.</summary>
    public static string Output(FlowSandbox sandbox) => $"Draft {Draft(sandbox, "alibaba-cams").Name}\nDraft {Draft(sandbox, "8x8-chatapps").Name}";

    private static SandboxFlow Draft(FlowSandbox sandbox, string provider) =>
        sandbox.Flows.First(flow => flow.Provider == provider && flow.Status == "DRAFT");
}
