using FlowGen.Generator.Model;

namespace FlowGen.Generator.Emit;

/// <summary>The expressions and statements that read and write a value of a type.</summary>
internal static class JsonCode
{
    /// <summary>An expression that reads the value at which <c>reader</c> stands.</summary>
    public static CodeFragment Read(TypeModel type, CodeScope scope) => type.Kind switch
    {
        TypeKind.Object or TypeKind.OpenEnum or TypeKind.IntegerEnum => CodeFragment.Of($"{scope.Type(type.Name!)}.Read(ref reader)"),
        TypeKind.List or TypeKind.Map => CodeFragment.Of($"reader.{type.Kind}<{ItemType(type)}>({Function(type.Item!, type.ItemIsNullable, scope)})"),
        _ => CodeFragment.Of($"reader.{Method(type.Kind)}()"),
    };

    /// <summary>A <c>JsonReadFunction</c> of the type.</summary>
    public static CodeFragment Function(TypeModel type, bool isNullable, CodeScope scope)
    {
        if (isNullable)
        {
            return CodeFragment.Of($"static {CSharpType.Nullable(type)} (ref global::System.Text.Json.Utf8JsonReader reader) => reader.TokenType == global::System.Text.Json.JsonTokenType.Null ? null : {Read(type, scope)}");
        }

        return type.Kind switch
        {
            TypeKind.Object or TypeKind.OpenEnum or TypeKind.IntegerEnum => CodeFragment.Of($"{scope.Type(type.Name!)}.Read"),
            TypeKind.List or TypeKind.Map => CodeFragment.Of($"static (ref global::System.Text.Json.Utf8JsonReader reader) => {Read(type, scope)}"),
            _ => CodeFragment.Of($"global::FlowGen.Json.JsonRead.{Method(type.Kind)}"),
        };
    }

    /// <summary>As <see cref="Function"/>, of values as objects.</summary>
    public static CodeFragment FunctionOfObject(TypeModel type, CodeScope scope) => type.IsValueType
        ? CodeFragment.Of($"static (ref global::System.Text.Json.Utf8JsonReader reader) => {Read(type, scope)}")
        : Function(type, false, scope);

    /// <summary>A type within a documentation comment.</summary>
    public static CodeFragment Cref(TypeModel type) => type switch
    {
        { Kind: TypeKind.Object or TypeKind.OpenEnum or TypeKind.IntegerEnum } => CodeFragment.Of($"<see cref=\"{CSharpType.Generated(type.Name!)}\"/>"),
        { Kind: TypeKind.List, Item: { } item } => CodeFragment.Of($"a list of {Cref(item)}"),
        { Kind: TypeKind.Map, Item: { } item } => CodeFragment.Of($"a map of {Cref(item)}"),
        { Kind: TypeKind.Json } => CodeFragment.Of($"<see cref=\"{CSharpType.Of(type)}\"/>"),
        _ => CodeFragment.Of($"<c>{CSharpType.Of(type)}</c>"),
    };

