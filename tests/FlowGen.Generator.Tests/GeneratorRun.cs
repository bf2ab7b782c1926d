using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace FlowGen.Generator.Tests;

/// <summary>A compilation with the generator in it, as a consumer's build has it.</summary>
internal sealed class GeneratorRun
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp12, DocumentationMode.Diagnose);

    /// <summary>What this process runs on: the framework, FlowGen.Runtime, and what it depends on.</summary>
    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(static path => !Path.GetFileName(path).StartsWith("FlowGen.Generator", StringComparison.Ordinal))
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    private GeneratorRun(GeneratorDriver driver, CSharpCompilation input)
    {
        Driver = driver;
        Input = input;
        Driver = driver.RunGeneratorsAndUpdateCompilation(input, out var output, out _, TestContext.Current.CancellationToken);
        Output = (CSharpCompilation)output;
    }

    public GeneratorDriver Driver { get; }

    public CSharpCompilation Input { get; }

    /// <summary>The consumer's code together with what was generated.</summary>
    public CSharpCompilation Output { get; }

    public GeneratorRunResult Result => Driver.GetRunResult().Results.Single();

    /// <summary>What the generator itself reports.</summary>
    public ImmutableArray<Diagnostic> SpecDiagnostics => Result.Diagnostics;

    /// <summary>Errors and warnings of the compiler about the generated code.</summary>
    public IEnumerable<Diagnostic> CompilerDiagnostics =>
        Output.GetDiagnostics(TestContext.Current.CancellationToken).Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);

    public static GeneratorRun Of(params SpecText[] specs) => Of("", specs);

    public static GeneratorRun Of(string consumer, params SpecText[] specs)
    {
        var compilation = CSharpCompilation.Create(
            "Consumer",
            [CSharpSyntaxTree.ParseText(consumer, ParseOptions, "Consumer.cs")],
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, warningLevel: 9999));
        var driver = CSharpGeneratorDriver.Create(
            [new FlowGenerator().AsSourceGenerator()],
            specs,
            ParseOptions,
            new SpecOptionsProvider(),
            new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        return new(driver, compilation);
    }

    /// <summary>The same driver after an edit of the consumer's C#.</summary>
    public GeneratorRun WithConsumer(string consumer) =>
        new(Driver, Input.ReplaceSyntaxTree(Input.SyntaxTrees[0], CSharpSyntaxTree.ParseText(consumer, ParseOptions, "Consumer.cs")));

    /// <summary>The same driver after an edit of a spec.</summary>
    public GeneratorRun WithSpec(SpecText before, SpecText after) => new(Driver.ReplaceAdditionalText(before, after), Input);

    public GeneratorRun Again() => new(Driver, Input.Clone());

    /// <summary>The generated file whose name ends so.</summary>
    public string Source(string hintNameEnd) =>
        Result.GeneratedSources.Single(source => source.HintName.EndsWith(hintNameEnd, StringComparison.Ordinal)).SourceText.ToString();

    /// <summary>Why the outputs of a step were (not) computed again.</summary>
    public IEnumerable<IncrementalStepRunReason> Reasons(string step) =>
        Result.TrackedSteps.TryGetValue(step, out var runs) ? runs.SelectMany(static run => run.Outputs).Select(static output => output.Reason) : [];
}

/// <summary>A spec as an additional file, tagged as FlowGen.targets does.</summary>
internal sealed class SpecText(string path, string text, string @namespace = "", string client = "") : AdditionalText
{
    public override string Path => path;

    public string Namespace => @namespace;

    public string Client => client;

    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);

    public static SpecText Cams => Shipped("alibaba-cams");

    public static SpecText EightByEight => Shipped("8x8-chatapps");

    public SpecText With(Func<string, string> edit) => new(path, edit(text), @namespace, client);

    private static SpecText Shipped(string name) =>
        new($"schemas/{name}.openapi.json", File.ReadAllText(System.IO.Path.Combine(AppContext.BaseDirectory, "Schemas", $"{name}.openapi.json")));
}
