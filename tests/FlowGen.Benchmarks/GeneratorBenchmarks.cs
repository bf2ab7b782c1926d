using BenchmarkDotNet.Attributes;
using FlowGen.Benchmarks.Generators;
using FlowGen.Generator;
using Microsoft.CodeAnalysis;

namespace FlowGen.Benchmarks;

/// <summary>
/// The generator in a process that has run it before, beside System.Text.Json's on types like those that FlowGen makes of the specs.
/// The driver keeps what it knows, as in an IDE: each row that is an edit starts from a driver that has run before.
/// </summary>
[InProcess]
[MemoryDiagnoser]
public class GeneratorBenchmarks
{
    public enum Size
    {
        Providers,
        Operations10,
        Operations100,
        Operations1000,
    }

    private Workload _workload = null!;
    private GeneratorDriver _flowGen = null!;
    private GeneratorDriver _systemTextJson = null!;
    private GeneratorDriver _empty = null!;
    private GeneratorDriver _reformatted = null!;
    private GeneratorDriver _changed = null!;

    [ParamsAllValues]
    public Size Specs { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _workload = Specs switch
        {
            Size.Providers => Workload.Providers(),
            Size.Operations10 => Workload.Synthetic(10),
            Size.Operations100 => Workload.Synthetic(100),
            _ => Workload.Synthetic(1000),
        };
        _flowGen = Settled(new FlowGenerator().AsSourceGenerator());
        _systemTextJson = Settled(SystemTextJsonGenerator.Create());
        _empty = Settled(new EmptyGenerator().AsSourceGenerator());

        var spec = _workload.Specs[0];
        _reformatted = _flowGen.ReplaceAdditionalText(spec, spec.With("  ", "   "));
        _changed = _flowGen.ReplaceAdditionalText(spec, Specs == Size.Providers
            ? spec.With("Reads the details of a flow.", "Reads a flow.")
            : spec.With(SpecMaker.DescriptionOf(5), "Changes another order."));
    }

    /// <summary>
    /// A driver that has run twice: the first run after something new still marks it as known, file by file, which no later one does.
    /// </summary>
    private GeneratorDriver Settled(ISourceGenerator generator) =>
        _workload.Driver(generator).RunGenerators(_workload.EditedCompilation).RunGenerators(_workload.Compilation);

    [Benchmark(Baseline = true)]
    public object SystemTextJsonFromScratch() => _workload.Driver(SystemTextJsonGenerator.Create()).RunGenerators(_workload.Compilation);

    [Benchmark]
    public object SystemTextJsonUnrelatedEdit() => _systemTextJson.RunGenerators(_workload.EditedCompilation);

    [Benchmark]
    public object EmptyFromScratch() => _workload.Driver(new EmptyGenerator().AsSourceGenerator()).RunGenerators(_workload.Compilation);

    [Benchmark]
    public object EmptyUnrelatedEdit() => _empty.RunGenerators(_workload.EditedCompilation);

    [Benchmark]
    public object FlowGenFromScratch() => _workload.Driver(new FlowGenerator().AsSourceGenerator()).RunGenerators(_workload.Compilation);

    [Benchmark]
    public object FlowGenUnrelatedEdit() => _flowGen.RunGenerators(_workload.EditedCompilation);

    [Benchmark]
    public object FlowGenWhitespaceEdit() => _reformatted.RunGenerators(_workload.Compilation);

    [Benchmark]
    public object FlowGenOneOperationChanged() => _changed.RunGenerators(_workload.Compilation);
}
