using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace FlowGen.Analyzers.OpenEnums;

/// <summary>One known value of an open enum.</summary>
internal readonly struct KnownMember(string name, string text, object? constant)
{
    /// <summary>The name of the plain enum's member, and of the open enum's property.</summary>
    public string Name { get; } = name;

    /// <summary>The text on the wire.</summary>
    public string Text { get; } = text;

    /// <summary>The number behind the plain enum's member.</summary>
    public object? Constant { get; } = constant;
}

/// <summary>An open enum, as its attributes describe it: the struct over the wire text and the plain enum at <c>Kind</c>.</summary>
internal sealed class OpenEnum
{
    private OpenEnum(INamedTypeSymbol kind, ImmutableArray<KnownMember> members, IFieldSymbol? unknown)
    {
        Kind = kind;
        Members = members;
        Unknown = unknown;
    }

    /// <summary>The plain enum.</summary>
    public INamedTypeSymbol Kind { get; }

    /// <summary>The known values, in the order of the spec.</summary>
    public ImmutableArray<KnownMember> Members { get; }

    /// <summary>The plain enum's member for a text that the spec does not know: its zero.</summary>
    public IFieldSymbol? Unknown { get; }

    /// <summary>Null when the type is not the plain enum of an open enum.</summary>
    public static OpenEnum? OfKind(ITypeSymbol? type, FlowGenTypes types) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Enum } kind ? types.OpenEnumOf(kind) : null;

    /// <summary>As <see cref="OfKind"/>, from the attributes of the enum's members.</summary>
    public static OpenEnum? Read(INamedTypeSymbol kind, FlowGenTypes types)
    {
        var members = ImmutableArray.CreateBuilder<KnownMember>();
        IFieldSymbol? unknown = null;
        foreach (var member in kind.GetMembers())
        {
            if (member is not IFieldSymbol { HasConstantValue: true } field)
            {
                continue;
            }

            if (types.OpenEnumValue(field) is { } text)
            {
                members.Add(new(field.Name, text, field.ConstantValue));
            }
            else if (IsZero(field.ConstantValue))
            {
                unknown = field;
            }
        }

        return members.Count == 0 ? null : new(kind, members.ToImmutable(), unknown);
    }

    /// <summary>Null when the type is not an open enum.</summary>
    public static OpenEnum? OfStruct(ITypeSymbol? type, FlowGenTypes types) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Struct } ? OfKind(types.OpenEnumKind(type), types) : null;

    /// <summary>The known value of a text; null when none has it.</summary>
    public KnownMember? WithText(string text, StringComparison comparison = StringComparison.Ordinal)
    {
        foreach (var member in Members)
        {
            if (string.Equals(member.Text, text, comparison))
            {
                return member;
            }
        }

        return null;
    }

    /// <summary>The known value of a name; null when none has it.</summary>
    public KnownMember? WithName(string name)
    {
        foreach (var member in Members)
        {
            if (member.Name == name)
            {
                return member;
            }
        }

        return null;
    }

    private static bool IsZero(object? constant) => constant switch
    {
        int number => number == 0,
        byte number => number == 0,
        sbyte number => number == 0,
        short number => number == 0,
        ushort number => number == 0,
        uint number => number == 0,
        long number => number == 0,
        ulong number => number == 0,
        _ => false,
    };
}
