using System.Runtime.CompilerServices;

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
        var path = Path.Combine(Path.GetDirectoryName(Here())!, "..", "PublicApi.txt");
        var actual = PublicApiRenderer.Render(typeof(ApiResult).Assembly);
        if (Environment.GetEnvironmentVariable(Variable) == "1")
        {
            File.WriteAllText(path, actual);
        }

        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), actual);
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
