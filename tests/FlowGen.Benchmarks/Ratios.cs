using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using BenchmarkDotNet.Attributes;

namespace FlowGen.Benchmarks;

/// <summary>
/// Measures the rows of each table in turn, a few milliseconds each, up to hundreds of times over, and prints the median of their ratios to the
/// baseline. What else the machine does hits all rows alike, so that the ratios hold where BenchmarkDotNet's do not: on a busy machine.
/// </summary>
internal static class Ratios
{
    private static readonly TimeSpan TurnTime = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan WarmTime = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan TableTime = TimeSpan.FromSeconds(15);
    private const int MaxRounds = 501;
    private const int MinRounds = 15;

    // Rows that take seconds each get fewer rounds, so that a table ends within minutes. For them the processor's time counts, as they cannot slip
    // between what else the machine does.
    private static readonly TimeSpan LongTurnTime = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongTableTime = TimeSpan.FromMinutes(1);
    private const int MinLongRounds = 5;

    /// <summary>Prints the tables whose name holds one of <paramref name="names"/>; all when there is none.</summary>
    public static void Print(string[] names)
    {
        foreach (var type in typeof(Ratios).Assembly.GetTypes().Where(static type => type.GetMethods().Any(IsRow)).OrderBy(static type => type.Name, StringComparer.Ordinal))
        {
            if (names.Length == 0 || names.Any(name => type.Name.Contains(name, StringComparison.OrdinalIgnoreCase)))
            {
                foreach (var (title, table) in Tables(type))
                {
                    Print(title, table);
                }
            }
        }
    }

    /// <summary>One table for each value of the class's parameter.</summary>
    private static IEnumerable<(string Title, object Table)> Tables(Type type)
    {
        var parameter = type.GetProperties().SingleOrDefault(static property => property.IsDefined(typeof(ParamsAllValuesAttribute)) || property.IsDefined(typeof(ParamsAttribute)));
        foreach (var value in parameter is null ? [null] : parameter.GetCustomAttribute<ParamsAttribute>()?.Values ?? Enum.GetValues(parameter.PropertyType).Cast<object?>())
        {
            var table = Activator.CreateInstance(type)!;
            parameter?.SetValue(table, value);
            foreach (var setup in type.GetMethods().Where(static method => method.IsDefined(typeof(GlobalSetupAttribute))))
            {
                setup.Invoke(table, null);
            }

            yield return (value is null ? type.Name : type.Name + " " + value, table);
        }
    }

    private static void Print(string title, object table)
    {
        var rows = table.GetType().GetMethods().Where(IsRow).Select(method => new Row(method, table)).ToList();
        foreach (var row in rows)
        {
            row.Warm();
        }

        var start = Stopwatch.GetTimestamp();
        for (var round = 0; IsGoingOn(round, Stopwatch.GetElapsedTime(start)); round++)
        {
            foreach (var row in rows)
            {
                row.Take();
            }
        }

        var baseline = rows.Single(static row => row.IsBaseline);
        Console.WriteLine();
        Console.WriteLine(title);
        Console.WriteLine("| row | median | ratio | allocated |");
        Console.WriteLine("|---|---:|---:|---:|");
        foreach (var row in rows)
        {
            var ratio = Median(row.Turns.Zip(baseline.Turns, static (own, other) => own / other));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {row.Name} | {Time(Median(row.Turns))} | {ratio:0.00} | {row.Allocated:N0} B |"));
        }
    }

    private static bool IsGoingOn(int round, TimeSpan elapsed) =>
        round < MinLongRounds || (round < MinRounds && elapsed < LongTableTime) || (round < MaxRounds && elapsed < TableTime);

    private static bool IsRow(MethodInfo method) => method.IsDefined(typeof(BenchmarkAttribute));

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    private static string Time(double nanoseconds) => nanoseconds switch
    {
        < 10_000 => string.Create(CultureInfo.InvariantCulture, $"{nanoseconds:0} ns"),
        < 10_000_000 => string.Create(CultureInfo.InvariantCulture, $"{nanoseconds / 1e3:0} µs"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{nanoseconds / 1e6:0.0} ms"),
    };

    private sealed class Row
    {
        private readonly Action<int> _run;
        private int _callsPerTurn = 1;

        public Row(MethodInfo method, object table)
        {
            Name = method.Name;
            IsBaseline = method.GetCustomAttribute<BenchmarkAttribute>()!.Baseline;
            _run = (Action<int>)typeof(Row).GetMethod(nameof(Loop), BindingFlags.Static | BindingFlags.NonPublic)!
                .MakeGenericMethod(method.ReturnType)
                .Invoke(null, [method.CreateDelegate(typeof(Func<>).MakeGenericType(method.ReturnType), table)])!;
        }

        public string Name { get; }

        public bool IsBaseline { get; }

        /// <summary>Nanoseconds of a call, by turn.</summary>
        public List<double> Turns { get; } = [];

        public long Allocated { get; private set; }

        /// <summary>Runs until the best code is there, and finds how many calls fill a turn.</summary>
        public void Warm()
        {
            var start = Stopwatch.GetTimestamp();
            var elapsed = 0.0;
            while (Stopwatch.GetElapsedTime(start) < WarmTime)
            {
                elapsed = Run(_callsPerTurn);
                if (elapsed < TurnTime.TotalNanoseconds)
                {
                    _callsPerTurn *= 2;
                }

                // The compiler that replaces slow code by fast code waits for a quiet moment.
                Thread.Sleep(1);
            }

            _callsPerTurn = Math.Max(1, (int)(_callsPerTurn * TurnTime.TotalNanoseconds / elapsed));
            var before = GC.GetTotalAllocatedBytes(precise: true);
            _run(_callsPerTurn);
            Allocated = (GC.GetTotalAllocatedBytes(precise: true) - before) / _callsPerTurn;
        }

        public void Take() => Turns.Add(Run(_callsPerTurn) / _callsPerTurn);

        private static Action<int> Loop<T>(Func<T> call) => count =>
        {
            for (var i = 0; i < count; i++)
            {
                _ = call();
            }
        };

        private double Run(int calls)
        {
            var start = Stopwatch.GetTimestamp();
            var processor = Environment.CpuUsage.TotalTime;
            _run(calls);
            var elapsed = Stopwatch.GetElapsedTime(start);
            return (elapsed < LongTurnTime ? elapsed : Environment.CpuUsage.TotalTime - processor).TotalNanoseconds;
        }
    }
}
