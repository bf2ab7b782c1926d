using System.Text.Json;
using Microsoft.CodeAnalysis;

namespace FlowGen.Generator.Tests.Incremental;

/// <summary>What is computed again after which edit.</summary>
public class CachingTests
{
    private static readonly GeneratorRun First = GeneratorRun.Of("class Consumer;", SpecText.Cams, SpecText.EightByEight);

    private static readonly string[] Steps =
    [
        FlowGenerator.Steps.Specs, FlowGenerator.Steps.Results, FlowGenerator.Steps.Clients, FlowGenerator.Steps.Sources,
    ];

    /// <summary>Edits of the CAMS spec that say the same in other words.</summary>
    public static TheoryData<string, string> Reformatted => new()
    {
        { "with CR LF", SpecText.Cams.Text.Replace("\n", "\r\n", StringComparison.Ordinal) },
        { "with CR", SpecText.Cams.Text.Replace('\n', '\r') },
        { "moved down by a line", "\n" + SpecText.Cams.Text },
        { "with a blank behind it", SpecText.Cams.Text + " \n\n" },
        { "indented by tabs", SpecText.Cams.Text.Replace("  ", "\t", StringComparison.Ordinal) },
        { "on one line", JsonSerializer.Serialize(JsonDocument.Parse(SpecText.Cams.Text).RootElement) },
        { "with other escapes", SpecText.Cams.Text.Replace("GetFlow", "Get\\u0046low", StringComparison.Ordinal) },
    };

    /// <summary>An edit, and the one file that it changes.</summary>
    public static TheoryData<string, string, string> SmallEdits => new()
    {
        { "The version of the flow's JSON.", "Which version of the flow's JSON.", "FlowGen.Cams.CamsClient.Type.FlowDetails.g.cs" },
        { "Why access was denied.", "Why you may not.", "FlowGen.Cams.CamsClient.Type.ErrorResponse.g.cs" },
        { "The service refused the call.", "The service said no.", "" },
        { "\"BLOCKED\"", "\"STOPPED\"", "FlowGen.Cams.CamsClient.Enum.FlowStatus.g.cs" },
        { "Reads the details of a flow.", "Reads a flow.", "FlowGen.Cams.CamsClient.Operation.GetFlow.g.cs" },
        { "\"SURVEY\"", "\"POLL\"", "FlowGen.Cams.CamsClient.Enum.FlowCategory.g.cs" },
        { "https://cams.ap-southeast-1.aliyuncs.com", "https://cams.example", "FlowGen.Cams.CamsClient.Client.CamsClient.g.cs" },
        { "\"FilePath\": {", "\"FileAddress\": {", "FlowGen.Cams.CamsClient.Type.FlowJsonAsset.g.cs" },
    };

    [Fact]
    public void Nothing_is_computed_again_when_nothing_changed() => AssertAllReused(First.Again());

