using FlowGen.Analyzers.OpenEnums;
using FlowGen.CodeFixes;
using FlowGen.Testing;

namespace FlowGen.Analyzers.Tests;

/// <summary>FG2004: which switches miss a value of an open enum, and how the missing arms are added.</summary>
public sealed class IncompleteSwitchTests
{
    private const string Get = "var flow = (await client.GetFlowAsync(request)).EnsureSuccess();\n";

    private static readonly Dictionary<string, string> Incomplete = new()
    {
        ["a statement without the unknown value"] = Get + "[|switch|] (flow.Status.Kind) { case FlowStatusKind.Draft: break; case FlowStatusKind.Published: break; case FlowStatusKind.Deprecated: break; }",
        ["a statement with one case"] = Get + "[|switch|] (flow.Status.Kind) { case FlowStatusKind.Draft: Log(null); break; }",
        ["a statement that lacks a known value"] = Get + "[|switch|] (flow.Status.Kind) { case FlowStatusKind.Draft: case FlowStatusKind.Published: break; case FlowStatusKind.Unknown: break; }",
        ["a statement without a case"] = Get + "[|switch|] (flow.Status.Kind) { }",
        ["a statement over a local"] = Get + "var kind = flow.Status.Kind;\n[|switch|] (kind) { case FlowStatusKind.Draft: break; }",
        ["a statement over a kind that may be null"] = Get + "FlowDetails? maybe = flow;\n[|switch|] (maybe?.Status.Kind) { case null: break; case FlowStatusKind.Draft: break; }",
        ["a case with a condition"] = Get + "[|switch|] (flow.Status.Kind) { case FlowStatusKind.Draft when flag: break; case FlowStatusKind.Published: case FlowStatusKind.Deprecated: case FlowStatusKind.Unknown: break; }",
        ["an expression without the unknown value"] = Get + "Use(flow.Status.Kind [|switch|] { FlowStatusKind.Draft => 1, FlowStatusKind.Published => 2, FlowStatusKind.Deprecated => 3 });",
        ["an expression with an or pattern"] = Get + "Use(flow.Status.Kind [|switch|] { FlowStatusKind.Draft or FlowStatusKind.Published => 1, FlowStatusKind.Unknown => 2 });",
        ["an expression with a discard that has a condition"] = Get + "Use(flow.Status.Kind [|switch|] { FlowStatusKind.Draft => 1, _ when flag => 2 });",
        ["an expression over the open enum itself"] = Get + "Use(flow.Status [|switch|] { { Kind: FlowStatusKind.Draft } => 1, { Kind: FlowStatusKind.Published or FlowStatusKind.Deprecated } => 2 });",
        ["an expression with a relational pattern"] = Get + "Use(flow.Status.Kind [|switch|] { > FlowStatusKind.Published => 1, FlowStatusKind.Unknown => 2 });",
        ["an expression with a negated pattern"] = Get + "Use(flow.Status.Kind [|switch|] { not (FlowStatusKind.Draft or FlowStatusKind.Published) => 1, FlowStatusKind.Published => 2 });",
        ["an expression over a tuple with a flag"] = Get + "Use((flag, flow.Status.Kind) [|switch|] { (true, FlowStatusKind.Draft) => 1, (true, FlowStatusKind.Published) => 2, (false, _) => 3 });",
        ["in a lambda"] = "Func<FlowDetails, int> rank = f => f.Status.Kind [|switch|] { FlowStatusKind.Draft => 1, FlowStatusKind.Unknown => 0 };",
    };

