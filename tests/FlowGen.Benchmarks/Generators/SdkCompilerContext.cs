using System.Reflection;
using System.Runtime.Loader;

namespace FlowGen.Benchmarks.Generators;

/// <summary>
/// Loads this program once more, on top of the SDK's compiler instead of the compiler's package. They are the same but for one thing: the
/// SDK's holds native code, so that only the generator is left for the just-in-time compiler, as in a build.
/// </summary>
internal sealed class SdkCompilerContext : AssemblyLoadContext
{
    public static Assembly LoadProgram() => new SdkCompilerContext().LoadFromAssemblyPath(typeof(SdkCompilerContext).Assembly.Location);

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var name = assemblyName.Name!;
        var folder = name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) ? SdkFolder.Compiler : AppContext.BaseDirectory;
        return name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) || name.StartsWith("FlowGen", StringComparison.Ordinal)
            ? LoadFromAssemblyPath(Path.Combine(folder, name + ".dll"))
            : null;
    }
}
