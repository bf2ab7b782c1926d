using System.Collections.Immutable;
using FlowGen.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace FlowGen.Analyzers.Credentials;

/// <summary>
/// FG2201: a credential that is a string literal. Which parameter takes the secret is told by its name, so that credentials of a library's
/// own are looked at too.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LiteralCredentialAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(RuleDescriptors.LiteralCredential);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (FlowGenTypes.Find(start.Compilation) is { } types)
            {
                start.RegisterOperationAction(operation => CheckFactory(operation, types), OperationKind.Invocation);
                start.RegisterOperationAction(operation => CheckConstruction(operation, types), OperationKind.ObjectCreation);
            }
        });
    }

    private static void CheckFactory(OperationAnalysisContext context, FlowGenTypes types)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod is { IsStatic: true, IsExtensionMethod: false } && types.IsCredentials(call.TargetMethod.ContainingType))
        {
            Check(context, call.Arguments, call.TargetMethod.ContainingType);
        }
    }

    private static void CheckConstruction(OperationAnalysisContext context, FlowGenTypes types)
    {
        var creation = (IObjectCreationOperation)context.Operation;
        if (types.IsCredentials(creation.Type))
        {
            Check(context, creation.Arguments, creation.Type!);
        }
    }

    private static void Check(OperationAnalysisContext context, ImmutableArray<IArgumentOperation> arguments, ITypeSymbol credentials)
    {
        foreach (var argument in arguments)
        {
            if (argument is { ArgumentKind: ArgumentKind.Explicit, Parameter: { Type.SpecialType: SpecialType.System_String, Name: var name } }
                && SecretOf(name) is { } secret && LiteralText.Is(argument.Value, context.CancellationToken))
            {
                context.ReportDiagnostic(Diagnostic.Create(RuleDescriptors.LiteralCredential, argument.Value.Syntax.GetLocation(), secret, credentials.Name));
                return;
            }
        }
    }

    /// <summary>What a parameter's name says is secret about it. A key's id, a user and the name of a variable are not.</summary>
    private static string? SecretOf(string parameter) =>
        Ends(parameter, "secret") ? "secret" : Ends(parameter, "password") ? "password" : Ends(parameter, "token") ? "token" : Ends(parameter, "key") ? "key" : null;

    private static bool Ends(string name, string word) => name.EndsWith(word, StringComparison.OrdinalIgnoreCase);
}
