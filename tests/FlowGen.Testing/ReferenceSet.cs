using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace FlowGen.Testing;

/// <summary>
/// What a test source is compiled against: the framework that the tests run on, FlowGen.Runtime with what it stands on, and more. The
/// framework's own assemblies serve, since the package of reference assemblies ends at .NET 8.
/// </summary>
public sealed class ReferenceSet
{
    private static readonly Lazy<ReferenceSet> ClientSet = new(WithTestClient);

    private ReferenceSet(ImmutableArray<MetadataReference> references) => References = references;

    /// <summary>.NET alone.</summary>
    public static ReferenceSet Framework { get; } = new(FrameworkAssemblies());

    /// <summary>.NET with FlowGen.Runtime and its dependencies.</summary>
    public static ReferenceSet Runtime { get; } = new([.. Framework.References, .. RuntimeAssemblies()]);

    /// <summary><see cref="Runtime"/> with the clients of TestClient.txt, as an assembly.</summary>
    public static ReferenceSet Client => ClientSet.Value;

    /// <summary>The references.</summary>
    public ImmutableArray<MetadataReference> References { get; }

    /// <summary>This set and one more assembly.</summary>
    public ReferenceSet With(MetadataReference reference) => new(References.Add(reference));

    private static ReferenceSet WithTestClient() => Runtime.With(CompileTestClient());

    private static PortableExecutableReference CompileTestClient()
    {
        using var stream = typeof(ReferenceSet).Assembly.GetManifestResourceStream("TestClient.txt")!;
        using var reader = new StreamReader(stream);
        var compilation = TestCompilation.Create(reader.ReadToEnd(), Runtime).WithAssemblyName("TestClient");
        using var image = new MemoryStream();
        var emitted = compilation.Emit(image);
        return emitted.Success
            ? MetadataReference.CreateFromImage([.. image.ToArray()])
            : throw new VerificationException($"TestClient.txt does not compile:\n{string.Join('\n', emitted.Diagnostics)}");
    }

    private static ImmutableArray<MetadataReference> FrameworkAssemblies()
    {
        var folder = Path.GetDirectoryName(typeof(object).Assembly.Location);
        var trusted = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        return ReferencesTo(trusted.Split(Path.PathSeparator).Where(path => Path.GetDirectoryName(path) == folder));
    }

    private static ImmutableArray<MetadataReference> RuntimeAssemblies()
    {
        string[] patterns = ["FlowGen.Runtime.dll", "Microsoft.Extensions.*.dll", "Polly.Core.dll", "System.Threading.RateLimiting.dll"];
        return ReferencesTo(patterns.SelectMany(pattern => Directory.GetFiles(AppContext.BaseDirectory, pattern)));
    }

    private static ImmutableArray<MetadataReference> ReferencesTo(IEnumerable<string> paths) =>
        [.. paths.Order(StringComparer.Ordinal).Select(static path => MetadataReference.CreateFromFile(path))];
}
