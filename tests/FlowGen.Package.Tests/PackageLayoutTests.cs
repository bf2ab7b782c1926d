using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace FlowGen.Package.Tests;

public sealed class PackageLayoutTests(Repository repository)
{
    /// <summary>What a host of Roslyn 4.8 has, with the version it has it in.</summary>
    private static readonly Dictionary<string, Version> HostAssemblies = new(StringComparer.Ordinal)
    {
        ["netstandard"] = new(2, 0, 0, 0),
        ["Microsoft.CodeAnalysis"] = new(4, 8, 0, 0),
        ["Microsoft.CodeAnalysis.CSharp"] = new(4, 8, 0, 0),
        ["Microsoft.CodeAnalysis.Workspaces"] = new(4, 8, 0, 0),
        ["Microsoft.CodeAnalysis.CSharp.Workspaces"] = new(4, 8, 0, 0),
        ["System.Collections.Immutable"] = new(7, 0, 0, 0),
        ["System.Composition.AttributedModel"] = new(7, 0, 0, 0),
        ["System.Memory"] = new(4, 0, 1, 2),
    };

    [Fact]
    public async Task The_one_analyzer_slot_holds_our_three_dlls_and_no_other()
    {
        await using var package = await OpenAsync("FlowGen");

        var dlls = package.Entries.Where(static entry => entry.FullName.StartsWith("analyzers/", StringComparison.Ordinal)).Select(static entry => entry.FullName).Order();

        Assert.Equal(
            [
                "analyzers/dotnet/roslyn4.8/cs/FlowGen.Analyzers.dll",
                "analyzers/dotnet/roslyn4.8/cs/FlowGen.CodeFixes.dll",
                "analyzers/dotnet/roslyn4.8/cs/FlowGen.Generator.dll",
            ],
            dlls);
    }

    [Theory]
    [InlineData("FlowGen.Analyzers", true)]
    [InlineData("FlowGen.CodeFixes", false)]
    [InlineData("FlowGen.Generator", true)]
    public async Task The_same_dlls_are_there_for_a_cold_compiler_with_native_code_where_a_build_runs_them(string name, bool isNative)
    {
        Assert.SkipUnless(NativeParts.AreForThisMachine, NativeParts.NotHere);
        await using var package = await OpenAsync("FlowGen");
        using var portable = await ReadDllAsync(package, $"analyzers/dotnet/roslyn4.8/cs/{name}.dll");
        using var native = await ReadDllAsync(package, $"tools/{NativeParts.RuntimeIdentifier}/{name}.dll");

        Assert.Equal(Mvid(portable), Mvid(native));
        Assert.False(HasNativeCode(portable));
        Assert.Equal(isNative, HasNativeCode(native));

        static Guid Mvid(PEReader dll) => dll.GetMetadataReader().GetGuid(dll.GetMetadataReader().GetModuleDefinition().Mvid);
        static bool HasNativeCode(PEReader dll) => dll.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0;
    }

    [Theory]
    [InlineData("FlowGen.Analyzers")]
    [InlineData("FlowGen.CodeFixes")]
    [InlineData("FlowGen.Generator")]
    public async Task What_the_compiler_loads_needs_nothing_that_its_oldest_host_lacks(string name)
    {
        await using var package = await OpenAsync("FlowGen");
        using var dll = await ReadDllAsync(package, $"analyzers/dotnet/roslyn4.8/cs/{name}.dll");
        var metadata = dll.GetMetadataReader();

        Assert.All(metadata.AssemblyReferences.Select(metadata.GetAssemblyReference), reference =>
        {
            var referenced = metadata.GetString(reference.Name);
            Assert.True(HostAssemblies.TryGetValue(referenced, out var version), $"{name} references {referenced}.");
            Assert.True(reference.Version <= version, $"{name} references {referenced} {reference.Version}, the host has {version}.");
        });
    }

    [Fact]
    public async Task The_package_carries_the_specs_their_schema_and_the_build_files()
    {
        await using var package = await OpenAsync("FlowGen");

        var names = package.Entries.Select(static entry => entry.FullName).ToHashSet();

        Assert.Superset(
            new HashSet<string>
            {
                "build/FlowGen.props", "build/FlowGen.targets", "schemas/alibaba-cams.openapi.json", "schemas/8x8-chatapps.openapi.json",
                "schemas/flowgen.schema.json", "README.md", "lib/net8.0/_._", "lib/net10.0/_._",
            },
            names);
    }

