using System.Globalization;
using FlowGen.Generator.Diagnostics;
using FlowGen.Generator.Model;

namespace FlowGen.Generator.Spec;

/// <summary>Reads what a schema demands of a parameter's value.</summary>
internal sealed class ParameterRulesParser(SpecDocument document)
{
    /// <summary>Far beyond any whole number that a parameter can be, and far within what can be counted with.</summary>
    private const decimal MaxBound = 1e25m;

    /// <summary>No demands.</summary>
    public static ParameterRulesModel None(PropertyModel property) => new(null, null, null, property.Name.With("Pattern"), null, null, null, null);

    public ParameterRulesModel Parse(JsonNode? schema, TypeModel type, PropertyModel property)
    {
        var patternField = property.Name.With("Pattern");
        if (schema is null || schema.IsBoolean || document.Resolve(schema) is not { } resolved)
        {
            return None(property);
        }

        string? pattern = null;
        if (type.Kind == TypeKind.String && document.Text(resolved, "pattern") is { } written)
        {
            pattern = EcmaPattern.ToDotNet(written, out var reason);
            if (pattern is null)
            {
                document.Report(SpecDiagnostics.InvalidPattern, resolved["pattern"]!, written, reason);
            }
        }

        var isText = type.Kind == TypeKind.String;
        var isNumber = type.Kind is TypeKind.Int32 or TypeKind.Int64 or TypeKind.UInt64;
        var least = type.Kind == TypeKind.UInt64 ? ulong.MinValue : (decimal)long.MinValue;
        var most = type.Kind == TypeKind.UInt64 ? ulong.MaxValue : (decimal)long.MaxValue;
        var isList = type.Kind == TypeKind.List;
        return new(
            isText ? document.Size(resolved, "minLength") : null,
            isText ? document.Size(resolved, "maxLength") : null,
            pattern,
            patternField,
            isNumber && Bound(resolved, "minimum", "exclusiveMinimum", decimal.Ceiling, 1) is { } minimum && minimum >= least && minimum <= most ? minimum : null,
            isNumber && Bound(resolved, "maximum", "exclusiveMaximum", decimal.Floor, -1) is { } maximum && maximum >= least && maximum <= most ? maximum : null,
            isList ? document.Size(resolved, "minItems") : null,
            isList ? document.Size(resolved, "maxItems") : null);
    }

    /// <summary>
    /// The narrower of two bounds of whole numbers, which either stand beside each other (3.1) or of which the one says what the other is (3.0).
    /// </summary>
    private decimal? Bound(JsonNode schema, string key, string exclusiveKey, Func<decimal, decimal> round, int inwards)
    {
        var bound = Number(schema[key]);
        var exclusive = schema[exclusiveKey];
        var outside = exclusive is { Kind: JsonKind.True or JsonKind.False } ? (exclusive.Kind == JsonKind.True ? bound : null) : Number(exclusive);
        var inclusive = bound is { } number ? round(number) : (decimal?)null;
        if (outside is { } limit)
        {
            var first = round(limit) == limit ? limit + inwards : round(limit);
            inclusive = inclusive is not { } other ? first : inwards > 0 ? Math.Max(first, other) : Math.Min(first, other);
        }

        return inclusive;
    }

    /// <summary>A number; one that is too large for any bound is none.</summary>
    private decimal? Number(JsonNode? node) =>
        document.Typed(node, JsonKind.Number, "a number") is { } number
        && decimal.TryParse(number.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
        && value is > -MaxBound and < MaxBound
            ? value
            : null;
}
