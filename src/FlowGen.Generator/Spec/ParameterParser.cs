using System.Globalization;
using FlowGen.Generator.Diagnostics;
using FlowGen.Generator.Model;

namespace FlowGen.Generator.Spec;

/// <summary>Reads the parameters of an operation: where each travels, and how it is written there.</summary>
internal sealed class ParameterParser(SpecDocument document, SchemaParser schemas, NameScope names, LocalScope locals)
{
    /// <summary>No call has more; a spec may be made to have many more, also in its path.</summary>
    private const int MaxParameters = 2_000;

    private const string ParameterLeftOut = "the parameter is left out";

    private static readonly Choices<ParameterLocation> Locations = new()
    {
        ["path"] = ParameterLocation.Path,
        ["query"] = ParameterLocation.Query,
        ["header"] = ParameterLocation.Header,
        ["cookie"] = ParameterLocation.Cookie,
    };

    private static readonly Choices<ParameterStyle> Styles = new()
    {
        ["simple"] = ParameterStyle.Simple,
        ["label"] = ParameterStyle.Label,
        ["matrix"] = ParameterStyle.Matrix,
        ["form"] = ParameterStyle.Form,
        ["spaceDelimited"] = ParameterStyle.SpaceDelimited,
        ["pipeDelimited"] = ParameterStyle.PipeDelimited,
        ["deepObject"] = ParameterStyle.DeepObject,
    };

    /// <summary>The parameters; <see langword="null"/> when the operation cannot do without one that is not sound.</summary>
    public List<ParameterModel>? Parse(FoundOperation operation)
    {
        // A parameter of the operation replaces the path's of the same name and place.
        var byPlace = new Dictionary<string, Dictionary<string, int>>(StringComparer.Ordinal);
        var nodes = new List<(JsonNode Node, string Name, string In)>();
        if (!document.IsAbsentOr(operation.Item["parameters"], JsonKind.Array) || !document.IsAbsentOr(operation.Node["parameters"], JsonKind.Array))
        {
            return null;
        }

        List<JsonNode> references = [.. document.Items(operation.Item, "parameters"), .. document.Items(operation.Node, "parameters")];
        if (references.Count + operation.Path.Name.Split('{').Length > MaxParameters)
        {
            var limit = MaxParameters.ToString("N0", CultureInfo.InvariantCulture);
            document.ReportName(SpecDiagnostics.Unsupported, operation.Node, JsonPointer.Of(operation.Node), "an operation of " + limit + " parameters or more has no C# method", OperationParser.LeftOut);
            return null;
        }

        foreach (var reference in references)
        {
            if (document.Resolve(reference) is not { } node
                || document.RequiredText(node, "name") is not { } name
                || document.RequiredText(node, "in") is not { } location)
            {
                return null;
            }

            if (!byPlace.TryGetValue(location, out var byName))
            {
                byPlace.Add(location, byName = new(StringComparer.Ordinal));
            }

            if (byName.TryGetValue(name, out var index))
            {
                nodes[index] = (node, name, location);
            }
            else
            {
                byName.Add(name, nodes.Count);
                nodes.Add((node, name, location));
            }
        }

        var parameters = new List<ParameterModel>();
        foreach (var (node, name, location) in nodes)
        {
            if (!TryParameter(operation, node, name, location, out var parameter))
            {
                return null;
            }

            if (parameter is not null)
            {
                parameters.Add(parameter);
            }
        }

        return parameters;
    }

    /// <summary>The style of that name; <see langword="null"/>, with a diagnostic, when there is none.</summary>
    public static ParameterStyle? Style(SpecDocument document, JsonNode node, ParameterStyle usual) =>
        node["style"] is null ? usual : document.Choice(node, "style", Styles);

