using System.Security;

namespace FlowGen.Package.Tests;

/// <summary>A fresh folder of a user, outside the repository, whose projects find the packed packages.</summary>
internal class ConsumerFolder : IDisposable
{
    private static int s_count;

    /// <param name="name">What the folder is called; a number is added.</param>
    public ConsumerFolder(string name = "consumer")
    {
        Folder = Path.Combine(Repository.Root, $"{name}{Interlocked.Increment(ref s_count)}");
        Write("nuget.config", $"""
            <configuration>
              <packageSources>
                <add key="flowgen-packed" value="{SecurityElement.Escape(Repository.Packages)}" />
              </packageSources>
            </configuration>
            """);

        // The user's cache serves what it has, but no package of this run stays in it.
        var cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        Directory.CreateDirectory(cache);
        Write("Directory.Build.props", $"""
            <Project>
              <PropertyGroup>
                <RestorePackagesPath>{Repository.Restored}</RestorePackagesPath>
                <RestoreFallbackFolders>{SecurityElement.Escape(cache)}</RestoreFallbackFolders>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
            </Project>
            """);
    }

    public string Folder { get; }

    public void Write(string file, string text)
    {
        var path = Path.Combine(Folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    /// <summary>Runs the SDK in the folder.</summary>
    public Task<DotNetResult> DotNetAsync(params string[] arguments) => DotNet.RunAsync(Folder, arguments);

    /// <summary>Builds the folder's one project, or the one that is named.</summary>
    public Task<DotNetResult> BuildAsync(params string[] arguments) => DotNetAsync(["build", "-tl:off", .. arguments]);

    /// <summary>Runs what was built.</summary>
    public Task<DotNetResult> RunAsync(IReadOnlyDictionary<string, string?> environment, params string[] arguments) =>
        DotNet.RunAsync(Folder, environment, ["run", "--no-build", .. arguments]);

    /// <summary>What the generator wrote to disk (<c>EmitCompilerGeneratedFiles</c>): the text by the name of the file.</summary>
    public SortedDictionary<string, string> GeneratedFiles(string project = "")
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Folder, project, "obj"), "*.g.cs", SearchOption.AllDirectories).Where(static file => file.Contains("FlowGen.Generator", StringComparison.Ordinal)))
        {
            files.Add(Path.GetFileName(file), File.ReadAllText(file));
        }

        return files;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
