using FlowGen.Analyzers.Statuses;
using FlowGen.CodeFixes;
using FlowGen.Testing;

namespace FlowGen.Analyzers.Tests;

/// <summary>FG2003: publishing needs DRAFT, deleting DRAFT or DEPRECATED, sending PUBLISHED; the preview link means something in DRAFT.</summary>
public sealed class RequiredStatusTests
{
    private const string Get = "var r = await client.GetFlowAsync(request);\nif (!r.IsSuccess) return null;\n";

    private const string Flow = "var flow = (await client.GetFlowAsync(request)).EnsureSuccess();\n";

    private const string ById = "var id = ids[0];\nvar flow = (await client.GetFlowAsync(new() { FlowId = id })).EnsureSuccess();\n";

    private const string Page = "var page = (await client.ListFlowAsync(new())).EnsureSuccess();\n";

    private static readonly Dictionary<string, string> Unchecked = new()
    {
        ["a part of a tuple"] = "var (flow, to) = ((await client.GetFlowAsync(request)).EnsureSuccess(), ids[0]);\nreturn await client.[|SendFlowAsync|](new() { FlowId = flow.Id, To = to });",
        ["objects that were asked for together"] = "foreach (var r in await Task.WhenAll(ids.Select(id => client.GetFlowAsync(new() { FlowId = id })))) if (r.IsSuccess) Use(await client.[|PublishFlowAsync|](new() { FlowId = r.Value.Id }));",
        ["a list of which some are handled apart"] = Page + "var drafts = page.Flows.Where(f => f.Status == FlowStatus.Draft).ToList();\nUse(drafts);\nforeach (var flow in page.Flows) Use(await client.[|PublishFlowAsync|](new() { FlowId = flow.FlowId! }));",
        ["by the object's id"] = Flow + "return await client.[|PublishFlowAsync|](new() { FlowId = flow.Id });",
        ["by the result's id"] = Get + "return await client.[|PublishFlowAsync|](new() { FlowId = r.Value.Id });",
        ["by the id that it was asked for with"] = ById + "return await client.[|PublishFlowAsync|](new() { FlowId = id });",
        ["by the same literal"] = "var flow = (await client.GetFlowAsync(new() { FlowId = \"1\" })).EnsureSuccess();\nreturn await client.[|PublishFlowAsync|](new() { FlowId = \"1\" });",
        ["by the same element"] = "var flow = (await client.GetFlowAsync(new() { FlowId = ids[0] })).EnsureSuccess();\nreturn await client.[|PublishFlowAsync|](new() { FlowId = ids[0] });",
        ["by a copy of the id"] = Flow + "var id = flow.Id;\nreturn await client.[|PublishFlowAsync|](new() { FlowId = id });",
        ["by a request in a local"] = Flow + "var publish = new PublishFlowRequest { FlowId = flow.Id };\nreturn await client.[|PublishFlowAsync|](publish);",
        ["with a further value"] = Flow + "return await client.[|PublishFlowAsync|](new() { FlowId = flow.Id, CustSpaceId = \"space\" });",
        ["of a copy"] = Flow + "var copy = flow;\nreturn await client.[|PublishFlowAsync|](new() { FlowId = copy.Id });",
        ["where another status was checked"] = Flow + "if (flow.Status == FlowStatus.Published) return await client.[|PublishFlowAsync|](new() { FlowId = flow.Id });",
        ["in the wrong branch"] = Flow + "if (flow.Status == FlowStatus.Draft) Log(null);\nelse return await client.[|PublishFlowAsync|](new() { FlowId = flow.Id });",
        ["after a check without consequence"] = Flow + "if (flow.Status != FlowStatus.Draft) Log(\"odd\");\nreturn await client.[|PublishFlowAsync|](new() { FlowId = flow.Id });",
        ["in the wrong case"] = Flow + "switch (flow.Status.Kind) { case FlowStatusKind.Published: return await client.[|PublishFlowAsync|](new() { FlowId = flow.Id }); }",
        ["after the status was logged"] = Flow + "Log($\"{flow.Status}\");\nConsole.WriteLine(flow.Status);\nreturn await client.[|PublishFlowAsync|](new() { FlowId = flow.Id });",
        ["of each of a page"] = Page + "foreach (var flow in page.Flows) (await client.[|DeleteFlowAsync|](new() { FlowId = flow.FlowId! })).EnsureSuccess();",
        ["of each of a page in the result"] = "var page = await client.ListFlowAsync(new());\nif (page.IsSuccess) foreach (var flow in page.Value.Flows) (await client.[|DeleteFlowAsync|](new() { FlowId = flow.FlowId! })).EnsureSuccess();",
        ["of each of a list in a local"] = Page + "var flows = page.Flows.ToList();\nforeach (var flow in flows) (await client.[|DeleteFlowAsync|](new() { FlowId = flow.FlowId! })).EnsureSuccess();",
        ["of each of a stream"] = "await foreach (var r in client.ListFlowsAsync()) if (r.IsSuccess) (await client.[|DeleteFlowAsync|](new() { FlowId = r.Value.Id })).EnsureSuccess();",
        ["of the first of a page"] = Page + "var flow = page.Flows.First();\nreturn await client.[|DeleteFlowAsync|](new() { FlowId = flow.FlowId! });",
        ["of an element of a page"] = Page + "var flow = page.Flows[0];\nreturn await client.[|DeleteFlowAsync|](new() { FlowId = flow.FlowId! });",
        ["sent"] = Flow + "return await client.[|SendFlowAsync|](new() { FlowId = flow.Id, To = \"1\" });",
        ["sent as a draft"] = Flow + "if (flow.Status == FlowStatus.Draft) return await client.[|SendFlowAsync|](new() { FlowId = flow.Id, To = \"1\" });",
        ["deleted though published"] = Flow + "if (flow.Status.Kind is FlowStatusKind.Published) return await client.[|DeleteFlowAsync|](new() { FlowId = flow.Id });",
        ["a property"] = Flow + "Log(flow.[|PreviewUrl|]);",
        ["a property of the result"] = Get + "Log(r.Value.[|PreviewUrl|]);",
        ["a property in the wrong branch"] = Flow + "if (flow.Status == FlowStatus.Published) Log(flow.[|PreviewUrl|]);",
        ["in a lambda of its own"] = "Func<string, Task<ApiResult>> publish = async id => { var flow = (await client.GetFlowAsync(new() { FlowId = id })).EnsureSuccess(); return await client.[|PublishFlowAsync|](new() { FlowId = id }); };",
        ["in a local function"] = "return await Publish(\"1\");\nasync Task<ApiResult> Publish(string id) { var flow = (await client.GetFlowAsync(new() { FlowId = id })).EnsureSuccess(); return await client.[|PublishFlowAsync|](new() { FlowId = id }); }",
        ["of an object that a method passes on"] = "var r = await LoadAsync(client, request);\nreturn await client.[|PublishFlowAsync|](new() { FlowId = r.EnsureSuccess().Id });",
        ["of an object whose status the method compares elsewhere"] = "return await Publish(null!);\nasync Task<ApiResult?> Publish(FlowDetails flow) { if (flow.Status == FlowStatus.Deprecated) Log(null); return await client.[|PublishFlowAsync|](new() { FlowId = flow.Id }); }",
        ["of one of two"] = "var a = (await client.GetFlowAsync(new() { FlowId = \"a\" })).EnsureSuccess();\nvar b = (await client.GetFlowAsync(new() { FlowId = \"b\" })).EnsureSuccess();\nif (a.Status == FlowStatus.Draft) return await client.[|PublishFlowAsync|](new() { FlowId = b.Id });",
        ["of a page that was sorted before"] = Page + "foreach (var flow in page.Flows.OrderBy(f => f.FlowId)) (await client.[|PublishFlowAsync|](new() { FlowId = flow.FlowId! })).EnsureSuccess();\nforeach (var flow in page.Flows) (await client.[|PublishFlowAsync|](new() { FlowId = flow.FlowId! })).EnsureSuccess();",
        ["of a property in a local that nobody tests"] = Flow + "var url = flow.[|PreviewUrl|];\nreturn new Uri(url!);",
        ["by a text that was chosen for another"] = Flow + "var next = flow.Status.Kind switch { FlowStatusKind.Draft => \"publish\", FlowStatusKind.Published => \"send\", _ => \"none\" };\nif (next == \"send\") return await client.[|PublishFlowAsync|](new() { FlowId = flow.Id });",
        ["of an object that was loaded again"] = Flow + "if (flow.Status != FlowStatus.Draft) return null;\nflow = (await client.GetFlowAsync(request)).EnsureSuccess();\nreturn await client.[|PublishFlowAsync|](new() { FlowId = flow.Id });",
    };

