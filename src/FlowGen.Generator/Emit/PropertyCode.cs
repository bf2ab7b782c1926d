using FlowGen.Generator.Model;

namespace FlowGen.Generator.Emit;

/// <summary>Properties of generated classes, and the test whether one has a value.</summary>
internal static class PropertyCode
{
    /// <summary>The property with its documentation.</summary>
    public static void Declare(SourceWriter writer, PropertyModel property)
    {
        if (XmlText.Sentence(property.Documentation) is { IsEmpty: false } said)
        {
            writer.Summary(said);
        }
        else
        {
            writer.WireSummary(property.WireName);
        }

        if (property.Type.Kind == TypeKind.JsonText)
        {
            writer.Line($"/// <remarks>A JSON document in UTF-8, as it is: what makes a text of it is not seen here.</remarks>");
        }
        else if (property.Example.Length > 0 || property.Default.Length > 0)
        {
            var example = property.Example.Length > 0 ? CodeFragment.Of($"Example: <c>{XmlText.From(property.Example)}</c>") : default;
            var otherwise = property.Default.Length > 0 ? CodeFragment.Of($"Default: <c>{XmlText.From(property.Default)}</c>") : default;
            var blank = property.Example.Length > 0 && property.Default.Length > 0 ? CodeFragment.Of($". ") : default;
            writer.Line($"/// <remarks>{otherwise}{blank}{example}</remarks>");
        }

        // Whoever has to set a member need not be told not to.
        if (property is { IsDeprecated: true, IsRequired: false })
        {
            writer.Line($"[global::System.Obsolete(\"The API's document calls this deprecated.\")]");
        }

        if (property.RequiredStatuses.Count > 0)
        {
            var statuses = CodeFragment.List(property.RequiredStatuses, static text => CodeFragment.Of($"{CSharpLiteral.String(text)}"));
            writer.Line($"[global::FlowGen.Annotations.RequiresStatus({statuses})]");
        }

        var modifier = property.IsRequired ? CodeFragment.Of($"required ") : default;
        writer.Line($"public {modifier}{CSharpType.Of(property)} {property.Name} {{ get; init; }}");
        if (property.NullMark is { } mark)
        {
            writer.Line();
            writer.Line($"/// <summary>Whether <see cref=\"{property.Name}\"/>, where it has no value, is there as <c>null</c> rather than left out.</summary>");
            writer.Line($"public bool {mark.Name} {{ get; init; }}");
        }
    }

    /// <summary>
    /// Statements about the value of <paramref name="owner"/>, which run only when there is one, and <paramref name="otherwise"/> when
    /// there is none, if <paramref name="condition"/>. Where there always is one, they stand alone.
    /// </summary>
    public static void WhenPresent(SourceWriter writer, PropertyModel property, CodeFragment owner, Action<CodeFragment> statements, CodeFragment? otherwise = null, CodeFragment? condition = null)
    {
        if (property.IsNullableInCSharp)
        {
            writer.Open($"if ({owner} is {{ }} {property.Local})");
            statements(CodeFragment.Of($"{property.Local}"));
        }
        else if (property is { IsRequired: false, Type.Kind: TypeKind.OpenEnum })
        {
            writer.Open($"if ({owner}.HasValue)");
            statements(owner);
        }
        else
        {
            statements(owner);
            return;
        }

        writer.Close();
        if (otherwise is { } statement)
        {
            writer.Open(condition is { } test ? (CodeLine)$"else if ({test})" : $"else");
            writer.Line($"{statement}");
            writer.Close();
        }

        writer.Line();
    }
}
