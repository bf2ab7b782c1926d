using FlowGen.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace FlowGen.Analyzers.OpenEnums;

/// <summary>Finds the open enum whose text an operation is: <c>flow.Status.Value</c>, its <c>ToString()</c>, or a local that holds one.</summary>
internal static class StatusText
{
    // A local of a local of a local is nobody's style.
    private const int MostLocals = 4;

    /// <summary>Null when the value is not the text of an open enum, as far as one member shows.</summary>
    public static ITypeSymbol? TypeOf(IOperation? value, FlowGenTypes types) => TypeOf(value, types, MostLocals);

    /// <summary>Whether the type is an open enum.</summary>
    public static ITypeSymbol? OpenEnumType(ITypeSymbol? type, FlowGenTypes types)
    {
        type = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;
        return type is { TypeKind: TypeKind.Struct, SpecialType: SpecialType.None } && types.OpenEnumKind(type) is not null ? type : null;
    }

    private static ITypeSymbol? TypeOf(IOperation? value, FlowGenTypes types, int locals)
    {
        while (true)
        {
            switch (value)
            {
                case IConversionOperation { OperatorMethod: null } conversion:
                    value = conversion.Operand;
                    break;
                case IParenthesizedOperation parenthesized:
                    value = parenthesized.Operand;
                    break;
                case IConditionalAccessOperation access:
                    value = access.WhenNotNull;
                    break;
                case ICoalesceOperation coalesce:
                    value = coalesce.Value;
                    break;
                case IPropertyReferenceOperation { Property: { Name: "Value", Type.SpecialType: SpecialType.System_String, ContainingType: var container } }:
                    return OpenEnumType(container, types);
                case IInvocationOperation { TargetMethod: { Name: "ToString", Parameters.Length: 0 }, Instance: { } instance }:
                    return OpenEnumType(instance.Type, types);
                case IInvocationOperation { TargetMethod: { ContainingType.SpecialType: SpecialType.System_String, Name: var name }, Instance: { } text }
                    when name is "ToUpper" or "ToUpperInvariant" or "ToLower" or "ToLowerInvariant" or "Trim":
                    value = text;
                    break;
                case IInvocationOperation { TargetMethod: { ContainingType: { Name: "MemoryExtensions", ContainingNamespace.Name: "System" }, Name: "AsSpan" or "AsMemory" }, Arguments: [{ Value: var whole }] }:
                    value = whole;
                    break;
                case IInterpolatedStringOperation { Parts: [IInterpolationOperation { FormatString: null, Expression: var shown }] }:
                    return OpenEnumType(shown.Type, types);
                case ILocalReferenceOperation { Local: { Type.SpecialType: SpecialType.System_String } local } when locals > 0:
                    return LocalValue.OnlyOf(local, value) is { } only ? TypeOf(only, types, locals - 1) : null;
                default:
                    return null;
            }
        }
    }
}
