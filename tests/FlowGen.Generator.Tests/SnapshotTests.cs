namespace FlowGen.Generator.Tests;

/// <summary>
/// The generated code of the shipped specs, kept in the repository and reviewed as code is. After a change that is meant, run these
/// tests with <c>FLOWGEN_UPDATE_SNAPSHOTS=1</c> and review the difference.
/// </summary>
public class SnapshotTests
{
    private static readonly string Snapshots = Path.Combine(Repository(), "tests", "FlowGen.Generator.Tests", "Snapshots");

    private static readonly bool IsUpdate = Environment.GetEnvironmentVariable("FLOWGEN_UPDATE_SNAPSHOTS") == "1";

    public static TheoryData<string> Specs => ["alibaba-cams", "8x8-chatapps"];

    [Theory]
    [MemberData(nameof(Specs))]
    public void The_generated_code_is_the_code_that_was_reviewed(string name)
    {
        var folder = Path.Combine(Snapshots, name);
        var generated = (name == "alibaba-cams" ? SpecText.Cams : SpecText.EightByEight).Emit()
            .ToDictionary(static file => file.Key + ".txt", static file => file.Value, StringComparer.Ordinal);
        if (IsUpdate)
        {
            Update(folder, generated);
        }

        var kept = Directory.EnumerateFiles(folder).Select(static path => Path.GetFileName(path)).ToHashSet(StringComparer.Ordinal);
        Assert.True(kept.IsSubsetOf(generated.Keys), "No longer generated: " + string.Join(", ", kept.Except(generated.Keys)) + Hint);
        Assert.True(kept.IsSupersetOf(generated.Keys), "No snapshot of: " + string.Join(", ", generated.Keys.Except(kept)) + Hint);
        foreach (var (file, code) in generated)
        {
            var difference = FirstDifference(File.ReadAllText(Path.Combine(folder, file)).ReplaceLineEndings("\n"), code);
            Assert.True(difference is null, file + difference + Hint);
        }
    }

    private static string Hint => "\nIf that is meant, run with FLOWGEN_UPDATE_SNAPSHOTS=1 and review the difference.";

    private static void Update(string folder, Dictionary<string, string> generated)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder);
        foreach (var (file, code) in generated)
        {
            File.WriteAllText(Path.Combine(folder, file), code);
        }
    }

    private static string? FirstDifference(string expected, string actual)
    {
        var before = expected.Split('\n');
        var after = actual.Split('\n');
        for (var line = 0; line < Math.Max(before.Length, after.Length); line++)
        {
            var was = before.ElementAtOrDefault(line);
            var now = after.ElementAtOrDefault(line);
            if (was != now)
            {
                return $"({line + 1}):\n  was: {was ?? "(the end)"}\n  now: {now ?? "(the end)"}";
            }
        }

        return null;
    }

    private static string Repository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "FlowGen.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("The tests do not run inside the repository.");
        }

        return folder;
    }
}
