using System.Text.RegularExpressions;

namespace FlowGen.Package.Tests;

/// <summary>What <c>dotnet build</c> tells a user of the package.</summary>
public sealed partial class BuildMessageTests(Repository repository)
{
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
    public async Task A_globalconfig_makes_an_error_of_what_cannot_be_expressed_and_the_next_build_sees_that()
    {
        using var consumer = new Consumer(repository, items: """<ItemGroup><FlowGenSpec Include="elsewhere.json" /></ItemGroup>""");
        consumer.Write("elsewhere.json", ElsewhereSpec.Text);
        consumer.Write("Program.cs", "Console.WriteLine();");

        Assert.Contains("elsewhere.json(5,69): warning FG1009: /paths/", (await consumer.BuildAsync()).Succeeded().Output, StringComparison.Ordinal);

        consumer.Write(".globalconfig", "is_global = true\ndotnet_diagnostic.FG1009.severity = error\n");
        Assert.Contains("elsewhere.json(5,69): error FG1009: ", (await consumer.BuildAsync()).Failed().Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_edit_of_the_spec_alone_is_in_the_next_build_and_no_edit_compiles_nothing()
    {
        using var consumer = new Consumer(repository, items: """<ItemGroup><FlowGenSpec Include="pets.json" Namespace="Acme" /></ItemGroup>""");
        consumer.Write("pets.json", PetsSpec.With("name"));
        consumer.Write("Program.cs", """Console.WriteLine(string.Join(' ', typeof(Acme.Pet).GetProperties().Select(static property => property.Name)));""");
        (await consumer.BuildAsync()).Succeeded();
        Assert.Equal("Name", await PrintAsync());
        var assembly = Path.Combine(consumer.Folder, "obj", "Debug", "net10.0", "Consumer.dll");
        var first = File.GetLastWriteTimeUtc(assembly);

        (await consumer.BuildAsync()).Succeeded();
        Assert.Equal(first, File.GetLastWriteTimeUtc(assembly));

        consumer.Write("pets.json", PetsSpec.With("name", "owner"));
        (await consumer.BuildAsync()).Succeeded();
        Assert.Equal("Name Owner", await PrintAsync());

        async Task<string> PrintAsync() => (await consumer.RunAsync(new Dictionary<string, string?>())).Succeeded().Output.Trim();
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
    public async Task What_keeps_the_generator_from_its_work_is_one_error_that_says_what_to_do()
    {
        using var consumer = new Consumer(repository, items: """
            <ItemGroup>
              <FlowGenProvider Include="alibaba;9x9" Condition="'$(Try)' == 'provider'" />
              <FlowGenSpec Include="missing.json;gone.json" Condition="'$(Try)' == 'spec'" />
            </ItemGroup>
            """);
        consumer.Write("Program.cs", ProviderProgram.Text);

        await FailsAsync("FG0000: FlowGen needs the compiler of the .NET 8 SDK (Visual Studio 2022 17.8) or later; this one is Roslyn 4.7.", "-p:CompilerApiVersion=roslyn4.7");
        await FailsAsync("FG0001: FlowGen ships no provider 'alibaba', '9x9'. It ships: 8x8-chatapps, alibaba-cams.", "-p:Try=provider");
        await FailsAsync("FG0002: The FlowGenSpec 'missing.json', 'gone.json' does not exist.", "-p:Try=spec");
        await FailsAsync("FG0004: FlowGen generates C# 12, and LangVersion is 11.0.", "-p:LangVersion=11.0");

        // An editor asks for the references of a project before its compiler runs, and gets them.
        (await consumer.BuildAsync("-t:CoreCompile", "-p:DesignTimeBuild=true", "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true", "-p:Try=spec")).Succeeded();

        async Task FailsAsync(string error, params string[] arguments)
        {
            var build = (await consumer.BuildAsync(arguments)).Failed();

            Assert.Contains($"Consumer.csproj : error {error}", build.Output, StringComparison.Ordinal);
            Assert.Equal([error[..6]], Code().Matches(build.Output).Select(static match => match.Groups[1].Value).Distinct());
        }
    }

    [Fact]
    public async Task A_project_in_another_language_is_told_that_CSharp_is_generated()
    {
        using var consumer = new ConsumerFolder();
        consumer.Write("Consumer.vbproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="FlowGen" Version="{repository.Version}" />
              </ItemGroup>
            </Project>
            """);

        var build = (await consumer.BuildAsync()).Failed();

        Assert.Contains("Consumer.vbproj : error FG0003: FlowGen generates C#, and this project is in VB.", build.Output, StringComparison.Ordinal);
    }

    [GeneratedRegex(@": (?:error|warning) ([A-Z]+\d+):")]
    private static partial Regex Code();
}
