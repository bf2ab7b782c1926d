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

    [Fact]
    public Task A_guard_stands_before_the_statement() => VerifyGuardAsync(
        "\n// The flow.\nUse(r.[|Value|]!.Name);",
        "\nif (!r.IsSuccess)\n{\n    throw new FlowApiException(r.Error);\n}\n\n// The flow.\nUse(r.Value!.Name);");

    [Fact]
    public Task A_guard_gets_braces_where_it_needs_them() => VerifyGuardAsync(
        "if (flag)\n    Use(r.[|Value|]);",
        "if (flag)\n{\n    if (!r.IsSuccess)\n    {\n        throw new FlowApiException(r.Error);\n    }\n\n    Use(r.Value);\n}");

    [Fact]
    public Task Two_reads_in_a_statement_get_one_guard() => VerifyGuardAsync(
        "Use(r.[|Value|]!.Id + r.[|Value|]);",
        "if (!r.IsSuccess)\n{\n    throw new FlowApiException(r.Error);\n}\n\nUse(r.Value!.Id + r.Value);");

    [Fact]
    public Task A_program_gets_the_using_that_the_guard_needs() => CodeFixVerifier<UncheckedValueAnalyzer, UncheckedValueCodeFixProvider>.VerifyCodeFixAsync(
        """
        using FlowGen.Cams;

        ICamsClient client = null!;
        var flow = await client.GetFlowAsync(new() { FlowId = "1" });
        Console.WriteLine(flow.[|Value|]!.Name);
        """,
        """
        using FlowGen;
        using FlowGen.Cams;

        ICamsClient client = null!;
        var flow = await client.GetFlowAsync(new() { FlowId = "1" });
        if (!flow.IsSuccess)
        {
            throw new FlowApiException(flow.Error);
        }

        Console.WriteLine(flow.Value!.Name);
        """,
        title: "Check the result first",
        cancellationToken: TestContext.Current.CancellationToken);

    private static Task VerifyGuardAsync(string source, string fixedSource)
    {
        const string Get = "var r = await client.GetFlowAsync(request);\n";
        return CodeFixVerifier<UncheckedValueAnalyzer, UncheckedValueCodeFixProvider>.VerifyCodeFixAsync(
            FlowProgram.Method(Get + source),
            FlowProgram.Method(Get + fixedSource),
            title: "Check the result first",
            cancellationToken: TestContext.Current.CancellationToken);
    }

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
