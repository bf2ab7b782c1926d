using FlowGen.Generator.Model;

namespace FlowGen.Generator.Emit;

/// <summary>A class for a JSON object, with its reader and writer.</summary>
internal sealed record ObjectUnit(ApiNames Api, ObjectModel Type) : SourceUnit(Api)
{
    protected override bool UsesReader => true;

    protected override CSharpIdentifier[] Members => Type.Additional is null
        ? Type.Properties.Select(static property => property.Name)
        : [.. Type.Properties.Select(static property => property.Name), Type.Additional.Name];

    public override string HintName => HintNames.Of(Api, "Type", Type.Name);

    protected override void Write(SourceWriter writer)
    {
        writer.Summary(XmlText.FirstSentence(Type.Documentation, Type.Name.Name));
        GeneratedCode(writer);
        writer.Open($"public sealed partial class {Type.Name}");
        foreach (var property in Type.Properties)
        {
            PropertyCode.Declare(writer, property);
            writer.Line();
        }

        if (Type.Additional is { } additional)
        {
            PropertyCode.Declare(writer, additional);
            writer.Line();
        }

        Reader(writer);
        writer.Line();
        Writer(writer);
        writer.Close();
    }

    private void Reader(SourceWriter writer)
    {
        var scope = Scope();
        var self = CSharpType.Generated(Type.Name);
        var others = Type.Additional is null ? CodeFragment.Of($"passed over") : CodeFragment.Of($"kept");
        writer.Line($"/// <summary>Reads one from JSON. Members that the document does not know are {others}; of two with one name the last counts.</summary>");
        writer.Line($"/// <exception cref=\"global::System.Text.Json.JsonException\">A required member is missing, or a value has another type.</exception>");
        writer.Open($"public static {self} Read(ref global::System.Text.Json.Utf8JsonReader reader)");
        writer.Line($"reader.StartObject();");
        foreach (var property in Type.Properties)
        {
            if (property.Flag is { } flag)
            {
                writer.Line($"var {flag} = false;");
            }

            if (property.NullMark is { } mark)
            {
                writer.Line($"var {mark.Local} = false;");
            }

            writer.Line($"{LocalType(property)} {property.Local} = {Nothing(property)};");
        }

        if (Type.Additional is { } additional)
        {
            writer.Line($"global::System.Collections.Generic.Dictionary<string, {JsonCode.ItemType(additional.Type)}>? {additional.Local} = null;");
        }

        writer.Open($"while (reader.NextMember())");
        foreach (var property in Type.Properties)
        {
            // Not "else if": the compiler's stack would grow with the number of members.
            writer.Open($"if (reader.ValueTextEquals({CSharpLiteral.Utf8(property.WireName)}))");
            ReadMember(writer, property, scope);
            writer.Line($"continue;");
            writer.Close();
            writer.Line();
        }

        if (Type.Additional is { } rest)
        {
            writer.Line($"reader.AddMember(ref {rest.Local}, {JsonCode.Function(rest.Type.Item!, rest.Type.ItemIsNullable, scope)});");
        }
        else
        {
            writer.Line($"reader.SkipMember();");
        }

        writer.Close();
        writer.Line();
        foreach (var property in Type.Properties)
        {
            if (property.Flag is { } flag)
            {
                writer.Open($"if (!{flag})");
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
            if (property.NullMark is { } mark)
            {
                writer.Line($"{mark.Name} = {mark.Local},");
            }
        }

        if (Type.Additional is { } other)
        {
            writer.Line($"{other.Name} = {other.Local},");
        }

        writer.Close($";");
        writer.Close();
    }

    private static void ReadMember(SourceWriter writer, PropertyModel property, CodeScope scope)
    {
        if (property.Flag is { } flag)
        {
            writer.Line($"{flag} = true;");
        }

        if (property.Type.Kind == TypeKind.Json)
        {
            // Where any JSON may stand, null is a value like others.
            writer.Line($"reader.Value();");
            writer.Line($"{property.Local} = {JsonCode.Read(property.Type, scope)};");
        }
        else
        {
            writer.Line($"{property.Local} = reader.ValueOrNull() ? {JsonCode.Read(property.Type, scope)} : {Nothing(property)};");
        }

        if (property.NullMark is { } mark)
        {
            writer.Line($"{mark.Local} = {property.Local} is null;");
        }
    }

    private void Writer(SourceWriter writer)
    {
        writer.Line($"/// <summary>Writes this one as a JSON object. What is absent is not written.</summary>");
        writer.Line($"public void Write(global::System.Text.Json.Utf8JsonWriter writer) =>");
        writer.Line($"    global::FlowGen.Json.JsonValueWriter.Write(writer, this, static (json, value) => value.Write(json));");
        writer.Line();
        writer.Open($"internal void Write(global::FlowGen.Json.JsonValueWriter writer)");
        writer.Line($"writer.WriteStartObject();");
        foreach (var property in Type.Properties)
        {
            PropertyCode.WhenPresent(
                writer,
                property,
                CodeFragment.Of($"{property.Name}"),
                value => JsonCode.WriteMember(writer, property.WireName, property.Type, value),
                property.Flag is null && property.NullMark is null ? null : CodeFragment.Of($"writer.WriteNull({CSharpLiteral.JsonName(property.WireName)});"),
                property.NullMark is { } mark ? CodeFragment.Of($"{mark.Name}") : null);
        }

        if (Type.Additional is { } additional)
        {
            PropertyCode.WhenPresent(writer, additional, CodeFragment.Of($"{additional.Name}"), value => JsonCode.WriteEntries(writer, additional.Type, value, 0));
        }

        writer.Line($"writer.WriteEndObject();");
        writer.Close();
    }

    private CodeScope Scope()
    {
        var names = new List<CSharpIdentifier>();
        foreach (var property in Type.Properties)
        {
            Add(property.Name, property.Local);
            if (property.NullMark is { } mark)
            {
                Add(mark.Name, mark.Local);
            }
        }

        if (Type.Additional is { } additional)
        {
            Add(additional.Name, additional.Local);
        }

        return CodeScope.Of(Api, names.ToArray());

        void Add(CSharpIdentifier member, CSharpIdentifier local)
        {
            names.Add(member);
            names.Add(local);
        }
    }

    private static CSharpType LocalType(PropertyModel property) => IsLocalNullable(property)
        ? CSharpType.Nullable(property.Type)
        : CSharpType.Of(property.Type);

    /// <summary>What the local variable holds while there is no value.</summary>
    private static CodeFragment Nothing(PropertyModel property) => IsLocalNullable(property) ? CodeFragment.Of($"null") : CodeFragment.Of($"default");

    private static bool IsLocalNullable(PropertyModel property) => property.IsNullableInCSharp || property.IsRequired;
}
