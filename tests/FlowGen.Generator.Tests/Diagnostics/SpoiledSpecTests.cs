using FlowGen.Generator.Spec;

namespace FlowGen.Generator.Tests.Diagnostics;

/// <summary>The shipped specs with each of their values in turn replaced or taken away: nothing throws, and what is left compiles.</summary>
public class SpoiledSpecTests
{
    private static readonly Dictionary<string, string> Replacements = new(StringComparer.Ordinal)
    {
        ["null"] = "null",
        ["true"] = "true",
        ["a number"] = "-1.5",
        ["a text"] = "\"spoiled\"",
        ["an array"] = "[null, 1]",
        ["an object"] = "{\"spoiled\":{}}",
    };

    public static TheoryData<string, string> ReplacedBy => [.. from name in Shipped.Keys from kind in Replacements.Keys select (name, kind)];

    public static TheoryData<string> ShippedNames => [.. Shipped.Keys];

    private static Dictionary<string, SpecText> Shipped { get; } = new(StringComparer.Ordinal)
    {
        ["alibaba-cams"] = SpecText.Cams,
        ["8x8-chatapps"] = SpecText.EightByEight,
    };

    [Theory]
    [MemberData(nameof(ReplacedBy))]
    public void A_value_of_another_kind_anywhere_throws_nothing(string name, string kind)
    {
        var spec = Shipped[name];
        var count = 0;
        foreach (var node in Nodes(spec))
        {
            Check(spec, JsonPointer.Of(node), Replace(spec, node, Replacements[kind]), isCompiled: count++ % 199 == 0);
        }

        Assert.True(count > 300);
    }

    [Theory]
    [MemberData(nameof(ShippedNames))]
    public void A_missing_value_anywhere_throws_nothing(string name)
    {
        var spec = Shipped[name];
        var count = 0;
        foreach (var node in Nodes(spec))
        {
            Check(spec, JsonPointer.Of(node), Remove(spec, node), isCompiled: count++ % 199 == 0);
        }

        Assert.True(count > 300);
    }

    /// <summary>A fault in one operation or type leaves the others in place.</summary>
    [Theory]
    [InlineData("/paths/~1GetFlow/post/parameters/0/in", "Operation.GetFlow.g.cs")]
    [InlineData("/paths/~1GetFlow/post/parameters/0", "Operation.GetFlow.g.cs")]
    [InlineData("/paths/~1GetFlow/post/parameters", "Operation.GetFlow.g.cs")]
    [InlineData("/paths/~1GetFlow/post/responses", "Operation.GetFlow.g.cs")]
    [InlineData("/paths/~1GetFlow/post/responses/200/content", "Operation.GetFlow.g.cs")]
    [InlineData("/paths/~1GetFlow/post", "Operation.GetFlow.g.cs")]
    [InlineData("/components/schemas/FlowDetails", "Type.FlowDetails.g.cs")]
    public void Only_what_is_spoiled_is_missing(string place, string missing)
    {
        var spoiled = Replace(SpecText.Cams, Nodes(SpecText.Cams).Single(node => JsonPointer.Of(node) == place), "1");
        var run = GeneratorRun.Of(SpecText.Cams.WithText(spoiled));

        Assert.NotEmpty(run.SpecDiagnostics);
        Assert.DoesNotContain(run.Result.GeneratedSources, source => source.HintName.EndsWith(missing, StringComparison.Ordinal));
        Assert.Contains(run.Result.GeneratedSources, static source => source.HintName.EndsWith("Operation.GetFlowPreviewUrl.g.cs", StringComparison.Ordinal));
        Assert.Contains(run.Result.GeneratedSources, static source => source.HintName.EndsWith("Client.CamsClient.g.cs", StringComparison.Ordinal));
        Assert.Empty(run.CompilerDiagnostics);
    }

    private static void Check(SpecText spec, string place, string spoiled, bool isCompiled)
    {
        var text = spec.WithText(spoiled);
        try
        {
            text.Emit();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw new InvalidOperationException("Spoiled at " + place + ": " + exception.Message, exception);
        }

        if (isCompiled)
        {
            var run = GeneratorRun.Of(text);
            Assert.Null(run.Result.Exception);
            Assert.True(!run.CompilerDiagnostics.Any(), place + ": " + string.Join('\n', run.CompilerDiagnostics.Take(3)));
        }
    }

    /// <summary>Every value below the root. What examples hold is data, which nothing is made from.</summary>
    private static IEnumerable<JsonNode> Nodes(SpecText spec)
    {
        var pending = new Stack<JsonNode>();
        pending.Push(JsonTreeReader.Read(spec.Text, static _ => { }, TestContext.Current.CancellationToken));
        while (pending.TryPop(out var node))
        {
            if (node.Parent is not null)
            {
                yield return node;
            }

            if (node.Key is "example" or "examples")
            {
                continue;
            }

            foreach (var child in node.Items.Concat(node.Members.Select(static member => member.Value)))
            {
                pending.Push(child);
            }
        }
    }

    private static string Replace(SpecText spec, JsonNode node, string replacement) => spec.Text[..node.Start] + replacement + spec.Text[node.End..];

    /// <summary>The spec without the value, its name, and one comma beside it.</summary>
    private static string Remove(SpecText spec, JsonNode node)
    {
        var start = node.Parent!.Find(node.Key)?.NameStart ?? node.Start;
        var before = spec.Text[..start].TrimEnd();
        var after = spec.Text[node.End..].TrimStart();
        return after[0] == ',' ? before + after[1..] : before.TrimEnd(',') + after;
    }
}