    [Fact]
    public async Task The_runtime_is_documented_and_stands_on_what_it_says_alone()
    {
        await using var package = await OpenAsync("FlowGen.Runtime");
        var nuspec = await ReadNuspecAsync(package, "FlowGen.Runtime");

        var names = package.Entries.Select(static entry => entry.FullName).ToHashSet();

        Assert.Superset(new HashSet<string> { "lib/net8.0/FlowGen.Runtime.dll", "lib/net8.0/FlowGen.Runtime.xml", "lib/net10.0/FlowGen.Runtime.dll", "lib/net10.0/FlowGen.Runtime.xml" }, names);
        Assert.Equal(
            ["Microsoft.Extensions.Http", "Microsoft.Extensions.Logging.Abstractions", "Polly.Core", "System.Threading.RateLimiting"],
            Elements(nuspec, "dependency").Select(static dependency => dependency.Attribute("id")!.Value).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_package_depends_on_the_runtime_alone_and_in_its_own_version()
    {
        await using var package = await OpenAsync("FlowGen");

        var dependencies = Elements(await ReadNuspecAsync(package, "FlowGen"), "dependency").ToList();

        Assert.Equal(2, dependencies.Count);
        Assert.All(dependencies, dependency =>
        {
            Assert.Equal("FlowGen.Runtime", dependency.Attribute("id")?.Value);
            Assert.Equal(repository.Version, dependency.Attribute("version")?.Value);
        });
    }

    [Fact]
    public async Task The_sandbox_comes_with_its_documentation_and_depends_on_what_it_needs_and_no_more()
    {
        await using var package = await OpenAsync("FlowGen.Sandbox");
        var nuspec = await ReadNuspecAsync(package, "FlowGen.Sandbox");

        var names = package.Entries.Select(static entry => entry.FullName).ToHashSet();

        Assert.Superset(new HashSet<string> { "lib/net10.0/FlowGen.Sandbox.dll", "lib/net10.0/FlowGen.Sandbox.xml" }, names);
        Assert.Equal(
            ["NJsonSchema", "Newtonsoft.Json", "System.CommandLine"],
            Elements(nuspec, "dependency").Select(static dependency => dependency.Attribute("id")!.Value).Order(StringComparer.Ordinal));
        Assert.Equal("Microsoft.AspNetCore.App", Assert.Single(Elements(nuspec, "frameworkReference")).Attribute("name")?.Value);
    }

    [Fact]
    public async Task The_shared_quota_is_documented_and_depends_on_the_runtime_and_the_Redis_client_alone()
    {
        await using var package = await OpenAsync("FlowGen.Redis");
        var nuspec = await ReadNuspecAsync(package, "FlowGen.Redis");

        var names = package.Entries.Select(static entry => entry.FullName).ToHashSet();

        Assert.Superset(new HashSet<string> { "lib/net8.0/FlowGen.Redis.dll", "lib/net8.0/FlowGen.Redis.xml", "lib/net10.0/FlowGen.Redis.dll", "lib/net10.0/FlowGen.Redis.xml" }, names);
        Assert.Equal(
            ["FlowGen.Runtime", "StackExchange.Redis"],
            Elements(nuspec, "dependency").Select(static dependency => dependency.Attribute("id")!.Value).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("FlowGen", "README.md")]
    [InlineData("FlowGen.Runtime", "src/FlowGen.Runtime/README.md")]
    [InlineData("FlowGen.Sandbox", "src/FlowGen.Sandbox/README.md")]
    [InlineData("FlowGen.Redis", "src/FlowGen.Redis/README.md")]
    public async Task A_feed_shows_what_the_package_is_for_under_which_license_and_its_README(string id, string readme)
    {
        await using var package = await OpenAsync(id);
        var nuspec = await ReadNuspecAsync(package, id);

        var license = Assert.Single(Elements(nuspec, "license"));
        Assert.Equal(("expression", "MIT"), (license.Attribute("type")?.Value, license.Value));
        Assert.NotEqual("Package Description", Value("description"));
        Assert.InRange(Value("description").Length, 50, 300);
        Assert.Equal("FlowGen contributors", Value("authors"));
        Assert.Superset(new HashSet<string> { "openapi", "source-generator", "whatsapp-flows" }, Value("tags").Split(' ').ToHashSet());
        Assert.Equal("README.md", Value("readme"));
        using var packed = new StreamReader(await package.GetEntry("README.md")!.OpenAsync(TestContext.Current.CancellationToken));
        Assert.Equal(
            await File.ReadAllTextAsync(Path.Combine(Repository.Origin, readme), TestContext.Current.CancellationToken),
            await packed.ReadToEndAsync(TestContext.Current.CancellationToken));

        string Value(string name) => Assert.Single(Elements(nuspec, name)).Value;
    }

    private static async Task<PEReader> ReadDllAsync(ZipArchive package, string name)
    {
        var content = new MemoryStream();
        await using (var entry = await package.GetEntry(name)!.OpenAsync(TestContext.Current.CancellationToken))
        {
            await entry.CopyToAsync(content, TestContext.Current.CancellationToken);
        }

        content.Position = 0;
        return new(content);
    }

    private static IEnumerable<XElement> Elements(XDocument nuspec, string name) => nuspec.Descendants().Where(element => element.Name.LocalName == name);

    private static async Task<XDocument> ReadNuspecAsync(ZipArchive package, string id)
    {
        await using var entry = await package.GetEntry($"{id}.nuspec")!.OpenAsync(TestContext.Current.CancellationToken);
        return await XDocument.LoadAsync(entry, LoadOptions.None, TestContext.Current.CancellationToken);
    }

    private async Task<ZipArchive> OpenAsync(string id) =>
        await ZipFile.OpenReadAsync(repository.PackageFile(id), TestContext.Current.CancellationToken);
}
