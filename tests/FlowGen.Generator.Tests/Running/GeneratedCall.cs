using System.Collections.Concurrent;
using System.Net;
using System.Reflection;
using System.Runtime.Loader;
using System.Text;

namespace FlowGen.Generator.Tests.Running;

/// <summary>
/// Calls a generated client for real: the generated code is compiled together with one expression on <c>client</c>, loaded, and run
/// against an answer that needs no network.
/// </summary>
internal static class GeneratedCall
{
    private static readonly ConcurrentDictionary<(SpecText Spec, string Expression, string? Credentials), Lazy<MethodInfo>> Compiled = new();

    /// <summary>What the call sent, and its result. The result is dynamic because its type exists only in the generated code.</summary>
    public sealed record Outcome(SentRequest? Sent, dynamic Result);

    /// <summary>Runs an expression such as <c>client.GetFlowAsync(new() { FlowId = "1" })</c>.</summary>
    public static async Task<Outcome> RunAsync(SpecText spec, string expression, string answer = "", HttpStatusCode status = HttpStatusCode.OK, string? credentials = null)
    {
        var call = Compiled.GetOrAdd((spec, expression, credentials), static key => new(() => Compile(key.Spec, key.Expression, key.Credentials))).Value;
        using var handler = new AnsweringHandler(status, answer);
        using var http = new HttpClient(handler);
        var task = (Task)call.Invoke(null, [http])!;
        await task;
        return new(handler.Sent, ((dynamic)task).Result);
    }

    /// <summary>What an expression sends.</summary>
    public static async Task<SentRequest> SendAsync(SpecText spec, string expression, string? credentials = null)
    {
        var outcome = await RunAsync(spec, expression, status: HttpStatusCode.NoContent, credentials: credentials);
        return outcome.Sent ?? throw new InvalidOperationException("Nothing was sent: " + outcome.Result);
    }

    /// <summary>Compiles the generated code with <paramref name="consumer"/> beside it, and loads it.</summary>
    public static Assembly Load(string consumer, params SpecText[] specs)
    {
        var run = GeneratorRun.Of(consumer, specs);
        Assert.Empty(run.CompilerDiagnostics);
        using var image = new MemoryStream();
        Assert.True(run.Output.Emit(image, cancellationToken: TestContext.Current.CancellationToken).Success);
        image.Position = 0;
        return new AssemblyLoadContext(null).LoadFromStream(image);
    }

    private static MethodInfo Compile(SpecText spec, string expression, string? given)
    {
        var names = spec.Parse().Model!.Names;
        var credentials = given ?? spec.Parse().Model!.Provider.Security.Select(static requirement => requirement.Schemes[0].Signing).FirstOrDefault() switch
        {
            Model.SigningKind.Acs3HmacSha256 => "FlowGen.AlibabaCredentials.FromAccessKey(\"id\", \"secret\")",
            Model.SigningKind.ApiKey => "FlowGen.ApiKeyCredentials.FromKey(\"key\")",
            Model.SigningKind.Basic => "FlowGen.BasicCredentials.FromPassword(\"user\", \"pass\")",
            _ => "FlowGen.BearerCredentials.FromKey(\"key\")",
        };
        var consumer = $$"""
            using System;
            using System.Collections.Generic;
            using System.Net.Http;
            using System.Text.Json;
            using System.Threading.Tasks;
            using {{names.Namespace}};

            #pragma warning disable CS1591, CS0612, CS0618
            public static class Call
            {
                public static Task Run(HttpClient http)
                {
                    var options = new {{names.Options}}
                    {
                        Credentials = {{credentials}},
                        RateLimit = FlowGen.RateLimit.Unlimited("a test"),
                        MaxRetries = 0,
                    };
                    {{names.Interface}} client = new {{names.Client}}(http, options);
                    return {{expression}};
                }
            }
            """;
        return Load(consumer, spec).GetType("Call")!.GetMethod("Run")!;
    }

    private sealed class AnsweringHandler(HttpStatusCode status, string answer) : HttpMessageHandler
    {
        public SentRequest? Sent { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Sent = new(
                request.Method.Method,
                request.RequestUri!.AbsoluteUri,
                request.Headers.Concat(request.Content?.Headers.AsEnumerable() ?? []).ToDictionary(static header => header.Key, static header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase),
                request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken),
                request.Content?.Headers.ContentType?.ToString());
            return new(status) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(answer)) };
        }
    }
}

/// <summary>What went over the wire.</summary>
internal sealed record SentRequest(string Method, string Address, IReadOnlyDictionary<string, string> Headers, string Body, string? ContentType);
