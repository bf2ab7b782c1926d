using FlowGen.Generator.Diagnostics;
using FlowGen.Generator.Model;

namespace FlowGen.Generator.Spec;

/// <summary>What an operation's body consists of: one value, or the fields of a form.</summary>
internal sealed record ParsedBody(FormKind Form, List<ParameterModel> Fields, BodyModel? Body);

/// <summary>Reads the body of an operation.</summary>
internal sealed class BodyParser(SpecDocument document, SchemaParser schemas, NameScope names, LocalScope locals)
{
    private static readonly ParsedBody NoBody = new(FormKind.None, [], null);

    /// <summary>The body; <see langword="null"/>, with a diagnostic, when it has no expression.</summary>
    public ParsedBody? Parse(FoundOperation operation)
    {
        if (operation.Node["requestBody"] is not { } reference)
        {
            return NoBody;
        }

        if (document.Resolve(reference) is not { } node || !document.IsAbsentOr(node["content"], JsonKind.Object))
        {
            return null;
        }

        var content = document.Members(node, "content");
        if (content.Count == 0)
        {
            return NoBody;
        }

        // Of several the one that can carry a file where there is one, else the one with the most structure.
        var media = (content.Count > 1 ? content.Find(HasFile) : null)
            ?? content.Find(media => new MediaType(media.Name).IsJson && !document.IsBinary(media.Value["schema"]))
            ?? content.Find(static media => new MediaType(media.Name).IsForm)
            ?? content.Find(media => new MediaType(media.Name).IsMultipart && PartsOf(media) is not null)
            ?? content.Find(static media => new MediaType(media.Name).IsText)
            ?? content.Find(static media => !new MediaType(media.Name).IsMultipart)
            ?? content[0];
        var type = new MediaType(media.Name);
        if (document.Typed(media.Value, JsonKind.Object, "an object") is null)
        {
            return null;
        }

        if (type.IsForm || type.IsMultipart)
        {
            return Form(operation, node, media, type);
        }

        return type.IsJson && !document.IsBinary(media.Value["schema"]) ? Json(operation, node, media, type)
            : type.IsText ? Value(node, media, new(TypeKind.String), type.IsSendable ? type.Essence : "text/plain")
            : Value(node, media, new(TypeKind.Binary), type.IsSendable ? type.Essence : "application/octet-stream");
    }

    private ParsedBody Json(FoundOperation operation, JsonNode node, JsonMember media, MediaType mediaType)
    {
        var schema = media.Value["schema"];
        var isNullable = false;
        var type = schema is null ? new TypeModel(TypeKind.Json) : schemas.Parse(schema, operation.Name.With("Body"), out isNullable);
        var minMembers = type.Kind is TypeKind.Object or TypeKind.Map && schemas.Whole(schema!) is { } whole ? document.Size(whole, "minProperties") ?? 0 : 0;
        var property = schemas.Property("Body", schema ?? node, node, document.Boolean(node, "required"), type, isNullable, names, locals);
        return new(FormKind.None, [], new(property, TypeKind.Json, mediaType.IsSendable ? mediaType.Essence : "application/json", minMembers));
    }

    private ParsedBody Value(JsonNode node, JsonMember media, TypeModel type, string mediaType)
    {
        var property = schemas.Property("Body", media.Value["schema"] ?? node, node, document.Boolean(node, "required"), type, false, names, locals);
        return new(FormKind.None, [], new(property, type.Kind, mediaType, 0));
    }

