namespace FlowGen.Package.Tests;

/// <summary>What a person sees who edits a spec of this repository and builds again.</summary>
public sealed class SpecEditTests(Repository repository)
{
    private const string Cams = "schemas/alibaba-cams.openapi.json";

    [Fact]
    public async Task Adding_a_field_and_renaming_an_enum_value_change_what_the_sample_compiles_against()
    {
        using var edit = new SpecEdit(repository, Cams);
        edit.Replace("\"FlowName\": {", "\"Owner\": { \"type\": \"string\" },\n          \"FlowName\": {");
        edit.Replace("\"DRAFT\"", "\"IN_PROGRESS\"");
        using var probe = new TemporaryFile(Path.Combine(repository.Folder, "samples", "Quickstart", "Probe.cs"), """
            namespace Quickstart;

            internal static class Probe
            {
                public static string? Owner(FlowGen.Cams.FlowDetails flow) =>
                    flow.Status == FlowGen.Cams.FlowStatus.InProgress ? flow.Owner : null;
            }
            """);

        (await BuildAsync()).Succeeded();

        edit.Undo();
        var build = (await BuildAsync()).Failed();
        Assert.Contains("error CS0117: 'FlowStatus' does not contain a definition for 'InProgress'", build.Output, StringComparison.Ordinal);
        Assert.Contains("error CS1061: 'FlowDetails' does not contain a definition for 'Owner'", build.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"version\": \"2020-06-06\",\n    \"description\"", "\"version\": \"2020-06-06\"\n    \"description\"", "(6,5): error FG1001: The spec is not JSON: a comma or '}' is expected here")]
    [InlineData("\"#/components/schemas/FlowDetails\"", "\"#/components/schemas/FlowDetail\"", "error FG1005: '#/components/schemas/FlowDetail' leads nowhere: /components/schemas has no 'FlowDetail'. Did you mean 'FlowDetails'?")]
    [InlineData("\"permits\": 5", "\"permits\": \"5\"", "error FG1004: /x-flowgen-rate-limits/flows/permits must be a number, not a text")]
    public async Task A_broken_edit_is_an_error_at_its_line_and_column_and_nothing_throws(string before, string after, string expected)
    {
        using var edit = new SpecEdit(repository, Cams);
        edit.Replace(before, after);

        var build = (await BuildAsync()).Failed();

        Assert.Matches(@"alibaba-cams\.openapi\.json\(\d+,\d+\): error FG1", build.Output);
        Assert.Contains(expected, build.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("CS8785", build.Output, StringComparison.Ordinal);
    }

    private Task<DotNetResult> BuildAsync() => DotNet.RunAsync(repository.Folder, "build", "samples/Quickstart", "-tl:off");

    /// <summary>An edit of a spec that is undone in the end.</summary>
    private sealed class SpecEdit(Repository repository, string file) : IDisposable
    {
        private readonly string _path = Path.Combine(repository.Folder, file);
        private readonly string _original = File.ReadAllText(Path.Combine(repository.Folder, file));

        public void Replace(string before, string after)
        {
            var text = File.ReadAllText(_path);
            Assert.Contains(before, text, StringComparison.Ordinal);
            File.WriteAllText(_path, text.Replace(before, after, StringComparison.Ordinal));
        }

        public void Undo() => File.WriteAllText(_path, _original);

        public void Dispose() => Undo();
    }

    private sealed class TemporaryFile : IDisposable
    {
        private readonly string _path;

        public TemporaryFile(string path, string text)
        {
            _path = path;
            File.WriteAllText(path, text);
        }

        public void Dispose() => File.Delete(_path);
    }
}
