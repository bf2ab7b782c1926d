using System.Net;
using System.Text;
using Microsoft.CodeAnalysis;

namespace FlowGen.Generator.Tests.Running;

/// <summary>Lists that are read page by page.</summary>
public class PagingTests
{
    private const string PageInAnObject = """
        { "name": "kind", "in": "query", "schema": { "type": "string" } },
        { "name": "Page", "in": "query", "content": { "application/json": { "schema": { "properties": {
          "Index": { "type": "integer", "format": "int32" }, "Size": { "type": "integer" }, "Sort": { "type": "string" } } } } } }
        """;

    private const string PageInParameters = """
        { "name": "kind", "in": "query", "schema": { "type": "string" } },
        { "name": "page", "in": "query", "schema": { "type": "integer", "format": "int32" } },
        { "name": "per", "in": "query", "schema": { "type": "integer", "format": "uint64" } }
        """;

    private const string ObjectPaging = """{ "parameter": "Page", "index": "Index", "size": "Size", "first": 1, "defaultSize": 2 }""";

    private const string ParameterPaging = """{ "index": "page", "size": "per", "first": 0, "defaultSize": 2 }""";

    /// <summary>Parameters, how they page, the request, and what goes over the wire.</summary>
    public static TheoryData<string, string, string, string[]> Lists => new()
    {
        {
            PageInAnObject, ObjectPaging, "new() { Kind = \"a\", Page = new() { Sort = \"up\" } }",
            ["?kind=a&Page={\"Index\":1,\"Size\":2,\"Sort\":\"up\"}", "?kind=a&Page={\"Index\":2,\"Size\":2,\"Sort\":\"up\"}"]
        },
        { PageInAnObject, ObjectPaging, "", ["?Page={\"Index\":1,\"Size\":2}", "?Page={\"Index\":2,\"Size\":2}"] },
        { PageInAnObject, ObjectPaging, "new() { Page = new() { Index = 7, Size = 5 } }", ["?Page={\"Index\":7,\"Size\":5}"] },
        { PageInParameters, ParameterPaging, "new() { Kind = \"b\" }", ["?kind=b&page=0&per=2", "?kind=b&page=1&per=2"] },
        { PageInParameters, ParameterPaging, "new() { Page = 3, Per = 4 }", ["?page=3&per=4"] },
    };

