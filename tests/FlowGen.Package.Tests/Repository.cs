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

    /// <summary>The copy.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("flowgen-clone-").FullName;

    /// <summary>Where the packages are.</summary>
    public static string Packages => Path.Combine(Origin, "tests", "packages");

    public async ValueTask InitializeAsync()
    {
        foreach (var old in Directory.EnumerateFiles(Packages, "*.nupkg"))
        {
            File.Delete(old);
        }

        Copy(new DirectoryInfo(Origin), Folder);
        var packed = await DotNet.RunAsync(Folder, "pack", "src/FlowGen", "-c", "Release", "-o", Packages, $"-p:Version={Version}");
        packed.Succeeded();
        packed = await DotNet.RunAsync(Folder, "pack", "src/FlowGen.Runtime", "-c", "Release", "-o", Packages, $"-p:Version={Version}");
        packed.Succeeded();
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>The packed package.</summary>
    public string PackageFile(string id) => Path.Combine(Packages, $"{id}.{Version}.nupkg");

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