    private static readonly Dictionary<string, string> Sound = new()
    {
        ["checked"] = Flow + "if (flow.Status == FlowStatus.Draft) return await client.PublishFlowAsync(new() { FlowId = flow.Id });",
        ["checked, by the id"] = ById + "if (flow.Status == FlowStatus.Draft) return await client.PublishFlowAsync(new() { FlowId = id });",
        ["early return"] = Flow + "if (flow.Status != FlowStatus.Draft) return null;\nreturn await client.PublishFlowAsync(new() { FlowId = flow.Id });",
        ["early throw"] = Get + "if (r.Value.Status != FlowStatus.Draft) throw new InvalidOperationException();\nreturn await client.PublishFlowAsync(new() { FlowId = r.Value.Id });",
        ["the kind"] = Flow + "if (flow.Status.Kind == FlowStatusKind.Draft) return await client.PublishFlowAsync(new() { FlowId = flow.Id });",
        ["the kind by pattern"] = Flow + "if (flow.Status.Kind is not FlowStatusKind.Draft) return null;\nreturn await client.PublishFlowAsync(new() { FlowId = flow.Id });",
        ["one of two statuses"] = Flow + "if (flow.Status.Kind is FlowStatusKind.Draft or FlowStatusKind.Deprecated) return await client.DeleteFlowAsync(new() { FlowId = flow.Id });",
        ["one of two statuses by ||"] = Flow + "if (flow.Status == FlowStatus.Draft || flow.Status == FlowStatus.Deprecated) return await client.DeleteFlowAsync(new() { FlowId = flow.Id });",
        ["none of two statuses, early return"] = Flow + "if (flow.Status != FlowStatus.Draft && flow.Status != FlowStatus.Deprecated) return null;\nreturn await client.DeleteFlowAsync(new() { FlowId = flow.Id });",
        ["a property pattern"] = Flow + "if (flow is { Status.Kind: FlowStatusKind.Draft }) return await client.PublishFlowAsync(new() { FlowId = flow.Id });",
        ["a property pattern on the result"] = "var r = await client.GetFlowAsync(request);\nif (r is { IsSuccess: true, Value: { Status.Kind: FlowStatusKind.Draft, Id: var id } }) return await client.PublishFlowAsync(new() { FlowId = id });",
        ["a property pattern with a name"] = "if (await client.GetFlowAsync(request) is { IsSuccess: true, Value: { Status.Kind: FlowStatusKind.Draft } flow }) return await client.PublishFlowAsync(new() { FlowId = flow.Id });",
        ["a switch"] = Flow + "switch (flow.Status.Kind) { case FlowStatusKind.Draft: return await client.PublishFlowAsync(new() { FlowId = flow.Id }); }",
        ["a switch with two cases"] = Flow + "switch (flow.Status.Kind) { case FlowStatusKind.Draft: case FlowStatusKind.Deprecated: return await client.DeleteFlowAsync(new() { FlowId = flow.Id }); default: return null; }",
        ["a switch expression"] = Flow + "return flow.Status.Kind switch { FlowStatusKind.Draft => await client.PublishFlowAsync(new() { FlowId = flow.Id }), FlowStatusKind.Published => await client.SendFlowAsync(new() { FlowId = flow.Id, To = \"1\" }), _ => (object?)null };",
        ["a ternary"] = Flow + "return flow.Status == FlowStatus.Draft ? await client.PublishFlowAsync(new() { FlowId = flow.Id }) : null;",
        ["Equals"] = Flow + "if (flow.Status.Equals(FlowStatus.Draft)) return await client.PublishFlowAsync(new() { FlowId = flow.Id });",
        ["the text"] = Flow + "if (flow.Status.Value == \"DRAFT\") return await client.PublishFlowAsync(new() { FlowId = flow.Id });",
        ["the text by pattern"] = Flow + "if (flow.Status.Value is \"DRAFT\") return await client.PublishFlowAsync(new() { FlowId = flow.Id });",
        ["a flag"] = Flow + "var isDraft = flow.Status == FlowStatus.Draft;\nif (isDraft) return await client.PublishFlowAsync(new() { FlowId = flow.Id });",
        ["a status in a local"] = Flow + "var status = flow.Status;\nif (status != FlowStatus.Draft) return null;\nreturn await client.PublishFlowAsync(new() { FlowId = flow.Id });",
        ["a kind in a local"] = Flow + "var kind = flow.Status.Kind;\nif (kind is FlowStatusKind.Draft) return await client.PublishFlowAsync(new() { FlowId = flow.Id });",
        ["with another condition"] = Flow + "if (flag && flow.Status == FlowStatus.Draft && flow.Name is not null) return await client.PublishFlowAsync(new() { FlowId = flow.Id });",
        ["all the others excluded"] = Flow + "if (flow.Status == FlowStatus.Published) return null;\nreturn await client.PublishFlowAsync(new() { FlowId = flow.Id });",
        ["asserted"] = Flow + "Debug.Assert(flow.Status == FlowStatus.Draft);\nreturn await client.PublishFlowAsync(new() { FlowId = flow.Id });",
        ["asserted by a test"] = Flow + "Xunit.Assert.Equal(FlowStatus.Draft, flow.Status);\nreturn await client.PublishFlowAsync(new() { FlowId = flow.Id });",
        ["checked by a method"] = Flow + "if (CanPublish(flow)) return await client.PublishFlowAsync(new() { FlowId = flow.Id });\nbool CanPublish(FlowDetails flow) => flow.Status == FlowStatus.Draft;",
        ["checked by a method that is given the status"] = Flow + "if (CanPublish(flow.Status)) return await client.PublishFlowAsync(new() { FlowId = flow.Id });\nbool CanPublish(FlowStatus status) => status == FlowStatus.Draft;",
        ["one of a list of statuses"] = Flow + "FlowStatus[] permitted = [FlowStatus.Draft];\nif (permitted.Contains(flow.Status)) return await client.PublishFlowAsync(new() { FlowId = flow.Id });",
        ["compared with a status from elsewhere"] = Flow + "FlowStatus wanted = new(ids[0]);\nif (flow.Status == wanted) return await client.PublishFlowAsync(new() { FlowId = flow.Id });",
        ["no object at hand"] = "return await client.PublishFlowAsync(new() { FlowId = ids[0] });",
        ["another object"] = ById + "return await client.PublishFlowAsync(new() { FlowId = ids[1] });",
        ["just created"] = "var created = (await client.CreateFlowAsync(new() { FlowName = \"a\" })).EnsureSuccess();\nreturn await client.PublishFlowAsync(new() { FlowId = created.FlowId! });",
        ["a filtered page"] = Page + "foreach (var flow in page.Flows.Where(f => f.Status == FlowStatus.Draft)) (await client.PublishFlowAsync(new() { FlowId = flow.FlowId! })).EnsureSuccess();",
        ["the first that fits"] = Page + "var flow = page.Flows.First(f => f.Status == FlowStatus.Draft);\nreturn await client.PublishFlowAsync(new() { FlowId = flow.FlowId! });",
        ["a lambda's parameter"] = Page + "return page.Flows.Where(f => f.Status == FlowStatus.Draft).Select(f => client.PublishFlowAsync(new() { FlowId = f.FlowId! }));",
        ["a continue"] = Page + "foreach (var flow in page.Flows) { if (flow.Status != FlowStatus.Draft) continue; (await client.PublishFlowAsync(new() { FlowId = flow.FlowId! })).EnsureSuccess(); }",
        ["a parameter"] = "return await Publish(null!);\nTask<ApiResult> Publish(FlowDetails flow) => client.PublishFlowAsync(new() { FlowId = flow.Id });",
        ["a parameter that is checked"] = "return await Publish(null!);\nasync Task<ApiResult?> Publish(FlowDetails flow) { if (flow.Status != FlowStatus.Draft) return null; return await client.PublishFlowAsync(new() { FlowId = flow.Id }); }",
        ["checked in a try"] = Flow + "try { if (flow.Status != FlowStatus.Draft) return null; } finally { Log(null); }\nreturn await client.PublishFlowAsync(new() { FlowId = flow.Id });",
        ["a property that is checked"] = Flow + "if (flow.Status == FlowStatus.Draft) Log(flow.PreviewUrl);",
        ["a property that is tested for null"] = Flow + "if (flow.PreviewUrl is { } url) Log(url);\nLog(flow.PreviewUrl ?? \"none\");",
        ["a property that is set"] = "var flow = new FlowDetails { Id = \"1\", PreviewUrl = \"a\" };\nLog(flow.PreviewUrl);",
        ["another property"] = Flow + "Log(flow.Name);",
        ["ignoring case"] = Flow + "if (string.Equals(flow.Status.Value, \"draft\", StringComparison.OrdinalIgnoreCase)) return await client.PublishFlowAsync(new() { FlowId = flow.Id });\nif (flow.Status.Value.Equals(\"draft\", StringComparison.OrdinalIgnoreCase)) return await client.PublishFlowAsync(new() { FlowId = flow.Id });",
        ["through ?."] = "var r = await client.GetFlowAsync(request);\nif (r.Value?.Status == FlowStatus.Draft) return await client.PublishFlowAsync(new() { FlowId = r.Value.Id });",
        ["in a tuple"] = Flow + "if ((flow.Status, flow.Name) is ({ Kind: FlowStatusKind.Draft }, not null)) return await client.PublishFlowAsync(new() { FlowId = flow.Id });",
        ["by order"] = Flow + "if (flow.Status.Kind < FlowStatusKind.Published) return await client.PublishFlowAsync(new() { FlowId = flow.Id });\nif (flow.Status.Kind is >= FlowStatusKind.Published) return await client.PublishFlowAsync(new() { FlowId = flow.Id });",
        ["after a call that changes it"] = Flow + "if (flow.Status != FlowStatus.Draft) return null;\n(await client.PublishFlowAsync(new() { FlowId = flow.Id })).EnsureSuccess();\nreturn await client.SendFlowAsync(new() { FlowId = flow.Id, To = \"1\" });",
        ["a list of which all were checked"] = Page + "if (page.Flows.All(f => f.Status == FlowStatus.Draft)) foreach (var flow in page.Flows) Use(await client.PublishFlowAsync(new() { FlowId = flow.FlowId! }));",
        ["a property behind a test for null"] = Flow + "if (flow.PreviewUrl is not null) Log(flow.PreviewUrl);\nif (flow.PreviewUrl == null) return null;\nLog(flow.PreviewUrl);",
        ["a property behind IsNullOrEmpty"] = Flow + "if (!string.IsNullOrEmpty(flow.PreviewUrl)) Log(flow.PreviewUrl);",
        ["a property in a local that is tested"] = Flow + "var url = flow.PreviewUrl;\nreturn url is null ? null : new Uri(url);",
        ["a property that may be absent"] = Flow + "Log(flow.PreviewUrl?.Trim());\nreturn Uri.TryCreate(flow.PreviewUrl, UriKind.Absolute, out var url) ? url : null;",
        ["a property that a test asserts on"] = Flow + "Xunit.Assert.Equal(\"a\", flow.PreviewUrl);\nflow.PreviewUrl.ShouldBeNull();",
        ["a property beside its status"] = Flow + "Log($\"{flow.Status}: {flow.PreviewUrl}\");\nreturn new { flow.Id, flow.Status, flow.PreviewUrl };",
        ["by a list of errors"] = Flow + "var errors = new List<string>();\nif (flow.Status != FlowStatus.Draft) errors.Add(\"no draft\");\nif (errors.Count > 0) return errors;\nreturn await client.PublishFlowAsync(new() { FlowId = flow.Id });",
        ["by a list of errors with a default"] = Flow + "var errors = new List<string>();\nif (flow.Status != FlowStatus.Draft) errors.Add(flow.Name ?? flow.Id);\nif (errors is [_, ..]) return errors;\nreturn await client.PublishFlowAsync(new() { FlowId = flow.Id });",
        ["by a text that was chosen"] = Flow + "var next = flow.Status.Kind switch { FlowStatusKind.Draft => \"publish\", FlowStatusKind.Published => \"send\", _ => \"none\" };\nif (next == \"publish\") return await client.PublishFlowAsync(new() { FlowId = flow.Id });\nelse if (next == \"send\") return await client.SendFlowAsync(new() { FlowId = flow.Id, To = \"1\" });",
        ["another status excluded by a pattern on the object"] = Flow + "if (flow is { Status.Kind: FlowStatusKind.Published }) return null;\nreturn await client.PublishFlowAsync(new() { FlowId = flow.Id });",
        ["a list that an earlier loop looked at"] = Page + "foreach (var flow in page.Flows) if (flow.Status != FlowStatus.Draft) return null;\nforeach (var flow in page.Flows) Use(await client.PublishFlowAsync(new() { FlowId = flow.FlowId! }));",
        ["a list of which the others are asked for"] = Page + "var others = page.Flows.Where(f => f.Status != FlowStatus.Draft).ToList();\nif (others.Count > 0) return others;\nforeach (var flow in page.Flows) Use(await client.PublishFlowAsync(new() { FlowId = flow.FlowId! }));",
        ["a list of which the first other is asked for"] = Page + "var other = page.Flows.FirstOrDefault(f => f.Status != FlowStatus.Draft);\nif (other is not null) return other;\nforeach (var flow in page.Flows) Use(await client.PublishFlowAsync(new() { FlowId = flow.FlowId! }));",
        ["a status that was chosen"] = Get.Replace("EnsureSuccess", "ToString", StringComparison.Ordinal) + "var flow = r.Value;\nvar status = flow?.Status ?? FlowStatus.Deprecated;\nif (status != FlowStatus.Draft) return null;\nreturn await client.PublishFlowAsync(new() { FlowId = flow!.Id });",
        ["a kind that was assigned on the way"] = Flow + "var kind = FlowStatusKind.Unknown;\nif (flag) kind = flow.Status.Kind;\nif (kind != FlowStatusKind.Draft) return null;\nreturn await client.PublishFlowAsync(new() { FlowId = flow.Id });",
        ["by another question"] = Flow + "if (flow.Status.Value.StartsWith(\"DRA\", StringComparison.Ordinal)) return await client.PublishFlowAsync(new() { FlowId = flow.Id });",
        ["an object from a field"] = "Log(_last.EnsureSuccess().PreviewUrl);",
    };

