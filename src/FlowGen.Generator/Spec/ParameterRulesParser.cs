using System.Globalization;
using FlowGen.Generator.Diagnostics;
using FlowGen.Generator.Model;

namespace FlowGen.Generator.Spec;

/// <summary>Reads what a schema demands of a parameter's value.</summary>
internal sealed class ParameterRulesParser(SpecDocument document)
{
    /// <summary>No demands.</summary>
    public static ParameterRulesModel None(PropertyModel property) => new(null, null, null, property.Name.With("Pattern"), null, null, null, null);

    public ParameterRulesModel Parse(JsonNode? schema, TypeModel type, PropertyModel property)
    {
        var patternField = property.Name.With("Pattern");
        if (schema is null || schema.Kind == JsonKind.True || document.Resolve(schema) is not { } resolved)
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
        var isWhole = type.Kind is TypeKind.Int32 or TypeKind.Int64;
        var isList = type.Kind == TypeKind.List;
        return new(
            isText ? document.Size(resolved, "minLength") : null,
            isText ? document.Size(resolved, "maxLength") : null,
            pattern,
            patternField,
            isWhole ? Bound(resolved["minimum"], decimal.Ceiling) : null,
            isWhole ? Bound(resolved["maximum"], decimal.Floor) : null,
            isList ? document.Size(resolved, "minItems") : null,
            isList ? document.Size(resolved, "maxItems") : null);
    }

    /// <summary>A bound of whole numbers; one that no such number reaches is no bound.</summary>
    private long? Bound(JsonNode? node, Func<decimal, decimal> round) =>
        document.Typed(node, JsonKind.Number, "a number") is { } number
        && decimal.TryParse(number.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var bound)
        && round(bound) is >= long.MinValue and <= long.MaxValue and var whole
            ? (long)whole
            : null;
}
