using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FlowGen.Generator.Spec;

/// <summary>One spec as the build hands it over: plain texts, so that an edit elsewhere changes nothing here.</summary>
/// <param name="Path">The file, for diagnostics.</param>
/// <param name="Text">Its content.</param>
/// <param name="Namespace">The namespace that the item asks for; empty to take the spec's own.</param>
/// <param name="Client">The client's name that the item asks for; empty to take the spec's own.</param>
internal sealed record SpecInput(string Path, string Text, string Namespace, string Client)
{
    private const string Metadata = "build_metadata.AdditionalFiles.";

    /// <summary>The input; none unless the file is marked as a spec by its item's metadata (see FlowGen.targets).</summary>
    public static ImmutableArray<SpecInput> From(AdditionalText file, AnalyzerConfigOptionsProvider options, CancellationToken cancellationToken)
    {
        var metadata = options.GetOptions(file);
        if (!metadata.TryGetValue(Metadata + "FlowGenSpec", out var mark) || !mark.Equals("true", StringComparison.OrdinalIgnoreCase))
        {
            return ImmutableArray<SpecInput>.Empty;
        }

        metadata.TryGetValue(Metadata + "FlowGenNamespace", out var @namespace);
        metadata.TryGetValue(Metadata + "FlowGenClient", out var client);
        return ImmutableArray.Create(new SpecInput(file.Path, file.GetText(cancellationToken)?.ToString() ?? "", @namespace?.Trim() ?? "", client?.Trim() ?? ""));
    }
}
