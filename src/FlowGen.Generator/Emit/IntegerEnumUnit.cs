using System.Globalization;
using FlowGen.Generator.Model;

namespace FlowGen.Generator.Emit;

/// <summary>An open enum of whole numbers.</summary>
internal sealed record IntegerEnumUnit(ApiNames Api, OpenEnumModel Type) : EnumUnit(Api, Type)
{
    protected override CodeFragment KindRemark => CodeFragment.Of($" Their numbers are not those on the wire.");

    protected override CodeFragment Unknown => CodeFragment.Of($"A number");

    protected override void Struct(SourceWriter writer)
    {
        var name = Type.Name;
        var self = CSharpType.Generated(name);
        var number = Type.IsUnsigned ? CodeFragment.Of($"ulong") : CodeFragment.Of($"long");
        var read = Type.IsUnsigned ? CodeFragment.Of($"UInt64") : CodeFragment.Of($"Int64");
        var kind = CodeScope.Of(Api, Members).Type(Type.KindName);
        writer.Summary(XmlText.FirstSentence(Type.Documentation, Type.Name.Name));
        writer.Line($"/// <remarks>An open enum: a number that the document does not know is kept, compared and sent back as it is. The default is 0.</remarks>");
        GeneratedCode(writer);
        writer.Line($"[global::FlowGen.Annotations.OpenEnum(typeof({kind}))]");
        writer.Open($"public readonly struct {name} : global::System.IEquatable<{self}>");
        writer.Line($"/// <summary>The value that stands on the wire as <paramref name=\"value\"/>.</summary>");
        writer.Line($"public {name}({number} value) => Value = value;");
        foreach (var value in Type.Values)
        {
            writer.Line();
            Summary(writer, value);
            writer.Line($"public static {self} {value.Name} => new({Number(value)});");
        }

        writer.Line();
        writer.Line($"/// <summary>The number on the wire.</summary>");
        writer.Line($"public {number} Value {{ get; }}");
        writer.Line();
        writer.Line($"/// <summary>Whether the document knows the number.</summary>");
        writer.Line($"public bool IsKnown => Kind != {kind}.Unknown;");
        writer.Line();
        writer.Line($"/// <summary>The known value, to switch on.</summary>");
        writer.Open($"public {kind} Kind => Value switch");
        foreach (var value in Type.Values)
        {
            writer.Line($"{Number(value)} => {kind}.{value.Name},");
        }

        writer.Line($"_ => {kind}.Unknown,");
        writer.Close($";");
        writer.Line();
        writer.Line($"/// <summary>Whether both are the same number.</summary>");
        writer.Line($"public static bool operator ==({self} left, {self} right) => left.Equals(right);");
        writer.Line();
        writer.Line($"/// <summary>Whether the numbers differ.</summary>");
        writer.Line($"public static bool operator !=({self} left, {self} right) => !left.Equals(right);");
        writer.Line();
        writer.Line($"/// <summary>Reads a value from JSON.</summary>");
        writer.Open($"public static {self} Read(ref global::System.Text.Json.Utf8JsonReader reader)");
        writer.Line($"var value = new {self}(reader.{read}());");
        writer.Open($"if (!value.IsKnown)");
        writer.Line($"global::FlowGen.Json.JsonRead.CountUnknown<{self}>();");
        writer.Close();
        writer.Line();
        writer.Line($"return value;");
        writer.Close();
        writer.Line();
        writer.Line($"/// <summary>Writes the number as a JSON value.</summary>");
        writer.Open($"public void Write(global::System.Text.Json.Utf8JsonWriter writer)");
        writer.Line($"global::System.ArgumentNullException.ThrowIfNull(writer);");
        writer.Line($"writer.WriteNumberValue(Value);");
        writer.Close();
        writer.Line();
        writer.Line($"/// <inheritdoc/>");
        writer.Line($"public bool Equals({self} other) => Value == other.Value;");
        writer.Line();
        writer.Line($"/// <inheritdoc/>");
        writer.Line($"public override bool Equals(object? obj) => obj is {self} other && Equals(other);");
        writer.Line();
        writer.Line($"/// <inheritdoc/>");
        writer.Line($"public override int GetHashCode() => Value.GetHashCode();");
        writer.Line();
        writer.Line($"/// <summary>The number in decimal digits.</summary>");
        writer.Line($"public override string ToString() => global::FlowGen.Http.WireText.Of(Value);");
        writer.Close();
    }

    private CSharpLiteral Number(OpenEnumValueModel value) => Type.IsUnsigned
        ? CSharpLiteral.Unsigned(ulong.Parse(value.WireText, CultureInfo.InvariantCulture))
        : CSharpLiteral.Integer(long.Parse(value.WireText, CultureInfo.InvariantCulture));
}
