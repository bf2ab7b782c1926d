using FlowGen.Generator.Model;

namespace FlowGen.Generator.Emit;

/// <summary>An operation: its method on the interface and the client, its descriptor, and its request type.</summary>
internal sealed record OperationUnit(ApiNames Api, OperationModel Operation) : SourceUnit(Api)
{
    protected override bool UsesReader =>
        Operation.IsBodyOptional || Operation.Response?.Item is not null || Operation.ErrorTypes.Any(static error => error.Type.IsValueType || error.Type.Item is not null);

    public override string HintName => HintNames.Of(Api, "Operation", Operation.Name);

    private PropertyModel[] Properties => Operation.Body is null
        ? Operation.Parameters.Select(static parameter => parameter.Property)
        : [.. Operation.Parameters.Select(static parameter => parameter.Property), Operation.Body.Property];

    private bool HasRemarks =>
        Operation.ErrorTypes.Count > 0 || Operation.Documentation is not { Description: "", Quota: "", Permission: "", Requirement: "", Note: "", Errors.Count: 0 };

    private bool HasRequest => Operation.Parameters.Count > 0 || Operation.Body is not null;

    protected override void Write(SourceWriter writer)
    {
        writer.Open($"public partial interface {Api.Interface}");
        Documentation(writer);
        Deprecation(writer);
        Requirement(writer);
        writer.Line($"{Signature(isDeclaration: true)};");
        if (Operation.Paging is { } declared)
        {
            writer.Line();
            PagingCode.Documentation(writer, Operation, declared);
            Deprecation(writer);
            writer.Line($"{PagingSignature(declared, isDeclaration: true)};");
        }

        writer.Close();
        writer.Line();

        writer.Open($"public sealed partial class {Api.Client}");
        Descriptor(writer);
        writer.Line();
        if (Operation.Paging is { } described)
        {
            PagingCode.Descriptor(writer, Operation, described);
            writer.Line();
        }

        Patterns(writer);
        writer.Line($"/// <inheritdoc/>");
        Deprecation(writer);
        Requirement(writer);
        writer.Line($"{Signature(isDeclaration: false)} =>");
        writer.Line($"    SendAsync({Operation.Name}Operation, {Argument()}, cancellationToken);");
        if (Operation.Paging is { } paging)
        {
            writer.Line();
            writer.Line($"/// <inheritdoc/>");
            Deprecation(writer);
            writer.Line($"{PagingSignature(paging, isDeclaration: false)} =>");
            writer.Line($"    SendPagesAsync({Operation.Name}Operation, {Operation.Name}Paging, {Argument()}, cancellationToken);");
        }

        writer.Close();

        if (HasRequest)
        {
            writer.Line();
            RequestType(writer);
        }
    }

    private CodeFragment Argument()
    {
        if (!HasRequest)
        {
            return CodeFragment.Of($"default");
        }

        return IsRequestOptional() ? CodeFragment.Of($"request ?? new()") : CodeFragment.Of($"request");
    }

    private bool IsRequestOptional() => Array.TrueForAll(Properties, static property => !property.IsRequired);

    private CodeFragment Signature(bool isDeclaration)
    {
        var access = isDeclaration ? default : CodeFragment.Of($"public ");
        var result = Operation.Response is { } response
            ? CodeFragment.Of($"global::System.Threading.Tasks.Task<global::FlowGen.ApiResult<{ResponseType(response)}>>")
            : CodeFragment.Of($"global::System.Threading.Tasks.Task<global::FlowGen.ApiResult>");
        return CodeFragment.Of($"{access}{result} {Operation.Name}Async({SignatureParameters()})");
    }

    private CodeFragment ResponseType(TypeModel response)
    {
        var type = CSharpType.Of(response);
        return Operation.IsBodyOptional ? CodeFragment.Of($"global::FlowGen.OptionalBody<{type}>") : CodeFragment.Of($"{type}");
    }

    private static CodeFragment Texts(EquatableArray<string> texts) =>
        CodeFragment.List(texts, static text => CodeFragment.Of($"{CSharpLiteral.String(text)}"));

    private CodeFragment PagingSignature(PagingModel paging, bool isDeclaration)
    {
        var access = isDeclaration ? default : CodeFragment.Of($"public ");
        return CodeFragment.Of($"{access}global::System.Collections.Generic.IAsyncEnumerable<global::FlowGen.ApiResult<{CSharpType.Of(paging.Item)}>> {paging.Method}Async({SignatureParameters()})");
    }

