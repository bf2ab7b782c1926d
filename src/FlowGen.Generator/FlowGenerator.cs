using FlowGen.Generator.Emit;
using FlowGen.Generator.Spec;
using Microsoft.CodeAnalysis;

namespace FlowGen.Generator;

/// <summary>Turns the specs of a project into clients.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class FlowGenerator : IIncrementalGenerator
{
    /// <summary>The names of the pipeline's steps, for tests of what is computed again after which edit.</summary>
    internal static class Steps
    {
        public const string Specs = nameof(Specs);
        public const string Results = nameof(Results);
        public const string Models = nameof(Models);
        public const string Sources = nameof(Sources);
        public const string Diagnostics = nameof(Diagnostics);
        public const string Clashes = nameof(Clashes);
    }

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // A file that the build lists twice is one spec.
        var specs = context.AdditionalTextsProvider
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (pair, cancellationToken) => SpecInput.From(pair.Left, pair.Right, cancellationToken))
            .Where(static input => input is not null)
            .Collect()
            .SelectMany(static (inputs, _) => SpecInput.Distinct(inputs!))
            .WithTrackingName(Steps.Specs);

        var results = specs
            .Select(static (input, cancellationToken) => SpecParser.Parse(input, cancellationToken))
            .WithTrackingName(Steps.Results);

        // Two specs may not generate one type: the step looks at all specs, at nothing but the names of their types.
        var clashes = results
            .Where(static result => result.Model is not null)
            .Select(static (result, _) => ClientPlace.Of(result.Path, result.Model!))
            .Collect()
            .Select(static (places, _) => ClientClashes.Of(places))
            .WithTrackingName(Steps.Clashes);

        var sources = results
            .Combine(clashes)
            .Select(static (pair, _) => pair.Right.ModelOf(pair.Left))
            .WithTrackingName(Steps.Models)
            .SelectMany(static (model, _) => model is null ? [] : SourceUnit.Of(model))
            .WithTrackingName(Steps.Sources);

        var diagnostics = results
            .SelectMany(static (result, _) => result.Diagnostics)
            .WithTrackingName(Steps.Diagnostics);

        context.RegisterSourceOutput(sources, static (output, source) => output.AddSource(source.HintName, source.Emit()));
        context.RegisterSourceOutput(diagnostics, static (output, diagnostic) => output.ReportDiagnostic(diagnostic.ToDiagnostic()));
        context.RegisterSourceOutput(
            clashes.SelectMany(static (all, _) => all.Diagnostics),
            static (output, clash) => output.ReportDiagnostic(clash.ToDiagnostic()));
    }
}