    public static TheoryData<string> UncheckedNames => [.. Unchecked.Keys];

    public static TheoryData<string> SoundNames => [.. Sound.Keys];

    [Theory]
    [MemberData(nameof(UncheckedNames))]
    public Task What_needs_a_status_that_nobody_checked_is_flagged(string name) => VerifyAsync(Unchecked[name]);

    [Theory]
    [MemberData(nameof(SoundNames))]
    public Task What_needs_a_status_that_somebody_checked_is_not_flagged(string name) => VerifyAsync(Sound[name]);

    [Fact]
    public Task The_fix_puts_a_guard_before_the_call() => VerifyFixAsync(
        Flow + "\n// Now.\nvar published = await client.[|PublishFlowAsync|](new() { FlowId = flow.Id });\npublished.EnsureSuccess();",
        Flow + "\nif (flow.Status != FlowStatus.Draft)\n{\n    throw new InvalidOperationException(\"PublishFlowAsync needs the status Draft.\");\n}\n\n// Now.\nvar published = await client.PublishFlowAsync(new() { FlowId = flow.Id });\npublished.EnsureSuccess();");

    [Fact]
    public Task The_fix_permits_each_of_several_statuses() => VerifyFixAsync(
        Get + "if (flag)\n    Use(await client.[|DeleteFlowAsync|](new() { FlowId = r.Value.Id }));",
        Get + "if (flag)\n{\n    if (r.Value.Status != FlowStatus.Draft && r.Value.Status != FlowStatus.Deprecated)\n    {\n        throw new InvalidOperationException(\"DeleteFlowAsync needs the status Draft or Deprecated.\");\n    }\n\n    Use(await client.DeleteFlowAsync(new() { FlowId = r.Value.Id }));\n}");

