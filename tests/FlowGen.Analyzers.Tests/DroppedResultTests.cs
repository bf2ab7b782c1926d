using FlowGen.Analyzers.Results;
using FlowGen.Testing;

namespace FlowGen.Analyzers.Tests;

/// <summary>FG2001 on the bodies of a method: which results nobody has, and which somebody may.</summary>
public sealed class DroppedResultTests
{
    private const string Publish = "new() { FlowId = \"1\" }";

    /// <summary>Each call in <c>[|…|]</c> ends in a result that nobody has.</summary>
    private static readonly Dictionary<string, string> Dropped = new()
    {
        ["awaited"] = $"await client.[|PublishFlowAsync|]({Publish});",
        ["awaited with configuration"] = $"await client.[|PublishFlowAsync|]({Publish}).ConfigureAwait(false);",
        ["awaited with a value"] = "await client.[|GetFlowAsync|](request);",
        ["not awaited"] = $"client.[|PublishFlowAsync|]({Publish});",
        ["overwritten"] = $"var r = await client.[|PublishFlowAsync|]({Publish});\nLog(null);\nr = await client.PublishFlowAsync({Publish});\nr.EnsureSuccess();",
        ["stored at the end"] = $"var r = await client.PublishFlowAsync({Publish});\nr.EnsureSuccess();\nif (flag) {{ r = await client.[|PublishFlowAsync|]({Publish}); }}",
        ["stored at the end of a round"] = $"foreach (var id in ids) {{ var r = await client.PublishFlowAsync({Publish}); r.EnsureSuccess(); r = await client.[|PublishFlowAsync|]({Publish}); }}",
        ["stored before a return"] = $"var r = await client.PublishFlowAsync({Publish});\nif (!r.IsSuccess) {{ r = await client.[|PublishFlowAsync|]({Publish}); return null; }}\nUse(r);",
        ["a plain task that is awaited"] = $"Task task = client.[|PublishFlowAsync|]({Publish});\nawait task;",
        ["waited for"] = $"client.[|PublishFlowAsync|]({Publish}).Wait();",
        ["waited for with its result"] = $"client.[|PublishFlowAsync|]({Publish}).GetAwaiter().GetResult();",
        ["in parentheses"] = $"await (client.[|PublishFlowAsync|]({Publish}));",
        ["on a client that may be null"] = $"client?.[|PublishFlowAsync|]({Publish});",
        ["on a line of its own"] = $"await client\n    .[|PublishFlowAsync|]({Publish})\n    .ConfigureAwait(false);",
        ["in a loop"] = "foreach (var id in ids) await client.[|PublishFlowAsync|](new() { FlowId = id });",
        ["in a for loop's step"] = $"for (var i = 0; i < 3; await client.[|PublishFlowAsync|]({Publish})) i++;",
        ["in a try"] = $"try {{ await client.[|PublishFlowAsync|]({Publish}); }} catch (HttpRequestException) {{ }}",
        ["in an if without braces"] = $"if (flag) await client.[|PublishFlowAsync|]({Publish}); else Log(null);",
        ["in a switch"] = $"switch (flag) {{ case true: await client.[|PublishFlowAsync|]({Publish}); break; }}",
        ["in a finally"] = $"try {{ }} finally {{ await client.[|PublishFlowAsync|]({Publish}); }}",
        ["in a using"] = $"using (new MemoryStream()) {{ await client.[|PublishFlowAsync|]({Publish}); }}",
        ["in a lambda"] = "Func<string, Task> publish = async id => await client.[|PublishFlowAsync|](new() { FlowId = id });",
        ["in a lambda with a body"] = "Func<string, Task> publish = async id => { await client.[|PublishFlowAsync|](new() { FlowId = id }); };",
        ["in an action"] = $"Action publish = () => client.[|PublishFlowAsync|]({Publish});",
        ["in ForEach"] = "new List<string>(ids).ForEach(id => client.[|PublishFlowAsync|](new() { FlowId = id }));",
        ["in Parallel.ForEachAsync"] = "await Parallel.ForEachAsync(ids, async (id, ct) => await client.[|PublishFlowAsync|](new() { FlowId = id }, ct));",
        ["in Select for WhenAll"] = "await Task.WhenAll(ids.Select(async id => { await client.[|PublishFlowAsync|](new() { FlowId = id }); }));",
        ["in a local function"] = "await Publish(\"1\");\nasync Task Publish(string id) => await client.[|PublishFlowAsync|](new() { FlowId = id });",
        ["in a local function that returns the task alone"] = "await Publish(\"1\");\nTask Publish(string id) => client.[|PublishFlowAsync|](new() { FlowId = id });",
        ["in a local function that returns the task alone, with a body"] = "await Publish(\"1\");\nTask Publish(string id) { return client.[|PublishFlowAsync|](new() { FlowId = id }); }",
        ["together"] = $"await Task.[|WhenAll|](client.PublishFlowAsync({Publish}), client.PublishFlowAsync({Publish}));",
        ["together, with a value each"] = "await Task.[|WhenAll|](ids.Select(id => client.GetFlowAsync(new() { FlowId = id })));",
        ["together, of different kinds"] = $"await Task.WhenAll(client.[|PublishFlowAsync|]({Publish}), client.[|GetFlowAsync|](request));",
        ["together, from locals that nobody reads"] = $"var a = client.PublishFlowAsync({Publish});\nvar b = client.PublishFlowAsync({Publish});\nawait Task.[|WhenAll|](a, b);",
        ["together, from a list that nobody reads"] = "var tasks = new List<Task<ApiResult>>();\nforeach (var id in ids) tasks.Add(client.PublishFlowAsync(new() { FlowId = id }));\nawait Task.[|WhenAll|](tasks);",
        ["together, from a local query"] = "var tasks = ids.Select(id => client.PublishFlowAsync(new() { FlowId = id }));\nawait Task.[|WhenAll|](tasks);",
        ["together, in a collection"] = $"Task.WaitAll([client.[|PublishFlowAsync|]({Publish}), client.[|GetFlowAsync|](request)]);\nawait Task.WhenAll(new Task[] {{ client.[|PublishFlowAsync|]({Publish}) }});",
        ["unwrapped"] = $"await Task.Factory.[|StartNew|](() => client.PublishFlowAsync({Publish})).Unwrap();",
        ["of which only the end is awaited"] = $"client.[|PublishFlowAsync|]({Publish}).GetAwaiter().OnCompleted(() => Log(\"done\"));",
        ["in Task.Run"] = $"await Task.[|Run|](() => client.PublishFlowAsync({Publish}));",
        ["from a task in a local"] = $"var task = client.PublishFlowAsync({Publish});\nLog(\"under way\");\nawait [|task|];",
        ["from a configured task in a local"] = $"var task = client.PublishFlowAsync({Publish});\nawait [|task|].ConfigureAwait(false);",
        ["in a local that nobody reads"] = $"var result = await client.[|PublishFlowAsync|]({Publish});",
        ["in a typed local that nobody reads"] = $"ApiResult result = await client.[|PublishFlowAsync|]({Publish});",
        ["in a local that is only assigned"] = $"ApiResult result;\nresult = await client.[|PublishFlowAsync|]({Publish});",
        ["a task in a local that nobody awaits"] = $"var task = client.[|PublishFlowAsync|]({Publish});",
        ["of a method that passes it on"] = "await [|LoadAsync|](client, request);",
        ["either of two"] = $"var result = flag ? await client.[|PublishFlowAsync|]({Publish}) : await client.[|DeleteFlowAsync|]({Publish});",
        ["by whoever is given a lambda of a plain task"] = $"await Later(() => client.[|PublishFlowAsync|]({Publish}));\nTask Later(Func<Task> run) => run();",
        ["of each task as it completes"] = "await foreach (var task in Task.WhenEach(ids.Select(id => client.PublishFlowAsync(new() { FlowId = id })))) await [|task|];",
        ["of a delegate"] = $"Func<Task<ApiResult>> publish = () => client.PublishFlowAsync({Publish});\nawait [|publish|]();",
        ["of a switch expression's arm"] = $"_ = flag switch {{ true => 1, _ => 2 }};\nawait client.[|PublishFlowAsync|]({Publish});",
        ["of a stream that nobody reads"] = "client.[|ListFlowsAsync|]();",
        ["of the class itself"] = $"var own = (CamsClient)client;\nawait own.[|PublishFlowAsync|]({Publish});",
        ["of a static method"] = "await Run(client);\nstatic async Task Run(ICamsClient client) { await client.[|GetFlowAsync|](new() { FlowId = \"1\" }); }",
    };

