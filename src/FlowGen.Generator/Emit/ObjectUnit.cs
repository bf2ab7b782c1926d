using FlowGen.Generator.Model;

namespace FlowGen.Generator.Emit;

/// <summary>A class for a JSON object, with its reader and writer.</summary>
internal sealed record ObjectUnit(ApiNames Api, ObjectModel Type) : SourceUnit(Api)
{
    public override string HintName => HintNames.Of(Api, "Type", Type.Name);

    protected override void Write(SourceWriter writer)
    {
        writer.Summary(XmlText.Sentence(Type.Documentation.Length > 0 ? Type.Documentation : Type.Name.Name));
        GeneratedCode(writer);
        writer.Open($"public sealed partial class {Type.Name}");
        foreach (var property in Type.Properties)
        {
            PropertyCode.Declare(writer, property, Api);
            writer.Line();
        }

        Reader(writer);
        writer.Line();
        Writer(writer);
        writer.Close();
    }

    private void Reader(SourceWriter writer)
    {
        var self = CSharpType.Generated(Type.Name, Api.Namespace);
        writer.Line($"/// <summary>Reads one from JSON. Members that the document does not know are passed over; of two with one name the last counts.</summary>");
        writer.Line($"/// <exception cref=\"global::System.Text.Json.JsonException\">A required member is missing, or a value has another type.</exception>");
        writer.Open($"public static {self} Read(ref global::System.Text.Json.Utf8JsonReader reader)");
        writer.Line($"global::FlowGen.Json.JsonRead.StartObject(ref reader);");
        foreach (var property in Type.Properties)
        {
            if (IsFlagged(property))
            {
                writer.Line($"var has{property.Name} = false;");
            }

            writer.Line($"{LocalType(property)} {property.Local} = default;");
        }

        writer.Open($"while (global::FlowGen.Json.JsonRead.NextMember(ref reader))");
        var branch = CodeFragment.Of($"if");
        foreach (var property in Type.Properties)
        {
            writer.Open($"{branch} (reader.ValueTextEquals({CSharpLiteral.Utf8(property.WireName)}))");
            if (IsFlagged(property))
            {
                writer.Line($"has{property.Name} = true;");
            }

            writer.Line($"{property.Local} = global::FlowGen.Json.JsonRead.ValueOrNull(ref reader) ? {JsonCode.Read(property.Type, Api)} : default({LocalType(property)});");
            writer.Close();
            branch = CodeFragment.Of($"else if");
        }

        if (Type.Properties.Count == 0)
        {
            writer.Line($"global::FlowGen.Json.JsonRead.SkipMember(ref reader);");
        }
        else
        {
            writer.Open($"else");
            writer.Line($"global::FlowGen.Json.JsonRead.SkipMember(ref reader);");
            writer.Close();
        }

        writer.Close();
        writer.Line();
        foreach (var property in Type.Properties)
        {
            if (IsFlagged(property))
            {
                writer.Open($"if (!has{property.Name})");
                writer.Line($"throw global::FlowGen.Json.JsonRead.Missing({CSharpLiteral.String(property.WireName)});");
                writer.Close();
                writer.Line();
            }
        }

        writer.Open($"return new {self}");
        foreach (var property in Type.Properties)
        {
            var check = property is { IsRequired: true, IsNullable: false }
                ? CodeFragment.Of($" ?? throw global::FlowGen.Json.JsonRead.Missing({CSharpLiteral.String(property.WireName)})")
                : default;
            writer.Line($"{property.Name} = {property.Local}{check},");
        }

        writer.Close($";");
        writer.Close();
    }

    private void Writer(SourceWriter writer)
    {
        writer.Line($"/// <summary>Writes this one as a JSON object. What is absent is not written.</summary>");
        writer.Open($"public void Write(global::System.Text.Json.Utf8JsonWriter writer)");
        writer.Line($"writer.WriteStartObject();");
        foreach (var property in Type.Properties)
        {
            PropertyCode.WhenPresent(
                writer,
                property,
                CodeFragment.Of($"{property.Name}"),
                value => JsonCode.WriteMember(writer, property.WireName, property.Type, value, Api),
                IsFlagged(property) ? CodeFragment.Of($"writer.WriteNull({CSharpLiteral.Utf8(property.WireName)});") : null);
        }

        writer.Line($"writer.WriteEndObject();");
        writer.Close();
    }

    /// <summary>Whether only a flag tells that the member was there: it is required, and <c>null</c> is a value.</summary>
    private static bool IsFlagged(PropertyModel property) => property is { IsRequired: true, IsNullable: true };

    private CSharpType LocalType(PropertyModel property) => property.IsNullableInCSharp || property.IsRequired
        ? CSharpType.Nullable(property.Type, Api.Namespace)
        : CSharpType.Of(property.Type, Api.Namespace);
}
