using System.Globalization;
using System.Text;
using FlowGen.Generator.Diagnostics;
using FlowGen.Generator.Model;

namespace FlowGen.Generator.Spec;

/// <summary>A path, and the query that stands in it.</summary>
internal sealed record ParsedPath(List<PathPartModel> Parts, List<QueryPartModel> Query);

/// <summary>Reads the path of an operation.</summary>
internal sealed class PathParser(SpecDocument document, ProviderModel provider, string protocolPath, SchemaParser schemas, NameScope names, LocalScope locals)
{
    /// <summary>
    /// The path; <see langword="null"/>, with a diagnostic, when it is not sound. A parameter that it has no place for is taken out of
    /// <paramref name="parameters"/>, and one that it has a place for and that is not declared is put in.
    /// </summary>
    public ParsedPath? Parse(FoundOperation operation, List<ParameterModel> parameters)
    {
        var byName = new Dictionary<string, CSharpIdentifier>(StringComparer.Ordinal);
        var queryParameters = new HashSet<string>(StringComparer.Ordinal);
        foreach (var parameter in parameters)
        {
            if (parameter.Location == ParameterLocation.Path)
            {
                byName.Add(parameter.Property.WireName, parameter.Property.Name);
            }
            else if (parameter.Location == ParameterLocation.Query)
            {
                queryParameters.Add(parameter.Property.WireName);
            }
        }

        var path = operation.Path.Name;
        if (provider.Protocol == ProtocolKind.AcsRpc)
        {
            if (byName.Count == 0)
            {
                return new([new(EncodePath(protocolPath), null, "")], []);
            }

            document.ReportName(SpecDiagnostics.PathParameter, operation.Path.Value, "'" + operation.Id + "' declares the path parameter '" + byName.Keys.First() + "', but under acs-rpc the path is only a label; " + OperationParser.LeftOut + ".");
            return null;
        }

        if (path.Length == 0 || path[0] != '/')
        {
            document.ReportName(SpecDiagnostics.InvalidValue, operation.Path.Value, "A path", path, "a path that begins with '/'", "");
            return null;
        }

        // A fragment is never sent; documents write one to tell operations on one path apart.
        path = path.Split('#')[0];
        var question = path.IndexOf('?');
        var used = new HashSet<string>(StringComparer.Ordinal);
        var query = question < 0 ? [] : Query(operation, path.Substring(question + 1), byName, queryParameters, used);
        if (query is null)
        {
            return null;
        }

        path = question < 0 ? path : path.Substring(0, question);
        var parts = new List<PathPartModel>();
        var position = 0;
        while (position < path.Length)
        {
            var open = path.IndexOf('{', position);
            var close = open < 0 ? -1 : path.IndexOf('}', open);
            if (close < 0)
            {
                parts.Add(new(EncodePath(path.Substring(position)), null, ""));
                break;
            }

            if (open > position)
            {
                parts.Add(new(EncodePath(path.Substring(position, open - position)), null, ""));
            }

            var name = path.Substring(open + 1, close - open - 1);
            if (!byName.TryGetValue(name, out var property))
            {
                var parameter = Undeclared(operation, name, path, parameters);
                used.Add(parameter.WireName);
                byName[name] = property = parameter.Name;
            }

            used.Add(name);
            parts.Add(new("", property, name));
            position = close + 1;
        }

        foreach (var name in byName.Keys)
        {
            if (used.Contains(name))
            {
                continue;
            }

            document.ReportName(SpecDiagnostics.PathParameter, operation.Path.Value, "'" + operation.Id + "' declares the path parameter '" + name + "', but the path has no {" + name + "}; the parameter is left out.");
            parameters.RemoveAll(parameter => parameter.Location == ParameterLocation.Path && parameter.Property.WireName == name);
        }

        return new(parts, query);
    }

