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
    private readonly ArrayBufferWriter<byte> _buffer = new(4096);
    private Utf8JsonWriter _writer = null!;
    private FlowDetails _flow = null!;
    private PlainCamsFlow _plain = null!;

    [GlobalSetup]
    public void Setup()
    {
        _writer = new(_buffer);
        var reader = new Utf8JsonReader(Samples.CamsFlow);
        reader.Read();
        _flow = FlowDetails.Read(ref reader);
        _plain = JsonSerializer.Deserialize(Samples.CamsFlow, CamsJson.Default.PlainCamsFlow)!;
    }

    [Benchmark(Baseline = true)]
    public long SystemTextJsonGenerated()
    {
        Reset();
        JsonSerializer.Serialize(_writer, _plain, CamsJson.Default.PlainCamsFlow);
        return _writer.BytesCommitted;
    }

    [Benchmark]
    public long FlowGen()
    {
        Reset();
        _flow.Write(_writer);
        _writer.Flush();
        return _writer.BytesCommitted;
    }

    private void Reset()
    {
        _buffer.ResetWrittenCount();
        _writer.Reset(_buffer);
    }
}
