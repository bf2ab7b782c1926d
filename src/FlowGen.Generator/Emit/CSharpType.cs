using FlowGen.Generator.Model;

namespace FlowGen.Generator.Emit;

/// <summary>A type as it is written in generated code.</summary>
internal readonly struct CSharpType
{
    private readonly string _code;

    private CSharpType(string code) => _code = code;

    /// <summary>The type without nullability of its own.</summary>
    public static CSharpType Of(TypeModel type) => new(Write(type));

    /// <summary>The type of a property.</summary>
    public static CSharpType Of(PropertyModel property) =>
        new(Write(property.Type) + (property.IsNullableInCSharp ? "?" : ""));

    /// <summary>The type with <c>?</c>.</summary>
    public static CSharpType Nullable(TypeModel type) => new(Write(type) + "?");

    /// <summary>A generated type. No other type of its namespace can have its name, and no generated type has types in it.</summary>
    public static CSharpType Generated(CSharpIdentifier name) => new(name.ToString());

    /// <summary>A generated type, out of reach of members that have its name.</summary>
    public static CSharpType Qualified(CSharpIdentifier name, CSharpNamespace @namespace) => new("global::" + @namespace + "." + name);

    public override string ToString() => _code;

    private static string Write(TypeModel type)
    {
        var item = type.Item is null ? "" : Write(type.Item) + (type.ItemIsNullable ? "?" : "");
        return type.Kind switch
        {
            TypeKind.Json => "global::System.Text.Json.JsonElement",
            TypeKind.String => "string",
            TypeKind.Boolean => "bool",
            TypeKind.Int32 => "int",
            TypeKind.Int64 => "long",
            TypeKind.UInt64 => "ulong",
            TypeKind.Single => "float",
            TypeKind.Double => "double",
            TypeKind.Decimal => "decimal",
            TypeKind.Guid => "global::System.Guid",
            TypeKind.Date => "global::System.DateOnly",
            TypeKind.DateTime or TypeKind.UnixMilliseconds or TypeKind.DateTimeBasicOffset => "global::System.DateTimeOffset",
            TypeKind.JsonText => "global::System.ReadOnlyMemory<byte>",
            TypeKind.Base64 => "byte[]",
            TypeKind.Binary => "global::System.ReadOnlyMemory<byte>",
            TypeKind.Stream => "global::FlowGen.ResponseStream",
            TypeKind.File => "global::FlowGen.FilePart",
            TypeKind.Object or TypeKind.OpenEnum or TypeKind.IntegerEnum => Generated(type.Name!).ToString(),
            TypeKind.List => "global::System.Collections.Generic.IReadOnlyList<" + item + ">",
            TypeKind.Map => "global::System.Collections.Generic.IReadOnlyDictionary<string, " + item + ">",
            _ => throw new InvalidOperationException("No C# type for " + type.Kind),
        };
    }
}
