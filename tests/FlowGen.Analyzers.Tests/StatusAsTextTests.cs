using FlowGen.Analyzers.OpenEnums;
using FlowGen.CodeFixes;
using FlowGen.Testing;

namespace FlowGen.Analyzers.Tests;

/// <summary>FG2005: comparisons of a status with a text, and what they become.</summary>
public sealed class StatusAsTextTests
{
    private const string Get = "var flow = (await client.GetFlowAsync(request)).EnsureSuccess();\n";

    /// <summary>Each text in <c>[|…|]</c> is flagged. The fixed code comes second; the same code where nothing can be done.</summary>
    private static readonly Dictionary<string, (string Code, string Fixed)> Compared = new()
    {
        ["=="] = ("if (flow.Status.Value == [|\"DRAFT\"|]) Log(null);", "if (flow.Status == FlowStatus.Draft) Log(null);"),
        ["!="] = ("if (flow.Status.Value != [|\"PUBLISHED\"|]) Log(null);", "if (flow.Status != FlowStatus.Published) Log(null);"),
        ["the text first"] = ("if ([|\"DRAFT\"|] == flow.Status.Value) Log(null);", "if (flow.Status == FlowStatus.Draft) Log(null);"),
        ["a typo"] = ("if (flow.Status.Value == [|\"PUBLISHD\"|]) Log(null);", "if (flow.Status == FlowStatus.Published) Log(null);"),
        ["the wrong case"] = ("if (flow.Status.Value == [|\"draft\"|]) Log(null);", "if (flow.Status == FlowStatus.Draft) Log(null);"),
        ["a text that nothing is like"] = ("if (flow.Status.Value == [|\"ARCHIVED_BY_SOMEBODY\"|]) Log(null);", "if (flow.Status.Value == [|\"ARCHIVED_BY_SOMEBODY\"|]) Log(null);"),
        ["ToString"] = ("if (flow.Status.ToString() == [|\"DRAFT\"|]) Log(null);", "if (flow.Status == FlowStatus.Draft) Log(null);"),
        ["in a text of its own"] = ("if ($\"{flow.Status}\" == [|\"DRAFT\"|]) Log(null);", "if (flow.Status == FlowStatus.Draft) Log(null);"),
        ["in upper case"] = ("if (flow.Status.Value.ToUpperInvariant() == [|\"DRAFT\"|]) Log(null);", "if (flow.Status == FlowStatus.Draft) Log(null);"),
        ["a status that may be null"] = ("FlowDetails? maybe = flow;\nif (maybe?.Status.Value == [|\"DRAFT\"|]) Log(null);", "FlowDetails? maybe = flow;\nif (maybe?.Status == FlowStatus.Draft) Log(null);"),
        ["a status that is nullable"] = ("FlowStatus? status = flow.Status;\nif (status?.Value == [|\"DRAFT\"|] || status.Value.Value == [|\"PUBLISHED\"|]) Log(null);", "FlowStatus? status = flow.Status;\nif (status == FlowStatus.Draft || status.Value == FlowStatus.Published) Log(null);"),
        ["Equals"] = ("if (flow.Status.Value.Equals([|\"DRAFT\"|])) Log(null);", "if (flow.Status == FlowStatus.Draft) Log(null);"),
        ["Equals on the text"] = ("if ([|\"DRAFT\"|].Equals(flow.Status.Value)) Log(null);", "if (flow.Status == FlowStatus.Draft) Log(null);"),
        ["Equals with a comparison"] = ("if (!flow.Status.Value.Equals([|\"draft\"|], StringComparison.OrdinalIgnoreCase)) Log(null);", "if (flow.Status != FlowStatus.Draft) Log(null);"),
        ["string.Equals"] = ("if (string.Equals(flow.Status.Value, [|\"DRAFT\"|])) Log(null);", "if (flow.Status == FlowStatus.Draft) Log(null);"),
        ["string.Equals with a comparison"] = ("if (string.Equals([|\"DRAFT\"|], flow.Status.Value, StringComparison.Ordinal)) Log(null);", "if (flow.Status == FlowStatus.Draft) Log(null);"),
        ["a comparer"] = ("if (StringComparer.OrdinalIgnoreCase.Equals(flow.Status.Value, [|\"draft\"|])) Log(null);", "if (flow.Status == FlowStatus.Draft) Log(null);"),
        ["Equals on the status, which is never true"] = ("if (flow.Status.Equals([|\"DRAFT\"|])) Log(null);", "if (flow.Status == FlowStatus.Draft) Log(null);"),
        ["string.Compare"] = ("if (string.Compare(flow.Status.Value, [|\"DRAFT\"|], StringComparison.Ordinal) == 0) Log(null);", "if (string.Compare(flow.Status.Value, [|\"DRAFT\"|], StringComparison.Ordinal) == 0) Log(null);"),
        ["a tuple"] = ("if ((flow.Status.Value, flag) is ([|\"DRAFT\"|], true)) Log(null);", "if ((flow.Status.Value, flag) is ([|\"DRAFT\"|], true)) Log(null);"),
        ["is"] = ("if (flow.Status.Value is [|\"DRAFT\"|]) Log(null);", "if (flow.Status.Kind is FlowStatusKind.Draft) Log(null);"),
        ["is or"] = ("if (flow.Status.Value is [|\"DRAFT\"|] or [|\"PUBLISHD\"|]) Log(null);", "if (flow.Status.Kind is FlowStatusKind.Draft or FlowStatusKind.Published) Log(null);"),
        ["is not"] = ("if (flow.Status.Value is not ([|\"DRAFT\"|] or [|\"DEPRECATED\"|])) Log(null);", "if (flow.Status.Kind is not (FlowStatusKind.Draft or FlowStatusKind.Deprecated)) Log(null);"),
        ["a property pattern"] = ("if (flow is { Status.Value: [|\"DRAFT\"|], Name: \"a\" }) Log(null);", "if (flow is { Status.Kind: FlowStatusKind.Draft, Name: \"a\" }) Log(null);"),
        ["a nested property pattern"] = ("if (flow is { Status: { Value: not [|\"DRAFT\"|] } }) Log(null);", "if (flow is { Status: { Kind: not FlowStatusKind.Draft } }) Log(null);"),
        ["a switch statement"] = ("switch (flow.Status.Value) { case [|\"DRAFT\"|]: break; case [|\"PUBLISHED\"|] when flag: break; default: break; }", "switch (flow.Status.Kind) { case FlowStatusKind.Draft: break; case FlowStatusKind.Published when flag: break; default: break; }"),
        ["a switch expression"] = ("Use(flow.Status.Value switch { [|\"DRAFT\"|] or [|\"DEPRECATED\"|] => 1, _ => 2 });", "Use(flow.Status.Kind switch { FlowStatusKind.Draft or FlowStatusKind.Deprecated => 1, _ => 2 });"),
        ["a switch with a text that nothing is like"] = ("Use(flow.Status.Value switch { [|\"DRAFT\"|] => 1, [|\"SOMETHING_ELSE\"|] => 2, _ => 3 });", "Use(flow.Status.Value switch { [|\"DRAFT\"|] => 1, [|\"SOMETHING_ELSE\"|] => 2, _ => 3 });"),
        ["a constant"] = ("const string Draft = \"DRAFT\";\nif (flow.Status.Value == [|Draft|]) Log(null);", "const string Draft = \"DRAFT\";\nif (flow.Status == FlowStatus.Draft) Log(null);"),
        ["a local with the text"] = ("var status = flow.Status.Value;\nif (status == [|\"DRAFT\"|]) Log(null);", "var status = flow.Status.Value;\nif (status == FlowStatus.Draft.Value) Log(null);"),
        ["a default beside the text"] = ("FlowDetails? maybe = flow;\nif ((maybe?.Status.Value ?? \"\") == [|\"DRAFT\"|]) Log(null);", "FlowDetails? maybe = flow;\nif ((maybe?.Status.Value ?? \"\") == FlowStatus.Draft.Value) Log(null);"),
        ["a new status with a known text"] = ("if (flow.Status == new FlowStatus([|\"DRAFT\"|])) Log(null);", "if (flow.Status == FlowStatus.Draft) Log(null);"),
        ["a new status with a typo"] = ("if (flow.Status == new FlowStatus([|\"DRAFTT\"|])) Log(null);", "if (flow.Status == FlowStatus.Draft) Log(null);"),
        ["in a query"] = ("var drafts = new[] { flow }.Where(f => f.Status.Value == [|\"DRAFT\"|]).ToList();", "var drafts = new[] { flow }.Where(f => f.Status == FlowStatus.Draft).ToList();"),
        ["a span"] = ("if (flow.Status.Value.AsSpan().SequenceEqual([|\"DRAFT\"|])) Log(null);", "if (flow.Status == FlowStatus.Draft) Log(null);"),
        ["a span of the text"] = ("if (flow.Status.Value.AsSpan().Equals([|\"PUBLISHD\"|], StringComparison.OrdinalIgnoreCase)) Log(null);", "if (flow.Status == FlowStatus.Published) Log(null);"),
        ["in a ternary"] = ("Use(flow.Status.Value == [|\"DRAFT\"|] ? 1 : 2);", "Use(flow.Status == FlowStatus.Draft ? 1 : 2);"),
        ["with a comment"] = ("if (/* ready? */ flow.Status.Value == [|\"DRAFT\"|] /* yes */) Log(null);", "if (/* ready? */ flow.Status == FlowStatus.Draft /* yes */) Log(null);"),
    };