    private CodeFragment SignatureParameters()
    {
        var request = CSharpType.Generated(Operation.RequestType);
        var parameter = !HasRequest
            ? default
            : IsRequestOptional() ? CodeFragment.Of($"{request}? request = null, ") : CodeFragment.Of($"{request} request, ");
        return CodeFragment.Of($"{parameter}global::System.Threading.CancellationToken cancellationToken = default");
    }

    private void Documentation(SourceWriter writer)
    {
        var documentation = Operation.Documentation;
        writer.Summary(XmlText.FirstSentence(documentation.Summary, Operation.WireName, Operation.Name.Name));
        if (HasRemarks)
        {
            writer.Line($"/// <remarks>");
            Remarks(writer, documentation);
            writer.Line($"/// </remarks>");
        }

        if (HasRequest)
        {
            writer.Line($"/// <param name=\"request\">What to ask.</param>");
        }

        writer.Line($"/// <param name=\"cancellationToken\">Ends the wait for a permit, and the call.</param>");
        writer.Line($"/// <returns>The answer, or why there is none. What the provider answers is never thrown.</returns>");
        writer.Line($"/// <exception cref=\"global::System.ArgumentException\">A value cannot be sent.</exception>");
        writer.Line($"/// <exception cref=\"global::System.OperationCanceledException\">The token was cancelled.</exception>");
    }

    private void Remarks(SourceWriter writer, OperationDocumentationModel documentation)
    {
        Paragraph(writer, documentation.Description);
        if (documentation.Quota.Length > 0)
        {
            Paragraph(writer, "Quota: " + documentation.Quota);
        }

        if (documentation.Permission.Length > 0)
        {
            Paragraph(writer, "Permission: " + documentation.Permission);
        }

        Paragraph(writer, documentation.Requirement);
        Paragraph(writer, documentation.Note);
        if (documentation.Errors.Count > 0)
        {
            writer.Line($"/// <para>Documented errors:</para>");
            writer.Line($"/// <list type=\"bullet\">");
            foreach (var error in documentation.Errors)
            {
                var status = error.Status is { } number ? CodeFragment.Of($" (HTTP {CSharpLiteral.Integer(number)})") : default;
                writer.Line($"/// <item><c>{XmlText.From(error.Code ?? "")}</c>{status}: {XmlText.Sentence(error.Documentation)} <see cref=\"global::FlowGen.ApiErrorCategory.{error.Category}\"/></item>");
            }

            writer.Line($"/// </list>");
        }

        if (Operation.ErrorTypes.Count > 0)
        {
            var bodies = CodeFragment.List(Operation.ErrorTypes, error => CodeFragment.Of($"{JsonCode.Cref(error.Type)} ({XmlText.From(string.Join(", ", error.Statuses))})"));
            writer.Line($"/// <para>A failure has its body in <see cref=\"global::FlowGen.ApiError.Body\"/>: {bodies}.</para>");
        }
    }

    private static void Paragraph(SourceWriter writer, string text)
    {
        if (text.Length > 0)
        {
            writer.Line($"/// <para>{XmlText.Sentence(text)}</para>");
        }
    }

    private void Deprecation(SourceWriter writer)
    {
        if (Operation.IsDeprecated)
        {
            writer.Line($"[global::System.Obsolete(\"The API's document calls this operation deprecated.\")]");
        }
    }

    private void Requirement(SourceWriter writer)
    {
        if (Operation.RequiredStatuses.Count > 0)
        {
            writer.Line($"[global::FlowGen.Annotations.RequiresStatus({Texts(Operation.RequiredStatuses)})]");
        }
    }

