using System.Runtime.Loader;
using Microsoft.CodeAnalysis;

namespace FlowGen.Benchmarks.Generators;

/// <summary>System.Text.Json's own generator, out of the SDK.</summary>
internal static class SystemTextJsonGenerator
{
    private static readonly Type Type = AssemblyLoadContext.GetLoadContext(typeof(SystemTextJsonGenerator).Assembly)!
        .LoadFromAssemblyPath(SdkFolder.SystemTextJsonGenerator)
        .GetTypes()
        .Single(static type => type.IsDefined(typeof(GeneratorAttribute), false) && typeof(IIncrementalGenerator).IsAssignableFrom(type));

    public static ISourceGenerator Create() => ((IIncrementalGenerator)Activator.CreateInstance(Type)!).AsSourceGenerator();
}
