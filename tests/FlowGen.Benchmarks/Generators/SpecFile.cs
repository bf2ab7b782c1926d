using System.Diagnostics.CodeAnalysis;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace FlowGen.Benchmarks.Generators;

/// <summary>A spec as the compiler hands it to the generator.</summary>
internal sealed class SpecFile(string path, string text) : AdditionalText
{
    private readonly SourceText _source = SourceText.From(text, Encoding.UTF8);

    public override string Path => path;

    public string Text => text;

    public override SourceText GetText(CancellationToken cancellationToken = default) => _source;

    /// <summary>The spec after an edit, which has to change something.</summary>
    public SpecFile With(string before, string after) => text.Contains(before, StringComparison.Ordinal)
        ? new(path, text.Replace(before, after, StringComparison.Ordinal))
        : throw new ArgumentException($"The spec does not hold '{before}'.", nameof(before));

    /// <summary>The item metadata that FlowGen.targets gives a spec.</summary>
    public sealed class Metadata : AnalyzerConfigOptionsProvider
    {
        private static readonly AnalyzerConfigOptions Marked = new Options(true);
        private static readonly AnalyzerConfigOptions Unmarked = new Options(false);

        public override AnalyzerConfigOptions GlobalOptions => Unmarked;

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => Unmarked;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => textFile is SpecFile ? Marked : Unmarked;

        private sealed class Options(bool isSpec) : AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
            {
                value = isSpec && key == "build_metadata.AdditionalFiles.FlowGenSpec" ? "true" : null;
                return value is not null;
            }
        }
    }
}
