using System.IO.Compression;
using System.Text.Json;
using System.Xml.Linq;
using FlowGen.Sandbox;

namespace FlowGen.Package.Tests;

/// <summary>The kinds of project that a user adds the package to.</summary>
public sealed class ConsumerTests(Repository repository)
{
    private static readonly IReadOnlyDictionary<string, string?> NoEnvironment = new Dictionary<string, string?>();

    [Fact]
    public async Task A_fresh_project_with_one_package_reference_calls_both_providers_under_every_rule_of_the_SDK()
    {
        using var consumer = new Consumer(repository, properties: "<TreatWarningsAsErrors>true</TreatWarningsAsErrors><AnalysisLevel>latest-all</AnalysisLevel><NoWarn>CA1515;CA2007;CA1303</NoWarn>");
        consumer.Write("Program.cs", ProviderProgram.Text);

        (await consumer.BuildAsync()).Succeeded();

        await CallsBothProvidersAsync(consumer);
    }

    [Fact]
    public async Task A_project_for_net8_in_CSharp_12_without_implicit_usings_and_without_nullable_compiles_without_a_warning()
    {
        using var consumer = new Consumer(repository, targetFramework: "net8.0", properties: """
            <ImplicitUsings>disable</ImplicitUsings>
            <Nullable>disable</Nullable>
            <LangVersion>12</LangVersion>
            <CheckForOverflowUnderflow>true</CheckForOverflowUnderflow>
            <GenerateDocumentationFile>true</GenerateDocumentationFile>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            """);
        consumer.Write("Program.cs", ProviderProgram.Text);

        (await consumer.BuildAsync()).Succeeded();

        await CallsBothProvidersAsync(consumer);
    }

    [Fact]
    public async Task A_project_for_net8_and_net10_calls_both_providers_from_each()
    {
        using var consumer = new Consumer(repository, targetFramework: "net8.0;net10.0");
        consumer.Write("Program.cs", ProviderProgram.Text);

        (await consumer.BuildAsync("-warnaserror")).Succeeded();

        await CallsBothProvidersAsync(consumer, "-f", "net8.0");
        await CallsBothProvidersAsync(consumer, "-f", "net10.0");
    }

    [Fact]
    public async Task Central_package_management_with_pinned_transitive_packages_takes_the_package()
    {
        using var consumer = new Consumer(repository, references: """<PackageReference Include="FlowGen" />""");
        consumer.Write("Directory.Packages.props", $"""
            <Project>
              <PropertyGroup>
                <ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally>
                <CentralPackageTransitivePinningEnabled>true</CentralPackageTransitivePinningEnabled>
              </PropertyGroup>
              <ItemGroup>
                <PackageVersion Include="FlowGen" Version="{repository.Version}" />
                <PackageVersion Include="FlowGen.Runtime" Version="{repository.Version}" />
              </ItemGroup>
            </Project>
            """);
        consumer.Write("Program.cs", ProviderProgram.Text);

        (await consumer.BuildAsync("-warnaserror")).Succeeded();

        await CallsBothProvidersAsync(consumer);
    }

    [Fact]
    public async Task A_package_with_FlowGen_as_a_private_asset_needs_the_runtime_alone()
    {
        using var consumer = new Consumer(repository, references: $"""
            <PackageReference Include="FlowGen" Version="{repository.Version}" PrivateAssets="all" />
            <PackageReference Include="FlowGen.Runtime" Version="{repository.Version}" />
            """);
        consumer.Write("Program.cs", ProviderProgram.Text);

        (await consumer.DotNetAsync("pack", "-tl:off", "-warnaserror", "-p:Version=1.0.0-test", "-o", Path.Combine(consumer.Folder, "out"))).Succeeded();

        await using var package = await ZipFile.OpenReadAsync(Path.Combine(consumer.Folder, "out", "Consumer.1.0.0-test.nupkg"), TestContext.Current.CancellationToken);
        await using var entry = await package.GetEntry("Consumer.nuspec")!.OpenAsync(TestContext.Current.CancellationToken);
        var nuspec = await XDocument.LoadAsync(entry, LoadOptions.None, TestContext.Current.CancellationToken);
        var dependency = Assert.Single(nuspec.Descendants(), static element => element.Name.LocalName == "dependency");
        Assert.Equal("FlowGen.Runtime", dependency.Attribute("id")?.Value);
        await CallsBothProvidersAsync(consumer, "-c", "Release");
    }

