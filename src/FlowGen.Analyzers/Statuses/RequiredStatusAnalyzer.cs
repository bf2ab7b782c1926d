using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using FlowGen.Analyzers.Flow;
using FlowGen.Analyzers.OpenEnums;
using FlowGen.Analyzers.Results;
using FlowGen.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace FlowGen.Analyzers.Statuses;

/// <summary>
/// FG2003: a call or a property that needs a certain status, where the status is at hand and nobody has checked it. For the fix, the property
/// <c>Status</c> of the diagnostic says how the status is written, <c>Type</c> its type's name, and <c>Members</c> the permitted values.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RequiredStatusAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(RuleDescriptors.RequiredStatus);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (FlowGenTypes.Find(start.Compilation) is { } types)
            {
                var members = new ConditionalWeakTable<ControlFlowGraph, Dictionary<string, UncheckedStatuses>>();
                start.RegisterOperationAction(operation => CheckCall(operation, types, members), OperationKind.Invocation);
                start.RegisterOperationAction(operation => CheckProperty(operation, types, members), OperationKind.PropertyReference);
            }
        });
    }

    private static void CheckCall(
        OperationAnalysisContext context, FlowGenTypes types, ConditionalWeakTable<ControlFlowGraph, Dictionary<string, UncheckedStatuses>> members)
    {
        var call = (IInvocationOperation)context.Operation;
        if (types.IsTaskOfResult(call.Type) && types.RequiredStatuses(call.TargetMethod) is { IsDefaultOrEmpty: false } texts)
        {
            Check(context, types, members, texts, call.TargetMethod.Name, InvokedName.Of(call.Syntax));
        }
    }

    private static void CheckProperty(
        OperationAnalysisContext context, FlowGenTypes types, ConditionalWeakTable<ControlFlowGraph, Dictionary<string, UncheckedStatuses>> members)
    {
        var property = (IPropertyReferenceOperation)context.Operation;
        if (property is { Instance: not null, Property: { IsIndexer: false, DeclaredAccessibility: Accessibility.Public, SetMethod: null or { IsInitOnly: true } } }
            && types.RequiredStatuses(property.Property) is { IsDefaultOrEmpty: false } texts)
        {
            Check(context, types, members, texts, property.Property.Name, MemberName.Of(property.Syntax));
        }
    }

    private static void Check(
        OperationAnalysisContext context,
        FlowGenTypes types,
        ConditionalWeakTable<ControlFlowGraph, Dictionary<string, UncheckedStatuses>> members,
        ImmutableArray<string> texts,
        string name,
        SyntaxNode location)
    {
        if (!FlowRoots.HasFlow(context.Operation))
        {
            return;
        }

        var graph = context.GetControlFlowGraph();
        var byTexts = members.GetValue(graph, static _ => new(StringComparer.Ordinal));
        var key = string.Join("\n", texts);
        UncheckedStatuses? statuses;
        lock (byTexts)
        {
            if (!byTexts.TryGetValue(key, out statuses))
            {
                statuses = UncheckedStatuses.Find(
                    graph, context.ContainingSymbol, LocalValue.RootOf(context.Operation), texts, types, context.CancellationToken);
                byTexts.Add(key, statuses);
            }
        }

        if (statuses.At(context.Operation.Syntax) is not { } finding)
        {
            return;
        }

        var properties = ImmutableDictionary<string, string?>.Empty;
        if (finding.Status is { } status && OpenEnum.OfStruct(Underlying(finding.OpenEnum), types) is { } openEnum)
        {
            var names = new List<string>();
            foreach (var text in texts)
            {
                names.Add(openEnum.WithText(text) is { } member ? member.Name : "");
            }

            properties = properties.Add("Status", status).Add("Type", MetadataName(Underlying(finding.OpenEnum))).Add("Members", string.Join(" ", names));
        }

        context.ReportDiagnostic(Diagnostic.Create(RuleDescriptors.RequiredStatus, location.GetLocation(), properties, name, string.Join(" or ", texts)));
    }

    private static ITypeSymbol Underlying(ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;

    private static string MetadataName(ITypeSymbol type) =>
        type.ContainingNamespace.IsGlobalNamespace ? type.MetadataName : type.ContainingNamespace.ToDisplayString() + "." + type.MetadataName;
}
