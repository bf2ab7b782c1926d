using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;

namespace FlowGen.Package.Tests;

/// <summary>The generator that holds native code for the platform that packs, which spares a build's first run the just-in-time compilation.</summary>
public sealed class CompiledGeneratorTests(Repository repository)
{
    private const string ShowGenerators = """
        <Target Name="ShowGenerators" AfterTargets="CoreCompile">
          <Message Importance="high" Text="generator: %(Analyzer.FullPath)" Condition="'%(Filename)' == 'FlowGen.Generator'" />
        </Target>
        """;

    private static readonly string Compiled = $"tools/compiled/net{Environment.Version.ToString(2)}/{RuntimeInformation.RuntimeIdentifier}/FlowGen.Generator.dll";

    [Fact]
    public async Task It_is_the_portable_generator_with_native_code()
    {
        await using var package = await PackageAsync();

        using var portable = await ReadAsync(package, "analyzers/dotnet/roslyn4.8/cs/FlowGen.Generator.dll");
        using var compiled = await ReadAsync(package, Compiled);

        Assert.Equal(Identity(portable), Identity(compiled));
        Assert.Equal(0, portable.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size);
        Assert.NotEqual(0, compiled.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size);
    }

    [Fact]
    public async Task The_compiler_gets_it_in_place_of_the_portable_one_and_writes_the_same()
    {
        await (await PackageAsync()).DisposeAsync();
        using var usual = new Consumer(repository, items: ShowGenerators);
        using var portable = new Consumer(repository, items: ShowGenerators);
        portable.Write("Directory.Build.targets", """
            <Project>
              <Target Name="FlowGenUseCompiledGenerator" />
            </Project>
            """);
        usual.Write("Program.cs", ProviderProgram.Text);
        portable.Write("Program.cs", ProviderProgram.Text);

        var usualBuild = (await usual.BuildAsync()).Succeeded();
        var portableBuild = (await portable.BuildAsync()).Succeeded();

        Assert.EndsWith(Compiled, Assert.Single(Generators(usualBuild)), StringComparison.Ordinal);
        Assert.EndsWith("analyzers/dotnet/roslyn4.8/cs/FlowGen.Generator.dll", Assert.Single(Generators(portableBuild)), StringComparison.Ordinal);
        Assert.NotEmpty(usual.GeneratedFiles());
        Assert.Equal(portable.GeneratedFiles(), usual.GeneratedFiles());
    }

    private static IEnumerable<string> Generators(DotNetResult build) => build.Output
        .Split('\n')
        .Where(static line => line.Contains("generator: ", StringComparison.Ordinal))
        .Select(static line => line.Trim().Replace('\\', '/'));

    private static (Guid Module, string Name) Identity(PEReader dll)
    {
        var metadata = dll.GetMetadataReader();
        var module = metadata.GetModuleDefinition();
        return (metadata.GetGuid(module.Mvid), metadata.GetString(module.Name));
    }

    /// <summary>The package, where the SDK's ahead-of-time compiler could be had.</summary>
    private async Task<ZipArchive> PackageAsync()
    {
        var package = await ZipFile.OpenReadAsync(repository.PackageFile("FlowGen"), TestContext.Current.CancellationToken);
        Assert.SkipWhen(package.GetEntry(Compiled) is null, "The ahead-of-time compiler could not be restored here, and the package does without.");
        return package;
    }

    private static async Task<PEReader> ReadAsync(ZipArchive package, string name)
    {
        var dll = new MemoryStream();
        await using var entry = await package.GetEntry(name)!.OpenAsync(TestContext.Current.CancellationToken);
        await entry.CopyToAsync(dll, TestContext.Current.CancellationToken);
        dll.Position = 0;
        return new(dll);
    }
}