    /// <summary>
    /// The parameter for a placeholder that none is declared for: one that the path has no place for, if it is only written in another way,
    /// or else a text.
    /// </summary>
    private PropertyModel Undeclared(FoundOperation operation, string name, string path, List<ParameterModel> parameters)
    {
        var wanted = CSharpIdentifier.Pascal(name, "Property");
        var declared = parameters.Find(parameter => parameter.Location == ParameterLocation.Path
            && CSharpIdentifier.Pascal(parameter.Property.WireName, "Property").Name.Equals(wanted.Name, StringComparison.OrdinalIgnoreCase)
            && path.IndexOf("{" + parameter.Property.WireName + "}", StringComparison.Ordinal) < 0);
        var missing = "The path has {" + name + "}, but '" + operation.Id + "' declares no such path parameter; ";
        if (declared is not null)
        {
            document.ReportName(SpecDiagnostics.PathParameter, operation.Path.Value, missing + "'" + declared.Property.WireName + "' stands for it.");
            return declared.Property;
        }

        document.ReportName(SpecDiagnostics.PathParameter, operation.Path.Value, missing + "it is a required text.");
        var type = new TypeModel(TypeKind.String);
        var nothing = new JsonNode(JsonKind.Object, operation.Path.NameStart) { End = operation.Path.NameEnd };
        var property = schemas.Property(name, nothing, nothing, isRequired: true, type, isNullable: false, names, locals);
        parameters.Add(new(property, ParameterLocation.Path, ParameterCoding.Plain, ParameterStyle.Simple, IsExploded: false, IsReservedAllowed: false, ",", ParameterRulesParser.None(property)));
        return property;
    }

    /// <summary>A query that stands in the path: what is sent with every call, or the value of a parameter.</summary>
    private List<QueryPartModel>? Query(FoundOperation operation, string query, Dictionary<string, CSharpIdentifier> parameters, HashSet<string> queryParameters, HashSet<string> used)
    {
        var parts = new List<QueryPartModel>();
        foreach (var field in query.Split(['&'], StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = field.IndexOf('=');
            var name = Uri.UnescapeDataString(equals < 0 ? field : field.Substring(0, equals));
            var value = equals < 0 ? "" : field.Substring(equals + 1);
            if (value.Length > 1 && value[0] == '{' && value[value.Length - 1] == '}' && parameters.TryGetValue(value.Substring(1, value.Length - 2), out var parameter))
            {
                used.Add(value.Substring(1, value.Length - 2));
                parts.Add(new(name, "", parameter));
            }
            else if (value == "{" + name + "}" && queryParameters.Contains(name))
            {
                // The parameter of the query says the same.
            }
            else if (field.IndexOfAny(['{', '}']) < 0)
            {
                parts.Add(new(name, Uri.UnescapeDataString(value), null));
            }
            else if (name.IndexOfAny(['{', '}']) < 0 && value.Length > 1 && value[0] == '{' && value.IndexOf('}') == value.Length - 1)
            {
                document.ReportName(SpecDiagnostics.Unsupported, operation.Path.Value, JsonPointer.Of(operation.Path.Value), "'" + field + "' in the path's query is a parameter that '" + operation.Id + "' does not declare", "the parameter is left out");
            }
            else
            {
                document.ReportName(SpecDiagnostics.Unsupported, operation.Path.Value, JsonPointer.Of(operation.Path.Value), "'" + field + "' in the path's query is neither a fixed value nor a parameter of the path", OperationParser.LeftOut);
                return null;
            }
        }

        return parts;
    }

    /// <summary>Percent-encodes what cannot stand in a path (RFC 3986, section 3.3), and leaves what is encoded already.</summary>
    private static string EncodePath(string path)
    {
        var encoded = new StringBuilder(path.Length);
        foreach (var value in Encoding.UTF8.GetBytes(path))
        {
            var character = (char)value;
            if (character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') || "-._~!$&'()*+,;=:@/%".IndexOf(character) >= 0)
            {
                encoded.Append(character);
            }
            else
            {
                encoded.Append('%').Append(value.ToString("X2", CultureInfo.InvariantCulture));
            }
        }

        return encoded.ToString();
    }
}
