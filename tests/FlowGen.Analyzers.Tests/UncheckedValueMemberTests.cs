using FlowGen.Analyzers.Results;
using FlowGen.Testing;

namespace FlowGen.Analyzers.Tests;

/// <summary>FG2002 in each kind of member, and how it is reported.</summary>
public sealed class UncheckedValueMemberTests
{
    [Fact]
    public Task Top_level_statements() => VerifyAsync(
        """
        using FlowGen.Cams;

        ICamsClient client = null!;
        var r = await client.GetFlowAsync(new() { FlowId = "1" });
        Console.WriteLine(r.[|Value|]);
        if (!r.IsSuccess)
        {
            return 1;
        }

        Console.WriteLine(r.Value.Name);
        return 0;
        """);

    [Fact]
    public Task Initialisers_constructors_accessors_and_expression_bodies() => VerifyAsync(
        """
        using FlowGen;
        using FlowGen.Cams;

        public class Flows
        {
            private static readonly ICamsClient Client = null!;
            private readonly FlowDetails? _first = Client.GetFlowAsync(new() { FlowId = "1" }).Result.[|Value|];
            private readonly Func<FlowDetails?> _load = () => Client.GetFlowAsync(new() { FlowId = "1" }).Result.[|Value|];

            public Flows()
            {
                var r = Client.CountFlowsAsync().Result;
                Count = r.[|Value|];
            }

            public Flows(int number)
                : this(Client.CountFlowsAsync().Result.[|Value|].ToString())
            {
            }

            public Flows(string text) => Text = text;

            public string? Text { get; }

            public int Count { get; } = Client.CountFlowsAsync().Result.[|Value|];

            public string? Name => Client.GetFlowAsync(new() { FlowId = "1" }).Result.[|Value|]?.Name;

            public string? Title
            {
                get
                {
                    var r = Client.GetFlowAsync(new() { FlowId = "1" }).Result;
                    return r.IsSuccess ? r.Value.Name : r.[|Value|]?.Id;
                }
            }

            public int this[int index] => Client.CountFlowsAsync().Result is { IsSuccess: true, Value: var n } ? n : index;

            public static int operator +(Flows left, Flows right) => Client.CountFlowsAsync().Result.[|Value|];

            public IEnumerable<string?> Names(string[] ids)
            {
                foreach (var id in ids)
                {
                    var r = Client.GetFlowAsync(new() { FlowId = id }).Result;
                    yield return r.[|Value|]?.Name;
                    if (!r.IsSuccess) yield break;
                    yield return r.Value.Name;
                }
            }

            public object? First => _first ?? _load();
        }
        """);

