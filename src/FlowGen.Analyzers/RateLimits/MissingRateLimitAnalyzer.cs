using System.Collections.Immutable;
using FlowGen.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace FlowGen.Analyzers.RateLimits;

/// <summary>
/// FG2101: a client registered or constructed with no rate-limit configuration. The first additional location is the lambda or object
/// creation that the fix completes.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MissingRateLimitAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(RuleDescriptors.MissingRateLimit);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (FlowGenTypes.Find(start.Compilation) is { } types)
            {
                var elsewhere = new ConfigurationElsewhere(start.Compilation);
                start.RegisterOperationAction(operation => CheckRegistration(operation, types, elsewhere), OperationKind.Invocation);
                start.RegisterOperationAction(operation => CheckConstruction(operation, types), OperationKind.ObjectCreation);
            }
        });
    }

    private static void CheckRegistration(OperationAnalysisContext context, FlowGenTypes types, ConfigurationElsewhere elsewhere)
    {
        var invocation = (IInvocationOperation)context.Operation;
        if (!types.IsRegistration(invocation.TargetMethod))
        {
            return;
        }

        var client = invocation.TargetMethod.TypeArguments[0];
        var inspection = new OptionsInspection(types, invocation, client, context.CancellationToken);
        var finding = new RateLimitFinding(RateLimitDecision.Missing);
        foreach (var argument in invocation.Arguments)
        {
            if (argument.Parameter?.Type.Name == "IConfiguration")
            {
                // What configuration says is known at run time only.
                return;
            }

            if (argument.Parameter?.Type is { TypeKind: TypeKind.Delegate })
            {
                finding = finding.And(inspection.OfConfiguration(argument.Value));
            }
        }

        if (finding.Decision == RateLimitDecision.Missing && !inspection.IsDecidedByAnotherRegistration(invocation)
            && !elsewhere.Decides(types.ProviderOf(client) ?? "", context.CancellationToken))
        {
            Report(context, types, client, NameOf(invocation.Syntax), finding.Site);
        }
    }

    private static void CheckConstruction(OperationAnalysisContext context, FlowGenTypes types)
    {
        var creation = (IObjectCreationOperation)context.Operation;
        IOperation? options = null;
        foreach (var argument in creation.Arguments)
        {
            if (types.IsOptions(argument.Parameter?.Type))
            {
                options = argument.Value;
            }
        }

        if (options is null || creation.Type is not { } client || !types.IsFlowClient(client))
        {
            return;
        }

        var finding = new OptionsInspection(types, creation, client, context.CancellationToken).OfOptions(options);
        if (finding.Decision == RateLimitDecision.Missing)
        {
            Report(context, types, client, creation.Syntax, finding.Site);
        }
    }

    private static void Report(OperationAnalysisContext context, FlowGenTypes types, ITypeSymbol client, SyntaxNode node, SyntaxNode? site) =>
        context.ReportDiagnostic(Diagnostic.Create(
            RuleDescriptors.MissingRateLimit,
            node.GetLocation(),
            site is null ? null : new[] { site.GetLocation() },
            client.Name,
            DocumentedQuota.Describe(client, types)));

    private static SyntaxNode NameOf(SyntaxNode invocation) => invocation is not InvocationExpressionSyntax { Expression: var called } ? invocation : called switch
    {
        MemberAccessExpressionSyntax member => member.Name,
        MemberBindingExpressionSyntax binding => binding.Name,
        _ => called,
    };
}
