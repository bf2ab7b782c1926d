namespace FlowGen.Generator.Model;

internal enum TypeKind
{
    /// <summary>Any JSON, as <c>JsonElement</c>.</summary>
    Json,
    String,
    Boolean,
    Int32,
    Int64,
    UInt64,
    Single,
    Double,
    Decimal,
    Guid,
    Date,
    DateTime,
    UnixMilliseconds,

    /// <summary>A time whose offset has no colon.</summary>
    DateTimeBasicOffset,

    /// <summary>A text that is a JSON document; in C# the document itself, in UTF-8.</summary>
    JsonText,
    Base64,

    /// <summary>Bytes of a body.</summary>
    Binary,

    /// <summary>Bytes of an answer, read as they come.</summary>
    Stream,

    /// <summary>A file with its name and media type.</summary>
    File,
    Object,
    OpenEnum,
    IntegerEnum,
    List,
    Map,
}

/// <summary>The C# type of a value, and how it stands in JSON.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">The generated type, for <see cref="TypeKind.Object"/>, which a union is too, and both kinds of enums.</param>
/// <param name="Item">The items' type, for <see cref="TypeKind.List"/> and <see cref="TypeKind.Map"/>.</param>
/// <param name="ItemIsNullable">Whether an item may be <c>null</c>.</param>
internal sealed record TypeModel(TypeKind Kind, CSharpIdentifier? Name = null, TypeModel? Item = null, bool ItemIsNullable = false)
{
    /// <summary>Whether the C# type is a struct.</summary>
    public bool IsValueType => Kind is not (TypeKind.String or TypeKind.Base64 or TypeKind.Stream or TypeKind.File or TypeKind.Object or TypeKind.List or TypeKind.Map);

    /// <summary>Whether a value is one text outside JSON.</summary>
    public bool IsPlain => Kind is not (TypeKind.Object or TypeKind.Map or TypeKind.List or TypeKind.Json or TypeKind.Binary or TypeKind.File);
}
