using BenchmarkDotNet.Running;
using FlowGen.Benchmarks;

if (args is ["ratios", ..])
{
    Ratios.Print(args[1..]);
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