    [Fact]
    public async Task Only_the_providers_that_are_asked_for_are_generated_and_a_spec_of_ones_own_gets_the_name_of_its_item()
    {
        using var consumer = new Consumer(repository, items: """
            <ItemGroup>
              <FlowGenProvider Include="8x8-chatapps" />
              <FlowGenSpec Include="specs/pets.json" Namespace="Acme.Pets" Client="ZooClient" />
            </ItemGroup>
            """);
        consumer.Write("specs/pets.json", PetsSpec.With("name"));
        consumer.Write("Program.cs", """
            using System.Reflection;

            Console.WriteLine(typeof(Acme.Pets.ZooClient).GetMethod("GetPetAsync")!.Name);
            Console.WriteLine(Assembly.GetExecutingAssembly().GetType("FlowGen.Cams.CamsClient") is null);
            Console.WriteLine(typeof(FlowGen.EightByEight.EightByEightClient).Name);
            """);

        (await consumer.BuildAsync()).Succeeded();
        var run = await consumer.RunAsync(NoEnvironment);

        Assert.Equal("GetPetAsync\nTrue\nEightByEightClient", Lines(run));
    }

    [Fact]
    public async Task Two_specs_of_one_file_name_and_the_same_types_live_beside_each_other_in_a_folder_of_any_name()
    {
        using var consumer = new Consumer(repository, name: "it's a (Straße) & more ", items: """
            <ItemGroup>
              <FlowGenSpec Include="old/openapi.json" Namespace="Acme.Old" />
              <FlowGenSpec Include="new/openapi.json" Namespace="Acme.New" Client="NewPetsClient" />
            </ItemGroup>
            """);
        consumer.Write("old/openapi.json", PetsSpec.With("name"));
        consumer.Write("new/openapi.json", PetsSpec.With("name", "owner"));
        consumer.Write("Program.cs", """
            Console.WriteLine(typeof(Acme.Old.PetsClient));
            Console.WriteLine(typeof(Acme.New.NewPetsClient));
            Console.WriteLine(new Acme.Old.Pet { Name = "Rex" }.Name + new Acme.New.Pet { Owner = "Ann" }.Owner);
            """);

        (await consumer.BuildAsync("-warnaserror")).Succeeded();
        var run = await consumer.RunAsync(NoEnvironment);

        Assert.Equal("Acme.Old.PetsClient\nAcme.New.NewPetsClient\nRexAnn", Lines(run));
    }

    [Fact]
    public async Task Types_and_namespaces_of_the_user_around_a_client_that_are_named_like_those_of_the_SDK_change_nothing()
    {
        using var consumer = new Consumer(repository, items: """
            <ItemGroup>
              <FlowGenProvider Include="alibaba-cams" />
              <FlowGenSpec Include="pets.json" Namespace="Acme.Pets" />
            </ItemGroup>
            """);
        consumer.Write("pets.json", PetsSpec.With("name"));
        consumer.Write("Hostile.cs", """
            namespace FlowGen.Cams.System { public class Text { } }
            namespace FlowGen.Cams.FlowGen { public class ApiResult { } }
            namespace FlowGen.System { public class Text { } }
            namespace Acme.Pets.System { public class Text { } }
            namespace Acme.Pets.FlowGen { public class ApiResult { } }
            namespace Acme
            {
                public class System { }
                public class FlowGen { }
                public class ApiResult { }
                public class Task { }
                public class Object { }
                public class Int64 { }
                public class HttpClient { }
                public class IReadOnlyList { }
            }
            public class Task { }
            public class String { }
            public class Uri { }
            public class Utf8JsonReader { }
            public class CancellationToken { }
            public class JsonRead { }
            public class ApiError { }
            """);
        consumer.Write("Program.cs", "global::System.Console.WriteLine($\"{typeof(Acme.Pets.PetsClient)} {typeof(FlowGen.Cams.CamsClient)}\");");

        (await consumer.BuildAsync("-warnaserror", "-p:ImplicitUsings=disable")).Succeeded();

        Assert.Equal("Acme.Pets.PetsClient FlowGen.Cams.CamsClient", Lines(await consumer.RunAsync(NoEnvironment)));
    }