    /// <summary>What is wrong, how it pages, what the operation answers, and what is reported.</summary>
    public static TheoryData<string, string, string, string> Faults => new()
    {
        { "the parameter does not exist", ObjectPaging.Replace("\"Page\"", "\"Pages\"", StringComparison.Ordinal), "array", "FG1007: /paths/~1things/get/x-flowgen-paging/parameter cannot be 'Pages'; possible: kind, Page. Did you mean 'Page'?" },
        { "the member does not exist", ObjectPaging.Replace("\"Index\"", "\"Idx\"", StringComparison.Ordinal), "array", "FG1007: /paths/~1things/get/x-flowgen-paging/index cannot be 'Idx'; possible: Index, Size, Sort. Did you mean 'Index'?" },
        { "the member is no number", ObjectPaging.Replace("\"Index\"", "\"Sort\"", StringComparison.Ordinal), "array", "FG1009: /paths/~1things/get/x-flowgen-paging: 'Sort' is not a whole number; the operation reads one page at a time" },
        { "the parameter is no object", ObjectPaging.Replace("\"Page\"", "\"kind\"", StringComparison.Ordinal), "array", "FG1009: /paths/~1things/get: 'kind' is not an object; the operation reads one page at a time" },
        { "the answer is no list", ObjectPaging, "string", "FG1009: /paths/~1things/get: its answer is not always a list whose items are never null; the operation reads one page at a time" },
        { "the first page's number is missing", ObjectPaging.Replace("\"first\": 1, ", "", StringComparison.Ordinal), "array", "FG1008: /paths/~1things/get/x-flowgen-paging has no 'first', which is required" },
        { "pages are empty by default", ObjectPaging.Replace("\"defaultSize\": 2", "\"defaultSize\": 0", StringComparison.Ordinal), "array", "FG1019: /paths/~1things/get/x-flowgen-paging/defaultSize must be a whole number of at least 1, not 0" },
        { "a key is not known", ObjectPaging.Replace("\"first\"", "\"total\": 1, \"first\"", StringComparison.Ordinal), "array", "FG1003: FlowGen does not know 'total' in /paths/~1things/get/x-flowgen-paging." },
    };

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task Pages_are_asked_for_as_the_spec_says(string parameters, string paging, string request, string[] addresses)
    {
        var consumer = $$"""
            using System;
            using System.Collections.Generic;
            using System.Linq;
            using System.Net.Http;
            using System.Threading.Tasks;
            using Small;

            #pragma warning disable CS1591
            public static class Call
            {
                public static async Task<string> Run(HttpClient http)
                {
                    var client = new SmallClient(http, new SmallClientOptions { RateLimit = FlowGen.RateLimit.Unlimited("a test") });
                    var things = new List<string>();
                    await foreach (var thing in client.ListAllAsync({{request}}))
                    {
                        things.Add(thing.EnsureSuccess());
                    }

                    return string.Join(",", things);
                }
            }
            """;
        var run = GeneratedCall.Load(consumer, Spec(parameters, paging)).GetType("Call")!.GetMethod("Run")!;
        using var server = new ThreeThings();
        using var http = new HttpClient(server);

        var things = await (Task<string>)run.Invoke(null, [http])!;

        Assert.Equal("x,y,z", things);
        Assert.Equal(addresses.Select(static address => "https://api.example/things" + address), server.Addresses.Select(Uri.UnescapeDataString));
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_is_reported_and_leaves_the_single_page(string fault, string paging, string answer, string message)
    {
        var schema = answer == "array" ? """{ "type": "array", "items": { "type": "string" } }""" : """{ "type": "string" }""";

        var run = GeneratorRun.Of(Spec(PageInAnObject, paging, schema));

        var reported = Assert.Single(run.SpecDiagnostics);
        Assert.True(message == reported.Id + ": " + reported.GetMessage(System.Globalization.CultureInfo.InvariantCulture), fault + ": " + reported);
        Assert.DoesNotContain(run.CompilerDiagnostics, static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        var operation = run.Result.GeneratedSources.Single(static source => source.HintName.Contains(".Operation.List.", StringComparison.Ordinal)).SourceText.ToString();
        Assert.Contains(" ListAsync(", operation, StringComparison.Ordinal);
        Assert.Equal(fault == "a key is not known", operation.Contains("ListAllAsync", StringComparison.Ordinal));
    }

    [Fact]
    public void An_operation_that_is_called_so_keeps_its_name()
    {
        const string Other = """
            "/all": { "get": { "operationId": "ListAll", "responses": { "204": {} } } },
            """;
        var run = GeneratorRun.Of(new SpecText("small.openapi.json", Spec(PageInAnObject, ObjectPaging).Text.Replace("\"paths\": {", "\"paths\": {" + Other, StringComparison.Ordinal)));

        Assert.Empty(run.SpecDiagnostics);
        Assert.Empty(run.CompilerDiagnostics);
        Assert.Contains(run.Result.GeneratedSources, static source => source.SourceText.ToString().Contains(" ListAll2Async(", StringComparison.Ordinal));
    }

    private static SpecText Spec(string parameters, string paging, string answer = """{ "type": "array", "items": { "type": "string" } }""") => SmallSpec.Of(
        $$"""
        "/things": { "get": { "operationId": "List", "x-flowgen-paging": {{paging}}, "parameters": [ {{parameters}} ],
          "responses": { "200": { "content": { "application/json": { "schema": {{answer}} } } } } } }
        """);

    /// <summary>Answers two things, then one: three in all, or one page of them where a page is longer.</summary>
    private sealed class ThreeThings : HttpMessageHandler
    {
        public List<string> Addresses { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var address = request.RequestUri!.AbsoluteUri;
            Addresses.Add(address);
            var isLong = Uri.UnescapeDataString(address) is var text && (text.Contains("\"Size\":5", StringComparison.Ordinal) || text.Contains("per=4", StringComparison.Ordinal));
            var body = isLong ? "[\"x\",\"y\",\"z\"]" : Addresses.Count == 1 ? "[\"x\",\"y\"]" : "[\"z\"]";
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) });
        }
    }
}
