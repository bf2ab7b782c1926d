using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using FlowGen.Analyzers.Results;
using FlowGen.Benchmarks.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FlowGen.Benchmarks;

/// <summary>The usage rules on a made-up code base of 500 files, with no call of a client, and with one line in fifty that has to do with one.</summary>
[InProcess]
[MemoryDiagnoser]
public class AnalyzerBenchmarks
{
    public enum Code
    {
        WithoutCalls,
        WithCalls,
    }

    private static readonly ImmutableArray<DiagnosticAnalyzer> Rules =
    [
        .. typeof(UncheckedValueAnalyzer).Assembly.GetTypes()
            .Where(static type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !type.IsAbstract)
            .Select(static type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    private ImmutableArray<SyntaxTree> _trees;
    private CSharpCompilation _empty = null!;

    [ParamsAllValues]
    public Code CodeBase { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var compilation = Analyzers.CodeBase.Create(CodeBase == Code.WithCalls);
        _trees = compilation.SyntaxTrees;
        _empty = compilation.RemoveAllSyntaxTrees();
        if (compilation.GetDiagnostics().FirstOrDefault(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) is { } error)
        {
            throw new InvalidOperationException(error.ToString());
        }

        if (Diagnose(compilation, Rules) is { Length: > 0 } found)
        {
            throw new InvalidOperationException(found[0].ToString());
        }
    }

    /// <summary>What the compiler takes with an analyzer that does nothing, as every project has.</summary>
    [Benchmark(Baseline = true)]
    public object CompileWithIdleAnalyzer() => Compile([new IdleAnalyzer()]);

    [Benchmark]
    public object CompileWithFlowGenToo() => Compile([new IdleAnalyzer(), .. Rules]);

    [Benchmark]
    public object CompileWithFlowGenAlone() => Compile(Rules);

    [Benchmark]
    public object CompileAlone() => Emit(_empty.AddSyntaxTrees(_trees));

    private int Compile(ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        var compilation = _empty.AddSyntaxTrees(_trees);
        return Diagnose(compilation, analyzers).Length + Emit(compilation);
    }

    private static ImmutableArray<Diagnostic> Diagnose(CSharpCompilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers) =>
        compilation.WithAnalyzers(analyzers, new CompilationWithAnalyzersOptions(new([]), null, concurrentAnalysis: false, logAnalyzerExecutionTime: false))
            .GetAnalyzerDiagnosticsAsync(CancellationToken.None).GetAwaiter().GetResult();

    private static int Emit(CSharpCompilation compilation) => compilation.Emit(Stream.Null).Success ? 1 : 0;
}