    [Fact]
    public void An_edit_of_unrelated_code_computes_nothing_again()
    {
        var run = First.WithConsumer("class Consumer { int Edited => 1; }");

        AssertAllReused(run);
        Assert.All(run.Reasons(FlowGenerator.Steps.Specs), static reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
        Assert.All(run.Reasons(FlowGenerator.Steps.Results), static reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
        Assert.All(run.Reasons(FlowGenerator.Steps.Sources), static reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Theory]
    [MemberData(nameof(Reformatted))]
    public void A_reformatted_spec_emits_no_source_again(string how, string text)
    {
        Assert.NotEqual(SpecText.Cams.Text, text);
        var run = First.WithSpec(SpecText.Cams, SpecText.Cams.WithText(text));

        Assert.All(run.Reasons(FlowGenerator.Steps.Clients), reason => Assert.True(GeneratorRun.IsReused(reason), how + ": " + reason));
        Assert.All(run.Reasons(FlowGenerator.Steps.Sources), reason => Assert.True(GeneratorRun.IsReused(reason), how + ": " + reason));
        Assert.All(run.OutputReasons, reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
        Assert.Empty(run.SpecDiagnostics);
    }

    [Theory]
    [MemberData(nameof(SmallEdits))]
    public void A_small_edit_emits_the_one_file_that_it_is_about(string before, string after, string file)
    {
        var run = First.WithSpec(SpecText.Cams, SpecText.Cams.With(before, after));

        Assert.Equal(file.Length == 0 ? [] : [file], run.EmittedSources);
        Assert.Empty(run.CompilerDiagnostics);
    }

    [Fact]
    public void An_edit_of_one_spec_leaves_the_other_alone()
    {
        var run = First.WithSpec(SpecText.EightByEight, SpecText.EightByEight.With("Was published and is no longer recommended.", "Was published once."));

        Assert.Equal(["FlowGen.EightByEight.EightByEightClient.Enum.FlowStatus.g.cs"], run.EmittedSources);
        Assert.Equal([IncrementalStepRunReason.Cached, IncrementalStepRunReason.Modified], run.Reasons(FlowGenerator.Steps.Results));
    }

    [Fact]
    public void A_fault_that_changes_no_code_is_reported_and_emits_nothing()
    {
        var run = First.WithSpec(SpecText.Cams, SpecText.Cams.With("\"x-flowgen-idempotent\": true,", "\"x-flowgen-idempotent\": true, \"x-flowgen-idempotnt\": true,"));

        Assert.Equal(["FG1003"], run.SpecDiagnostics.Select(static diagnostic => diagnostic.Id).Distinct());
        Assert.Empty(run.EmittedSources);
        Assert.All(run.Reasons(FlowGenerator.Steps.Sources), static reason => Assert.True(GeneratorRun.IsReused(reason)));
    }

    [Fact]
    public void A_fault_that_moves_is_reported_anew_and_emits_nothing()
    {
        var faulty = SpecText.Cams.With("x-flowgen-idempotent", "x-flowgen-idempotnt");
        var first = GeneratorRun.Of(faulty);
        var run = first.WithSpec(faulty, faulty.WithText("\n" + faulty.Text));

        Assert.Equal(
            first.SpecDiagnostics.Select(static diagnostic => diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1),
            run.SpecDiagnostics.Select(static diagnostic => diagnostic.Location.GetLineSpan().StartLinePosition.Line));
        Assert.Empty(run.EmittedSources);
    }

    [Fact]
    public void A_broken_spec_takes_its_own_client_away_and_no_other()
    {
        var run = First.WithSpec(SpecText.Cams, SpecText.Cams.WithText("{"));

        Assert.Equal("FG1001", Assert.Single(run.SpecDiagnostics).Id);
        Assert.All(run.Result.GeneratedSources, static source => Assert.StartsWith("FlowGen.EightByEight.", source.HintName, StringComparison.Ordinal));
        Assert.Equal(
            First.Result.GeneratedSources.Count(static source => source.HintName.StartsWith("FlowGen.EightByEight.", StringComparison.Ordinal)),
            run.Result.GeneratedSources.Length);
    }

    [Fact]
    public void A_file_that_the_build_lists_twice_is_one_spec()
    {
        var run = GeneratorRun.Of(SpecText.Cams, SpecText.Cams.WithText(SpecText.Cams.Text));

        Assert.Empty(run.SpecDiagnostics);
        Assert.Empty(run.CompilerDiagnostics);
        Assert.Contains(run.Result.GeneratedSources, static source => source.HintName == "FlowGen.Cams.CamsClient.Client.CamsClient.g.cs");
    }

    [Fact]
    public void A_file_without_the_mark_of_a_spec_is_no_spec()
    {
        var run = GeneratorRun.Of(new SpecText("notes.json", "not JSON at all") { IsMarked = false });

        Assert.Empty(run.SpecDiagnostics);
        Assert.Empty(run.Result.GeneratedSources);
    }

    [Fact]
    public void Reading_a_spec_can_be_cancelled()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();

        Assert.Throws<OperationCanceledException>(() => Spec.SpecParser.Parse(new("spec.json", SpecText.Cams.Text, "", ""), source.Token));
    }

    private static void AssertAllReused(GeneratorRun run)
    {
        foreach (var step in Steps)
        {
            Assert.True(run.Reasons(step).Any(), step + " did not run.");
            Assert.All(run.Reasons(step), reason => Assert.True(GeneratorRun.IsReused(reason), step + ": " + reason));
        }

        Assert.All(run.OutputReasons, static reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }
}