    /// <summary>Statements that write a member.</summary>
    public static void WriteMember(SourceWriter writer, string wireName, TypeModel type, CodeFragment value)
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
            case TypeKind.Int32 or TypeKind.Int64 or TypeKind.UInt64 or TypeKind.Single or TypeKind.Double or TypeKind.Decimal:
                writer.Line($"writer.WriteNumber({name}, {value});");
                break;
            case TypeKind.Base64:
                writer.Line($"writer.WriteBase64String({name}, {value});");
                break;
            default:
                writer.Line($"writer.WritePropertyName({name});");
                WriteValue(writer, type, value, 0);
                break;
        }
    }

    /// <summary>A function that writes a value, between <paramref name="before"/> and <paramref name="after"/>.</summary>
    public static void WriteFunction(SourceWriter writer, CodeLine before, TypeModel type, CodeLine after)
    {
        var start = CodeFragment.Of(before);
        var end = CodeFragment.Of(after);
        var value = CodeFragment.Of($"value");
        if (type.Kind is TypeKind.List or TypeKind.Map)
        {
            writer.Open($"{start}static (writer, value) =>");
            WriteValue(writer, type, value, 0);
            writer.Close($"{end}");
        }
        else
        {
            writer.Line($"{start}static (writer, value) => {Write(type, value)}{end}");
        }
    }

    /// <summary>Statements that write a value; <paramref name="depth"/> tells the variables of nested loops apart.</summary>
    public static void WriteValue(SourceWriter writer, TypeModel type, CodeFragment value, int depth)
    {
        switch (type.Kind)
        {
            case TypeKind.List:
                // By index: the enumerator of an interface would be an object.
                var index = Variable($"index", depth);
                writer.Line($"writer.WriteStartArray();");
                writer.Open($"for (var {index} = 0; {index} < {value}.Count; {index}++)");
                WriteItem(writer, type, CodeFragment.Of($"{value}[{index}]"), depth);
                writer.Close();
                writer.Line();
                writer.Line($"writer.WriteEndArray();");
                break;
            case TypeKind.Map:
                writer.Line($"writer.WriteStartObject();");
                WriteEntries(writer, type, value, depth);
                writer.Line();
                writer.Line($"writer.WriteEndObject();");
                break;
            default:
                writer.Line($"{Write(type, value)};");
                break;
        }
    }

    /// <summary>An expression that writes a value without items.</summary>
    private static CodeFragment Write(TypeModel type, CodeFragment value) => type.Kind switch
    {
        TypeKind.Json => CodeFragment.Of($"writer.WriteElementValue({value})"),
        TypeKind.Object => CodeFragment.Of($"{value}.Write(writer)"),
        TypeKind.OpenEnum => CodeFragment.Of($"writer.WriteStringValue({value}.Value)"),
        TypeKind.IntegerEnum => CodeFragment.Of($"writer.WriteNumberValue({value}.Value)"),
        TypeKind.JsonText => CodeFragment.Of($"writer.WriteJsonTextValue({value})"),
        TypeKind.DateTimeBasicOffset => CodeFragment.Of($"writer.WriteStringValue(global::FlowGen.Http.WireText.BasicOffset({value}))"),
        TypeKind.Date => CodeFragment.Of($"writer.WriteStringValue(global::FlowGen.Http.WireText.Of({value}))"),
        TypeKind.Boolean => CodeFragment.Of($"writer.WriteBooleanValue({value})"),
        TypeKind.UnixMilliseconds => CodeFragment.Of($"writer.WriteNumberValue({value}.ToUnixTimeMilliseconds())"),
        TypeKind.Int32 or TypeKind.Int64 or TypeKind.UInt64 or TypeKind.Single or TypeKind.Double or TypeKind.Decimal => CodeFragment.Of($"writer.WriteNumberValue({value})"),
        TypeKind.Base64 => CodeFragment.Of($"writer.WriteBase64StringValue({value})"),
        _ => CodeFragment.Of($"writer.WriteStringValue({value})"),
    };

    /// <summary>Statements that write the entries of a map as members.</summary>
    public static void WriteEntries(SourceWriter writer, TypeModel type, CodeFragment value, int depth)
    {
        var entry = Variable($"entry", depth);
        writer.Open($"foreach (var {entry} in global::FlowGen.Json.MapEntries.Of({value}))");
        writer.Line($"writer.WritePropertyName({entry}.Key);");
        WriteItem(writer, type, CodeFragment.Of($"{entry}.Value"), depth);
        writer.Close();
    }

    private static void WriteItem(SourceWriter writer, TypeModel type, CodeFragment item, int depth)
    {
        if (!type.ItemIsNullable)
        {
            WriteValue(writer, type.Item!, item, depth + 1);
            return;
        }

        var present = Variable($"present", depth);
        writer.Open($"if ({item} is {{ }} {present})");
        WriteValue(writer, type.Item!, present, depth + 1);
        writer.Close();
        writer.Open($"else");
        writer.Line($"writer.WriteNullValue();");
        writer.Close();
    }

    /// <summary>The method of <c>JsonRead</c> that reads a value without parts.</summary>
    private static CodeFragment Method(TypeKind kind) => kind switch
    {
        TypeKind.Json => CodeFragment.Of($"Element"),
        TypeKind.Date => CodeFragment.Of($"DateOnly"),
        TypeKind.DateTime => CodeFragment.Of($"DateTimeOffset"),
        _ => CodeFragment.Of($"{kind}"),
    };

    private static CodeFragment Variable(CodeLine name, int depth)
    {
        var stem = CodeFragment.Of(name);
        return depth == 0 ? stem : CodeFragment.Of($"{stem}{CSharpLiteral.Integer(depth)}");
    }

    /// <summary>The type of the items of a list or map.</summary>
    public static CSharpType ItemType(TypeModel type) => type.ItemIsNullable
        ? CSharpType.Nullable(type.Item!)
        : CSharpType.Of(type.Item!);
}
