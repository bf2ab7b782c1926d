namespace FlowGen.Runtime.Tests.PublicApi;

public sealed class PublicApiTests
{
    private const string Variable = "FLOWGEN_UPDATE_SNAPSHOTS";

    /// <summary>
    /// Whoever changes the public API sees it in the diff of <c>PublicApi.txt</c>. Set FLOWGEN_UPDATE_SNAPSHOTS=1 to write it anew.
    /// </summary>
    [Fact]
    public void The_public_API_is_the_one_in_the_snapshot()
    {
        var path = Path.Combine(ProjectFolder(), "PublicApi.txt");
        var actual = PublicApiRenderer.Render(typeof(ApiResult).Assembly);
        if (Environment.GetEnvironmentVariable(Variable) == "1")
        {
            File.WriteAllText(path, actual);
        }

        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), actual);
    }

    /// <summary>Found from the output folder: a deterministic build, as on CI, knows no path of its sources.</summary>
    private static string ProjectFolder()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "FlowGen.Runtime.Tests.csproj")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("The tests do not run inside the repository.");
        }

        return folder;
    }
}
