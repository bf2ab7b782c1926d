using FlowGen.Analyzers.Results;
using FlowGen.CodeFixes;
using FlowGen.Testing;

namespace FlowGen.Analyzers.Tests;

/// <summary>FG2001's fixes: the fixed code compiles, does not warn, and keeps its layout.</summary>
public sealed class DroppedResultFixTests
{
    private const string Check = "Assign the result and check it";

    [Fact]
    public Task An_awaited_call_is_ensured() => VerifyAsync(
        "await client.[|GetFlowAsync|](request); // first\nawait client.[|GetFlowAsync|](request).ConfigureAwait(false);",
        "(await client.GetFlowAsync(request)).EnsureSuccess(); // first\n(await client.GetFlowAsync(request).ConfigureAwait(false)).EnsureSuccess();");

    [Fact]
    public Task A_call_that_nobody_awaits_is_awaited() => VerifyAsync(
        "client.[|GetFlowAsync|](request);",
        "(await client.GetFlowAsync(request)).EnsureSuccess();");

    [Fact]
    public Task A_call_that_is_waited_for_gives_its_result() => VerifyAsync(
        "client.[|GetFlowAsync|](request).Wait();\nclient.[|GetFlowAsync|](request).GetAwaiter().GetResult();",
        "client.GetFlowAsync(request).GetAwaiter().GetResult().EnsureSuccess();\nclient.GetFlowAsync(request).GetAwaiter().GetResult().EnsureSuccess();");

    [Fact]
    public Task A_lambda_of_a_plain_task_awaits_the_call() => VerifyAsync(
        "await Later(/* now */ () => client.[|PublishFlowAsync|](new() { FlowId = \"1\" })); // once\nawait Later(static () => Task.CompletedTask);\nTask Later(Func<Task> run) => run();",
        "await Later(/* now */ async () => (await client.PublishFlowAsync(new() { FlowId = \"1\" })).EnsureSuccess()); // once\nawait Later(static () => Task.CompletedTask);\nTask Later(Func<Task> run) => run();");

    [Fact]
    public Task A_local_that_nobody_reads_is_ensured() => VerifyAsync(
        "var flow = await client.[|GetFlowAsync|](request); // the flow\nLog(null);",
        "var flow = await client.GetFlowAsync(request); // the flow\nflow.EnsureSuccess();\nLog(null);");

    [Fact]
    public Task Calls_that_are_awaited_together_are_ensured_one_by_one() => VerifyAsync(
        "// All of them.\nawait Task.[|WhenAll|](ids.Select(id => client.GetFlowAsync(new() { FlowId = id })));",
        "// All of them.\nforeach (var result in await Task.WhenAll(ids.Select(id => client.GetFlowAsync(new() { FlowId = id }))))\n{\n    result.EnsureSuccess();\n}");

    [Fact]
    public Task A_call_beside_other_tasks_gets_a_name() => VerifyAsync(
        "// Both.\nawait Task.WhenAll(client.[|GetFlowAsync|](request), Task.Delay(1), client.[|GetFlowAsync|](new() { FlowId = \"2\" })); // at once\nLog(null);",
        "// Both.\nvar call = client.GetFlowAsync(request);\nvar call2 = client.GetFlowAsync(new() { FlowId = \"2\" });\nawait Task.WhenAll(call, Task.Delay(1), call2); // at once\n(await call).EnsureSuccess();\n(await call2).EnsureSuccess();\nLog(null);");

    [Fact]
    public Task A_task_that_a_method_returns_at_its_end_is_awaited() => VerifyAsync(
        "await Load(\"1\");\nTask Load(string id)\n{\n    Log(id); // first\n\n    // Then.\n    return client.[|GetFlowAsync|](new() { FlowId = id }); // last\n}",
        "await Load(\"1\");\nasync Task Load(string id)\n{\n    Log(id); // first\n\n    // Then.\n    (await client.GetFlowAsync(new() { FlowId = id })).EnsureSuccess(); // last\n}");

    [Fact]
    public Task A_method_that_returns_in_several_places_is_left_alone() => VerifyAsync(
        "await Load(\"1\");\nTask Load(string id)\n{\n    if (id == \"\") return Task.CompletedTask;\n    return client.[|GetFlowAsync|](new() { FlowId = id });\n}",
        "await Load(\"1\");\nTask Load(string id)\n{\n    if (id == \"\") return Task.CompletedTask;\n    return client.[|GetFlowAsync|](new() { FlowId = id });\n}");

    [Fact]
    public Task Calls_that_an_expression_body_awaits_together_get_a_loop() => VerifyAsync(
        "await Load();\nTask Load() => Task.[|WhenAll|](ids.Select(id => client.GetFlowAsync(new() { FlowId = id }))); // all",
        "await Load();\nasync Task Load()\n{\n    foreach (var result in await Task.WhenAll(ids.Select(id => client.GetFlowAsync(new() { FlowId = id }))))\n    {\n        result.EnsureSuccess();\n    }\n} // all");

    [Fact]
    public Task A_call_in_parentheses_is_awaited_where_it_stands() => VerifyAsync(
        "await (client.[|GetFlowAsync|](request));",
        "var result = await (client.GetFlowAsync(request));\nif (!result.IsSuccess)\n{\n    throw new FlowApiException(result.Error);\n}",
        Check);

    [Fact]
    public Task A_local_that_waits_for_its_result_is_ensured() => VerifyAsync(
        "var flow = client.[|GetFlowAsync|](request).Result;",
        "var flow = client.GetFlowAsync(request).Result;\nflow.EnsureSuccess();");