    [Fact]
    public Task A_parameter_is_the_callers_business_unless_the_method_branches_on_it() => VerifyAsync(
        """
        using FlowGen;
        using FlowGen.Cams;

        public static class Pages
        {
            public static string? Show(ApiResult<FlowDetails> r) => r.Value!.Name;

            public static string? ShowChecked(ApiResult<FlowDetails> r) => r.IsSuccess ? r.Value.Name : r.Error.Message;

            public static string? ShowLate(ApiResult<FlowDetails> r)
            {
                if (!r.IsSuccess)
                {
                    Console.WriteLine(r.Error.Message);
                }

                return r.[|Value|]!.Name;
            }

            public static string? ShowPattern(ApiResult<FlowDetails> r) => r is { IsSuccess: false } ? r.[|Value|]!.Name : r.Value!.Name;

            public static string? Logged(ApiResult<FlowDetails> r)
            {
                Console.WriteLine($"{r.IsSuccess} {r.Error?.Message}");
                return r.Value!.Name;
            }

            public static bool TryGet(ApiResult<FlowDetails> r, out FlowDetails? flow)
            {
                flow = r.Value;
                return r.IsSuccess;
            }

            public static async Task<(bool Ok, FlowDetails? Flow)> TryAsync(ICamsClient client)
            {
                var r = await client.GetFlowAsync(new() { FlowId = "1" });
                return (r.IsSuccess, r.Value);
            }

            public static bool TryGet(ICamsClient client, out FlowDetails? flow)
            {
                var r = client.GetFlowAsync(new() { FlowId = "1" }).Result;
                flow = r.Value;
                return r.IsSuccess;
            }

            public static async Task<T?> Unwrap<T>(this Task<ApiResult<T>> task)
            {
                var r = await task;
                return r.Value;
            }

            public static async Task<T> Require<T>(this Task<ApiResult<T>> task)
            {
                var r = await task.ConfigureAwait(false);
                return r.[|Value|]!;
            }

            public static async Task<T> RequireChecked<T>(this Task<ApiResult<T>> task) => await task is { IsSuccess: true } r ? r.Value : throw new TimeoutException();

            public static Task Print(ICamsClient client) => client.CountFlowsAsync().ContinueWith(t => Console.WriteLine(t.Result.[|Value|]), TaskScheduler.Default);

            public static async Task<T> Retry<T>(Func<Task<ApiResult<T>>> call)
            {
                for (var i = 0; ; i++)
                {
                    var r = await call();
                    if (r.IsSuccess || i == 3)
                    {
                        return r.[|Value|]!;
                    }
                }
            }
        }
        """);

    [Fact]
    public Task A_member_that_is_given_an_answer_is_known_until_the_object_may_have_looked_at_it() => VerifyAsync(
        """
        using FlowGen;
        using FlowGen.Cams;

        public sealed class FlowModel(ICamsClient client)
        {
            private ApiResult<FlowDetails>? _last;

            public ApiResult<int> Count { get; private set; } = ApiResult<int>.Success(0);

            public string? Title { get; private set; }

            public bool HasError => _last?.Error is not null;

            public async Task LoadAsync(string id)
            {
                _last = await client.GetFlowAsync(new() { FlowId = id });
                Title = _last.[|Value|]!.Name;
            }

            public async Task LoadCheckedAsync(string id)
            {
                this._last = await client.GetFlowAsync(new() { FlowId = id });
                Title = this._last.IsSuccess ? this._last.Value.Name : null;
            }

            public async Task LoadAndAskAsync(string id)
            {
                _last = await client.GetFlowAsync(new() { FlowId = id });
                if (!HasError) Title = _last.Value!.Name;
            }

            public async Task LoadAndCallAsync(string id)
            {
                _last = await client.GetFlowAsync(new() { FlowId = id });
                Check();
                Title = _last.Value!.Name;
            }

            public async Task LoadOnceAsync(string id)
            {
                _last ??= await client.GetFlowAsync(new() { FlowId = id });
                if (_last.Error is null) Title = _last.Value!.Name;
            }

            public async Task<int> CountAsync()
            {
                if (Count.IsSuccess) return Count.Value;
                Count = await client.CountFlowsAsync();
                return Count.[|Value|];
            }

            public string? Kept() => _last!.Value!.Name;

            private void Check() => _last!.EnsureSuccess();
        }
        """);

    [Fact]
    public Task Generic_values_may_be_null_and_may_not() => VerifyAsync(
        """
        using FlowGen;

        public static class Any
        {
            public static async Task<object?> Of<T>(Func<Task<ApiResult<T>>> call)
            {
                var r = await call();
                if (r.Value is null) return null;
                return r.Value;
            }

            public static async Task<object?> OfStruct<T>(Func<Task<ApiResult<T>>> call)
                where T : struct
            {
                var r = await call();
                object value = r.[|Value|];
                return value;
            }

            public static async Task<int> OfNullable(Func<Task<ApiResult<int?>>> call)
            {
                var r = await call();
                return r.Value is { } n ? n : r.Value ?? 0;
            }
        }
        """);

