using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FlowGen.Generator.Tests;

/// <summary>The metadata that FlowGen.targets puts on a spec's item.</summary>
internal sealed class SpecOptionsProvider : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions => new Options(null);

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Options(null);

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Options(textFile as SpecText);

    private sealed class Options(SpecText? spec) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            value = spec is null ? null : key switch
            {
                "build_metadata.AdditionalFiles.FlowGenSpec" => spec.IsMarked ? "true" : null,
                "build_metadata.AdditionalFiles.FlowGenNamespace" => spec.Namespace,
                "build_metadata.AdditionalFiles.FlowGenClient" => spec.Client,
                _ => null,
            };
            return value is not null;
        }
    }
}