    private void Descriptor(SourceWriter writer)
    {
        var scope = CodeScope.OfClient(Api, Array.ConvertAll(Properties, static property => property.Local));
        var request = HasRequest ? CodeFragment.Of($"{CSharpType.Generated(Operation.RequestType)}") : CodeFragment.Of($"global::System.ValueTuple");
        var types = Operation.Response is { } response ? CodeFragment.Of($"{request}, {ResponseType(response)}") : request;
        writer.Open($"private static readonly global::FlowGen.Http.ApiOperation<{types}> {Operation.Name}Operation = new()");
        writer.Line($"Name = {CSharpLiteral.String(Operation.WireName)},");
        writer.Line($"Method = global::System.Net.Http.HttpMethod.{CSharpIdentifier.Fixed(Operation.Method.Substring(0, 1) + Operation.Method.Substring(1).ToLowerInvariant())},");
        writer.Line($"PathTemplate = {CSharpLiteral.String(Operation.PathTemplate)},");
        if (Operation.RateLimitGroup is { } group)
        {
            writer.Line($"RateLimitGroup = {CSharpLiteral.String(group)},");
        }

        if (Operation.Accept is { } accept)
        {
            writer.Line($"Accept = {CSharpLiteral.String(accept)},");
        }

        if (Operation.IsUnsigned)
        {
            writer.Line($"IsUnsigned = true,");
        }

        if (Operation.Security.Count > 0)
        {
            SecurityCode.Member(writer, Operation.Security);
        }

        if (Operation.Server is { } server)
        {
            writer.Line($"Server = new global::System.Uri({CSharpLiteral.String(server)}),");
        }

        if (Operation.IsIdempotent)
        {
            writer.Line($"IsIdempotent = true,");
        }

        if (Operation.ErrorTypes.Count > 0)
        {
            var errors = CodeFragment.List(Operation.ErrorTypes, error => CodeFragment.Of($"new({JsonCode.FunctionOfObject(error.Type, scope)}, {Texts(error.Statuses)})"));
            writer.Line($"ErrorBodies = [{errors}],");
        }

        if (Operation.Envelope is { } envelope)
        {
            EnvelopeCode.Member(writer, envelope);
        }

        if (Operation.Payload is { } payload)
        {
            writer.Line($"Payload = {CSharpLiteral.String(payload)},");
        }

        writer.Open($"Write = static (request, message) =>");
        foreach (var part in Operation.Path)
        {
            if (part.Parameter is not { } parameter)
            {
                writer.Line($"message.AddPathLiteral({CSharpLiteral.String(part.Literal)});");
                continue;
            }

            var model = Operation.Parameters.FirstOrDefault(candidate => candidate.Location == ParameterLocation.Path && candidate.Property.Name == parameter)!;
            Check(writer, model, CodeFragment.Of($"request.{parameter}"));
            Add(writer, model, CodeFragment.Of($"request.{parameter}"));
        }

        foreach (var part in Operation.FixedQuery)
        {
            if (part.Parameter is not { } parameter)
            {
                writer.Line($"message.AddQuery({CSharpLiteral.String(part.Name)}, {CSharpLiteral.String(part.Value)});");
                continue;
            }

            var model = Operation.Parameters.FirstOrDefault(candidate => candidate.Location == ParameterLocation.Path && candidate.Property.Name == parameter)!;
            var inQuery = model with
            {
                Property = model.Property with { WireName = part.Name },
                Location = ParameterLocation.Query,
                Style = ParameterStyle.Form,
                IsExploded = false,
            };
            Check(writer, model, CodeFragment.Of($"request.{parameter}"));
            Add(writer, inQuery, CodeFragment.Of($"request.{parameter}"));
        }

        if (Operation.Form != FormKind.None)
        {
            writer.Line($"message.Start{Operation.Form}();");
        }

        foreach (var parameter in Operation.Parameters)
        {
            if (parameter.Location != ParameterLocation.Path)
            {
                PropertyCode.WhenPresent(writer, parameter.Property, CodeFragment.Of($"request.{parameter.Property.Name}"), value =>
                {
                    Check(writer, parameter, value);
                    Add(writer, parameter, value);
                });
            }
        }

        if (Operation.Body is { } body)
        {
            // A body that has to be there is null itself where it has no value.
            var isNull = body is { Coding: TypeKind.Json, Property: { IsRequired: true, IsNullable: true } };
            PropertyCode.WhenPresent(
                writer,
                body.Property,
                CodeFragment.Of($"request.{body.Property.Name}"),
                value => Body(writer, body, value),
                isNull ? CodeFragment.Of($"message.SetNullBody({CSharpLiteral.String(body.MediaType)});") : null);
        }

        writer.Close($",");
        if (Operation.Response is { } payloadType)
        {
            var read = Operation.ResponseCoding switch
            {
                TypeKind.String => CodeFragment.Of($"ReadBody = global::FlowGen.Http.BodyRead.Text"),
                TypeKind.Stream => CodeFragment.Of($"ReadStream = static stream => stream"),
                _ when Operation.IsBodyOptional => CodeFragment.Of($"Read = static (ref global::System.Text.Json.Utf8JsonReader reader) => new({JsonCode.Read(payloadType, scope)})"),
                _ => CodeFragment.Of($"Read = {JsonCode.Function(payloadType, false, scope)}"),
            };
            writer.Line($"{read},");
            if (Operation.BodilessStatuses.Count > 0)
            {
                writer.Line($"BodilessStatuses = [{Texts(Operation.BodilessStatuses)}],");
            }

            if (Operation.IsResponseNullable)
            {
                writer.Line($"IsNullable = true,");
            }
        }

        writer.Close($";");
    }

