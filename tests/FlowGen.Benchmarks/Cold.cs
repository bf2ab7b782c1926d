using System.Diagnostics;
using System.Globalization;
using FlowGen.Benchmarks.Generators;
using FlowGen.Generator;
using Microsoft.CodeAnalysis;

namespace FlowGen.Benchmarks;

/// <summary>
/// The first run of a generator in a process, which every command-line build pays: this program starts itself anew for each
/// measurement, the generators by turns, and prints the medians.
/// </summary>
internal static class Cold
{
    public const string ChildCommand = "cold-child";

    private const int DefaultStarts = 15;

    private static readonly string[] Generators = ["SystemTextJson", "FlowGen", "Empty"];

    public static void Print(string[] arguments)
    {
        var starts = arguments.Length == 0 ? DefaultStarts : int.Parse(arguments[0], CultureInfo.InvariantCulture);
        var folder = Directory.CreateTempSubdirectory("flowgen-cold-");
        try
        {
            Console.WriteLine("| first run on the provider specs | median | ratio |");
            Console.WriteLine("|---|---:|---:|");
            var types = Path.Combine(folder.FullName, "PlainTypes.cs");
            File.WriteAllText(types, Workload.PlainTypes(Workload.Providers()));
            var times = Generators.ToDictionary(static name => name, static _ => new List<double>());
            for (var start = 0; start < starts; start++)
            {
                foreach (var (name, list) in times)
                {
                    list.Add(StartChild(name, types));
                }
            }

            var baseline = Median(times[Generators[0]]);
            foreach (var (name, list) in times)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {Median(list):0} ms | {Median(list) / baseline:0.00} |"));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Prints the milliseconds from the generator's creation to the end of its first run.</summary>
    public static void RunChild(string name, string plainTypesFile)
    {
        // The compiler itself is at work already when it comes to generators.
        var workload = Workload.Providers(File.ReadAllText(plainTypesFile));
        _ = workload.Compilation.GetDiagnostics();
        var start = Stopwatch.GetTimestamp();
        ISourceGenerator generator = name switch
        {
            "FlowGen" => new FlowGenerator().AsSourceGenerator(),
            "SystemTextJson" => SystemTextJsonGenerator.Create(),
            _ => new EmptyGenerator().AsSourceGenerator(),
        };
        var result = workload.Driver(generator).RunGenerators(workload.Compilation).GetRunResult();
        var elapsed = Stopwatch.GetElapsedTime(start);
        if (result.GeneratedTrees.IsEmpty)
        {
            throw new InvalidOperationException(name + " generated nothing.");
        }

        Console.WriteLine(elapsed.TotalMilliseconds.ToString("0.000", CultureInfo.InvariantCulture));
    }

    private static double StartChild(string name, string plainTypesFile)
    {
        // As `dotnet program.dll` or, with an app host, the program itself.
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet")
        {
            start.ArgumentList.Add(typeof(Cold).Assembly.Location);
        }

        start.ArgumentList.Add(ChildCommand);
        start.ArgumentList.Add(name);
        start.ArgumentList.Add(plainTypesFile);
        using var child = Process.Start(start)!;
        var output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        return child.ExitCode == 0
            ? double.Parse(output, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"The process for {name} failed: {output}");
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
