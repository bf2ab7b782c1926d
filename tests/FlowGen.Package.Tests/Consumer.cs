namespace FlowGen.Package.Tests;

/// <summary>A fresh project of a user, outside the repository, that references the packed package.</summary>
internal sealed class Consumer : IDisposable
{
    public Consumer(Repository repository, string targetFramework = "net10.0", string items = "", string properties = "")
    {
        Write("nuget.config", $"""
            <configuration>
              <packageSources>
                <add key="flowgen-packed" value="{Repository.Packages}" />
              </packageSources>
            </configuration>
            """);

        // The user's cache serves what it has, but no package of this run stays in it.
        var cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        Write("Directory.Build.props", $"""
            <Project>
              <PropertyGroup>
                <RestorePackagesPath>{Path.Combine(Folder, "packages")}</RestorePackagesPath>
                <RestoreFallbackFolders>{cache}</RestoreFallbackFolders>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
            </Project>
            """);
        Directory.CreateDirectory(cache);
        Write("Consumer.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>{targetFramework}</TargetFramework>
                <OutputType>Exe</OutputType>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <EmitCompilerGeneratedFiles>true</EmitCompilerGeneratedFiles>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="FlowGen" Version="{repository.Version}" />
                <PackageReference Include="Microsoft.Extensions.DependencyInjection" Version="10.0.14" />
              </ItemGroup>
              {items}
            </Project>
            """);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("flowgen-consumer-").FullName;

    public void Write(string file, string text)
    {
        var path = Path.Combine(Folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    public Task<DotNetResult> BuildAsync(params string[] arguments) => DotNet.RunAsync(Folder, ["build", "-tl:off", .. arguments]);

    public Task<DotNetResult> RunAsync(IReadOnlyDictionary<string, string?> environment) => DotNet.RunAsync(Folder, environment, "run", "--no-build");

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
