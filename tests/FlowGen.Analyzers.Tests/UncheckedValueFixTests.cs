using FlowGen.Analyzers.Results;
using FlowGen.CodeFixes;
using FlowGen.Testing;

namespace FlowGen.Analyzers.Tests;

/// <summary>The fix of FG2002: <c>EnsureSuccess()</c> in place of <c>Value</c>.</summary>
public sealed class UncheckedValueFixTests
{
    [Theory]
    [InlineData("Use(r.[|Value|]);", "Use(r.EnsureSuccess());")]
    [InlineData("Use(r.[|Value|]!.Name);", "Use(r.EnsureSuccess().Name);")]
    [InlineData("Use(r.[|Value|]?.Name);", "Use(r.EnsureSuccess()?.Name);")]
    [InlineData("Use(r?.[|Value|]);", "Use(r?.EnsureSuccess());")]
    [InlineData("var name = r.[|Value|]!.Name; // the name", "var name = r.EnsureSuccess().Name; // the name")]
    [InlineData("Use(r./* now */[|Value|] /* then */);", "Use(r./* now */EnsureSuccess() /* then */);")]
    [InlineData("Use((await client.GetFlowAsync(request)).[|Value|]);", "Use((await client.GetFlowAsync(request)).EnsureSuccess());")]
    [InlineData("Func<Task<object?>> load = async () => (await client.GetFlowAsync(request)).[|Value|];", "Func<Task<object?>> load = async () => (await client.GetFlowAsync(request)).EnsureSuccess();")]
    [InlineData("Log($\"{r.[|Value|]}\");", "Log($\"{r.EnsureSuccess()}\");")]
    [InlineData("if (r is { [|Value|]: var value }) Use(value);", "if (r is { [|Value|]: var value }) Use(value);")]
    public Task A_read_becomes_a_call_that_throws(string source, string fixedSource) => VerifyAsync(source, fixedSource);

    [Fact]
    public Task A_read_on_its_own_line_stays_there() => VerifyAsync(
        "Use((await client\n            .GetFlowAsync(request))\n            .[|Value|]!\n            .Name);",
        "Use((await client\n            .GetFlowAsync(request))\n            .EnsureSuccess()\n            .Name);");

    [Fact]
    public Task A_second_read_is_sound_once_the_first_one_throws() => VerifyAsync(
        "Use(r.[|Value|]);\nUse(r.[|Value|]);",
        "Use(r.EnsureSuccess());\nUse(r.Value);",
        "Use(r.EnsureSuccess());\nUse(r.EnsureSuccess());");

    [Fact]
    public Task A_number_keeps_its_type() => VerifyAsync(
        "var n = await client.CountFlowsAsync();\nint count = n.[|Value|];",
        "var n = await client.CountFlowsAsync();\nint count = n.EnsureSuccess();");

    [Fact]
    public Task Top_level_statements_and_expression_bodies_are_fixed() => CodeFixVerifier<UncheckedValueAnalyzer, UncheckedValueCodeFixProvider>.VerifyCodeFixAsync(
        """
        using FlowGen.Cams;

        ICamsClient client = null!;
        // What is it called?
        Console.WriteLine((await client.GetFlowAsync(new() { FlowId = "1" })).[|Value|]!.Name);

        public sealed class Reader(ICamsClient client)
        {
            public async Task<FlowDetails?> ReadAsync(GetFlowRequest request) => (await client.GetFlowAsync(request)).[|Value|];
        }
        """,
        """
        using FlowGen.Cams;

        ICamsClient client = null!;
        // What is it called?
        Console.WriteLine((await client.GetFlowAsync(new() { FlowId = "1" })).EnsureSuccess().Name);

        public sealed class Reader(ICamsClient client)
        {
            public async Task<FlowDetails?> ReadAsync(GetFlowRequest request) => (await client.GetFlowAsync(request)).EnsureSuccess();
        }
        """,
        cancellationToken: TestContext.Current.CancellationToken);

    private static Task VerifyAsync(string source, string fixedSource, string? batchFixedSource = null)
    {
        const string Get = "var r = await client.GetFlowAsync(request);\n";
        return CodeFixVerifier<UncheckedValueAnalyzer, UncheckedValueCodeFixProvider>.VerifyCodeFixAsync(
            FlowProgram.Method(Get + source),
            FlowProgram.Method(Get + fixedSource),
            batchFixedSource is null ? null : FlowProgram.Method(Get + batchFixedSource),
            cancellationToken: TestContext.Current.CancellationToken);
    }
}