    private void Check(SourceWriter writer, ParameterModel parameter, CodeFragment value)
    {
        var rules = parameter.Rules;
        var name = CSharpLiteral.String(parameter.Property.WireName);
        if (rules.MinLength is not null || rules.MaxLength is not null)
        {
            writer.Line($"global::FlowGen.Http.ArgumentRules.Length({name}, {value}, {CSharpLiteral.Integer(rules.MinLength ?? 0)}, {Most(rules.MaxLength)});");
        }

        if (rules.Pattern is not null)
        {
            writer.Line($"global::FlowGen.Http.ArgumentRules.Matches({name}, {value}, {Operation.Name}Patterns.{rules.PatternField});");
        }

        if (rules.Minimum is not null || rules.Maximum is not null)
        {
            var kind = parameter.Property.Type.Kind;
            var minimum = kind == TypeKind.UInt64
                ? CSharpLiteral.Unsigned((ulong)(rules.Minimum ?? ulong.MinValue))
                : CSharpLiteral.Integer((long)(rules.Minimum ?? (kind == TypeKind.Int64 ? long.MinValue : int.MinValue)));
            var maximum = kind == TypeKind.UInt64
                ? CSharpLiteral.Unsigned((ulong)(rules.Maximum ?? ulong.MaxValue))
                : CSharpLiteral.Integer((long)(rules.Maximum ?? (kind == TypeKind.Int64 ? long.MaxValue : int.MaxValue)));
            writer.Line($"global::FlowGen.Http.ArgumentRules.Range({name}, {value}, {minimum}, {maximum});");
        }

        if (rules.MinItems is not null || rules.MaxItems is not null)
        {
            writer.Line($"global::FlowGen.Http.ArgumentRules.Count({name}, {value}, {CSharpLiteral.Integer(rules.MinItems ?? 0)}, {Most(rules.MaxItems)});");
        }
    }

    private static CodeFragment Most(int? bound) =>
        bound is { } most and not int.MaxValue ? CodeFragment.Of($"{CSharpLiteral.Integer(most)}") : CodeFragment.Of($"int.MaxValue");

    private static void Body(SourceWriter writer, BodyModel body, CodeFragment value)
    {
        if (body.Coding != TypeKind.Json)
        {
            var method = body.Coding == TypeKind.String ? CodeFragment.Of($"SetTextBody") : CodeFragment.Of($"SetBinaryBody");
            writer.Line($"message.{method}({value}, {CSharpLiteral.String(body.MediaType)});");
            return;
        }

        var mediaType = body.MediaType == "application/json" ? default : CodeFragment.Of($", {CSharpLiteral.String(body.MediaType)}");
        JsonCode.WriteFunction(writer, $"message.SetJsonBody({value}, ", body.Property.Type, $"{mediaType});");
        if (body.MinMembers > 0)
        {
            writer.Line($"message.RequireBodyMembers({CSharpLiteral.String(body.Property.Name.Name)}, {CSharpLiteral.Integer(body.MinMembers)});");
        }
    }

