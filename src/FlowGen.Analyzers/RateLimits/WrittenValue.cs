using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlowGen.Analyzers.RateLimits;

/// <summary>
/// Reads numbers, time spans and limits out of the text of another member: a read-only field, a property, a method that only returns.
/// Binding it from here would compile its file twice, so names are looked up in the type that declares it, and what is not found counts as
/// unknown.
/// </summary>
internal sealed class WrittenValue(INamedTypeSymbol type, CancellationToken cancellationToken, int depth = 0)
{
    // A constant of a constant of a constant is as deep as it gets; a field that is made of itself ends here too.
    private const int MostMembers = 6;

    /// <summary>What a member starts with, or always gives; null when that is not written as one expression.</summary>
    public static ExpressionSyntax? Of(ISymbol member, CancellationToken cancellationToken)
    {
        foreach (var reference in member.DeclaringSyntaxReferences)
        {
            var value = reference.GetSyntax(cancellationToken) switch
            {
                VariableDeclaratorSyntax { Initializer.Value: var initial } => initial,
                PropertyDeclarationSyntax { ExpressionBody.Expression: var body } => body,
                PropertyDeclarationSyntax { Initializer.Value: var initial } => initial,
                PropertyDeclarationSyntax { AccessorList.Accessors: [{ ExpressionBody.Expression: var body }] } => body,
                MethodDeclarationSyntax { ExpressionBody.Expression: var body } => body,
                MethodDeclarationSyntax { Body.Statements: [ReturnStatementSyntax { Expression: { } returned }] } => returned,
                _ => null,
            };

            if (value is not null)
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>Whether a member always gives what is written: it cannot be set, or not from outside of its declaration.</summary>
    public static bool IsFixed(ISymbol member) => member switch
    {
        IFieldSymbol field => field.IsReadOnly || field.IsConst,
        IPropertySymbol property => property.SetMethod is null && !property.IsVirtual && !property.IsAbstract && !property.IsOverride,
        IMethodSymbol method => method.Parameters.IsEmpty && !method.IsVirtual && !method.IsAbstract && !method.IsOverride && !method.IsAsync,
        _ => false,
    };

    public double? NumberOf(ExpressionSyntax expression)
    {
        switch (expression)
        {
            case LiteralExpressionSyntax literal:
                return ConstantDuration.AsNumber(literal.Token.Value);
            case ParenthesizedExpressionSyntax parenthesized:
                return NumberOf(parenthesized.Expression);
            case CastExpressionSyntax { Type: PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.IntKeyword or (int)SyntaxKind.LongKeyword } } cast:
                return NumberOf(cast.Expression) is { } number ? Math.Truncate(number) : null;
            case BinaryExpressionSyntax binary when NumberOf(binary.Left) is { } left && NumberOf(binary.Right) is { } right:
                return binary.Kind() switch
                {
                    SyntaxKind.AddExpression => left + right,
                    SyntaxKind.SubtractExpression => left - right,
                    SyntaxKind.MultiplyExpression => left * right,
                    _ => null,
                };
            default:
                return MemberAt(expression) switch
                {
                    IFieldSymbol { HasConstantValue: true, ConstantValue: var constant } => ConstantDuration.AsNumber(constant),
                    { } member => Inside(member) is var (value, at) ? at.NumberOf(value) : null,
                    null => null,
                };
        }
    }

    public double? MillisecondsOf(ExpressionSyntax expression)
    {
        switch (expression)
        {
            case ParenthesizedExpressionSyntax parenthesized:
                return MillisecondsOf(parenthesized.Expression);
            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var owner, Name.Identifier.ValueText: var method }, ArgumentList.Arguments: [{ Expression: var argument }] }
                when LastNameOf(owner) == "TimeSpan":
                return ConstantDuration.UnitOf(method) is { } unit && NumberOf(argument) is { } count ? count * unit : null;
            case ObjectCreationExpressionSyntax { Type: var created, ArgumentList.Arguments: var arguments } when LastNameOf(created) == "TimeSpan":
                return OfParts(arguments);
            case ImplicitObjectCreationExpressionSyntax { ArgumentList.Arguments: var arguments }:
                return OfParts(arguments);
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.MultiplyExpression } product:
                return NumberOf(product.Left) is { } times && MillisecondsOf(product.Right) is { } span ? times * span
                    : MillisecondsOf(product.Left) is { } length && NumberOf(product.Right) is { } factor ? length * factor
                    : null;
            default:
                return MemberAt(expression) is { } member && Inside(member) is var (value, at) ? at.MillisecondsOf(value) : null;
        }
    }

    /// <summary><c>RateLimit.Of(permits, window)</c>, or a member that gives one.</summary>
    public (double Permits, double Milliseconds)? LimitOf(ExpressionSyntax expression)
    {
        if (expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var owner, Name.Identifier.ValueText: "Of" }, ArgumentList.Arguments: [var first, var second] }
            && LastNameOf(owner) == "RateLimit")
        {
            var (permits, window) = first.NameColon is { Name.Identifier.ValueText: "window" } ? (second, first) : (first, second);
            return NumberOf(permits.Expression) is { } number and >= 1 && MillisecondsOf(window.Expression) is { } milliseconds and >= 1 and < int.MaxValue
                ? (number, milliseconds)
                : null;
        }

        return MemberAt(expression) is { } member && Inside(member) is var (value, at) ? at.LimitOf(value) : null;
    }

    /// <summary>What a limiter that is made here lets through: <c>new(new() { PermitLimit = 5, Window = … })</c>.</summary>
    public (double Permits, double Milliseconds)? LimiterOf(ExpressionSyntax expression, string declaredAs)
    {
        if (expression is not BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: { Count: > 0 } arguments } creation)
        {
            return null;
        }

        return (creation is ObjectCreationExpressionSyntax { Type: var type } ? LastNameOf(type) : declaredAs) switch
        {
            "SlidingWindowLogRateLimiter" when arguments is [{ NameColon: null } first, { NameColon: null } second, ..] => Pair(first.Expression, second.Expression),
            "SlidingWindowRateLimiter" or "FixedWindowRateLimiter" => Pair(Option(arguments[0], "PermitLimit"), Option(arguments[0], "Window")),
            "TokenBucketRateLimiter" => Greater(
                Pair(Option(arguments[0], "TokensPerPeriod"), Option(arguments[0], "ReplenishmentPeriod")),
                Pair(Option(arguments[0], "TokenLimit"), Option(arguments[0], "ReplenishmentPeriod"))),
            _ => null,
        };
    }

    /// <summary>Of what a bucket is refilled with and what it holds, the greater one: a full bucket is emptied at once.</summary>
    public static (double Permits, double Milliseconds)? Greater((double Permits, double Milliseconds)? refill, (double Permits, double Milliseconds)? bucket) =>
        refill is var (tokens, _) && bucket is var (full, _) && full <= tokens ? refill : bucket ?? refill;

    private (double Permits, double Milliseconds)? Pair(ExpressionSyntax? permits, ExpressionSyntax? window) =>
        permits is not null && window is not null && NumberOf(permits) is { } number and >= 1 && MillisecondsOf(window) is { } milliseconds and >= 1 and < int.MaxValue
            ? (number, milliseconds)
            : null;

    private static ExpressionSyntax? Option(ArgumentSyntax options, string name)
    {
        foreach (var item in options.Expression is BaseObjectCreationExpressionSyntax { Initializer.Expressions: var items } ? items : default)
        {
            if (item is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: var set }, Right: var value } && set == name)
            {
                return value;
            }
        }

        return null;
    }

    private double? OfParts(SeparatedSyntaxList<ArgumentSyntax> arguments)
    {
        var units = arguments.Count switch
        {
            1 => new[] { 0.0001 },
            3 => new[] { 3_600_000.0, 60_000, 1_000 },
            4 => new[] { 86_400_000.0, 3_600_000, 60_000, 1_000 },
            5 => new[] { 86_400_000.0, 3_600_000, 60_000, 1_000, 1 },
            _ => null,
        };
        double sum = 0;
        for (var i = 0; units is not null && i < units.Length; i++)
        {
            if (arguments[i].NameColon is not null || NumberOf(arguments[i].Expression) is not { } number)
            {
                return null;
            }

            sum += number * units[i];
        }

        return units is null ? null : sum;
    }

    private (ExpressionSyntax Value, WrittenValue At)? Inside(ISymbol member) =>
        depth < MostMembers && IsFixed(member) && member.ContainingType is { } owner && Of(member, cancellationToken) is { } value
            ? (value, new(owner, cancellationToken, depth + 1))
            : null;

    /// <summary>The member that a name, a qualified name or a call without arguments leads to.</summary>
    private ISymbol? MemberAt(ExpressionSyntax expression) => expression switch
    {
        InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0, Expression: var called } => MemberAt(called),
        IdentifierNameSyntax name => MemberIn(type, name.Identifier.ValueText),
        MemberAccessExpressionSyntax { Expression: var owner, Name.Identifier.ValueText: var name } => TypeAt(owner) is { } found ? Only(found, name) : null,
        _ => null,
    };

    private static ISymbol? MemberIn(INamedTypeSymbol declaring, string name)
    {
        for (var current = declaring; current is not null; current = current.ContainingType)
        {
            if (Only(current, name) is { } member)
            {
                return member;
            }
        }

        return null;
    }

    private static ISymbol? Only(INamedTypeSymbol declaring, string name) => declaring.GetMembers(name) is [var only] ? only : null;

    /// <summary>A type that is nested in this one or in one around it, or stands in the same namespace.</summary>
    private INamedTypeSymbol? TypeAt(ExpressionSyntax expression)
    {
        if (expression is MemberAccessExpressionSyntax { Expression: var outer, Name.Identifier.ValueText: var nested })
        {
            return TypeAt(outer)?.GetTypeMembers(nested) is [var inner] ? inner : null;
        }

        if (expression is not IdentifierNameSyntax { Identifier.ValueText: var name })
        {
            return null;
        }

        for (var current = type; current is not null; current = current.ContainingType)
        {
            if (current.Name == name)
            {
                return current;
            }

            if (current.GetTypeMembers(name) is [var inside])
            {
                return inside;
            }
        }

        return type.ContainingNamespace.GetTypeMembers(name) is [var beside] ? beside : null;
    }

    private static string LastNameOf(SyntaxNode name) => name switch
    {
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
        _ => "",
    };
}