    private static readonly Dictionary<string, string> Sound = new()
    {
        ["the member"] = Get + "if (flow.Status == FlowStatus.Draft) Log(null);",
        ["the kind"] = Get + "if (flow.Status.Kind is FlowStatusKind.Draft) Log(null);",
        ["the member's text"] = Get + "if (flow.Status.Value == FlowStatus.Draft.Value) Log(null);",
        ["an empty text"] = Get + "if (flow.Status.Value == \"\" || flow.Status.Value is \"\") Log(null);",
        ["null"] = Get + "FlowDetails? maybe = flow;\nif (maybe?.Status.Value == null || maybe?.Status.Value is null) Log(null);",
        ["another text"] = Get + "if (flow.Name == \"DRAFT\" || flow.Id is \"DRAFT\") Log(null);",
        ["a text from elsewhere"] = Get + "if (flow.Status.Value == ids[0]) Log(null);",
        ["a new value that the spec does not know"] = Get + "if (flow.Status == new FlowStatus(\"ARCHIVED_BY_SOMEBODY\")) Log(null);",
        ["a status that is made"] = "var status = new FlowStatus(\"DRAFT\");\nUse(status);",
        ["a text that is printed"] = Get + "Log(flow.Status.Value + \" DRAFT\");\nLog($\"{flow.Status} DRAFT\");",
        ["a text that is searched"] = Get + "if (flow.Status.Value.StartsWith(\"DR\", StringComparison.Ordinal)) Log(null);",
        ["a local that changes"] = Get + "var text = flow.Status.Value;\ntext = ids[0];\nif (text == \"DRAFT\") Log(null);",
        ["a nullable's value"] = "int? number = 1;\nif (number.Value == 1 && new KeyValuePair<string, string>(\"a\", \"b\").Value == \"DRAFT\") Log(null);",
    };