    private static void Add(SourceWriter writer, ParameterModel parameter, CodeFragment value)
    {
        var name = CSharpLiteral.String(parameter.Property.WireName);
        var mediaType = parameter.MediaType is { } written && parameter.Property.Type is not ({ Kind: TypeKind.File } or { Item.Kind: TypeKind.File })
            ? CodeFragment.Of($", {CSharpLiteral.String(written)}")
            : default;
        switch (parameter.Coding)
        {
            case ParameterCoding.Repeated when parameter.Property.Type.Kind == TypeKind.Map:
                writer.Open($"foreach (var entry in {value})");
                writer.Line($"message.Add{parameter.Location}(entry.Key, entry.Value);");
                writer.Close();
                break;
            case ParameterCoding.Repeated:
                var item = parameter.Property.Type.Item!;
                writer.Open($"foreach (var item in {value})");
                if (item.Kind == TypeKind.File || item.IsPlain)
                {
                    writer.Line($"message.Add{parameter.Location}({name}, {Text(item, CodeFragment.Of($"item"))}{mediaType});");
                }
                else
                {
                    JsonCode.WriteFunction(writer, $"message.Add{parameter.Location}Json({name}, item, ", item, $"{mediaType});");
                }

                writer.Close();
                break;
            case ParameterCoding.Json or ParameterCoding.Styled:
                JsonCode.WriteFunction(writer, $"message.Add{parameter.Location}{parameter.Coding}({name}, {value}, ", parameter.Property.Type, $"{Style(parameter)}{mediaType});");
                break;
            default:
                writer.Line($"message.Add{parameter.Location}({name}, {Text(parameter, value)}{mediaType});");
                break;
        }
    }

    private static CodeFragment Style(ParameterModel parameter)
    {
        if (parameter.Coding != ParameterCoding.Styled)
        {
            return default;
        }

        var reserved = parameter.Location == ParameterLocation.Query ? CodeFragment.Of($", isReservedAllowed: {CSharpLiteral.Boolean(parameter.IsReservedAllowed)}") : default;
        return CodeFragment.Of($", global::FlowGen.Http.ParameterStyle.{parameter.Style}, isExploded: {CSharpLiteral.Boolean(parameter.IsExploded)}{reserved}");
    }

    /// <summary>The value as it travels outside a body.</summary>
    private static CodeFragment Text(ParameterModel parameter, CodeFragment value) => parameter.Property.Type.Kind == TypeKind.List
        ? CodeFragment.Of($"string.Join({CSharpLiteral.String(parameter.Delimiter)}, global::System.Linq.Enumerable.Select({value}, static item => {Text(parameter.Property.Type.Item!, CodeFragment.Of($"item"))}))")
        : parameter.Property.Type.Kind == TypeKind.JsonText
            ? CodeFragment.Of($"global::FlowGen.Http.WireText.JsonText({CSharpLiteral.String(parameter.Property.WireName)}, {value})")
            : Text(parameter.Property.Type, value);

    private static CodeFragment Text(TypeModel type, CodeFragment value) => type.Kind switch
    {
        TypeKind.String or TypeKind.File => value,
        TypeKind.OpenEnum => CodeFragment.Of($"{value}.Value"),
        TypeKind.IntegerEnum => CodeFragment.Of($"global::FlowGen.Http.WireText.Of({value}.Value)"),
        TypeKind.JsonText => CodeFragment.Of($"global::FlowGen.Http.WireText.JsonText(\"item\", {value})"),
        TypeKind.DateTimeBasicOffset => CodeFragment.Of($"global::FlowGen.Http.WireText.BasicOffset({value})"),
        TypeKind.UnixMilliseconds => CodeFragment.Of($"global::FlowGen.Http.WireText.UnixMilliseconds({value})"),
        _ => CodeFragment.Of($"global::FlowGen.Http.WireText.Of({value})"),
    };

    /// <summary>The patterns in a class of their own: a static field of the client would be made with the first call of any operation.</summary>
    private void Patterns(SourceWriter writer)
    {
        var patterns = Operation.Parameters.Where(static parameter => parameter.Rules.Pattern is not null);
        if (patterns.Count == 0)
        {
            return;
        }

        writer.Open($"private static class {Operation.Name}Patterns");
        foreach (var parameter in patterns)
        {
            writer.Line($"internal static readonly global::System.Text.RegularExpressions.Regex {parameter.Rules.PatternField} = global::FlowGen.Http.ArgumentRules.Pattern({CSharpLiteral.String(parameter.Rules.Pattern!)});");
        }

        writer.Close();
        writer.Line();
    }

    private void RequestType(SourceWriter writer)
    {
        writer.Line($"/// <summary>What <see cref=\"{Api.Client}.{Operation.Name}Async\"/> asks.</summary>");
        GeneratedCode(writer);
        writer.Open($"public sealed partial class {Operation.RequestType}");
        var isFirst = true;
        foreach (var property in Properties)
        {
            if (!isFirst)
            {
                writer.Line();
            }

            isFirst = false;
            PropertyCode.Declare(writer, property);
        }

        writer.Close();
    }
}
