using System.Collections.Immutable;
using FlowGen.Generator.Emit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FlowGen.Generator.Tests;

/// <summary>A compilation with the generator in it, as a consumer's build has it.</summary>
internal sealed class GeneratorRun
{
    public static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp12, DocumentationMode.Diagnose);

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
        Input = input;
        Driver = driver.RunGeneratorsAndUpdateCompilation(input, out var output, out _, TestContext.Current.CancellationToken);
        Output = (CSharpCompilation)output;
    }

    public GeneratorDriver Driver { get; }

    public CSharpCompilation Input { get; }

    /// <summary>The consumer's code together with what was generated.</summary>
    public CSharpCompilation Output { get; }

    public GeneratorRunResult Result => Driver.GetRunResult().Results.Single();

    /// <summary>What the generator itself reports, but for what only informs.</summary>
    public ImmutableArray<Diagnostic> SpecDiagnostics => [.. Result.Diagnostics.Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)];

    /// <summary>Errors and warnings of the compiler about the generated code.</summary>
    public IEnumerable<Diagnostic> CompilerDiagnostics =>
        Output.GetDiagnostics(TestContext.Current.CancellationToken).Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);

    /// <summary>Whether a step gave what it had given before.</summary>
    public static bool IsReused(IncrementalStepRunReason reason) => reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged;

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

    /// <summary>The same driver with one more spec.</summary>
    public GeneratorRun WithMore(SpecText spec) => new(Driver.AddAdditionalTexts([spec]), Input);

    /// <summary>The same driver on an equal compilation.</summary>
    public GeneratorRun Again() => new(Driver, Input.Clone());

    /// <summary>The generated file whose name ends so.</summary>
    public string Source(string hintNameEnd) =>
        Result.GeneratedSources.Single(source => source.HintName.EndsWith(hintNameEnd, StringComparison.Ordinal)).SourceText.ToString();

    /// <summary>Why the outputs of a step were (not) computed again.</summary>
    public IEnumerable<IncrementalStepRunReason> Reasons(string step) =>
        Result.TrackedSteps.TryGetValue(step, out var runs) ? runs.SelectMany(static run => run.Outputs).Select(static output => output.Reason) : [];

    /// <summary>The generated files that were written again, or are new.</summary>
    public IEnumerable<string> EmittedSources =>
        from run in Result.TrackedSteps[FlowGenerator.Steps.Sources]
        from output in run.Outputs
        where output.Reason is IncrementalStepRunReason.Modified or IncrementalStepRunReason.New
        select ((SourceUnit)output.Value).HintName;

    /// <summary>Why the last steps, which add sources and report diagnostics, ran (or did not).</summary>
    public IEnumerable<IncrementalStepRunReason> OutputReasons =>
        from runs in Result.TrackedOutputSteps.Values
        from run in runs
        from output in run.Outputs
        select output.Reason;
}
