using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using FlowGen.Benchmarks.Generators;
using FlowGen.Generator;
using Microsoft.CodeAnalysis;

namespace FlowGen.Benchmarks;

/// <summary>
/// The first run of a generator in a process, which a command-line build pays: this program starts itself anew for each measurement, the
/// generators by turns, and prints the medians of the time and of the processor time, which other programs disturb less. Once with the
/// SDK's compiler, with the native code that FlowGen's package has for this machine and without, and once with the compiler's package, which
/// is all just-in-time compiled: there a generator pays also for what it makes the compiler do.
/// </summary>
internal static class Cold
{
    public const string ChildCommand = "cold-child";

    private const int DefaultStarts = 15;
    private const string Sdk = "SDK";
    private const string Package = "package";

    private const string SystemTextJson = "SystemTextJson";
    private const string Native = "FlowGen";
    private const string Portable = "FlowGenPortable";
    private const string Empty = "Empty";

    public static void Print(string[] arguments)
    {
        var starts = arguments.Length == 0 ? DefaultStarts : int.Parse(arguments[0], CultureInfo.InvariantCulture);
        var folder = Directory.CreateTempSubdirectory("flowgen-cold-");
        try
        {
            var types = Path.Combine(folder.FullName, "PlainTypes.cs");
            File.WriteAllText(types, Workload.PlainTypes(Workload.Providers()));
            string[] native = SdkCompilerContext.HasNativeCode ? [Native] : [];
            Print(Sdk, [SystemTextJson, .. native, Portable, Empty], types, starts);
            Print(Package, [SystemTextJson, Portable, Empty], types, starts);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Prints the milliseconds from the generator's creation to the end of its first run, and those of the processor's time.</summary>
    public static void RunChild(string compiler, string name, string plainTypesFile)
    {
        if (compiler == Sdk)
        {
            SdkCompilerContext.LoadProgram(name == Portable).GetType(typeof(Cold).FullName!)!
                .GetMethod(nameof(Run), BindingFlags.Static | BindingFlags.NonPublic)!
                .Invoke(null, [name, plainTypesFile]);
        }
        else
        {
            Run(name, plainTypesFile);
        }
    }

    private static void Run(string name, string plainTypesFile)
    {
        // The compiler itself is at work already when it comes to generators.
        var workload = Workload.Providers(File.ReadAllText(plainTypesFile));
        _ = workload.Compilation.GetDiagnostics();

        // What the compiler has thrown away so far would be cleared up at the expense of whichever generator happens to fill the budget.
        GC.Collect();
        var start = Stopwatch.GetTimestamp();
        var processorStart = Environment.CpuUsage.TotalTime;
        var generator = name switch
        {
            Native or Portable => new FlowGenerator().AsSourceGenerator(),
            SystemTextJson => SystemTextJsonGenerator.Create(),
            _ => new EmptyGenerator().AsSourceGenerator(),
        };
        var result = workload.Driver(generator).RunGenerators(workload.Compilation).GetRunResult();
        var elapsed = Stopwatch.GetElapsedTime(start);
        var processor = Environment.CpuUsage.TotalTime - processorStart;
        if (result.GeneratedTrees.IsEmpty)
        {
            throw new InvalidOperationException(name + " generated nothing.");
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{elapsed.TotalMilliseconds:0.000} {processor.TotalMilliseconds:0.000}"));
    }

    private static void Print(string compiler, string[] generators, string plainTypesFile, int starts)
    {
        var times = generators.ToDictionary(static name => name, static _ => new List<(double Elapsed, double Processor)>());
        for (var start = 0; start < starts; start++)
        {
            foreach (var (name, list) in times)
            {
                list.Add(StartChild(compiler, name, plainTypesFile));
            }
        }

        Console.WriteLine();
        Console.WriteLine($"First run on the provider specs, compiler of the {compiler}");
        Console.WriteLine("| row | median | ratio | processor time | ratio |");
        Console.WriteLine("|---|---:|---:|---:|---:|");
        var baseline = times[generators[0]];
        foreach (var (name, list) in times)
        {
            var ratio = Median(list.Zip(baseline, static (own, other) => own.Elapsed / other.Elapsed));
            var processorRatio = Median(list.Zip(baseline, static (own, other) => own.Processor / other.Processor));
            var elapsed = Median(list.Select(static one => one.Elapsed));
            var processor = Median(list.Select(static one => one.Processor));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {elapsed:0} ms | {ratio:0.00} | {processor:0} ms | {processorRatio:0.00} |"));
        }
    }

    private static (double Elapsed, double Processor) StartChild(string compiler, string name, string plainTypesFile)
    {
        // As `dotnet program.dll` or, with an app host, the program itself.
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet")
        {
            start.ArgumentList.Add(typeof(Cold).Assembly.Location);
        }

        // As csc.runtimeconfig.json has it.
        start.Environment["DOTNET_gcServer"] = "1";
        start.ArgumentList.Add(ChildCommand);
        start.ArgumentList.Add(compiler);
        start.ArgumentList.Add(name);
        start.ArgumentList.Add(plainTypesFile);
        using var child = Process.Start(start)!;
        var output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        return child.ExitCode == 0 && output.Split(' ') is [var elapsed, var processor]
            ? (double.Parse(elapsed, CultureInfo.InvariantCulture), double.Parse(processor, CultureInfo.InvariantCulture))
            : throw new InvalidOperationException($"The process for {name} failed: {output}");
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
