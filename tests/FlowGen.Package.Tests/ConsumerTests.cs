using FlowGen.Sandbox;

namespace FlowGen.Package.Tests;

public sealed class ConsumerTests(Repository repository)
{
    private const string CallsGetFlow = """
        using FlowGen;
        using FlowGen.Cams;

        using var http = new HttpClient();
        var cams = new CamsClient(http, new CamsClientOptions
        {
            Endpoint = new Uri(Environment.GetEnvironmentVariable("SANDBOX")!),
            Credentials = AlibabaCredentials.FromEnvironment(),
            RateLimit = RateLimit.Documented(),
        });
        var flow = await cams.GetFlowAsync(new() { FlowId = args.Length > 0 ? args[0] : Environment.GetEnvironmentVariable("FLOW")! });
        Console.WriteLine(flow.IsSuccess ? $"{flow.Value.Status.Kind} {flow.Value.FlowName}" : flow.Error.ToString());
        """;

    [Fact]
    public async Task A_fresh_project_with_one_package_reference_calls_a_provider()
    {
        await using var sandbox = await FlowSandbox.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var draft = sandbox.Flows.First(static flow => flow is { Provider: "alibaba-cams", Status: "DRAFT" });
        using var consumer = new Consumer(repository, properties: "<TreatWarningsAsErrors>true</TreatWarningsAsErrors><AnalysisLevel>latest-all</AnalysisLevel><NoWarn>CA1515;CA2007;CA1303</NoWarn>");
        consumer.Write("Program.cs", CallsGetFlow);

        (await consumer.BuildAsync()).Succeeded();
        var run = await consumer.RunAsync(new Dictionary<string, string?>
        {
            ["SANDBOX"] = sandbox.CamsEndpoint.ToString(),
            ["FLOW"] = draft.Id,
            ["ALIBABA_CLOUD_ACCESS_KEY_ID"] = sandbox.AccessKeyId,
            ["ALIBABA_CLOUD_ACCESS_KEY_SECRET"] = sandbox.AccessKeySecret,
        });

        Assert.Equal($"Draft {draft.Name}", run.Succeeded().Output.Trim());
    }

    [Fact]
    public async Task A_project_for_net8_compiles_both_clients()
    {
        using var consumer = new Consumer(repository, targetFramework: "net8.0");
        consumer.Write("Program.cs", CallsGetFlow + "\nConsole.WriteLine(typeof(FlowGen.EightByEight.IEightByEightClient));");

        (await consumer.BuildAsync("-warnaserror")).Succeeded();
    }

    [Fact]
    public async Task Only_the_providers_that_are_asked_for_are_generated_and_a_spec_of_ones_own_gets_the_name_of_its_item()
    {
        using var consumer = new Consumer(repository, items: """
            <ItemGroup>
              <FlowGenProvider Include="8x8-chatapps" />
              <FlowGenSpec Include="specs/pets.json" Namespace="Acme.Pets" Client="PetsClient" />
            </ItemGroup>
            """);
        consumer.Write("specs/pets.json", """
            {
              "openapi": "3.0.3",
              "info": { "title": "Pets", "version": "1" },
              "paths": { "/pets/{id}": { "get": {
                "operationId": "getPet",
                "parameters": [ { "name": "id", "in": "path", "required": true, "schema": { "type": "integer", "format": "int64" } } ],
                "responses": { "200": { "description": "A pet", "content": { "application/json": { "schema": { "type": "object", "properties": { "name": { "type": "string" } } } } } } }
              } } }
            }
            """);
        consumer.Write("Program.cs", """
            using System.Reflection;

            Console.WriteLine(typeof(Acme.Pets.PetsClient).GetMethod("GetPetAsync")!.Name);
            Console.WriteLine(Assembly.GetExecutingAssembly().GetType("FlowGen.Cams.CamsClient") is null);
            Console.WriteLine(typeof(FlowGen.EightByEight.EightByEightClient).Name);
            """);

        (await consumer.BuildAsync()).Succeeded();
        var run = await consumer.RunAsync(new Dictionary<string, string?>());

        Assert.Equal("GetPetAsync\nTrue\nEightByEightClient", run.Succeeded().Output.Trim().ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task A_mistake_in_a_spec_is_a_build_error_at_its_line_and_column()
    {
        using var consumer = new Consumer(repository, items: """<ItemGroup><FlowGenSpec Include="broken.json" /></ItemGroup>""");
        consumer.Write("broken.json", """
            {
              "openapi": "3.0.3",
              "info": { "title": "Broken", "version": "1" },
              "paths": { "/a": { "get": { "operationId": "a", "responses": { "200": { "description": "", "content": { "application/json": {
                "schema": { "$ref": "#/components/schemas/Pat" } } } } } } } },
              "components": { "schemas": { "Pet": { "type": "object" } } }
            }
            """);
        consumer.Write("Program.cs", "Console.WriteLine();");

        var build = (await consumer.BuildAsync()).Failed();

        Assert.Contains("broken.json(5,25): error FG1005:", build.Output, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'Pet'?", build.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_analyzer_warns_in_a_build_and_the_editorconfig_changes_that()
    {
        using var consumer = new Consumer(repository);
        consumer.Write("Program.cs", """
            using FlowGen;
            using FlowGen.Cams;

            using var http = new HttpClient();
            var cams = new CamsClient(http, new CamsClientOptions { Credentials = AlibabaCredentials.FromEnvironment() });
            var flow = await cams.GetFlowAsync(new() { FlowId = "1" });
            Console.WriteLine(flow.Value!.FlowName);
            """);

        var build = (await consumer.BuildAsync()).Succeeded();
        Assert.Contains("warning FG2101", build.Output, StringComparison.Ordinal);
        Assert.Contains("Program.cs(7,", build.Output, StringComparison.Ordinal);
        Assert.Contains("warning FG2002", build.Output, StringComparison.Ordinal);

        consumer.Write(".editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.FG2101.severity = none\ndotnet_diagnostic.FG2002.severity = error\n");
        build = (await consumer.BuildAsync()).Failed();
        Assert.DoesNotContain("FG2101", build.Output, StringComparison.Ordinal);
        Assert.Contains("error FG2002", build.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_provider_or_a_spec_that_does_not_exist_and_a_compiler_that_is_too_old_are_errors_that_say_what_to_do()
    {
        using var consumer = new Consumer(repository, items: """
            <ItemGroup>
              <FlowGenProvider Include="alibaba" Condition="'$(Try)' == 'provider'" />
              <FlowGenSpec Include="missing.json" Condition="'$(Try)' == 'spec'" />
            </ItemGroup>
            """);
        consumer.Write("Program.cs", "Console.WriteLine();");

        var provider = (await consumer.BuildAsync("-p:Try=provider")).Failed();
        Assert.Contains("error FG0001: FlowGen ships no provider 'alibaba'. It ships: ", provider.Output, StringComparison.Ordinal);
        Assert.Contains("8x8-chatapps", provider.Output, StringComparison.Ordinal);

        var spec = (await consumer.BuildAsync("-p:Try=spec")).Failed();
        Assert.Contains("error FG0002: The FlowGenSpec 'missing.json' does not exist.", spec.Output, StringComparison.Ordinal);

        var compiler = (await consumer.BuildAsync("-p:CompilerApiVersion=roslyn4.7")).Failed();
        Assert.Contains("error FG0000: FlowGen needs the compiler of the .NET 8 SDK", compiler.Output, StringComparison.Ordinal);
    }
}