    private ParsedBody Form(FoundOperation operation, JsonNode node, JsonMember media, MediaType type)
    {
        var form = type.IsForm ? FormKind.Form : FormKind.Multipart;
        var isRequired = document.Boolean(node, "required");
        if (type.IsMultipart && type.Essence is not ("multipart/form-data" or "multipart/*"))
        {
            document.ReportName(SpecDiagnostics.Unsupported, media.Value, JsonPointer.Of(media.Value), "a body of '" + type.Essence + "' has no expression", "it is sent as multipart/form-data");
        }

        if (!isRequired && IsWithoutFields(media.Value["schema"]))
        {
            return NoBody;
        }

        if (PartsOf(media) is not { } whole)
        {
            return new(form, [Undescribed(operation, node, media.Value["schema"], form, isRequired)], null);
        }

        var properties = whole["properties"]!;
        var required = new HashSet<string>(document.Texts(whole, "required"), StringComparer.Ordinal);
        var encodings = document.Object(media.Value, "encoding");
        var fields = new List<ParameterModel>();
        foreach (var member in properties.Members)
        {
            if (member.Value.Kind == JsonKind.False || (!member.Value.IsBoolean && document.Typed(member.Value, JsonKind.Object, "an object") is null))
            {
                continue;
            }

            var encoding = encodings?[member.Name] is { } written ? document.Typed(written, JsonKind.Object, "an object") : null;
            fields.Add(Field(operation, member, encoding, form, isRequired && required.Contains(member.Name)));
        }

        return new(form, fields, null);
    }

    /// <summary>Whether a form is described as one of no fields, as tools write it where all parameters are elsewhere.</summary>
    private bool IsWithoutFields(JsonNode? schema) =>
        schema is { IsObject: true }
        && schemas.Whole(schema) is { } whole
        && whole["properties"] is { IsObject: true, Members.Count: 0 }
        && !schemas.IsChoice(whole)
        && ChoiceParser.OtherMembers(whole) is null or { Kind: JsonKind.False };

    /// <summary>The object whose members are the fields of a form; <see langword="null"/> when the document describes none.</summary>
    private JsonNode? PartsOf(JsonMember media) =>
        media.Value["schema"] is { IsObject: true } schema
        && schemas.Whole(schema) is { } whole
        && whole["properties"] is { IsObject: true, Members.Count: > 0 }
        && !schemas.IsChoice(whole)
            ? whole
            : null;

    /// <summary>Whether a part is a file, which neither JSON nor a form can carry.</summary>
    private bool HasFile(JsonMember media) =>
        new MediaType(media.Name).IsMultipart
        && PartsOf(media) is { } whole
        && whole["properties"]!.Members.Exists(part => FileOf(part.Value, null) is not null);

    /// <summary>A form whose fields the document does not name: whatever the object's members are, or files by name.</summary>
    private ParameterModel Undescribed(FoundOperation operation, JsonNode node, JsonNode? schema, FormKind form, bool isRequired)
    {
        var isMultipart = form == FormKind.Multipart;
        var type = isMultipart ? new(TypeKind.Map, Item: new(TypeKind.File))
            : schema is null ? new TypeModel(TypeKind.Json)
            : schemas.Parse(schema, operation.Name.With("Body"));
        var body = schemas.Property("Body", schema ?? node, node, isRequired, type, false, names, locals);
        return new(
            body,
            isMultipart ? ParameterLocation.Part : ParameterLocation.Field,
            isMultipart ? ParameterCoding.Repeated : ParameterCoding.Styled,
            ParameterStyle.Form,
            IsExploded: true,
            IsReservedAllowed: false,
            ",",
            ParameterRulesParser.None(body));
    }