    [Fact]
    public async Task An_application_calls_the_client_that_its_library_exposes_and_generates_nothing_itself()
    {
        using var consumer = new ConsumerFolder();
        consumer.Write("Library/Library.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFrameworks>net8.0;net10.0</TargetFrameworks>
                <Nullable>enable</Nullable>
                <EmitCompilerGeneratedFiles>true</EmitCompilerGeneratedFiles>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="FlowGen" Version="{repository.Version}" />
              </ItemGroup>
            </Project>
            """);
        consumer.Write("App/App.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <OutputType>Exe</OutputType>
                <Nullable>enable</Nullable>
                <EmitCompilerGeneratedFiles>true</EmitCompilerGeneratedFiles>
              </PropertyGroup>
              <ItemGroup>
                <ProjectReference Include="../Library/Library.csproj" />
              </ItemGroup>
            </Project>
            """);
        consumer.Write("App/Program.cs", ProviderProgram.Text);

        (await consumer.BuildAsync("App", "-warnaserror")).Succeeded();

        Assert.Empty(consumer.GeneratedFiles("App"));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(consumer.Folder, "App", "bin"), "FlowGen.Generator*", SearchOption.AllDirectories));
        await CallsBothProvidersAsync(consumer, "--project", "App");
    }

    [Fact]
    public async Task A_build_gets_the_dlls_with_native_code_and_on_another_machine_the_portable_ones()
    {
        Assert.SkipUnless(NativeParts.AreForThisMachine, NativeParts.NotHere);
        using var consumer = new Consumer(repository);
        (await consumer.DotNetAsync("restore")).Succeeded();

        Assert.Equal(["Analyzers", "CodeFixes", "Generator"], await PartsAsync($"tools/{NativeParts.RuntimeIdentifier}"));
        Assert.Equal(["Analyzers", "CodeFixes", "Generator"], await PartsAsync("analyzers/dotnet/roslyn4.8/cs", "-p:NETCoreSdkPortableRuntimeIdentifier=plan9-x64"));

        async Task<IEnumerable<string>> PartsAsync(string folder, params string[] properties)
        {
            var items = (await consumer.DotNetAsync(["build", "--no-restore", "-t:ResolveLockFileAnalyzers", "-getItem:Analyzer", .. properties])).Succeeded().Output;
            using var json = JsonDocument.Parse(items);
            var parts = json.RootElement.GetProperty("Items").GetProperty("Analyzer").EnumerateArray()
                .Select(static item => item.GetProperty("Identity").GetString()!)
                .Where(static path => Path.GetFileName(path).StartsWith("FlowGen.", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .ToList();
            Assert.All(parts, path => Assert.Contains("/" + folder + "/", path, StringComparison.Ordinal));
            return parts.Select(static path => Path.GetFileNameWithoutExtension(path)["FlowGen.".Length..]);
        }
    }

    private static async Task CallsBothProvidersAsync(ConsumerFolder consumer, params string[] arguments)
    {
        await using var sandbox = await FlowSandbox.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

        var run = await consumer.RunAsync(ProviderProgram.Environment(sandbox), arguments);

        Assert.Equal(ProviderProgram.Output(sandbox), Lines(run));
    }

    private static string Lines(DotNetResult run) => run.Succeeded().Output.Trim().ReplaceLineEndings("\n");
}