    [Fact]
    public Task Test_doubles_and_stored_results_are_left_alone() => VerifyAsync(
        """
        using FlowGen;
        using FlowGen.Cams;

        public sealed class FakeClient : ICamsClient
        {
            private readonly Dictionary<string, ApiResult<FlowDetails>> _flows = [];

            public ApiResult<FlowDetails>? Last { get; set; }

            public Task<ApiResult<FlowDetails>> GetFlowAsync(GetFlowRequest request, CancellationToken cancellationToken = default)
            {
                Last = _flows.TryGetValue(request.FlowId, out var known) ? known : ApiResult<FlowDetails>.Success(new() { Id = "1" });
                Console.WriteLine(Last.Value?.Name);
                Console.WriteLine(known?.Value?.Name);
                return Task.FromResult(Last);
            }

            public Task<ApiResult<int>> CountFlowsAsync(CancellationToken cancellationToken = default) => Task.FromResult(ApiResult<int>.Success(1));

            public Task<ApiResult<FlowPage>> ListFlowAsync(ListFlowRequest request, CancellationToken cancellationToken = default) =>
                Task.FromResult(ApiResult<FlowPage>.Success(new()));

            public Task<ApiResult<CreatedFlow>> CreateFlowAsync(CreateFlowRequest request, CancellationToken cancellationToken = default) =>
                Task.FromResult(ApiResult<CreatedFlow>.Success(new()));

            public Task<ApiResult> PublishFlowAsync(PublishFlowRequest request, CancellationToken cancellationToken = default) => Task.FromResult(ApiResult.Success());

            public Task<ApiResult> DeleteFlowAsync(DeleteFlowRequest request, CancellationToken cancellationToken = default) => Task.FromResult(ApiResult.Success());

            public Task<ApiResult<string>> SendFlowAsync(SendFlowRequest request, CancellationToken cancellationToken = default) =>
                Task.FromResult(ApiResult<string>.Success("1"));

            public async IAsyncEnumerable<ApiResult<FlowDetails>> ListFlowsAsync(
                [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
            {
                await Task.Yield();
                foreach (var flow in _flows.Values)
                {
                    yield return flow;
                }
            }
        }
        """);

    [Fact]
    public Task Generated_code_is_left_alone() => VerifyAsync(
        """
        // <auto-generated/>
        #nullable enable
        public static class Generated
        {
            public static async Task<int> Count(FlowGen.Cams.ICamsClient client) => (await client.CountFlowsAsync()).Value;
        }
        """);

    [Fact]
    public Task A_compilation_without_FlowGen_is_left_alone() => AnalyzerVerifier<UncheckedValueAnalyzer>.VerifyAnalyzerAsync(
        "public static class Program { public static int? Read(int? number) => number.Value; }",
        ReferenceSet.Framework,
        TestContext.Current.CancellationToken);

    [Theory]
    [InlineData("var r = await client.CountFlowsAsync(); return r.Value;", "r")]
    [InlineData("return (await client.CountFlowsAsync().ConfigureAwait(false)).Value;", "CountFlowsAsync")]
    [InlineData("return client.CountFlowsAsync().Result.Value;", "CountFlowsAsync")]
    public async Task The_message_names_the_result_or_the_call(string statements, string name)
    {
        var compilation = TestCompilation.Create(
            $"public static class Program {{ public static async Task<int> Run(FlowGen.Cams.ICamsClient client) {{ await Task.Yield(); {statements} }} }}",
            ReferenceSet.Client);

        var found = await AnalyzerVerifier<UncheckedValueAnalyzer>.DiagnoseAsync(compilation, TestContext.Current.CancellationToken);

        Assert.Equal(
            $"The value of '{name}' is read where the call may have failed: check IsSuccess first, or call EnsureSuccess()",
            Assert.Single(found).GetMessage(null));
    }

    private static Task VerifyAsync(string source) =>
        AnalyzerVerifier<UncheckedValueAnalyzer>.VerifyAnalyzerAsync(source, cancellationToken: TestContext.Current.CancellationToken);
}
