using System.IO.Compression;

namespace FlowGen.Package.Tests;

/// <summary>What is built is a function of what it is built from, and of nothing of the machine.</summary>
public sealed class DeterminismTests(Repository repository)
{
    [Fact]
    public async Task A_consumer_is_the_same_to_the_byte_in_another_folder_another_culture_and_another_time_zone()
    {
        using var here = Create("here");
        using var there = Create("over there ");
        var turkish = new Dictionary<string, string?>
        {
            ["LANG"] = "tr_TR.UTF-8",
            ["LC_ALL"] = "tr_TR.UTF-8",
            ["TZ"] = "Pacific/Kiritimati",
            ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = null,
        };

        (await BuildAsync(here, new Dictionary<string, string?> { ["LC_ALL"] = "C" })).Succeeded();
        var build = (await BuildAsync(there, turkish)).Succeeded();

        Report(build.Output.Contains("lower case of I: ı", StringComparison.Ordinal)
            ? "The second build ran under tr-TR."
            : "The second build did not run under tr-TR: this machine has no ICU, or takes the culture from elsewhere.");
        var generated = here.GeneratedFiles();
        Assert.NotEmpty(generated);
        Assert.Equal(generated, there.GeneratedFiles());
        Assert.All(generated.Values, static text => Assert.DoesNotContain('\r', text));
        Assert.Equal(Built(here), Built(there));

        Consumer Create(string name)
        {
            var consumer = new Consumer(repository, name: name, items: """
                <Target Name="ShowCulture" BeforeTargets="CoreCompile">
                  <Message Importance="high" Text="lower case of I: $([System.String]::new('I').ToLower())" />
                </Target>
                """);
            consumer.Write("Program.cs", ProviderProgram.Text);
            return consumer;
        }

        static Task<DotNetResult> BuildAsync(Consumer consumer, IReadOnlyDictionary<string, string?> environment) =>
            DotNet.RunAsync(consumer.Folder, environment, "build", "-tl:off", $"-p:PathMap={consumer.Folder}{Path.DirectorySeparatorChar}=/_/");

        static byte[] Built(Consumer consumer) => File.ReadAllBytes(Path.Combine(consumer.Folder, "bin", "Debug", "net10.0", "Consumer.dll"));
    }

    [Fact]
    public async Task Packing_again_elsewhere_gives_the_same_files()
    {
        var folder = Path.Combine(Repository.Root, "second clone");
        var packages = Path.Combine(folder, "out");

        await repository.PackCopyAsync(folder, packages);

        foreach (var id in new[] { "FlowGen", "FlowGen.Runtime" })
        {
            var first = await FilesAsync(repository.PackageFile(id));
            var second = await FilesAsync(Path.Combine(packages, Path.GetFileName(repository.PackageFile(id))));
            Assert.Contains(first.Keys, static name => name.EndsWith(".dll", StringComparison.Ordinal));
            Assert.Equal(first.Keys, second.Keys);
            Assert.All(first, file => Assert.True(file.Value.AsSpan().SequenceEqual(second[file.Key]), $"{file.Key} of {id} differs."));
        }
    }

    /// <summary>The package's files without those of the container's own, which are named and dated anew by each packing.</summary>
    private static async Task<SortedDictionary<string, byte[]>> FilesAsync(string package)
    {
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        await using var archive = await ZipFile.OpenReadAsync(package, TestContext.Current.CancellationToken);
        foreach (var entry in archive.Entries.Where(static entry => !entry.FullName.StartsWith("package/", StringComparison.Ordinal) && !entry.FullName.StartsWith("_rels/", StringComparison.Ordinal)))
        {
            using var content = new MemoryStream();
            await using var stream = await entry.OpenAsync(TestContext.Current.CancellationToken);
            await stream.CopyToAsync(content, TestContext.Current.CancellationToken);
            files.Add(entry.FullName, content.ToArray());
        }

        return files;
    }

    private static void Report(string text) => TestContext.Current.TestOutputHelper?.WriteLine(text);
}
