using System.Collections.Immutable;
using FlowGen.Analyzers.OpenEnums;
using Microsoft.CodeAnalysis;

namespace FlowGen.Analyzers.Statuses;

/// <summary>Which types have the status that something needs: an open enum that knows each of the texts.</summary>
internal sealed class StatusSubjects(FlowGenTypes types, ImmutableArray<string> texts)
{
    // A page of a list of flows is as deep as it gets.
    private const int Depth = 4;

    private readonly Dictionary<ITypeSymbol, IPropertySymbol?> _statuses = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ITypeSymbol, bool> _reaching = new(SymbolEqualityComparer.Default);

    /// <summary>The texts as they are needed.</summary>
    public ImmutableArray<string> Texts => texts;

    /// <summary>The status property of an object; null when it has none, or several and none is called Status.</summary>
    public IPropertySymbol? StatusOf(ITypeSymbol? type)
    {
        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, SpecialType: SpecialType.None } || StatusText.OpenEnumType(type, types) is not null)
        {
            return null;
        }

        if (_statuses.TryGetValue(type, out var known))
        {
            return known;
        }

        IPropertySymbol? found = null;
        var isUnique = true;
        foreach (var member in type.GetMembers())
        {
            if (member is IPropertySymbol { IsStatic: false, DeclaredAccessibility: Accessibility.Public } property && IsStatus(property.Type))
            {
                isUnique = found is null || property.Name == "Status";
                found = found is null || property.Name == "Status" ? property : found;
                if (property.Name == "Status")
                {
                    break;
                }
            }
        }

        found = isUnique ? found : null;
        _statuses.Add(type, found);
        return found;
    }

    /// <summary>Whether the type is the open enum of the status.</summary>
    public bool IsStatus(ITypeSymbol? type) => OpenEnumOf(type) is { } openEnum && KnowsAll(openEnum);

    /// <summary>The open enum of the status, whichever side of it the type is.</summary>
    public OpenEnum? OpenEnumOf(ITypeSymbol? type)
    {
        type = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;
        return type?.TypeKind == TypeKind.Enum ? OpenEnum.OfKind(type, types) : OpenEnum.OfStruct(type, types);
    }

    /// <summary>Whether a value of the type is, or leads to, an object with the status: a result of it, a task of that, a page of them.</summary>
    public bool Reaches(ITypeSymbol? type) => Reaches(type, Depth);

    private bool Reaches(ITypeSymbol? type, int depth)
    {
        switch (type)
        {
            case IArrayTypeSymbol array:
                return Reaches(array.ElementType, depth - 1);
            case INamedTypeSymbol { TypeArguments: [var argument] } generic:
                return depth > 0 && (types.IsApiResult(generic) || IsOfTheFramework(generic)) && Reaches(argument, depth - 1);
            case INamedTypeSymbol { TypeKind: TypeKind.Class, SpecialType: SpecialType.None } named:
                return StatusOf(named) is not null || IsPage(named, depth);
            default:
                return false;
        }
    }

    /// <summary>Whether an object that a client answers has a list of objects with the status.</summary>
    private bool IsPage(INamedTypeSymbol type, int depth)
    {
        if (depth <= 0 || IsOfTheFramework(type))
        {
            return false;
        }

        if (_reaching.TryGetValue(type, out var known))
        {
            return known;
        }

        var isPage = false;
        _reaching.Add(type, false);
        foreach (var member in type.GetMembers())
        {
            isPage |= member is IPropertySymbol { IsStatic: false, Type: INamedTypeSymbol { TypeArguments: [var element] } list } && IsOfTheFramework(list)
                && StatusOf(element) is not null;
        }

        _reaching[type] = isPage;
        return isPage;
    }

    private bool KnowsAll(OpenEnum openEnum)
    {
        foreach (var text in texts)
        {
            if (openEnum.WithText(text) is null)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsOfTheFramework(INamedTypeSymbol type)
    {
        var space = type.ContainingNamespace;
        while (space is { ContainingNamespace.IsGlobalNamespace: false })
        {
            space = space.ContainingNamespace;
        }

        return space?.Name == "System";
    }
}
