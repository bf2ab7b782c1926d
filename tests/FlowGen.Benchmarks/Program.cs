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
    case [Cold.ChildCommand, var compiler, var generator, var plainTypesFile]:
        Cold.RunChild(compiler, generator, plainTypesFile);
        break;
    case ["call", ..]:
        await Call.PrintAsync(args[1..]);
        break;
    case [CallServer.Command]:
        CallServer.Run();
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        break;
}
