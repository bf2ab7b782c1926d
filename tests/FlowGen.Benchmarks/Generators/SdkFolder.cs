using System.Runtime.InteropServices;

namespace FlowGen.Benchmarks.Generators;

/// <summary>Files of the .NET SDK that this program runs on.</summary>
internal static class SdkFolder
{
    /// <summary>{root}/shared/Microsoft.NETCore.App/{version}/ is where the runtime is.</summary>
    private static readonly string Root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    /// <summary>System.Text.Json's generator.</summary>
    public static string SystemTextJsonGenerator => Find(Path.Combine(Root, "packs", "Microsoft.NETCore.App.Ref"), "System.Text.Json.SourceGeneration.dll");

    /// <summary>The folder of the compiler that <c>dotnet build</c> runs.</summary>
    public static string Compiler => Path.GetDirectoryName(Find(Path.Combine(Root, "sdk"), "csc.dll"))!;

    private static string Find(string folder, string fileName)
    {
        var file = Directory.Exists(folder) ? Directory.EnumerateFiles(folder, fileName, SearchOption.AllDirectories).Order(StringComparer.Ordinal).LastOrDefault() : null;
        return file ?? throw new FileNotFoundException($"There is no {fileName} below '{folder}': this benchmark needs a .NET SDK, not a runtime alone.");
    }
}