    [Fact]
    public Task The_fix_guards_a_property_and_a_program() => CodeFixVerifier<RequiredStatusAnalyzer, RequiredStatusCodeFixProvider>.VerifyCodeFixAsync(
        """
        using FlowGen.Cams;

        ICamsClient client = null!;
        var flow = (await client.GetFlowAsync(new() { FlowId = "1" })).EnsureSuccess();
        Console.WriteLine(flow.[|PreviewUrl|]);
        """,
        """
        using FlowGen.Cams;

        ICamsClient client = null!;
        var flow = (await client.GetFlowAsync(new() { FlowId = "1" })).EnsureSuccess();
        if (flow.Status != FlowStatus.Draft)
        {
            throw new InvalidOperationException("PreviewUrl needs the status Draft.");
        }

        Console.WriteLine(flow.PreviewUrl);
        """,
        cancellationToken: TestContext.Current.CancellationToken);

    private static Task VerifyFixAsync(string statements, string fixedStatements) =>
        CodeFixVerifier<RequiredStatusAnalyzer, RequiredStatusCodeFixProvider>.VerifyCodeFixAsync(
            FlowProgram.Method(statements), FlowProgram.Method(fixedStatements), cancellationToken: TestContext.Current.CancellationToken);

    private static Task VerifyAsync(string statements) => AnalyzerVerifier<RequiredStatusAnalyzer>.VerifyAnalyzerAsync(
        FlowProgram.Method(statements) + AssertionLibraries.Source, cancellationToken: TestContext.Current.CancellationToken);
}
