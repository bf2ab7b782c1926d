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
        public const string Clients = nameof(Clients);
        public const string Sources = nameof(Sources);
    }

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var results = context.AdditionalTextsProvider
            .Combine(context.AnalyzerConfigOptionsProvider)
            .SelectMany(static (pair, cancellationToken) => SpecInput.From(pair.Left, pair.Right, cancellationToken))
            .WithTrackingName(Steps.Specs)
            .Select(static (input, cancellationToken) => SpecParser.Parse(input, cancellationToken))
            .WithTrackingName(Steps.Results);

        // Once for all that specs have to do with each other: each Collect() is generic code that the runtime compiles in every build.
        var clients = results
            .Collect()
            .Select(static (all, _) => ProjectClients.Of(all))
            .WithTrackingName(Steps.Clients);

        var sources = clients
            .SelectMany(static (all, _) => SourceUnit.Of(all.Models))
            .WithTrackingName(Steps.Sources);

        context.RegisterSourceOutput(sources, static (output, source) => output.AddSource(source.HintName, source.Emit()));
        context.RegisterSourceOutput(clients, static (output, all) =>
        {
            foreach (var diagnostic in all.Diagnostics)
            {
                output.ReportDiagnostic(diagnostic.ToDiagnostic());
            }
        });
    }
}
