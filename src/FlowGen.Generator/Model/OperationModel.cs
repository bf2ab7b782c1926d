namespace FlowGen.Generator.Model;

/// <summary>An operation that becomes a method, a request type and a descriptor.</summary>
internal sealed record OperationModel(
    CSharpIdentifier Name,
    string WireName,
    string Method,
    string PathTemplate,
    EquatableArray<PathPartModel> Path,
    CSharpIdentifier RequestType,
    EquatableArray<ParameterModel> Parameters,
    PropertyModel? Body,
    int MinBodyMembers,
    TypeModel? Response,
    string? Payload,
    EnvelopeModel? Envelope,
    PagingModel? Paging,
    EquatableArray<string> RequiredStatuses,
    string? RateLimitGroup,
    bool IsIdempotent,
    bool IsDeprecated,
    OperationDocumentationModel Documentation);

/// <summary>What a method's documentation says.</summary>
internal sealed record OperationDocumentationModel(
    string Summary,
    string Description,
    string Quota,
    string Permission,
    string Requirement,
    string Note,
    EquatableArray<ErrorRuleModel> Errors);

/// <summary>A part of a path: fixed text, or the parameter whose value stands here.</summary>
internal sealed record PathPartModel(string Literal, CSharpIdentifier? Parameter, string ParameterWireName);

internal enum ParameterLocation
{
    Path,
    Query,
    Header,
}

/// <summary>A parameter of an operation.</summary>
/// <param name="Property">The property of the request type.</param>
/// <param name="Location">Where it travels.</param>
/// <param name="IsJsonText">Whether the value is one JSON text.</param>
/// <param name="IsExploded">Whether each item of a list is a parameter of its own.</param>
/// <param name="Delimiter">What stands between the items of a list that is not exploded.</param>
/// <param name="Rules">What the spec demands of the value.</param>
internal sealed record ParameterModel(
    PropertyModel Property,
    ParameterLocation Location,
    bool IsJsonText,
    bool IsExploded,
    string Delimiter,
    ParameterRulesModel Rules);

/// <summary>What the spec demands of a parameter's value; absent bounds are <see langword="null"/>.</summary>
internal sealed record ParameterRulesModel(
    int? MinLength,
    int? MaxLength,
    string? Pattern,
    CSharpIdentifier PatternField,
    long? Minimum,
    long? Maximum,
    int? MinItems,
    int? MaxItems);
