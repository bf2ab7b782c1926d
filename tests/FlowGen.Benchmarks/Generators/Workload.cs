using System.Collections.Immutable;
using System.Text;
using FlowGen.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlowGen.Benchmarks.Generators;

/// <summary>What the generators are given: specs, and a compilation that holds types like those that FlowGen makes of them.</summary>
internal sealed class Workload
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest, DocumentationMode.Diagnose);

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    private Workload(ImmutableArray<SpecFile> specs, string? plainTypes = null)
    {
        Specs = specs;
        var consumer = CSharpSyntaxTree.ParseText("class Consumer { int Answer => 41; }", ParseOptions, "Consumer.cs");
        Compilation = CSharpCompilation.Create("Consumer", [consumer], References, new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        Compilation = Compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(plainTypes ?? PlainTypes(this), ParseOptions, "PlainTypes.cs"));
        EditedCompilation = Compilation.ReplaceSyntaxTree(consumer, CSharpSyntaxTree.ParseText("class Consumer { int Answer => 42; }", ParseOptions, "Consumer.cs"));
    }

    public ImmutableArray<SpecFile> Specs { get; }

    public CSharpCompilation Compilation { get; }

    /// <summary>The compilation after an edit that has nothing to do with any generator.</summary>
    public CSharpCompilation EditedCompilation { get; }

    /// <summary>The specs that FlowGen ships with; with their <see cref="PlainTypes"/>, if those are known, no generator is run.</summary>
    public static Workload Providers(string? plainTypes = null) => new([Shipped("alibaba-cams.openapi.json"), Shipped("8x8-chatapps.openapi.json")], plainTypes);

    public static Workload Synthetic(int operations) => new([SpecMaker.Make(operations)]);

    public GeneratorDriver Driver(ISourceGenerator generator) =>
        CSharpGeneratorDriver.Create([generator], Specs, ParseOptions, new SpecFile.Metadata());

    /// <summary>The classes that FlowGen makes of the specs, with their properties and nothing else, and a context that lists them.</summary>
    public static string PlainTypes(Workload workload)
    {
        var result = workload.Driver(new FlowGenerator().AsSourceGenerator()).RunGenerators(workload.Compilation).GetRunResult();
        if (result.Diagnostics.FirstOrDefault(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) is { } error)
        {
            throw new InvalidOperationException("FlowGen cannot read the spec: " + error);
        }

        var types = result.GeneratedTrees.SelectMany(static tree => tree.GetCompilationUnitRoot().DescendantNodes().OfType<TypeDeclarationSyntax>()).Where(static type => type.Parent is BaseNamespaceDeclarationSyntax).ToList();
        var enums = types.OfType<StructDeclarationSyntax>().Select(static type => type.Identifier.Text).ToHashSet(StringComparer.Ordinal);
        var source = new StringBuilder("#nullable enable\n");
        var listed = new StringBuilder();
        foreach (var spaceTypes in types.OfType<ClassDeclarationSyntax>().GroupBy(static type => ((BaseNamespaceDeclarationSyntax)type.Parent!).Name.ToString()))
        {
            var space = "Plain." + spaceTypes.Key;
            source.Append("namespace ").Append(space).Append("\n{\n");
            foreach (var type in spaceTypes)
            {
                var properties = type.Members.OfType<PropertyDeclarationSyntax>().Where(static property => property.AccessorList?.Accessors.Count == 2).ToList();
                if (properties.Count == 0 || type.BaseList is not null)
                {
                    continue;
                }

                listed.Append("[System.Text.Json.Serialization.JsonSerializable(typeof(").Append(space).Append('.').Append(type.Identifier.Text).Append("))]\n");
                source.Append("    public sealed class ").Append(type.Identifier.Text).Append("\n    {\n");
                foreach (var property in properties)
                {
                    source.Append("        public ").Append(Plain(property.Type, spaceTypes.Key, enums)).Append(' ').Append(property.Identifier.Text).Append(" { get; set; }\n");
                }

                source.Append("    }\n");
            }

            source.Append("}\n");
        }

        return source.Append(listed).Append("internal sealed partial class PlainContext : System.Text.Json.Serialization.JsonSerializerContext;\n").ToString();
    }

    private static SpecFile Shipped(string name) => new(name, Encoding.UTF8.GetString(Samples.Read(name)));

    /// <summary>The property's type, always nullable, with texts in place of open enums.</summary>
    private static string Plain(TypeSyntax type, string space, HashSet<string> enums)
    {
        var text = type.ToString().TrimEnd('?').Replace("global::" + space + ".", "global::Plain." + space + ".", StringComparison.Ordinal);
        foreach (var name in enums)
        {
            var full = "global::Plain." + space + "." + name;
            if (text.Contains(full, StringComparison.Ordinal))
            {
                text = text.Replace(full + ">", "string>", StringComparison.Ordinal);
                text = text == full ? "string" : text;
            }
        }

        return text + "?";
    }
}
