using FlowGen.Generator.Model;

namespace FlowGen.Generator.Emit;

/// <summary>The expressions and statements that read and write a value of a type.</summary>
internal static class JsonCode
{
    /// <summary>An expression that reads the value at which <c>reader</c> stands.</summary>
    public static CodeFragment Read(TypeModel type, ApiNames api) => type.Kind switch
    {
        TypeKind.Json => CodeFragment.Of($"global::FlowGen.Json.JsonRead.Element(ref reader)"),
        TypeKind.Date => CodeFragment.Of($"global::FlowGen.Json.JsonRead.DateOnly(ref reader)"),
        TypeKind.DateTime => CodeFragment.Of($"global::FlowGen.Json.JsonRead.DateTimeOffset(ref reader)"),
        TypeKind.Object or TypeKind.OpenEnum or TypeKind.IntegerEnum => CodeFragment.Of($"{CSharpType.Of(type, api.Namespace)}.Read(ref reader)"),
        TypeKind.List or TypeKind.Map => CodeFragment.Of($"global::FlowGen.Json.JsonRead.{type.Kind}<{ItemType(type, api)}>(ref reader, {Function(type.Item!, type.ItemIsNullable, api)})"),
        _ => CodeFragment.Of($"global::FlowGen.Json.JsonRead.{type.Kind}(ref reader)"),
    };

    /// <summary>A <c>JsonReadFunction</c> of the type.</summary>
    public static CodeFragment Function(TypeModel type, bool isNullable, ApiNames api)
    {
        var read = Read(type, api);
        if (isNullable)
        {
            return CodeFragment.Of($"static {CSharpType.Nullable(type, api.Namespace)} (ref global::System.Text.Json.Utf8JsonReader reader) => reader.TokenType == global::System.Text.Json.JsonTokenType.Null ? null : {read}");
        }

        return type.Kind is TypeKind.List or TypeKind.Map
            ? CodeFragment.Of($"static (ref global::System.Text.Json.Utf8JsonReader reader) => {read}")
            : CodeFragment.MethodGroup(read);
    }

    /// <summary>As <see cref="Function"/>, of values as objects.</summary>
    public static CodeFragment FunctionOfObject(TypeModel type, ApiNames api) => type.IsValueType
        ? CodeFragment.Of($"static (ref global::System.Text.Json.Utf8JsonReader reader) => {Read(type, api)}")
        : Function(type, false, api);

    /// <summary>A type within a documentation comment.</summary>
    public static CodeFragment Cref(TypeModel type, ApiNames api) => type switch
    {
        { Kind: TypeKind.Object or TypeKind.OpenEnum or TypeKind.IntegerEnum } => CodeFragment.Of($"<see cref=\"{CSharpType.Generated(type.Name!, api.Namespace)}\"/>"),
        { Kind: TypeKind.List, Item: { } item } => CodeFragment.Of($"a list of {Cref(item, api)}"),
        { Kind: TypeKind.Map, Item: { } item } => CodeFragment.Of($"a map of {Cref(item, api)}"),
        { Kind: TypeKind.Json } => CodeFragment.Of($"<see cref=\"{CSharpType.Of(type, api.Namespace)}\"/>"),
        _ => CodeFragment.Of($"<c>{CSharpType.Of(type, api.Namespace)}</c>"),
    };

    /// <summary>Statements that write a member.</summary>
    public static void WriteMember(SourceWriter writer, string wireName, TypeModel type, CodeFragment value, ApiNames api)
    {
        var name = CSharpLiteral.JsonName(wireName);
        switch (type.Kind)
        {
            case TypeKind.JsonText:
                writer.Line($"writer.WriteJsonText({name}, {value});");
                break;
            case TypeKind.DateTimeBasicOffset:
                writer.Line($"writer.WriteString({name}, global::FlowGen.Http.WireText.BasicOffset({value}));");
                break;
            case TypeKind.String or TypeKind.Guid or TypeKind.DateTime:
                writer.Line($"writer.WriteString({name}, {value});");
                break;
            case TypeKind.OpenEnum:
                writer.Line($"writer.WriteString({name}, {value}.Value);");
                break;
            case TypeKind.IntegerEnum:
                writer.Line($"writer.WriteNumber({name}, {value}.Value);");
                break;
            case TypeKind.Date:
                writer.Line($"writer.WriteString({name}, global::FlowGen.Http.WireText.Of({value}));");
                break;
            case TypeKind.Boolean:
                writer.Line($"writer.WriteBoolean({name}, {value});");
                break;
            case TypeKind.UnixMilliseconds:
                writer.Line($"writer.WriteNumber({name}, {value}.ToUnixTimeMilliseconds());");
                break;
            case TypeKind.Int32 or TypeKind.Int64 or TypeKind.Single or TypeKind.Double or TypeKind.Decimal:
                writer.Line($"writer.WriteNumber({name}, {value});");
                break;
            case TypeKind.Base64:
                writer.Line($"writer.WriteBase64String({name}, {value});");
                break;
            default:
                writer.Line($"writer.WritePropertyName({name});");
                WriteValue(writer, type, value, api, 0);
                break;
        }
    }

