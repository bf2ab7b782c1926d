using System.Reflection;
using System.Runtime.Loader;

namespace FlowGen.Benchmarks.Generators;

/// <summary>
/// Loads this program once more, on top of the SDK's compiler instead of the compiler's package. They are the same but for one thing: the
/// SDK's holds native code, so that only the generator is left for the just-in-time compiler; and the generator holds some too, as in a
/// build with FlowGen's package, if that is asked for.
/// </summary>
internal sealed class SdkCompilerContext : AssemblyLoadContext
{
    private static readonly string NativeFolder = Path.Combine(AppContext.BaseDirectory, "native");

    private readonly bool _portable;

    private SdkCompilerContext(bool portable) => _portable = portable;

    /// <summary>Whether the package has native code for this machine.</summary>
    public static bool HasNativeCode => Directory.Exists(NativeFolder);

    public static Assembly LoadProgram(bool portable) => new SdkCompilerContext(portable).LoadFromAssemblyPath(typeof(SdkCompilerContext).Assembly.Location);

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var name = assemblyName.Name!;
        var folder = name switch
        {
            "FlowGen.Generator" when !_portable => NativeFolder,
            _ when name.StartsWith("FlowGen", StringComparison.Ordinal) => AppContext.BaseDirectory,
            _ when name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) => SdkFolder.Compiler,
            _ => null,
        };
        return folder is null ? null : LoadFromAssemblyPath(Path.Combine(folder, name + ".dll"));
    }
}