    /// <summary>Somebody has the result, or has said that nobody wants it.</summary>
    private static readonly Dictionary<string, string> Kept = new()
    {
        ["overwritten on one path"] = $"var r = await client.PublishFlowAsync({Publish});\nif (flag) r = await client.PublishFlowAsync({Publish});\nUse(r);",
        ["overwritten in a loop"] = $"ApiResult? r = null;\nforeach (var id in ids) r = await client.PublishFlowAsync({Publish});\nUse(r);",
        ["read by the next round"] = $"ApiResult? r = null;\nforeach (var id in ids) {{ if (r is {{ IsSuccess: false }}) break; r = await client.PublishFlowAsync({Publish}); }}",
        ["read in a finally"] = $"ApiResult? r = null;\ntry {{ r = await client.PublishFlowAsync({Publish}); r = await client.PublishFlowAsync({Publish}); }} finally {{ Use(r); }}",
        ["read by a lambda"] = $"ApiResult? r = null;\nAction see = () => Use(r);\nr = await client.PublishFlowAsync({Publish});\nsee();",
        ["read behind a label"] = $"ApiResult? r = null;\nagain:\nif (r is {{ IsSuccess: true }}) return r;\nr = await client.PublishFlowAsync({Publish});\ngoto again;",
        ["an expected exception, the old way"] = $"try {{ await client.PublishFlowAsync({Publish}); Xunit.Assert.Fail(\"expected\"); }} catch (ArgumentException) {{ }}",
        ["a plain task that is stored"] = $"Task task = client.PublishFlowAsync({Publish});\nUse(task);",
        ["each task as it completes, and looked at"] = "await foreach (var task in Task.WhenEach(ids.Select(id => client.PublishFlowAsync(new() { FlowId = id })))) (await task).EnsureSuccess();",
        ["each task as it completes, and looked at later"] = "var tasks = ids.Select(id => client.PublishFlowAsync(new() { FlowId = id })).ToList();\nawait foreach (var task in Task.WhenEach(tasks)) await task;\nforeach (var task in tasks) (await task).EnsureSuccess();",
        ["a lambda that is given a stand-in"] = $"Arrange(client, c => c.PublishFlowAsync({Publish}));\nvoid Arrange(ICamsClient stub, Func<ICamsClient, Task> call) => Use(call);",
        ["discarded on purpose"] = $"_ = await client.PublishFlowAsync({Publish});",
        ["a discarded task"] = $"_ = client.PublishFlowAsync({Publish});",
        ["a local with an underscore"] = $"var _ignored = await client.PublishFlowAsync({Publish});",
        ["ensured"] = $"(await client.PublishFlowAsync({Publish})).EnsureSuccess();",
        ["checked"] = $"var r = await client.PublishFlowAsync({Publish});\nif (!r.IsSuccess) return null;",
        ["checked in place"] = $"if (!(await client.PublishFlowAsync({Publish})).IsSuccess) return null;",
        ["logged"] = $"var r = await client.PublishFlowAsync({Publish});\nLog(r.RequestId);",
        ["returned"] = $"return await client.PublishFlowAsync({Publish});",
        ["a task returned"] = $"return client.PublishFlowAsync({Publish});",
        ["passed on"] = $"Use(await client.PublishFlowAsync({Publish}));",
        ["checked by a marked helper"] = "Require(await client.GetFlowAsync(request));",
        ["checked by an extension"] = "(await client.GetFlowAsync(request)).OrThrow();",
        ["checked by an extension of the task"] = "await client.GetFlowAsync(request).OrThrowAsync();",
        ["stored in a field"] = "_last = await client.GetFlowAsync(request);",
        ["added to a list"] = "_kept.Add(await client.GetFlowAsync(request));",
        ["yielded by a lambda"] = "Func<string, Task<ApiResult>> publish = async id => await client.PublishFlowAsync(new() { FlowId = id });",
        ["a lambda of a plain task"] = $"Func<Task> publish = () => client.PublishFlowAsync({Publish});",
        ["together, and looked at"] = "foreach (var r in await Task.WhenAll(ids.Select(id => client.PublishFlowAsync(new() { FlowId = id })))) r.EnsureSuccess();",
        ["together, from locals that are read later"] = $"var a = client.PublishFlowAsync({Publish});\nvar b = client.PublishFlowAsync({Publish});\nawait Task.WhenAll(a, b);\n(await a).EnsureSuccess();\n(await b).EnsureSuccess();",
        ["together, from a list that is read later"] = "var tasks = ids.Select(id => client.PublishFlowAsync(new() { FlowId = id })).ToList();\nawait Task.WhenAll(tasks);\nforeach (var task in tasks) (await task).EnsureSuccess();",
        ["together, from a parameter"] = "await All([]);\nasync Task All(IEnumerable<Task<ApiResult>> tasks) => await Task.WhenAll(tasks);",
        ["a race with a delay"] = $"var call = client.PublishFlowAsync({Publish});\nif (await Task.WhenAny(call, Task.Delay(1)) == call) (await call).EnsureSuccess();",
        ["a task whose result is read"] = $"var task = client.PublishFlowAsync({Publish});\ntask.Result.EnsureSuccess();",
        ["a task that is awaited twice"] = $"var task = client.PublishFlowAsync({Publish});\nawait task;\n(await task).EnsureSuccess();",
        ["continued"] = $"client.PublishFlowAsync({Publish}).ContinueWith(t => Log(t.Result.RequestId), TaskScheduler.Default);",
        ["a local that a lambda reads"] = $"var r = await client.PublishFlowAsync({Publish});\nAction log = () => Log(r.RequestId);",
        ["a wrapper that looks at the status"] = "await PublishAndLogAsync(\"1\");\nasync Task<ApiResult> PublishAndLogAsync(string id) { var r = await client.PublishFlowAsync(new() { FlowId = id }); if (!r.IsSuccess) Log(r.Error.Message); return r; }",
        ["a helper that is given the call"] = $"await Retrying(() => client.PublishFlowAsync({Publish}));\nasync Task<ApiResult> Retrying(Func<Task<ApiResult>> call) => await call();",
        ["an expression tree"] = $"System.Linq.Expressions.Expression<Action<ICamsClient>> expected = c => c.PublishFlowAsync({Publish});",
        ["a call that a test expects to throw"] = $"Xunit.Assert.ThrowsAsync(async () => await client.PublishFlowAsync({Publish}));",
        ["an action that a test expects to throw"] = $"Func<Task> act = async () => await client.PublishFlowAsync({Publish});\nact.Should().NotBeNull();",
        ["another task"] = "await Task.Delay(1);\nTask.Yield();",
    };

