using Microsoft.CodeAnalysis;

namespace FlowGen.Benchmarks.Generators;

/// <summary>The floor: what the compiler's driver takes for a generator that writes one empty file for each spec.</summary>
[Generator(LanguageNames.CSharp)]
internal sealed class EmptyGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context) => context.RegisterSourceOutput(
        context.AdditionalTextsProvider.Select(static (file, _) => file.Path),
        static (output, path) => output.AddSource(path, ""));
}
