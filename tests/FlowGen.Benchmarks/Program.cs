using BenchmarkDotNet.Running;
using FlowGen.Benchmarks;

switch (args)
{
    case ["ratios", ..]:
        Ratios.Print(args[1..]);
        break;
    case ["cold", ..]:
        Cold.Print(args[1..]);
        break;
    case [Cold.ChildCommand, var generator, var plainTypesFile]:
        Cold.RunChild(generator, plainTypesFile);
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        break;
}
