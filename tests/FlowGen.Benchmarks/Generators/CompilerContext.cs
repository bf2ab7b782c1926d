using System.Reflection;
using System.Runtime.Loader;

namespace FlowGen.Benchmarks.Generators;

/// <summary>
/// Loads this program once more, on top of a compiler and a generator of choice. The SDK's compiler and the compiler's package are the same
/// but for one thing: the SDK's holds native code, so that only the generator is left for the just-in-time compiler, as in a build.
/// </summary>
internal sealed class CompilerContext : AssemblyLoadContext
{
    private readonly string _compilerFolder;
    private readonly string _generatorFolder;

    private CompilerContext(string compilerFolder, string generatorFolder)
    {
        _compilerFolder = compilerFolder;
        _generatorFolder = generatorFolder;
    }

    public static Assembly LoadProgram(string compilerFolder, string generatorFolder) =>
        new CompilerContext(compilerFolder, generatorFolder).LoadFromAssemblyPath(typeof(CompilerContext).Assembly.Location);

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var name = assemblyName.Name!;
        var folder = name == "FlowGen.Generator" ? _generatorFolder
            : name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) ? _compilerFolder
            : name.StartsWith("FlowGen", StringComparison.Ordinal) ? AppContext.BaseDirectory
            : null;
        return folder is null ? null : LoadFromAssemblyPath(Path.Combine(folder, name + ".dll"));
    }
}
