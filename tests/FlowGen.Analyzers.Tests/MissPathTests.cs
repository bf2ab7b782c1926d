using FlowGen.Analyzers.Results;
using FlowGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace FlowGen.Analyzers.Tests;

/// <summary>Nearly all code has nothing to do with a client. The rules look at it, see that, and leave nothing behind.</summary>
public sealed class MissPathTests
{
    private const string Program =
        """
        using FlowGen.Cams;

        public sealed class Shop(ICamsClient client, TimeProvider time)
        {
            private readonly Dictionary<string, Order> _orders = [];

            public ICamsClient Client => client;

            public async Task<decimal> TotalAsync(IEnumerable<Order> orders, string prefix, int? limit, DayOfWeek day, Lazy<string> lazy)
            {
                var total = limit.HasValue ? (decimal)limit.Value : lazy.Value.Length;
                foreach (var order in orders.Where(order => order.Id.StartsWith(prefix, StringComparison.Ordinal)))
                {
                    if (order is { Quantity: > 0, Note: { } note } && note.Length > 3 && order.Id != "none" && !order.Id.Equals("other"))
                    {
                        total += order.Quantity * order.Price;
                        _orders[order.Id] = order with { Note = note.Trim() };
                    }
                    else if (limit == 5 || order.Quantity is 3 || order.Status is "DRAFT" || order.Status == "PUBLISHED")
                    {
                        _orders.Remove(order.Id);
                    }
                }

                switch (day)
                {
                    case DayOfWeek.Friday:
                        total += new Order("a", 1, 2, null, "DRAFT").Price;
                        break;
                }

                switch (prefix)
                {
                    case "a":
                        await Task.Yield();
                        break;
                }

                var name = day switch { DayOfWeek.Monday => "m", _ => "x" };
                _ = new System.Text.StringBuilder().Append(name).Append("secret").ToString();
                await Task.Run(() => Task.FromResult(1)).ConfigureAwait(false);
                return _orders.Count > 100 ? total / _orders.Count : total + time.GetUtcNow().Day;
            }
        }

        public sealed record Order(string Id, int Quantity, decimal Price, string? Note, string Status);
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Code_without_calls_makes_the_rules_allocate_nothing()
    {
        var compilation = TestCompilation.Create(Program, ReferenceSet.Client);
        Assert.DoesNotContain(compilation.GetDiagnostics(Token), static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        var rules = typeof(UncheckedValueAnalyzer).Assembly.GetTypes()
            .Where(static type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !type.IsAbstract)
            .Select(static type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)
            .ToList();
        var actions = RecordedActions.Of(rules, compilation);
        var calls = Calls(compilation, actions);

        // The first time, the compiler binds what it is asked for, and the runtime compiles the rules.
        Run(calls);
        Run(calls);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Run(calls);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(rules.Count >= 9);
        Assert.All(actions, action => Assert.Contains(calls, call => call.Action == action.Action));
        Assert.Equal(0, allocated);
    }

#pragma warning disable CS0618 // The compiler's driver, which is to be used instead, allocates itself.
    /// <summary>Each action with each operation that the compiler would call it for.</summary>
    private static List<(Action<OperationAnalysisContext> Action, OperationAnalysisContext Context)> Calls(
        Compilation compilation, IReadOnlyList<(Action<OperationAnalysisContext> Action, System.Collections.Immutable.ImmutableArray<OperationKind> Kinds)> actions)
    {
        var model = compilation.GetSemanticModel(compilation.SyntaxTrees.First());
        var member = compilation.GetTypeByMetadataName("Shop")!.GetMembers("TotalAsync").Single();
        var body = (IMethodBodyOperation)model.GetOperation(member.DeclaringSyntaxReferences.Single().GetSyntax(Token), Token)!;
        var options = new AnalyzerOptions([]);
        return
        [
            .. from operation in body.DescendantsAndSelf()
               from action in actions
               where action.Kinds.Contains(operation.Kind)
               select (action.Action, new OperationAnalysisContext(operation, member, compilation, options, Report, static _ => true, Token)),
        ];
    }
#pragma warning restore CS0618

    private static void Report(Diagnostic diagnostic) => Assert.Fail(diagnostic.ToString());

    private static void Run(List<(Action<OperationAnalysisContext> Action, OperationAnalysisContext Context)> calls)
    {
        foreach (var (action, context) in calls)
        {
            action(context);
        }
    }
}
