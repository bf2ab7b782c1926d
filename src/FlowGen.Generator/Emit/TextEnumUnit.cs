using FlowGen.Generator.Model;

namespace FlowGen.Generator.Emit;

/// <summary>An open enum of texts.</summary>
internal sealed record TextEnumUnit(ApiNames Api, OpenEnumModel Type) : EnumUnit(Api, Type)
{
    protected override CodeFragment KindRemark => default;

    protected override CodeFragment Unknown => CodeFragment.Of($"No text, or one");

    protected override void Struct(SourceWriter writer)
    {
        var name = Type.Name;
        var self = CSharpType.Generated(name);
        var kind = CodeScope.Of(Api, Members).Type(Type.KindName);
        writer.Summary(XmlText.FirstSentence(Type.Documentation, Type.Name.Name));
        writer.Line($"/// <remarks>An open enum: a text that the document does not know is kept, compared and sent back as it is. The default is no text.</remarks>");
        GeneratedCode(writer);
        writer.Line($"[global::FlowGen.Annotations.OpenEnum(typeof({kind}))]");
        writer.Open($"public readonly struct {name} : global::System.IEquatable<{self}>");
        writer.Line($"private readonly string? _value;");
        writer.Line();
        writer.Line($"/// <summary>The value that stands on the wire as <paramref name=\"value\"/>.</summary>");
        writer.Line($"public {name}(string value) => _value = value ?? throw new global::System.ArgumentNullException(nameof(value));");
        foreach (var value in Type.Values)
        {
            writer.Line();
            Summary(writer, value);
            writer.Line($"public static {self} {value.Name} {{ get; }} = new({CSharpLiteral.String(value.WireText)});");
        }

        writer.Line();
        writer.Line($"/// <summary>The text on the wire; empty when there is none.</summary>");
        writer.Line($"public string Value => _value ?? \"\";");
        writer.Line();
        writer.Line($"/// <summary>Whether there is a text.</summary>");
        writer.Line($"public bool HasValue => _value is not null;");
        writer.Line();
        writer.Line($"/// <summary>Whether the document knows the text.</summary>");
        writer.Line($"public bool IsKnown => Kind != {kind}.Unknown;");
        writer.Line();
        writer.Line($"/// <summary>The known value, to switch on.</summary>");
        writer.Open($"public {kind} Kind => _value switch");
        foreach (var value in Type.Values)
        {
            writer.Line($"{CSharpLiteral.String(value.WireText)} => {kind}.{value.Name},");
        }

        writer.Line($"_ => {kind}.Unknown,");
        writer.Close($";");
        writer.Line();
        writer.Line($"/// <summary>Whether both are the same text.</summary>");
        writer.Line($"public static bool operator ==({self} left, {self} right) => left.Equals(right);");
        writer.Line();
        writer.Line($"/// <summary>Whether the texts differ.</summary>");
        writer.Line($"public static bool operator !=({self} left, {self} right) => !left.Equals(right);");
        writer.Line();
        writer.Line($"/// <summary>Reads a value from JSON.</summary>");
        writer.Open($"public static {self} Read(ref global::System.Text.Json.Utf8JsonReader reader)");
        writer.Open($"if (reader.TokenType == global::System.Text.Json.JsonTokenType.String)");
        foreach (var value in Type.Values)
        {
            writer.Open($"if (reader.ValueTextEquals({CSharpLiteral.Utf8(value.WireText)}))");
            writer.Line($"return {value.Name};");
            writer.Close();
            writer.Line();
        }

        writer.Close();
        writer.Line();
        writer.Line($"return new(reader.UnknownText<{self}>());");
        writer.Close();
        writer.Line();
        writer.Line($"/// <summary>Writes the text as a JSON value.</summary>");
        writer.Open($"public void Write(global::System.Text.Json.Utf8JsonWriter writer)");
        writer.Line($"global::System.ArgumentNullException.ThrowIfNull(writer);");
        writer.Line($"writer.WriteStringValue(Value);");
        writer.Close();
        writer.Line();
        writer.Line($"/// <inheritdoc/>");
        writer.Line($"public bool Equals({self} other) => string.Equals(_value, other._value, global::System.StringComparison.Ordinal);");
        writer.Line();
        writer.Line($"/// <inheritdoc/>");
        writer.Line($"public override bool Equals(object? obj) => obj is {self} other && Equals(other);");
        writer.Line();
        writer.Line($"/// <inheritdoc/>");
        writer.Line($"public override int GetHashCode() => _value is null ? 0 : global::System.StringComparer.Ordinal.GetHashCode(_value);");
        writer.Line();
        writer.Line($"/// <summary>The text on the wire.</summary>");
        writer.Line($"public override string ToString() => Value;");
        writer.Close();
    }
}
