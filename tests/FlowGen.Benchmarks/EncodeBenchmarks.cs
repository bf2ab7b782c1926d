using System.Buffers;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using FlowGen.Cams;

namespace FlowGen.Benchmarks;

/// <summary>Writing objects into a writer that is used again and again.</summary>
[InProcess]
[MemoryDiagnoser]
public class EncodeBenchmarks
{
    public enum Sample
    {
        CamsFlow,
        Map,
    }

    private readonly ArrayBufferWriter<byte> _buffer = new(4096);
    private Utf8JsonWriter _writer = null!;
    private FlowDetails _flow = null!;
    private PlainCamsFlow _plain = null!;
    private Labels.Parcel _parcel = null!;
    private PlainParcel _plainParcel = null!;

    [ParamsAllValues]
    public Sample Value { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _writer = new(_buffer);
        var reader = new Utf8JsonReader(Samples.CamsFlow);
        reader.Read();
        _flow = FlowDetails.Read(ref reader);
        _plain = JsonSerializer.Deserialize(Samples.CamsFlow, CamsJson.Default.PlainCamsFlow)!;
        var labels = Enumerable.Range(0, 10).ToDictionary(static number => $"label-{number}", static number => $"value of label {number}");
        _parcel = new() { Labels = labels };
        _plainParcel = new() { Labels = labels };
    }

    [Benchmark(Baseline = true)]
    public long SystemTextJsonGenerated()
    {
        Reset();
        if (Value == Sample.CamsFlow)
        {
            JsonSerializer.Serialize(_writer, _plain, CamsJson.Default.PlainCamsFlow);
        }
        else
        {
            JsonSerializer.Serialize(_writer, _plainParcel, CamsJson.Default.PlainParcel);
        }

        return _writer.BytesCommitted;
    }

    [Benchmark]
    public long FlowGen()
    {
        Reset();
        if (Value == Sample.CamsFlow)
        {
            _flow.Write(_writer);
        }
        else
        {
            _parcel.Write(_writer);
        }

        _writer.Flush();
        return _writer.BytesCommitted;
    }

    private void Reset()
    {
        _buffer.ResetWrittenCount();
        _writer.Reset(_buffer);
    }
}
