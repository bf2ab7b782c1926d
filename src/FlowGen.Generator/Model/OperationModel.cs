namespace FlowGen.Generator.Model;

/// <summary>An operation that becomes a method, a request type and a descriptor.</summary>
internal sealed record OperationModel(
    CSharpIdentifier Name,
    string WireName,
    string Method,
    string PathTemplate,
    EquatableArray<PathPartModel> Path,
    EquatableArray<QueryPartModel> FixedQuery,
    CSharpIdentifier RequestType,
    EquatableArray<ParameterModel> Parameters,
    FormKind Form,
    BodyModel? Body,
    TypeModel? Response,
    TypeKind ResponseCoding,
    EquatableArray<string> BodilessStatuses,
    bool IsResponseNullable,
    EquatableArray<ErrorTypeModel> ErrorTypes,
    string? Payload,
    string? Accept,
    EnvelopeModel? Envelope,
    PagingModel? Paging,
    EquatableArray<string> RequiredStatuses,
    string? RateLimitGroup,
    bool IsUnsigned,
    EquatableArray<SecurityRequirementModel> Security,
    string? Server,
    bool IsIdempotent,
    bool IsDeprecated,
    OperationDocumentationModel Documentation)
{
    /// <summary>Whether a success may have no value.</summary>
    public bool IsBodyOptional => BodilessStatuses.Count > 0 || IsResponseNullable;
}

/// <summary>What a method's documentation says.</summary>
internal sealed record OperationDocumentationModel(
    string Summary,
    string Description,
    string Quota,
    string Permission,
    string Requirement,
    string Note,
    EquatableArray<ErrorRuleModel> Errors);

/// <summary>The type of a failure's body, and the statuses that have it, as the document writes them.</summary>
internal sealed record ErrorTypeModel(TypeModel Type, EquatableArray<string> Statuses);

/// <summary>A part of a path: fixed text, or the parameter whose value stands here.</summary>
internal sealed record PathPartModel(string Literal, CSharpIdentifier? Parameter, string ParameterWireName);

/// <summary>A query parameter that the path says: a fixed value, or the parameter of the path whose value stands here.</summary>
internal sealed record QueryPartModel(string Name, string Value, CSharpIdentifier? Parameter);

/// <summary>Whether the body is a form, whose fields are parameters.</summary>
internal enum FormKind
{
    None,

    /// <summary><c>application/x-www-form-urlencoded</c>.</summary>
    Form,

    /// <summary><c>multipart/form-data</c>.</summary>
    Multipart,
}

/// <summary>A body that is one value.</summary>
/// <param name="Property">The property of the request type.</param>
/// <param name="Coding">How the value is written: <see cref="TypeKind.Json"/>, <see cref="TypeKind.String"/> or <see cref="TypeKind.Binary"/>.</param>
/// <param name="MediaType">What the body says it is.</param>
/// <param name="MinMembers">How many members an object must have at least.</param>
internal sealed record BodyModel(PropertyModel Property, TypeKind Coding, string MediaType, int MinMembers);

internal enum ParameterLocation
{
    Path,
    Query,
    Header,
    Cookie,

    /// <summary>A field of a form.</summary>
    Field,

    /// <summary>A part of a multipart body.</summary>
    Part,
}

/// <summary>How a parameter's value is written.</summary>
internal enum ParameterCoding
{
    /// <summary>One text, or a file.</summary>
    Plain,

    /// <summary>Each item of a list, or entry of a map of files, as a parameter of its own.</summary>
    Repeated,

    /// <summary>The items of a list as one text, with a delimiter between them.</summary>
    Joined,

    /// <summary>One JSON text.</summary>
    Json,

    /// <summary>In one of OpenAPI's styles, which the runtime knows.</summary>
    Styled,
}

/// <summary>OpenAPI's styles; members of the runtime's enum are called the same.</summary>
internal enum ParameterStyle
{
    Simple,
    Label,
    Matrix,
    Form,
    SpaceDelimited,
    PipeDelimited,
    DeepObject,
}

/// <summary>A parameter of an operation.</summary>
/// <param name="Property">The property of the request type.</param>
/// <param name="Location">Where it travels.</param>
/// <param name="Coding">How its value is written.</param>
/// <param name="Style">The style, for <see cref="ParameterCoding.Styled"/>.</param>
/// <param name="IsExploded">Whether each item or member is a parameter of its own, for <see cref="ParameterCoding.Styled"/>.</param>
/// <param name="IsReservedAllowed">Whether reserved characters stay as they are, for <see cref="ParameterCoding.Styled"/>.</param>
/// <param name="Delimiter">What stands between items, for <see cref="ParameterCoding.Joined"/>.</param>
/// <param name="Rules">What the spec demands of the value.</param>
/// <param name="MediaType">What a part says it is, where it is not what parts of its kind are by themselves.</param>
internal sealed record ParameterModel(
    PropertyModel Property,
    ParameterLocation Location,
    ParameterCoding Coding,
    ParameterStyle Style,
    bool IsExploded,
    bool IsReservedAllowed,
    string Delimiter,
    ParameterRulesModel Rules,
    string? MediaType = null);

/// <summary>What the spec demands of a parameter's value; absent bounds are <see langword="null"/>.</summary>
internal sealed record ParameterRulesModel(
    int? MinLength,
    int? MaxLength,
    string? Pattern,
    CSharpIdentifier PatternField,
    decimal? Minimum,
    decimal? Maximum,
    int? MinItems,
    int? MaxItems);
