using System.Reflection;
using System.Runtime.InteropServices;
using Microsoft.CodeAnalysis;

namespace FlowGen.Benchmarks.Generators;

/// <summary>System.Text.Json's own generator, out of the SDK that this program runs on.</summary>
internal static class SystemTextJsonGenerator
{
    private const string FileName = "System.Text.Json.SourceGeneration.dll";

    private static readonly Type Type = Load();

    public static ISourceGenerator Create() => ((IIncrementalGenerator)Activator.CreateInstance(Type)!).AsSourceGenerator();

    private static Type Load()
    {
        // {root}/shared/Microsoft.NETCore.App/{version}/ is where the runtime is; {root}/packs/ is the SDK's.
        var root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        var packs = Path.Combine(root, "packs", "Microsoft.NETCore.App.Ref");
        var file = Directory.Exists(packs)
            ? Directory.EnumerateFiles(packs, FileName, SearchOption.AllDirectories).Order(StringComparer.Ordinal).LastOrDefault()
            : null;
        return file is null
            ? throw new FileNotFoundException($"There is no {FileName} below '{packs}': this benchmark needs a .NET SDK, not a runtime alone.")
            : Assembly.LoadFrom(file).GetTypes().Single(static type => type.IsDefined(typeof(GeneratorAttribute)) && typeof(IIncrementalGenerator).IsAssignableFrom(type));
    }
}