    public static TheoryData<string> DroppedNames => [.. Dropped.Keys];

    public static TheoryData<string> KeptNames => [.. Kept.Keys];

    [Theory]
    [MemberData(nameof(DroppedNames))]
    public Task A_result_that_nobody_has_is_flagged(string name) => VerifyAsync(Dropped[name]);

    [Theory]
    [MemberData(nameof(KeptNames))]
    public Task A_result_that_somebody_has_is_not_flagged(string name) => VerifyAsync(Kept[name]);

    [Fact]
    public Task Members_of_all_kinds_are_looked_at() => AnalyzerVerifier<DroppedResultAnalyzer>.VerifyAnalyzerAsync(
        """
        using FlowGen.Cams;

        ICamsClient client = null!;
        await client.[|PublishFlowAsync|](new() { FlowId = "1" });

        public sealed class Publisher(ICamsClient client) : IAsyncDisposable
        {
            public Publisher(ICamsClient client, string id) : this(client) => client.[|PublishFlowAsync|](new() { FlowId = id }).Wait();

            public string Id { set => client.[|PublishFlowAsync|](new() { FlowId = value }).GetAwaiter().GetResult(); }

            public async Task PublishAsync(string id) => await client.[|PublishFlowAsync|](new() { FlowId = id });

            public Task Lose(string id) => client.[|PublishFlowAsync|](new() { FlowId = id });

            public Task<FlowGen.ApiResult> Keep(string id) => client.PublishFlowAsync(new() { FlowId = id });

            public async ValueTask DisposeAsync() => await client.[|PublishFlowAsync|](new() { FlowId = "1" });
        }
        """,
        cancellationToken: TestContext.Current.CancellationToken);

    private static Task VerifyAsync(string statements) => AnalyzerVerifier<DroppedResultAnalyzer>.VerifyAnalyzerAsync(
        FlowProgram.Method(statements) + AssertionLibraries.Source, cancellationToken: TestContext.Current.CancellationToken);
}
