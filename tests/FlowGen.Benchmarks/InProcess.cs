using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace FlowGen.Benchmarks;

/// <summary>All rows of a table run in this process, one after another: no project is generated, and rows are comparable.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class InProcessAttribute : Attribute, IConfigSource
{
    public IConfig Config { get; } = ManualConfig.CreateEmpty()
        .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance));
}