    /// <summary><see langword="false"/> when the operation cannot do without a parameter that has no expression.</summary>
    private bool TryParameter(FoundOperation operation, JsonNode node, string name, string location, out ParameterModel? parameter)
    {
        parameter = null;
        var isRequired = location == "path" || document.Boolean(node, "required");
        if (Locations.Find(location) is not { } place)
        {
            document.Report(SpecDiagnostics.InvalidValue, node["in"]!, JsonPointer.Of(node["in"]!), location, string.Join(", ", Locations.Texts), document.Suggest(location, Locations.Texts));
            return !isRequired;
        }

        if (place == ParameterLocation.Header && name.ToUpperInvariant() is "ACCEPT" or "CONTENT-TYPE" or "AUTHORIZATION" or "CONTENT-LENGTH" or "TRANSFER-ENCODING")
        {
            // OpenAPI 3, Parameter Object: such definitions are ignored. How long a message is, is not the caller's to say.
            return true;
        }

        if (place is ParameterLocation.Header or ParameterLocation.Cookie && !MediaType.IsToken(name))
        {
            var expected = place == ParameterLocation.Header ? "a header name (RFC 9110, section 5.6.2)" : "a cookie name (RFC 6265, section 4.1.1)";
            document.Report(SpecDiagnostics.InvalidValue, node["name"]!, JsonPointer.Of(node["name"]!), name, expected, "");
            return !isRequired;
        }

        var content = document.Members(node, "content") is { Count: > 0 } contents ? contents[0] : null;
        var isJson = content is not null && new MediaType(content.Name).IsJson;
        var schema = content is null ? node["schema"] : content.Value["schema"];
        var isNullable = false;
        var type = schema is null || (content is not null && !isJson)
            ? new TypeModel(TypeKind.String)
            : schemas.Parse(schema, CSharpIdentifier.Pascal(operation.Name.Name + "_" + name, "Parameter"), out isNullable);
        if (Style(document, node, place is ParameterLocation.Query or ParameterLocation.Cookie ? ParameterStyle.Form : ParameterStyle.Simple) is not { } style)
        {
            return !isRequired;
        }

        if (!IsPossible(style, place))
        {
            document.Report(SpecDiagnostics.Unsupported, node["style"]!, JsonPointer.Of(node), "the style '" + node["style"]!.Text + "' has no meaning in a " + location, isRequired ? OperationParser.LeftOut : ParameterLeftOut);
            return !isRequired;
        }

        var isExploded = node["explode"] is null ? style == ParameterStyle.Form : document.Boolean(node, "explode");
        var isReservedAllowed = place == ParameterLocation.Query && document.Boolean(node, "allowReserved");
        var coding = isJson ? ParameterCoding.Json : Coding(type, place, style, isExploded, isReservedAllowed);
        if (coding is ParameterCoding.Joined or ParameterCoding.Repeated)
        {
            // Where null cannot travel, no item is null.
            type = type with { ItemIsNullable = false };
        }

        var property = schemas.Property(name, schema ?? node, node, isRequired, type, isNullable && isJson, names, locals);
        var delimiter = style switch
        {
            ParameterStyle.SpaceDelimited => " ",
            ParameterStyle.PipeDelimited => "|",
            _ => ",",
        };
        parameter = new(property, place, coding, style, isExploded, isReservedAllowed, delimiter, new ParameterRulesParser(document).Parse(schema, type, property));
        return true;
    }

    private static bool IsPossible(ParameterStyle style, ParameterLocation place) => place switch
    {
        ParameterLocation.Path => style is ParameterStyle.Simple or ParameterStyle.Label or ParameterStyle.Matrix,
        ParameterLocation.Header => style == ParameterStyle.Simple,
        ParameterLocation.Cookie => style == ParameterStyle.Form,
        _ => style is ParameterStyle.Form or ParameterStyle.SpaceDelimited or ParameterStyle.PipeDelimited or ParameterStyle.DeepObject,
    };

    /// <summary>How a value outside a body is written: the usual ways in plain code, the others by the runtime.</summary>
    private static ParameterCoding Coding(TypeModel type, ParameterLocation place, ParameterStyle style, bool isExploded, bool isReservedAllowed)
    {
        if (isReservedAllowed || style is ParameterStyle.Label or ParameterStyle.Matrix)
        {
            return ParameterCoding.Styled;
        }

        if (type.IsPlain)
        {
            return ParameterCoding.Plain;
        }

        if (type.Kind != TypeKind.List || !type.Item!.IsPlain || style == ParameterStyle.DeepObject)
        {
            return ParameterCoding.Styled;
        }

        return place switch
        {
            ParameterLocation.Header => ParameterCoding.Joined,
            ParameterLocation.Query when isExploded => ParameterCoding.Repeated,
            // A comma between items is no comma in an item, and stays as it is.
            ParameterLocation.Query when style != ParameterStyle.Form => ParameterCoding.Joined,
            _ => ParameterCoding.Styled,
        };
    }
}