    [Fact]
    public Task A_lambda_and_a_local_function_are_ensured() => VerifyAsync(
        "Func<Task> load = async () => await client.[|GetFlowAsync|](request);\nawait Load();\nTask Load() => client.[|GetFlowAsync|](request);",
        "Func<Task> load = async () => (await client.GetFlowAsync(request)).EnsureSuccess();\nawait Load();\nasync Task Load() => (await client.GetFlowAsync(request)).EnsureSuccess();");

    [Fact]
    public Task An_awaited_call_is_assigned_and_checked() => VerifyAsync(
        "// Gone for good.\nawait client.[|DeleteFlowAsync|](new() { FlowId = \"1\" }); // now\nawait client.[|GetFlowAsync|](request);",
        """
        // Gone for good.
        var result = await client.DeleteFlowAsync(new() { FlowId = "1" }); // now
        if (!result.IsSuccess)
        {
            throw new FlowApiException(result.Error);
        }
        var result2 = await client.GetFlowAsync(request);
        if (!result2.IsSuccess)
        {
            throw new FlowApiException(result2.Error);
        }
        """,
        Check);

    [Fact]
    public Task A_local_that_nobody_reads_is_checked() => VerifyAsync(
        "var flow = await client.[|GetFlowAsync|](request);\nLog(null);",
        "var flow = await client.GetFlowAsync(request);\nif (!flow.IsSuccess)\n{\n    throw new FlowApiException(flow.Error);\n}\nLog(null);",
        Check);

    [Fact]
    public Task A_call_behind_an_if_gets_braces() => VerifyAsync(
        "if (flag)\n    await client.[|GetFlowAsync|](request);\nelse Log(null);",
        "if (flag)\n{\n    var result = await client.GetFlowAsync(request);\n    if (!result.IsSuccess)\n    {\n        throw new FlowApiException(result.Error);\n    }\n}\nelse Log(null);",
        Check);

    [Fact]
    public Task A_program_gets_the_using_that_the_check_needs() => CodeFixVerifier<DroppedResultAnalyzer, DroppedResultCodeFixProvider>.VerifyCodeFixAsync(
        """
        using FlowGen.Cams;

        ICamsClient client = null!;

        // Publish it.
        await client.[|PublishFlowAsync|](new() { FlowId = "1" });
        Console.WriteLine("done");

        public sealed class Publisher(ICamsClient client)
        {
            public async Task PublishAsync(string id) => await client.[|PublishFlowAsync|](new() { FlowId = id });
        }
        """,
        """
        using FlowGen;
        using FlowGen.Cams;

        ICamsClient client = null!;

        // Publish it.
        var result = await client.PublishFlowAsync(new() { FlowId = "1" });
        if (!result.IsSuccess)
        {
            throw new FlowApiException(result.Error);
        }
        Console.WriteLine("done");

        public sealed class Publisher(ICamsClient client)
        {
            public async Task PublishAsync(string id) => await client.[|PublishFlowAsync|](new() { FlowId = id });
        }
        """,
        title: Check,
        cancellationToken: TestContext.Current.CancellationToken);

    [Fact]
    public Task Top_level_statements_and_expression_bodies_are_ensured() => CodeFixVerifier<DroppedResultAnalyzer, DroppedResultCodeFixProvider>.VerifyCodeFixAsync(
        """
        using FlowGen.Cams;

        ICamsClient client = null!;
        await client.[|PublishFlowAsync|](new() { FlowId = "1" });
        var flow = await client.[|GetFlowAsync|](new() { FlowId = "1" });

        public sealed class Publisher(ICamsClient client)
        {
            public async Task PublishAsync(string id) =>
                await client.[|PublishFlowAsync|](new() { FlowId = id });

            public Task Lose(string id) => client.[|PublishFlowAsync|](new() { FlowId = id });
        }
        """,
        """
        using FlowGen.Cams;

        ICamsClient client = null!;
        (await client.PublishFlowAsync(new() { FlowId = "1" })).EnsureSuccess();
        var flow = await client.GetFlowAsync(new() { FlowId = "1" });
        flow.EnsureSuccess();

        public sealed class Publisher(ICamsClient client)
        {
            public async Task PublishAsync(string id) =>
                (await client.PublishFlowAsync(new() { FlowId = id })).EnsureSuccess();

            public async Task Lose(string id) => (await client.PublishFlowAsync(new() { FlowId = id })).EnsureSuccess();
        }
        """,
        cancellationToken: TestContext.Current.CancellationToken);

    [Theory]
    [InlineData("await client.PublishFlowAsync(new() { FlowId = \"1\" })")]
    [InlineData("await client.PublishFlowAsync(new() { FlowId = \"1\" };")]
    [InlineData("Func<Task> publish = async () => await client.PublishFlowAsync(new() { FlowId = \"1\" })")]
    public async Task A_statement_that_is_not_written_to_its_end_is_offered_nothing(string statement)
    {
        var source = FlowProgram.Method(statement);
        var found = await AllRules.DiagnoseAsync(TestCompilation.Create(source, ReferenceSet.Client), TestContext.Current.CancellationToken);

        Assert.Equal("FG2001", Assert.Single(found).Id);
        Assert.Equal(0, await AllRules.FixAsync(source, TestContext.Current.CancellationToken));
    }

    private static Task VerifyAsync(string source, string fixedSource, string? title = null) =>
        CodeFixVerifier<DroppedResultAnalyzer, DroppedResultCodeFixProvider>.VerifyCodeFixAsync(
            FlowProgram.Method(source), FlowProgram.Method(fixedSource), title: title, cancellationToken: TestContext.Current.CancellationToken);
}
