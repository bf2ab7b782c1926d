namespace FlowGen.Generator.Tests.Incremental;

/// <summary>A client of many types: the compiler touches each generated file after every edit, so that there must not be many.</summary>
public class LargeClientTests
{
    private static readonly GeneratorRun First = GeneratorRun.Of(Spec(300));

    [Fact]
    public void A_large_client_is_generated_into_few_files() => Assert.InRange(First.Result.GeneratedSources.Length, 60, 70);

    [Fact]
    public void A_large_client_compiles_without_a_warning() => Assert.Empty(First.CompilerDiagnostics);

    [Fact]
    public void An_edit_of_one_type_emits_one_file()
    {
        var before = Spec(300);
        var run = GeneratorRun.Of(before);

        run = run.WithSpec(before, before.With("\"id150\"", "\"key150\""));

        Assert.Single(run.EmittedSources);
        Assert.Contains(" Key150 ", run.Source(run.EmittedSources.Single()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_type_leaves_the_others_where_they_are()
    {
        var before = Spec(300);
        var run = GeneratorRun.Of(before);

        run = run.WithSpec(before, Spec(301));

        // The file that it comes into, and the one of the type that refers to it.
        Assert.InRange(run.EmittedSources.Count(), 1, 2);
    }

    [Fact]
    public void A_small_client_has_a_file_for_each_type()
    {
        var run = GeneratorRun.Of(Spec(50));

        Assert.Contains("public sealed partial class Thing7\n", run.Source(".Type.Thing7.g.cs"), StringComparison.Ordinal);
    }

    private static SpecText Spec(int types)
    {
        var schemas = Enumerable.Range(0, types).Select(static number =>
            $$"""  "Thing{{number}}": { "description": "Thing number {{number}}.", "properties": { "id{{number}}": { "type": "string" } } }""");
        var uses = Enumerable.Range(0, types).Select(static number => $$""" "p{{number}}": { "$ref": "#/components/schemas/Thing{{number}}" }""");
        return SmallSpec.Answering("{ \"properties\": {" + string.Join(",", uses) + "} }", string.Join(",\n", schemas));
    }
}
