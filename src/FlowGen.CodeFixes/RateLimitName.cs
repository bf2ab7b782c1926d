using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlowGen.CodeFixes;

/// <summary>How FlowGen.RateLimit is written at one place of a file.</summary>
internal readonly struct RateLimitName(bool needsUsing, bool isHidden)
{
    /// <summary>Whether nothing of the name is in scope: then a using brings it there.</summary>
    public bool NeedsUsing { get; } = needsUsing;

    /// <summary><c>RateLimit.Documented()</c>, qualified where the name means something else.</summary>
    public ExpressionSyntax Documented() => SyntaxFactory.ParseExpression((isHidden ? "global::FlowGen." : "") + "RateLimit.Documented()");

    public static RateLimitName At(SemanticModel model, int position)
    {
        var found = model.LookupSymbols(position, name: "RateLimit");
        if (found.IsEmpty)
        {
            return new(needsUsing: true, isHidden: false);
        }

        // A member of that name and that type is no obstacle: C# then takes the name for the type as well.
        var isType = found.Length == 1 && found[0] switch
        {
            INamedTypeSymbol type => IsRateLimit(type),
            IPropertySymbol property => IsRateLimit(property.Type),
            IFieldSymbol field => IsRateLimit(field.Type),
            ILocalSymbol local => IsRateLimit(local.Type),
            IParameterSymbol parameter => IsRateLimit(parameter.Type),
            _ => false,
        };

        return isType && IsTypeInScope(model, position) ? new(false, false) : new(false, isHidden: true);
    }

    private static bool IsTypeInScope(SemanticModel model, int position)
    {
        var types = model.LookupNamespacesAndTypes(position, name: "RateLimit");
        return types.Length == 1 && types[0] is INamedTypeSymbol type && IsRateLimit(type);
    }

    private static bool IsRateLimit(ITypeSymbol type) =>
        type is { Name: "RateLimit", ContainingNamespace: { Name: "FlowGen", ContainingNamespace.IsGlobalNamespace: true } };
}
