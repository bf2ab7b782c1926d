using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using FlowGen.Cams;
using FlowGen.Http;
using FlowGen.Json;

namespace FlowGen.Benchmarks;

/// <summary>Reading a body into objects. The baseline is the decoder that an expert writes by hand; the floor makes no object at all.</summary>
[InProcess]
[MemoryDiagnoser]
public class DecodeBenchmarks
{
    public enum Sample
    {
        CamsFlow,
        CamsAnswer,
        EightByEightFlow,
        CamsFlows500,
    }

    /// <summary>What the client reads every answer of CAMS with.</summary>
    private static readonly EnvelopeReader<FlowDetails> CamsAnswers = new(ProviderOf<CamsClient>().Envelope, "Data", FlowDetails.Read);

    private byte[] _body = [];
    private string _text = "";

    [ParamsAllValues]
    public Sample Body { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _body = Body switch
        {
            Sample.CamsFlow => Samples.CamsFlow,
            Sample.CamsAnswer => Samples.CamsAnswer,
            Sample.EightByEightFlow => Samples.EightByEightFlow,
            _ => Samples.CamsFlows,
        };
        _text = Encoding.UTF8.GetString(_body);
    }

    [Benchmark]
    public int Walk()
    {
        var reader = new Utf8JsonReader(_body);
        var tokens = 0;
        while (reader.Read())
        {
            tokens++;
        }

        return tokens;
    }

    [Benchmark(Baseline = true)]
    public object ByHand()
    {
        var reader = new Utf8JsonReader(_body);
        reader.Read();
        return Body switch
        {
            Sample.CamsFlow => HandWritten.CamsFlow(ref reader),
            Sample.CamsAnswer => HandWritten.CamsAnswer(ref reader, out _, out _, out _)!,
            Sample.EightByEightFlow => HandWritten.EightByEightFlow(ref reader),
            _ => HandWritten.CamsFlows(ref reader),
        };
    }

    [Benchmark]
    public object FlowGen()
    {
        if (Body == Sample.CamsAnswer)
        {
            return CamsAnswers.Read(_body).Payload!;
        }

        var reader = new Utf8JsonReader(_body);
        reader.Read();
        return Body switch
        {
            Sample.CamsFlow => FlowDetails.Read(ref reader),
            Sample.EightByEightFlow => EightByEight.FlowDetails.Read(ref reader),
            _ => JsonRead.List<FlowDetails>(ref reader, FlowDetails.Read),
        };
    }

    [Benchmark]
    public object? SystemTextJsonGenerated() => Body switch
    {
        Sample.CamsFlow => JsonSerializer.Deserialize(_body, CamsJson.Default.PlainCamsFlow),
        Sample.CamsAnswer => JsonSerializer.Deserialize(_body, CamsJson.Default.PlainCamsAnswer),
        Sample.EightByEightFlow => JsonSerializer.Deserialize(_body, EightByEightJson.Default.PlainEightByEightFlow),
        _ => JsonSerializer.Deserialize(_body, CamsJson.Default.ListPlainCamsFlow),
    };

    [Benchmark]
    public object? SystemTextJsonReflection() => Body switch
    {
        Sample.CamsFlow => JsonSerializer.Deserialize<PlainCamsFlow>(_body),
        Sample.CamsAnswer => JsonSerializer.Deserialize<PlainCamsAnswer>(_body),
        Sample.EightByEightFlow => JsonSerializer.Deserialize<PlainEightByEightFlow>(_body, JsonSerializerOptions.Web),
        _ => JsonSerializer.Deserialize<List<PlainCamsFlow>>(_body),
    };

    [Benchmark]
    public object? NewtonsoftJson() => Body switch
    {
        Sample.CamsFlow => Newtonsoft.Json.JsonConvert.DeserializeObject<PlainCamsFlow>(_text),
        Sample.CamsAnswer => Newtonsoft.Json.JsonConvert.DeserializeObject<PlainCamsAnswer>(_text),
        Sample.EightByEightFlow => Newtonsoft.Json.JsonConvert.DeserializeObject<PlainEightByEightFlow>(_text),
        _ => Newtonsoft.Json.JsonConvert.DeserializeObject<List<PlainCamsFlow>>(_text),
    };

    private static ApiProvider ProviderOf<TClient>()
        where TClient : class, IFlowClient<TClient> => TClient.Provider;
}