    /// <summary>Statements that write a value; <paramref name="depth"/> tells the variables of nested loops apart.</summary>
    public static void WriteValue(SourceWriter writer, TypeModel type, CodeFragment value, ApiNames api, int depth)
    {
        switch (type.Kind)
        {
            case TypeKind.Json:
                writer.Line($"writer.WriteElementValue({value});");
                break;
            case TypeKind.Object:
                writer.Line($"{value}.Write(writer);");
                break;
            case TypeKind.OpenEnum:
                writer.Line($"writer.WriteStringValue({value}.Value);");
                break;
            case TypeKind.IntegerEnum:
                writer.Line($"writer.WriteNumberValue({value}.Value);");
                break;
            case TypeKind.JsonText:
                writer.Line($"writer.WriteJsonTextValue({value});");
                break;
            case TypeKind.DateTimeBasicOffset:
                writer.Line($"writer.WriteStringValue(global::FlowGen.Http.WireText.BasicOffset({value}));");
                break;
            case TypeKind.Date:
                writer.Line($"writer.WriteStringValue(global::FlowGen.Http.WireText.Of({value}));");
                break;
            case TypeKind.Boolean:
                writer.Line($"writer.WriteBooleanValue({value});");
                break;
            case TypeKind.UnixMilliseconds:
                writer.Line($"writer.WriteNumberValue({value}.ToUnixTimeMilliseconds());");
                break;
            case TypeKind.Int32 or TypeKind.Int64 or TypeKind.Single or TypeKind.Double or TypeKind.Decimal:
                writer.Line($"writer.WriteNumberValue({value});");
                break;
            case TypeKind.Base64:
                writer.Line($"writer.WriteBase64StringValue({value});");
                break;
            case TypeKind.List:
                // By index: the enumerator of an interface would be an object.
                var index = Variable($"index", depth);
                writer.Line($"writer.WriteStartArray();");
                writer.Open($"for (var {index} = 0; {index} < {value}.Count; {index}++)");
                WriteItem(writer, type, CodeFragment.Of($"{value}[{index}]"), api, depth);
                writer.Close();
                writer.Line();
                writer.Line($"writer.WriteEndArray();");
                break;
            case TypeKind.Map:
                writer.Line($"writer.WriteStartObject();");
                WriteEntries(writer, type, value, api, depth);
                writer.Line();
                writer.Line($"writer.WriteEndObject();");
                break;
            default:
                writer.Line($"writer.WriteStringValue({value});");
                break;
        }
    }

    /// <summary>Statements that write the entries of a map as members.</summary>
    public static void WriteEntries(SourceWriter writer, TypeModel type, CodeFragment value, ApiNames api, int depth)
    {
        var entry = Variable($"entry", depth);
        writer.Open($"foreach (var {entry} in {value})");
        writer.Line($"writer.WritePropertyName({entry}.Key);");
        WriteItem(writer, type, CodeFragment.Of($"{entry}.Value"), api, depth);
        writer.Close();
    }

    private static void WriteItem(SourceWriter writer, TypeModel type, CodeFragment item, ApiNames api, int depth)
    {
        if (!type.ItemIsNullable)
        {
            WriteValue(writer, type.Item!, item, api, depth + 1);
            return;
        }

        var present = Variable($"present", depth);
        writer.Open($"if ({item} is {{ }} {present})");
        WriteValue(writer, type.Item!, present, api, depth + 1);
        writer.Close();
        writer.Open($"else");
        writer.Line($"writer.WriteNullValue();");
        writer.Close();
    }

    private static CodeFragment Variable(CodeLine name, int depth)
    {
        var stem = CodeFragment.Of(name);
        return depth == 0 ? stem : CodeFragment.Of($"{stem}{CSharpLiteral.Integer(depth)}");
    }

    /// <summary>The type of the items of a list or map.</summary>
    public static CSharpType ItemType(TypeModel type, ApiNames api) => type.ItemIsNullable
        ? CSharpType.Nullable(type.Item!, api.Namespace)
        : CSharpType.Of(type.Item!, api.Namespace);
}
