using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FlowGen.Benchmarks.Analyzers;

/// <summary>A large code base that is made up: services with queries, loops, patterns and text, of 200 lines a file.</summary>
internal static class CodeBase
{
    public const int Files = 500;

    private const int MethodsPerFile = 10;

    /// <summary>Ways to use a result, all sound. The last two need the flow of control to be followed.</summary>
    private static readonly string[] Uses =
    [
        "total += flow.IsSuccess ? flow.Value.FlowName?.Length ?? 0 : 0;",
        "if (!flow.IsSuccess) { return total; } total += flow.Value.FlowName?.Length ?? 0;",
        "if (flow is { IsSuccess: true, Value: var details }) { total += details.FlowName?.Length ?? 0; }",
        "var isThere = flow.IsSuccess; total += isThere ? flow.Value.FlowName?.Length ?? 0 : 0;",
        "while (!flow.IsSuccess) { flow = await client.GetFlowAsync(new() { FlowId = prefix }); } total += flow.Value.FlowName?.Length ?? 0;",
    ];

    /// <summary>A compilation of the files, which references FlowGen.Runtime and this assembly's generated clients.</summary>
    /// <param name="withCalls">Whether one line in fifty calls a client or handles its result, the calls sound.</param>
    public static CSharpCompilation Create(bool withCalls)
    {
        var options = new CSharpParseOptions(LanguageVersion.CSharp14);
        var trees = Enumerable.Range(0, Files)
            .Select(file => CSharpSyntaxTree.ParseText(Source(file, withCalls), options, $"Service{file}.cs"))
            .ToList();
        // The clients are those that were generated into this assembly.
        var platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => withCalls || path != typeof(CodeBase).Assembly.Location);
        return CSharpCompilation.Create(
            "CodeBase",
            trees,
            platform.Select(static path => MetadataReference.CreateFromFile(path)),
            new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }

    private static string Source(int file, bool withCalls)
    {
        var text = new StringBuilder();
        text.Append("using System;\nusing System.Collections.Generic;\nusing System.Linq;\nusing System.Threading.Tasks;\n");
        text.Append(withCalls ? "using FlowGen.Cams;\n" : "\n");
        text.Append(CultureInfo.InvariantCulture, $"\nnamespace Shop.Part{file};\n\npublic sealed record Order{file}(string Id, int Quantity, decimal Price, string? Note);\n\n");
        text.Append(CultureInfo.InvariantCulture, $"public sealed class Service{file}({(withCalls ? "ICamsClient client, " : "")}TimeProvider time)\n{{\n");
        text.Append(CultureInfo.InvariantCulture, $"    private readonly Dictionary<string, Order{file}> _orders = [];\n");
        for (var method = 0; method < MethodsPerFile; method++)
        {
            text.Append(Method(file, method, withCalls && method % 2 == 0 ? Uses[method / 2] : null));
        }

        return text.Append("}\n").ToString();
    }

    private static string Method(int file, int number, string? use) => $$"""

            public async Task<decimal> Total{{number}}Async(IEnumerable<Order{{file}}> orders, string prefix)
            {
                var total = 0m;
                {{(use is null ? "var limit = prefix.Length * 2;" : "var flow = await client.GetFlowAsync(new() { FlowId = prefix });")}}
                foreach (var order in orders.Where(order => order.Id.StartsWith(prefix, StringComparison.Ordinal)))
                {
                    if (order is { Quantity: > 0, Note: { } note } && note.Length > {{number}})
                    {
                        total += order.Quantity * order.Price;
                        _orders[order.Id] = order with { Note = note.Trim() };
                    }
                    else if (order.Quantity == 0)
                    {
                        _orders.Remove(order.Id);
                    }
                }

                {{use ?? "total += limit > 3 ? limit : 0;"}}
                await Task.Yield();
                return _orders.Count > 100 ? total / _orders.Count : total + time.GetUtcNow().Day;
            }
        """ + "\n";
}
