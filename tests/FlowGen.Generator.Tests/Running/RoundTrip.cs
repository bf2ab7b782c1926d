using System.Collections.Concurrent;
using System.Reflection;

namespace FlowGen.Generator.Tests.Running;

/// <summary>Reads JSON with a generated reader and writes it again with the generated writer.</summary>
internal static class RoundTrip
{
    private const string Consumer = """
        using System;
        using System.Buffers;
        using System.Text;
        using System.Text.Json;

        #pragma warning disable CS1591
        public static class RoundTrip
        {
            public static string Run(string typeName, string json)
            {
                var type = typeof(RoundTrip).Assembly.GetType(typeName)!;
                return (string)typeof(RoundTrip).GetMethod(nameof(RunOf))!.MakeGenericMethod(type).Invoke(null, [json])!;
            }

            public static string RunOf<T>(string json)
            {
                var read = typeof(T).GetMethod("Read")!.CreateDelegate<FlowGen.Json.JsonReadFunction<T>>();
                var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
                reader.Read();
                object value = read(ref reader)!;
                var buffer = new ArrayBufferWriter<byte>();
                using (var writer = new Utf8JsonWriter(buffer))
                {
                    typeof(T).GetMethod("Write")!.CreateDelegate<Action<Utf8JsonWriter>>(value)(writer);
                }

                return Encoding.UTF8.GetString(buffer.WrittenSpan);
            }
        }
        """;

    private static readonly SpecText[] Shipped = [SpecText.Cams, SpecText.EightByEight];

    private static readonly ConcurrentDictionary<SpecText, Lazy<Func<string, string, string>>> Compiled = new();

    private static readonly Lazy<Func<string, string, string>> ShippedTypes = new(static () => Compile(Shipped));

    /// <summary>Of a type of the shipped specs.</summary>
    public static string Of(string type, string json) => ShippedTypes.Value(type, json);

    /// <summary>Of a type of a spec.</summary>
    public static string Of(SpecText spec, string type, string json) =>
        Compiled.GetOrAdd(spec, static key => new(() => Compile(key))).Value(type, json);

    private static Func<string, string, string> Compile(params SpecText[] specs)
    {
        var run = GeneratedCall.Load(Consumer, specs).GetType("RoundTrip")!.GetMethod("Run")!.CreateDelegate<Func<string, string, string>>();
        return (type, json) =>
        {
            try
            {
                return run(type, json);
            }
            catch (TargetInvocationException exception)
            {
                // What the reader threw, not how it was called.
                return exception.InnerException is TargetInvocationException { InnerException: { } inner } ? throw inner : throw exception.InnerException!;
            }
        };
    }
}