    private static readonly Dictionary<string, string> Complete = new()
    {
        ["an expression over a tuple, flag by flag"] = Get + "Use((flag, flow.Status.Kind) switch { (true, FlowStatusKind.Draft) => 1, (false, FlowStatusKind.Draft) => 2, (_, not FlowStatusKind.Draft) => 3 });",
        ["an expression over a tuple with something else"] = Get + "Use((flow.Name, flow.Status.Kind) switch { (null, FlowStatusKind.Draft) => 1, ({ Length: > 0 }, FlowStatusKind.Draft) => 2, (_, FlowStatusKind.Published or FlowStatusKind.Deprecated) => 3, (not null, FlowStatusKind.Unknown) => 4, (null, _) => 5 });",
        ["a statement with all cases"] = Get + "switch (flow.Status.Kind) { case FlowStatusKind.Draft: break; case FlowStatusKind.Published: case FlowStatusKind.Deprecated: break; case FlowStatusKind.Unknown: break; }",
        ["a statement with a default"] = Get + "switch (flow.Status.Kind) { case FlowStatusKind.Draft: break; default: break; }",
        ["a statement with a type pattern"] = Get + "switch (flow.Status.Kind) { case FlowStatusKind.Draft: break; case FlowStatusKind other: Use(other); break; }",
        ["a statement with var"] = Get + "switch (flow.Status.Kind) { case FlowStatusKind.Draft: break; case var other: Use(other); break; }",
        ["a statement with a constant condition"] = Get + "switch (flow.Status.Kind) { case FlowStatusKind.Draft when true: break; case not FlowStatusKind.Draft: break; }",
        ["an expression with a discard"] = Get + "Use(flow.Status.Kind switch { FlowStatusKind.Draft => 1, _ => 2 });",
        ["an expression with all arms"] = Get + "Use(flow.Status.Kind switch { FlowStatusKind.Draft or FlowStatusKind.Published => 1, FlowStatusKind.Deprecated => 2, FlowStatusKind.Unknown => 0 });",
        ["an expression with a negated pattern"] = Get + "Use(flow.Status.Kind switch { FlowStatusKind.Draft => 1, not FlowStatusKind.Draft => 2 });",
        ["an expression with relational patterns"] = Get + "Use(flow.Status.Kind switch { <= FlowStatusKind.Draft => 1, > FlowStatusKind.Draft => 2 });",
        ["an expression over the open enum itself"] = Get + "Use(flow.Status switch { { Kind: FlowStatusKind.Draft } => 1, { Kind: not FlowStatusKind.Draft } => 2 });",
        ["an expression over the open enum with a discard"] = Get + "Use(flow.Status switch { { Kind: FlowStatusKind.Draft } => 1, { } => 2 });",
        ["a switch over another enum"] = "switch (DateTime.Now.DayOfWeek) { case DayOfWeek.Monday: break; }",
        ["a switch over a number"] = "switch (ids.Length) { case 1: break; }",
        ["a switch over the object"] = Get + "Use(flow switch { { Status.Kind: FlowStatusKind.Draft } => 1, _ => 2 });",
        ["no switch at all"] = Get + "if (flow.Status.Kind == FlowStatusKind.Draft) Log(null);",
    };

    public static TheoryData<string> IncompleteNames => [.. Incomplete.Keys];

    public static TheoryData<string> CompleteNames => [.. Complete.Keys];

    [Theory]
    [MemberData(nameof(IncompleteNames))]
    public Task A_switch_that_misses_a_value_is_flagged(string name) => VerifyAsync(Incomplete[name]);

    [Theory]
    [MemberData(nameof(CompleteNames))]
    public Task A_switch_that_misses_nothing_is_not_flagged(string name) => VerifyAsync(Complete[name]);

    [Fact]
    public Task A_statement_gets_cases_that_do_nothing() => VerifyFixAsync(
        Get + """
        [|switch|] (flow.Status.Kind)
        {
            // still being edited
            case FlowStatusKind.Draft:
                Log("draft");
                break; // done
        }
        """,
        Get + """
        switch (flow.Status.Kind)
        {
            // still being edited
            case FlowStatusKind.Draft:
                Log("draft");
                break; // done
            case FlowStatusKind.Published:
            case FlowStatusKind.Deprecated:
            case FlowStatusKind.Unknown:
                break;
        }
        """);

    [Fact]
    public Task An_empty_statement_gets_all_cases() => VerifyFixAsync(
        Get + "[|switch|] (flow.Status.Kind)\n{\n}",
        Get + "switch (flow.Status.Kind)\n{\n    case FlowStatusKind.Draft:\n    case FlowStatusKind.Published:\n    case FlowStatusKind.Deprecated:\n    case FlowStatusKind.Unknown:\n        break;\n}");