    private ParameterModel Field(FoundOperation operation, JsonMember member, JsonNode? encoding, FormKind form, bool isRequired)
    {
        var mediaType = encoding is null ? null : document.Text(encoding, "contentType");
        var isMultipart = form == FormKind.Multipart;
        var context = CSharpIdentifier.Pascal(operation.Name.Name + "_" + member.Name, "Field");
        var type = isMultipart && FileOf(member.Value, mediaType) is { } file ? file : schemas.Parse(member.Value, context);
        var style = encoding is null ? ParameterStyle.Form : ParameterParser.Style(document, encoding, ParameterStyle.Form) ?? ParameterStyle.Form;
        var isExploded = encoding?["explode"] is null ? style == ParameterStyle.Form : document.Boolean(encoding, "explode");

        // OpenAPI 3.0 ignores styles of parts.
        var isStyled = encoding is not null && (encoding["style"] is not null || encoding["explode"] is not null) && (!isMultipart || document.IsVersion31);
        var declared = mediaType is null ? null : new MediaType(mediaType);
        var coding = Coding(type, declared?.IsJson == true, isMultipart, isStyled, isStyled && !(style == ParameterStyle.Form && isExploded));
        if (coding == ParameterCoding.Repeated)
        {
            type = type with { ItemIsNullable = false };
        }

        var isExpressible = coding is not (ParameterCoding.Json or ParameterCoding.Repeated) || declared is not { IsSendable: true, IsJson: false } || !IsJson(type);
        if (isMultipart && !isExpressible)
        {
            document.Report(SpecDiagnostics.Unsupported, encoding!["contentType"]!, JsonPointer.Of(encoding), "an object has no form as '" + declared!.Essence + "'", "the part is sent as JSON");
        }

        if (isMultipart && encoding?["headers"] is { Members.Count: > 0 } headers)
        {
            document.ReportName(SpecDiagnostics.Unsupported, headers, JsonPointer.Of(encoding), "headers of a part have no expression", "they are left out");
        }

        var property = schemas.Property(member.Name, member.Value, member.Value, isRequired, type, false, names, locals);
        return new(
            property,
            isMultipart ? ParameterLocation.Part : ParameterLocation.Field,
            coding,
            style,
            isExploded,
            IsReservedAllowed: false,
            ",",
            new ParameterRulesParser(document).Parse(member.Value, type, property),
            isMultipart && coding != ParameterCoding.Styled && isExpressible && declared is { IsSendable: true } and not { Essence: "application/json" } ? declared.Essence : null);
    }

    /// <summary>How the value of a field is written (OpenAPI 3, Encoding Object): in the style that the document gives it, as JSON, as text.</summary>
    private static ParameterCoding Coding(TypeModel type, bool isJson, bool isMultipart, bool isStyled, bool isJoined)
    {
        var isPlainList = type.Kind == TypeKind.List && type.Item!.IsPlain;
        return type switch
        {
            { Kind: TypeKind.File } => ParameterCoding.Plain,
            { Kind: TypeKind.List, Item.Kind: TypeKind.File } => ParameterCoding.Repeated,
            _ when isJson => ParameterCoding.Json,
            _ when type.IsPlain => ParameterCoding.Plain,
            _ when isPlainList && !isJoined => ParameterCoding.Repeated,
            _ when isStyled => ParameterCoding.Styled,
            { Kind: TypeKind.List } when isMultipart => ParameterCoding.Repeated,
            _ => ParameterCoding.Json,
        };
    }

    /// <summary>Whether values of a type, or each item, are JSON outside JSON too.</summary>
    private static bool IsJson(TypeModel type) => type.Kind == TypeKind.List ? IsJson(type.Item!) : type.Kind != TypeKind.File && !type.IsPlain;

    /// <summary>The type of a part that is a file, or several; <see langword="null"/> when it is none.</summary>
    private TypeModel? FileOf(JsonNode schema, string? mediaType)
    {
        if (schema.IsBoolean || schemas.Whole(schema) is not { } whole)
        {
            return null;
        }

        if (schemas.OnlyBranch(whole) is { } only)
        {
            // A file or null.
            return FileOf(only, mediaType);
        }

        if (whole["type"]?.Text == "array" || (whole["type"] is null && whole["items"] is not null))
        {
            return whole["items"] is { IsObject: true } items && FileOf(items, mediaType) is { Kind: TypeKind.File } file ? new(TypeKind.List, Item: file) : null;
        }

        var isText = whole["type"] is null or { Text: "string" } or { Kind: JsonKind.Array };
        var declared = mediaType ?? (whole["contentMediaType"] is { Kind: JsonKind.String } own ? own.Text : null);
        var isBinary = document.Text(whole, "format") == "binary"
            || (declared is not null && whole["contentEncoding"] is null && whole["properties"] is null && whole["enum"] is null && new MediaType(declared) is { IsJson: false, IsText: false });
        return isText && isBinary ? new(TypeKind.File) : null;
    }
}
