using FlowGen.Generator.Spec;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlowGen.CodeFixes;

/// <summary>A comparison of a status with a text, and what must be changed for it to be one with a member.</summary>
internal sealed class TextComparison
{
    private readonly SemanticModel _model;
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    private TextComparison(SemanticModel model, string members)
    {
        _model = model;
        foreach (var line in members.Split(['\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            var blank = line.IndexOf(' ');
            _names[line.Substring(blank + 1)] = line.Substring(0, blank);
        }
    }

    /// <summary>The nodes to replace, each with what it becomes.</summary>
    public Dictionary<SyntaxNode, SyntaxNode> Changes { get; } = [];

    /// <summary>Null where no member was meant, or the text cannot be replaced.</summary>
    public static TextComparison? Find(SyntaxNode root, Diagnostic diagnostic, SemanticModel model)
    {
        if (!root.FullSpan.Contains(diagnostic.Location.SourceSpan) || !diagnostic.Properties.TryGetValue("Members", out var members)
            || root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not ExpressionSyntax text)
        {
            return null;
        }

        var comparison = new TextComparison(model, members!);
        return comparison.TryChange(text) ? comparison : null;
    }

    private bool TryChange(ExpressionSyntax text)
    {
        var whole = text;
        while (whole.Parent is ParenthesizedExpressionSyntax or CastExpressionSyntax)
        {
            whole = (ExpressionSyntax)whole.Parent;
        }

        switch (whole.Parent)
        {
            case BinaryExpressionSyntax binary:
                return TryCompare(binary, text, binary.Left == whole ? binary.Right : binary.Left, binary.IsKind(SyntaxKind.NotEqualsExpression));
            case ArgumentSyntax { Parent: ArgumentListSyntax { Parent: BaseObjectCreationExpressionSyntax creation } }:
                return TryUseMember(creation, text, _model.GetTypeInfo(creation).Type);
            case ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax equals } }:
                return TryEquals(equals, text, whole);
            case MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax equals } member when member.Expression == whole:
                return TryEquals(equals, text, whole);
            case ConstantPatternSyntax or CaseSwitchLabelSyntax:
                return TryMatchKinds(whole.Parent);
            default:
                return false;
        }
    }

    private bool TryCompare(SyntaxNode comparison, ExpressionSyntax text, ExpressionSyntax other, bool isNegated)
    {
        if (MemberFor(text) is not { } member)
        {
            return false;
        }

        if (StatusOf(other) is { } status && OpenEnumOf(other) is { } type)
        {
            var site = comparison is InvocationExpressionSyntax { Parent: PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } not } ? not : comparison;
            var op = isNegated ^ (site != comparison) ? "!=" : "==";
            Changes[site] = SyntaxFactory.ParseExpression($"{status.WithoutTrivia().ToFullString()} {op} {NameOf(type, site)}.{member}").WithTriviaFrom(site);
            return true;
        }

        // Through a local there is only the text.
        if (OpenEnumBehind(other) is { } behind)
        {
            Changes[text] = SyntaxFactory.ParseExpression($"{NameOf(behind, text)}.{member}.Value").WithTriviaFrom(text);
            return true;
        }

        return false;
    }

    private bool TryEquals(InvocationExpressionSyntax equals, ExpressionSyntax text, ExpressionSyntax whole)
    {
        // string.Compare answers a number, which something compares in turn.
        if ((equals.Expression as MemberAccessExpressionSyntax)?.Name.Identifier.ValueText is { } name && name is not ("Equals" or "SequenceEqual"))
        {
            return false;
        }

        var arguments = equals.ArgumentList.Arguments;
        var values = arguments.Select(static argument => argument.Expression).ToList();
        if (equals.Expression is MemberAccessExpressionSyntax { Expression: var receiver } && _model.GetSymbolInfo(equals).Symbol is IMethodSymbol { IsStatic: false, ContainingType.Name: not "StringComparer" })
        {
            values.Insert(0, receiver);
        }

        return values.Count >= 2 && (values[0] == whole || values[1] == whole)
            && TryCompare(equals, text, values[0] == whole ? values[1] : values[0], isNegated: false);
    }

    private bool TryUseMember(SyntaxNode creation, ExpressionSyntax text, ITypeSymbol? type)
    {
        if (type is null || MemberFor(text) is not { } member)
        {
            return false;
        }

        Changes[creation] = SyntaxFactory.ParseExpression($"{NameOf(type, creation)}.{member}").WithTriviaFrom(creation);
        return true;
    }

    /// <summary>A pattern or a switch compares with constants, which the members of the kind are.</summary>
    private bool TryMatchKinds(SyntaxNode label)
    {
        var top = label;
        while (top.Parent is PatternSyntax)
        {
            top = top.Parent;
        }

        ITypeSymbol? type;
        IEnumerable<ExpressionSyntax> constants;
        switch (top.Parent)
        {
            case IsPatternExpressionSyntax isPattern:
                (type, constants) = (TryPointAtKind(isPattern.Expression), ConstantsIn(top));
                break;
            case SubpatternSyntax subpattern:
                (type, constants) = (TryPointAtKind(subpattern), ConstantsIn(top));
                break;
            case SwitchExpressionArmSyntax { Parent: SwitchExpressionSyntax expression }:
                (type, constants) = (TryPointAtKind(expression.GoverningExpression), expression.Arms.SelectMany(static arm => ConstantsIn(arm.Pattern)));
                break;
            case SwitchSectionSyntax { Parent: SwitchStatementSyntax statement }:
                (type, constants) = (TryPointAtKind(statement.Expression), ConstantsIn(statement));
                break;
            case SwitchLabelSyntax { Parent.Parent: SwitchStatementSyntax statement }:
                (type, constants) = (TryPointAtKind(statement.Expression), ConstantsIn(statement));
                break;
            default:
                return false;
        }

        var texts = constants.Where(constant => _model.GetConstantValue(constant) is { HasValue: true, Value: string }).ToList();
        if (type is null || texts.Count == 0 || texts.Any(text => MemberFor(text) is null))
        {
            Changes.Clear();
            return false;
        }

        var kind = KindOf(type);
        foreach (var text in texts)
        {
            Changes[text] = SyntaxFactory.ParseExpression($"{NameOf(kind!, text)}.{MemberFor(text)}").WithTriviaFrom(text);
        }

        return kind is not null;
    }

    private ITypeSymbol? TryPointAtKind(ExpressionSyntax value)
    {
        while (value is ParenthesizedExpressionSyntax parenthesized)
        {
            value = parenthesized.Expression;
        }

        return NameOfText(value) is { Identifier.ValueText: "Value" } name && ContainerOf(name) is { } type ? Point(name, type) : null;
    }

    private ITypeSymbol? TryPointAtKind(SubpatternSyntax subpattern)
    {
        SimpleNameSyntax? name = subpattern switch
        {
            { NameColon.Name: var simple } => simple,
            { ExpressionColon.Expression: MemberAccessExpressionSyntax { Name: var last } } => last,
            _ => null,
        };

        return name is not null && ContainerOf(name) is { } type ? Point(name, type) : null;
    }

    private ITypeSymbol Point(SimpleNameSyntax name, ITypeSymbol type)
    {
        Changes[name] = SyntaxFactory.IdentifierName("Kind").WithTriviaFrom(name);
        return type;
    }

    private ITypeSymbol? ContainerOf(SimpleNameSyntax name) =>
        _model.GetSymbolInfo(name).Symbol is IPropertySymbol { ContainingType: var type } && KindOf(type) is not null ? type : null;

    private static IEnumerable<ExpressionSyntax> ConstantsIn(SyntaxNode node) => node switch
    {
        SwitchStatementSyntax statement => statement.Sections.SelectMany(static section => section.Labels).SelectMany(static label => ConstantsIn(label)),
        CaseSwitchLabelSyntax label => [label.Value],
        CasePatternSwitchLabelSyntax label => ConstantsIn(label.Pattern),
        ConstantPatternSyntax constant => [constant.Expression],
        BinaryPatternSyntax binary => ConstantsIn(binary.Left).Concat(ConstantsIn(binary.Right)),
        UnaryPatternSyntax unary => ConstantsIn(unary.Pattern),
        ParenthesizedPatternSyntax parenthesized => ConstantsIn(parenthesized.Pattern),
        _ => [],
    };

    /// <summary>The status whose text the expression is, written without the text: <c>flow.Status</c> for <c>flow.Status.Value</c>.</summary>
    private static ExpressionSyntax? StatusOf(ExpressionSyntax expression)
    {
        switch (expression)
        {
            case ParenthesizedExpressionSyntax parenthesized:
                return StatusOf(parenthesized.Expression);
            case InterpolatedStringExpressionSyntax { Contents: { Count: 1 } contents } when contents[0] is InterpolationSyntax { Expression: var shown }:
                return shown;
            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } member } call:
                return name is "ToUpper" or "ToUpperInvariant" or "ToLower" or "ToLowerInvariant" or "Trim" or "AsSpan" ? StatusOf(member.Expression)
                    : name == "ToString" && call.ArgumentList.Arguments.Count == 0 ? member.Expression
                    : null;
            case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Value", Expression: var status }:
                return status;
            case ConditionalAccessExpressionSyntax { WhenNotNull: MemberBindingExpressionSyntax { Name.Identifier.ValueText: "Value" } } access:
                return access.Expression;
            case ConditionalAccessExpressionSyntax { WhenNotNull: var next } access when next is MemberAccessExpressionSyntax or InvocationExpressionSyntax or ConditionalAccessExpressionSyntax:
                return StatusOf(next) is { } inner ? access.WithWhenNotNull(inner) : null;
            case IdentifierNameSyntax or MemberAccessExpressionSyntax or MemberBindingExpressionSyntax:
                return expression;
            default:
                return null;
        }
    }

    /// <summary>The property that the text is read from: the last name of <c>flow?.Status.Value</c>.</summary>
    private static SimpleNameSyntax? NameOfText(ExpressionSyntax expression) => expression switch
    {
        MemberAccessExpressionSyntax member => member.Name,
        MemberBindingExpressionSyntax binding => binding.Name,
        ConditionalAccessExpressionSyntax access => NameOfText(access.WhenNotNull),
        _ => null,
    };

    /// <summary>The open enum that an expression is, or whose text it is.</summary>
    private ITypeSymbol? OpenEnumOf(ExpressionSyntax expression)
    {
        switch (expression)
        {
            case ParenthesizedExpressionSyntax parenthesized:
                return OpenEnumOf(parenthesized.Expression);
            case InterpolatedStringExpressionSyntax { Contents: { Count: 1 } contents } when contents[0] is InterpolationSyntax { Expression: var shown }:
                return OpenEnumOf(shown);
            case ConditionalAccessExpressionSyntax { WhenNotNull: var next }:
                return OpenEnumOf(next);
            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member }:
                return OpenEnumOf(member.Expression);
            case MemberAccessExpressionSyntax { Name: { Identifier.ValueText: "Value" } name } when ContainerOf(name) is { } container:
                return container;
            case MemberBindingExpressionSyntax { Name: { Identifier.ValueText: "Value" } bound } when ContainerOf(bound) is { } container:
                return container;
            default:
                var type = _model.GetTypeInfo(expression).Type;
                type = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;
                return KindOf(type) is null ? null : type;
        }
    }

    /// <summary>The open enum behind a local that holds its text, or behind <c>??</c>.</summary>
    private ITypeSymbol? OpenEnumBehind(ExpressionSyntax expression)
    {
        foreach (var node in expression.DescendantNodesAndSelf())
        {
            if (node is SimpleNameSyntax { Identifier.ValueText: "Value" } name && ContainerOf(name) is { } container)
            {
                return container;
            }

            if (node is IdentifierNameSyntax && _model.GetSymbolInfo(node).Symbol is ILocalSymbol { DeclaringSyntaxReferences: { Length: 1 } declared }
                && declared[0].GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: { } initializer } && !initializer.Contains(expression)
                && OpenEnumBehind(initializer) is { } behind)
            {
                return behind;
            }
        }

        return null;
    }

    private string? MemberFor(ExpressionSyntax text)
    {
        if (_model.GetConstantValue(text) is not { HasValue: true, Value: string { Length: > 0 } constant })
        {
            return null;
        }

        return _names.TryGetValue(constant, out var name) ? name
            : _names.Keys.FirstOrDefault(known => string.Equals(known, constant, StringComparison.OrdinalIgnoreCase)) is { } same ? _names[same]
            : NearMiss.Closest(constant, _names.Keys) is { } closest ? _names[closest]
            : null;
    }

    private string NameOf(ITypeSymbol type, SyntaxNode site) => type.ToMinimalDisplayString(_model, site.SpanStart);

    private static ITypeSymbol? KindOf(ITypeSymbol? type) => type?.GetAttributes()
        .Where(static attribute => attribute.AttributeClass is { Name: "OpenEnumAttribute", ContainingNamespace: { Name: "Annotations", ContainingNamespace.Name: "FlowGen" } })
        .Select(static attribute => attribute.ConstructorArguments.Length == 1 ? attribute.ConstructorArguments[0].Value as ITypeSymbol : null)
        .FirstOrDefault();
}
