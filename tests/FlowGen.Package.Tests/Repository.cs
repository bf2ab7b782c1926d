namespace FlowGen.Package.Tests;

/// <summary>
/// A copy of this repository without anything built, as a fresh clone has it, and the packages packed from it. Building in the copy keeps
/// out of the way of the build that runs these tests.
/// </summary>
public sealed class Repository : IAsyncLifetime
{
    private static readonly string[] NotInAClone = ["bin", "obj", ".git", "TestResults", "artifacts", "BenchmarkDotNet.Artifacts", ".vs"];

    /// <summary>Every run packs another version, so that no cache can hold an older package of that name.</summary>
    public string Version { get; } = $"0.1.0-test{DateTime.UtcNow:yyyyMMddHHmmss}";

    /// <summary>The repository that these tests are built from.</summary>
    public static string Origin { get; } = FindOrigin();

    /// <summary>Where everything of this run lies, but for the packages. It is deleted in the end.</summary>
    public static string Root { get; } = Directory.CreateTempSubdirectory("flowgen-").FullName;

    /// <summary>Where the consumers restore to: one folder, so that each package is unpacked once.</summary>
    public static string Restored { get; } = Path.Combine(Root, "restored");

    /// <summary>The copy.</summary>
    public string Folder { get; } = Path.Combine(Root, "clone");

    /// <summary>Where the packages are.</summary>
    public static string Packages => Path.Combine(Origin, "tests", "packages");

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Packages);
        DeletePackages();
        await PackCopyAsync(Folder, Packages);
        await PackAsync(Folder, Packages, "src/FlowGen.Sandbox");
    }

    public ValueTask DisposeAsync()
    {
        DeletePackages();
        Directory.Delete(Root, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>Copies the repository to <paramref name="folder"/> and packs what a user adds into <paramref name="packages"/>.</summary>
    public async Task PackCopyAsync(string folder, string packages)
    {
        Copy(new DirectoryInfo(Origin), folder);
        await PackAsync(folder, packages, "src/FlowGen");
        await PackAsync(folder, packages, "src/FlowGen.Runtime", "--no-build");
    }

    private async Task PackAsync(string folder, string packages, string project, params string[] arguments)
    {
        // As a build server does it: no path of the machine gets into what is compiled. The commas and equals signs of a path are doubled.
        var map = (folder + Path.DirectorySeparatorChar).Replace(",", ",,", StringComparison.Ordinal).Replace("=", "==", StringComparison.Ordinal) + "=/_/";
        (await DotNet.RunAsync(folder, ["pack", project, .. arguments, "-c", "Release", "-o", packages, $"-p:Version={Version}", $"-p:PathMap={map}"])).Succeeded();
    }

    /// <summary>The packed package.</summary>
    public string PackageFile(string id) => Path.Combine(Packages, $"{id}.{Version}.nupkg");

    private static void DeletePackages()
    {
        foreach (var package in Directory.EnumerateFiles(Packages, "*.nupkg"))
        {
            File.Delete(package);
        }
    }

    private static void Copy(DirectoryInfo from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in from.EnumerateFiles())
        {
            if (file.Extension != ".nupkg")
            {
                file.CopyTo(Path.Combine(to, file.Name));
            }
        }

        foreach (var folder in from.EnumerateDirectories())
        {
            if (!NotInAClone.Contains(folder.Name))
            {
                Copy(folder, Path.Combine(to, folder.Name));
            }
        }
    }

    private static string FindOrigin()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "FlowGen.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("These tests run inside the repository.");
    }
}
