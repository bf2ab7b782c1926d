using System.Collections.Immutable;
using FlowGen.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace FlowGen.Analyzers.OpenEnums;

/// <summary>
/// FG2004: a switch over an open enum's kind that misses a known value, or the unknown one. The missing names, separated by blanks, are
/// the diagnostic's property <c>Missing</c>, for the fix.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class IncompleteSwitchAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(RuleDescriptors.IncompleteSwitch);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (FlowGenTypes.Find(start.Compilation) is { } types)
            {
                start.RegisterOperationAction(operation => CheckStatement(operation, types), OperationKind.Switch);
                start.RegisterOperationAction(operation => CheckExpression(operation, types), OperationKind.SwitchExpression);
            }
        });
    }

    private static void CheckStatement(OperationAnalysisContext context, FlowGenTypes types)
    {
        var operation = (ISwitchOperation)context.Operation;
        if (OpenEnumOf(operation.Value, types) is not { } openEnum)
        {
            return;
        }

        var coverage = new KindCoverage(openEnum);
        foreach (var section in operation.Cases)
        {
            foreach (var clause in section.Clauses)
            {
                Add(coverage, clause);
            }
        }

        Report(context, openEnum, coverage, operation.Syntax is SwitchStatementSyntax statement ? statement.SwitchKeyword.GetLocation() : operation.Syntax.GetLocation());
    }

    private static void Add(KindCoverage coverage, ICaseClauseOperation clause)
    {
        switch (clause)
        {
            case IDefaultCaseClauseOperation:
                coverage.AddAll();
                break;
            case ISingleValueCaseClauseOperation { Value.ConstantValue: { HasValue: true } constant }:
                coverage.Add(constant.Value);
                break;
            case IPatternCaseClauseOperation pattern when IsUnconditional(pattern.Guard):
                coverage.Add(pattern.Pattern);
                break;
            default:
                break;
        }
    }

    private static void CheckExpression(OperationAnalysisContext context, FlowGenTypes types)
    {
        var operation = (ISwitchExpressionOperation)context.Operation;
        if (OpenEnumOf(operation.Value, types) is not { } openEnum)
        {
            if (operation.Value is ITupleOperation tuple)
            {
                CheckTuple(context, operation, tuple, types);
            }

            return;
        }

        var coverage = new KindCoverage(openEnum);
        foreach (var arm in operation.Arms)
        {
            if (IsUnconditional(arm.Guard))
            {
                coverage.Add(arm.Pattern);
            }
        }

        Report(context, openEnum, coverage, KeywordOf(operation));
    }

    /// <summary>A kind beside something else: <c>(isLive, flow.Status.Kind) switch { … }</c>.</summary>
    private static void CheckTuple(OperationAnalysisContext context, ISwitchExpressionOperation operation, ITupleOperation tuple, FlowGenTypes types)
    {
        for (var column = 0; column < tuple.Elements.Length; column++)
        {
            if (OpenEnumOf(tuple.Elements[column], types) is { } openEnum)
            {
                var rows = new List<IPatternOperation>();
                foreach (var arm in operation.Arms)
                {
                    if (IsUnconditional(arm.Guard))
                    {
                        rows.Add(arm.Pattern);
                    }
                }

                var coverage = new KindCoverage(openEnum);
                coverage.AddRows(rows, tuple.Elements.Length, column);
                Report(context, openEnum, coverage, KeywordOf(operation));
                return;
            }
        }
    }

    private static Location KeywordOf(ISwitchExpressionOperation operation) =>
        operation.Syntax is SwitchExpressionSyntax expression ? expression.SwitchKeyword.GetLocation() : operation.Syntax.GetLocation();

    /// <summary>The open enum that the switch is over: its kind, or the struct itself, which patterns look into.</summary>
    private static OpenEnum? OpenEnumOf(IOperation value, FlowGenTypes types)
    {
        var type = value.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : value.Type;
        return type?.TypeKind switch
        {
            TypeKind.Enum => OpenEnum.OfKind(type, types),
            TypeKind.Struct => OpenEnum.OfStruct(type, types),
            _ => null,
        };
    }

    private static bool IsUnconditional(IOperation? guard) => guard is null || guard.ConstantValue is { HasValue: true, Value: true };

    private static void Report(OperationAnalysisContext context, OpenEnum openEnum, KindCoverage coverage, Location location)
    {
        var missing = coverage.Missing();
        if (missing.Count == 0)
        {
            return;
        }

        var properties = ImmutableDictionary<string, string?>.Empty.Add("Missing", string.Join(" ", missing));
        context.ReportDiagnostic(Diagnostic.Create(
            RuleDescriptors.IncompleteSwitch, location, properties, openEnum.Kind.Name, string.Join(", ", missing)));
    }
}
