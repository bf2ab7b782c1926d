using System.Collections.Immutable;
using System.Text;
using FlowGen.Analyzers.Rules;
using FlowGen.Generator.Spec;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace FlowGen.Analyzers.OpenEnums;

/// <summary>
/// FG2005: a status compared with a text: by an operator, by Equals, by a pattern or a switch. The diagnostic stands at the text. Its
/// property <c>Members</c> holds the known values for the fix, one a line: the name, a blank, the text.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StatusAsTextAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(RuleDescriptors.StatusAsText);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (FlowGenTypes.Find(start.Compilation) is { } types)
            {
                start.RegisterOperationAction(operation => CheckOperator(operation, types), OperationKind.Binary);
                start.RegisterOperationAction(operation => CheckEquals(operation, types), OperationKind.Invocation);
                start.RegisterOperationAction(operation => CheckPattern(operation, types), OperationKind.ConstantPattern);
                start.RegisterOperationAction(operation => CheckCase(operation, types), OperationKind.CaseClause);
            }
        });
    }

    private static void CheckOperator(OperationAnalysisContext context, FlowGenTypes types)
    {
        var operation = (IBinaryOperation)context.Operation;
        if (operation.OperatorKind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals)
        {
            CheckPair(context, types, operation.LeftOperand, operation.RightOperand);
        }
    }

    private static void CheckEquals(OperationAnalysisContext context, FlowGenTypes types)
    {
        var invocation = (IInvocationOperation)context.Operation;
        if (!(invocation.TargetMethod.Name == "Equals" || IsComparison(invocation.TargetMethod)))
        {
            return;
        }

        // string.Equals(a, b), a.Equals(b), and a comparer's Equals(a, b), each with or without a StringComparison; string.Compare likewise.
        var (first, second) = invocation.Arguments switch
        {
            [var only] => (invocation.Instance, only.Value),
            [var left, { Parameter.Type.Name: "StringComparison" }] => (invocation.Instance, left.Value),
            [var left, var right, ..] => (left.Value, right.Value),
            _ => (null, null),
        };
        if (first is not null && second is not null)
        {
            CheckPair(context, types, first, second, invocation);
        }
    }

    private static bool IsComparison(IMethodSymbol method) =>
        method is { Name: "Compare" or "CompareOrdinal" or "CompareTo", ContainingType.SpecialType: SpecialType.System_String }
            or { Name: "SequenceEqual" or "CompareTo", ContainingType: { Name: "MemoryExtensions", ContainingNamespace.Name: "System" } };

    private static bool IgnoresCase(IInvocationOperation comparison)
    {
        foreach (var operation in comparison.Descendants())
        {
            if (operation is IMemberReferenceOperation { Member: { Name: var name, ContainingType.Name: "StringComparison" or "StringComparer" } }
                && name.EndsWith("IgnoreCase", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static void CheckPair(OperationAnalysisContext context, FlowGenTypes types, IOperation left, IOperation right, IInvocationOperation? comparison = null)
    {
        foreach (var (text, other) in new TextPair(left, right))
        {
            if (ConstantText(text) is { } constant && (StatusText.TypeOf(other, types) ?? StatusText.OpenEnumType(Unconverted(other).Type, types)) is { } type)
            {
                Report(context, types, type, text, constant, isDeliberate: false, (comparison is not null && IgnoresCase(comparison)) || IsRecased(other));
                return;
            }

            // The way to compare with a value that the spec does not know; only a typo is wrong with it.
            if (Unconverted(text) is IObjectCreationOperation { Arguments: [{ Value: { } argument }] } creation && ConstantText(argument) is { } made
                && StatusText.OpenEnumType(creation.Type, types) is { } own)
            {
                Report(context, types, own, argument, made, isDeliberate: true);
            }
        }
    }

    private static void CheckPattern(OperationAnalysisContext context, FlowGenTypes types)
    {
        var pattern = (IConstantPatternOperation)context.Operation;
        if (pattern.Value is { Type.SpecialType: SpecialType.System_String, ConstantValue: { HasValue: true, Value: string { Length: > 0 } text } } && StatusText.TypeOf(InputOf(pattern), types) is { } type)
        {
            Report(context, types, type, pattern.Value, text, isDeliberate: false);
        }
    }

    private static void CheckCase(OperationAnalysisContext context, FlowGenTypes types)
    {
        if (context.Operation is ISingleValueCaseClauseOperation { Value: { Type.SpecialType: SpecialType.System_String, ConstantValue: { HasValue: true, Value: string { Length: > 0 } text } } value } clause
            && clause.Parent?.Parent is ISwitchOperation statement && StatusText.TypeOf(statement.Value, types) is { } type)
        {
            Report(context, types, type, value, text, isDeliberate: false);
        }
    }

    /// <summary>What a pattern is matched with.</summary>
    private static IOperation? InputOf(IOperation pattern)
    {
        var current = pattern.Parent;
        while (current is INegatedPatternOperation or IBinaryPatternOperation)
        {
            current = current.Parent;
        }

        return current switch
        {
            IRecursivePatternOperation tuple => ElementOf(tuple, pattern),
            IIsPatternOperation isPattern => isPattern.Value,
            IPropertySubpatternOperation property => property.Member,
            ISwitchExpressionArmOperation { Parent: ISwitchExpressionOperation expression } => expression.Value,
            IPatternCaseClauseOperation { Parent.Parent: ISwitchOperation statement } => statement.Value,
            _ => null,
        };
    }

    /// <summary>The element of a tuple that a part of a positional pattern is matched with.</summary>
    private static IOperation? ElementOf(IRecursivePatternOperation tuple, IOperation pattern)
    {
        for (var i = 0; i < tuple.DeconstructionSubpatterns.Length; i++)
        {
            if (tuple.DeconstructionSubpatterns[i].Syntax.Span.Contains(pattern.Syntax.Span)
                && InputOf(tuple) is { } input && Unconverted(input) is ITupleOperation { Elements: var elements } && i < elements.Length)
            {
                return elements[i];
            }
        }

        return null;
    }

    private static IOperation Unconverted(IOperation value)
    {
        // Before C# 14, a text becomes a span by an operator.
        while (value is IConversionOperation { OperatorMethod: null or { ContainingType.SpecialType: SpecialType.System_String } } or IParenthesizedOperation)
        {
            value = value is IConversionOperation conversion ? conversion.Operand : ((IParenthesizedOperation)value).Operand;
        }

        return value;
    }

    /// <summary>The constant text that a value is; an empty one says that there is no status, which is a value of its own.</summary>
    private static string? ConstantText(IOperation value) =>
        Unconverted(value) is { Type.SpecialType: SpecialType.System_String, ConstantValue: { HasValue: true, Value: string { Length: > 0 } text } } ? text : null;

    /// <summary>Whether the text is lowered or raised first, so that another spelling of it is the same one.</summary>
    private static bool IsRecased(IOperation value) =>
        Unconverted(value) is IInvocationOperation { TargetMethod: { ContainingType.SpecialType: SpecialType.System_String, Name: "ToUpper" or "ToUpperInvariant" or "ToLower" or "ToLowerInvariant" } };

    private static void Report(
        OperationAnalysisContext context, FlowGenTypes types, ITypeSymbol type, IOperation site, string text, bool isDeliberate, bool ignoresCase = false)
    {
        // An open enum may look at its own text: its members and its kind come from there.
        if (OpenEnum.OfStruct(type, types) is not { } openEnum || SymbolEqualityComparer.Default.Equals(context.ContainingSymbol.ContainingType, type))
        {
            return;
        }

        var known = openEnum.WithText(text, ignoresCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);
        var meant = known is null ? openEnum.WithText(text, StringComparison.OrdinalIgnoreCase) ?? Closest(openEnum, text) : null;
        if (isDeliberate && known is null && meant is null)
        {
            return;
        }

        var advice = known is { } exact ? "use " + type.Name + "." + exact.Name
            : meant is { } near ? "no known value is that; did you mean " + type.Name + "." + near.Name + "?"
            : "no known value is that";
        var properties = ImmutableDictionary<string, string?>.Empty.Add("Members", Listed(openEnum));
        context.ReportDiagnostic(Diagnostic.Create(RuleDescriptors.StatusAsText, site.Syntax.GetLocation(), properties, type.Name, text, advice));
    }

    private static KnownMember? Closest(OpenEnum openEnum, string text)
    {
        var texts = new List<string>(openEnum.Members.Length);
        foreach (var member in openEnum.Members)
        {
            texts.Add(member.Text);
        }

        return NearMiss.Closest(text, texts) is { } closest ? openEnum.WithText(closest) : null;
    }

    private static string Listed(OpenEnum openEnum)
    {
        var list = new StringBuilder();
        foreach (var member in openEnum.Members)
        {
            list.Append(member.Name).Append(' ').Append(member.Text).Append('\n');
        }

        return list.ToString();
    }

    /// <summary>A pair in both orders, without allocating: most comparisons have nothing to do with a status.</summary>
    private struct TextPair(IOperation left, IOperation right)
    {
        private int _next;

        public readonly (IOperation Text, IOperation Other) Current => _next == 1 ? (right, left) : (left, right);

        public readonly TextPair GetEnumerator() => this;

        public bool MoveNext() => ++_next <= 2;
    }
}