    public static TheoryData<string> ComparedNames => [.. Compared.Keys];

    public static TheoryData<string> SoundNames => [.. Sound.Keys];

    [Theory]
    [MemberData(nameof(ComparedNames))]
    public Task A_comparison_with_a_text_is_flagged_and_fixed(string name) =>
        CodeFixVerifier<StatusAsTextAnalyzer, StatusAsTextCodeFixProvider>.VerifyCodeFixAsync(
            FlowProgram.Method(Get + Compared[name].Code), FlowProgram.Method(Get + Compared[name].Fixed), cancellationToken: TestContext.Current.CancellationToken);

    [Theory]
    [MemberData(nameof(SoundNames))]
    public Task A_comparison_with_something_else_is_not_flagged(string name) => AnalyzerVerifier<StatusAsTextAnalyzer>.VerifyAnalyzerAsync(
        FlowProgram.Method(Sound[name]), cancellationToken: TestContext.Current.CancellationToken);

    [Theory]
    [InlineData("DRAFT", "use FlowStatus.Draft")]
    [InlineData("PUBLISHD", "did you mean FlowStatus.Published?")]
    [InlineData("ARCHIVED_BY_SOMEBODY", "no known value is that")]
    public async Task The_message_says_what_to_write_instead(string text, string advice)
    {
        var compilation = TestCompilation.Create(FlowProgram.Method(Get + $"if (flow.Status.Value == \"{text}\") Log(null);"), ReferenceSet.Client);
        var diagnostic = Assert.Single(await AnalyzerVerifier<StatusAsTextAnalyzer>.DiagnoseAsync(compilation, TestContext.Current.CancellationToken));

        Assert.EndsWith(advice, diagnostic.GetMessage(null), StringComparison.Ordinal);
    }

    [Fact]
    public Task An_open_enum_may_look_at_its_own_text() => AnalyzerVerifier<StatusAsTextAnalyzer>.VerifyAnalyzerAsync(
        """
        using FlowGen.Annotations;

        [OpenEnum(typeof(OrderStateKind))]
        public readonly record struct OrderState(string Value)
        {
            public static OrderState Open { get; } = new("open");

            public OrderStateKind Kind => Value switch { "open" => OrderStateKind.Open, _ => OrderStateKind.Unknown };
        }

        public enum OrderStateKind
        {
            Unknown,
            [OpenEnumValue("open")] Open,
        }

        public static class Orders
        {
            public static bool IsOpen(OrderState state) => state.Value is [|"open"|];
        }
        """,
        cancellationToken: TestContext.Current.CancellationToken);

    [Fact]
    public Task A_name_that_is_not_in_scope_is_qualified() => CodeFixVerifier<StatusAsTextAnalyzer, StatusAsTextCodeFixProvider>.VerifyCodeFixAsync(
        """
        FlowGen.Cams.FlowDetails flow = null!;
        Console.WriteLine(flow.Status.Value == [|"DRAFT"|]);

        static class Check
        {
            public static bool IsDraft(FlowGen.Cams.FlowDetails flow) => flow.Status.Value is [|"DRAFT"|];
        }
        """,
        """
        FlowGen.Cams.FlowDetails flow = null!;
        Console.WriteLine(flow.Status == FlowGen.Cams.FlowStatus.Draft);

        static class Check
        {
            public static bool IsDraft(FlowGen.Cams.FlowDetails flow) => flow.Status.Kind is FlowGen.Cams.FlowStatusKind.Draft;
        }
        """,
        cancellationToken: TestContext.Current.CancellationToken);
}