    [Fact]
    public Task An_expression_gets_arms_that_throw() => VerifyFixAsync(
        Get + """
        Use(flow.Status.Kind [|switch|]
        {
            FlowStatusKind.Draft => 1,
            FlowStatusKind.Published => 2, // live
        });
        Use(flow.Status.Kind [|switch|]
        {
            FlowStatusKind.Draft => 1,
            FlowStatusKind.Published or FlowStatusKind.Deprecated => 2
        });
        """,
        Get + """
        Use(flow.Status.Kind switch
        {
            FlowStatusKind.Draft => 1,
            FlowStatusKind.Published => 2, // live
            FlowStatusKind.Deprecated => throw new InvalidOperationException(),
            FlowStatusKind.Unknown => throw new InvalidOperationException(),
        });
        Use(flow.Status.Kind switch
        {
            FlowStatusKind.Draft => 1,
            FlowStatusKind.Published or FlowStatusKind.Deprecated => 2,
            FlowStatusKind.Unknown => throw new InvalidOperationException()
        });
        """);

    [Fact]
    public Task Switches_on_one_line_stay_there() => VerifyFixAsync(
        Get + "Use(flow.Status.Kind [|switch|] { FlowStatusKind.Draft => 1, not (FlowStatusKind.Draft or FlowStatusKind.Unknown) => 2 });\n[|switch|] (flow.Status.Kind) { case FlowStatusKind.Unknown: break; }",
        Get + "Use(flow.Status.Kind switch { FlowStatusKind.Draft => 1, not (FlowStatusKind.Draft or FlowStatusKind.Unknown) => 2, FlowStatusKind.Unknown => throw new InvalidOperationException() });\nswitch (flow.Status.Kind) { case FlowStatusKind.Unknown: break; case FlowStatusKind.Draft: case FlowStatusKind.Published: case FlowStatusKind.Deprecated: break; }");

    [Fact]
    public Task A_name_that_is_not_in_scope_is_qualified() => CodeFixVerifier<IncompleteSwitchAnalyzer, IncompleteSwitchCodeFixProvider>.VerifyCodeFixAsync(
        """
        FlowGen.Cams.FlowDetails flow = null!;
        [|switch|] (flow.Status.Kind)
        {
            case FlowGen.Cams.FlowStatusKind.Draft or FlowGen.Cams.FlowStatusKind.Published or FlowGen.Cams.FlowStatusKind.Unknown:
                break;
        }

        static class Ranks
        {
            public static int Of(FlowGen.Cams.FlowStatusKind kind) => kind [|switch|] { not FlowGen.Cams.FlowStatusKind.Unknown => 1 };
        }
        """,
        """
        FlowGen.Cams.FlowDetails flow = null!;
        switch (flow.Status.Kind)
        {
            case FlowGen.Cams.FlowStatusKind.Draft or FlowGen.Cams.FlowStatusKind.Published or FlowGen.Cams.FlowStatusKind.Unknown:
                break;
            case FlowGen.Cams.FlowStatusKind.Deprecated:
                break;
        }

        static class Ranks
        {
            public static int Of(FlowGen.Cams.FlowStatusKind kind) => kind switch { not FlowGen.Cams.FlowStatusKind.Unknown => 1, FlowGen.Cams.FlowStatusKind.Unknown => throw new InvalidOperationException() };
        }
        """,
        cancellationToken: TestContext.Current.CancellationToken);

    private static Task VerifyAsync(string statements) => AnalyzerVerifier<IncompleteSwitchAnalyzer>.VerifyAnalyzerAsync(
        FlowProgram.Method(statements), cancellationToken: TestContext.Current.CancellationToken);

    private static Task VerifyFixAsync(string statements, string fixedStatements) =>
        CodeFixVerifier<IncompleteSwitchAnalyzer, IncompleteSwitchCodeFixProvider>.VerifyCodeFixAsync(
            FlowProgram.Method(statements), FlowProgram.Method(fixedStatements), cancellationToken: TestContext.Current.CancellationToken);
}
