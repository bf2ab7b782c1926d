namespace FlowGen.Analyzers.Tests;

/// <summary>Sources around a piece of code that calls a client.</summary>
internal static class FlowProgram
{
    /// <summary>The statements as the body of an async method that has a client, a logger and a few helpers at hand.</summary>
    public static string Method(string statements) => $$"""
        using System.Diagnostics;
        using System.Diagnostics.CodeAnalysis;
        using FlowGen;
        using FlowGen.Annotations;
        using FlowGen.Cams;

        public class Program
        {
            private ApiResult<FlowDetails> _last = null!;
            private readonly List<ApiResult<FlowDetails>> _kept = [];
            private bool _failed;
            private string? _error;
            private FlowDetails? _value;

            public async Task<object?> Run(ICamsClient client, GetFlowRequest request, bool flag, string[] ids)
            {
                await Task.Yield();
                {{statements.ReplaceLineEndings("\n        ").Replace("\n        \n", "\n\n", StringComparison.Ordinal)}}
        #pragma warning disable CS0162
                return null;
            }

            private static void Use(object? value) { }
            private static void Log(string? text) { }
            private static void See(ApiResult<FlowDetails> result) { }
            private static bool IsFine(ApiResult<FlowDetails> result) => result.IsSuccess;
            [ChecksStatus] private static bool Succeeded(ApiResult<FlowDetails> result) => result.IsSuccess;
            [ChecksStatus] private static void Require(ApiResult<FlowDetails> result) => result.EnsureSuccess();
            private static void RequireOne(int number, [ChecksStatus] ApiResult<FlowDetails> result) => result.EnsureSuccess();
            [DoesNotReturn] private static void Stop(ApiError? error) => throw new InvalidOperationException(error?.Message);
            private static void Complain(ApiError? error) { throw new InvalidOperationException(error?.Message); }
            private static void Insist([DoesNotReturnIf(false)] bool condition) { if (!condition) throw new InvalidOperationException(); }
            private async Task<ApiResult<FlowDetails>> LoadAsync(ICamsClient client, GetFlowRequest request) => await client.GetFlowAsync(request);
        }

        internal static class ResultExtensions
        {
            [ChecksStatus] public static bool Ok<T>(this ApiResult<T> result) => result.IsSuccess;
            public static ApiResult<TOut> Mapped<T, TOut>(this ApiResult<T> result, Func<T, TOut> map) => result.IsSuccess ? ApiResult<TOut>.Success(map(result.Value)) : ApiResult<TOut>.Failure(result.Error);
            public static ApiResult<T> Seen<T>(this ApiResult<T> result, Action<T> see) { if (result.IsSuccess) see(result.Value); return result; }
            public static ApiResult<T> OrExit<T>(this ApiResult<T> result) { if (!result.IsSuccess) Environment.Exit(1); return result; }
            public static ApiResult<T> Noted<T>(this ApiResult<T> result, Action<ApiError> note) { if (result.Error is { } error) note(error); return result; }
            public static ApiResult<T> OrThrow<T>(this ApiResult<T> result) { result.EnsureSuccess(); return result; }
            public static async Task<ApiResult<T>> OrThrowAsync<T>(this Task<ApiResult<T>> task) { var result = await task; result.EnsureSuccess(); return result; }
            [ChecksStatus] public static async Task<bool> OkAsync<T>(this ApiResult<T> result) { await Task.Yield(); return result.IsSuccess; }
        }
        """;
}
