using FlowGen.Generator.Diagnostics;
using FlowGen.Generator.Model;

namespace FlowGen.Generator.Spec;

/// <summary>Reads how a list is read page by page. What is not sound is reported, and the operation then has no method for it.</summary>
internal sealed class PagingParser(SpecDocument document, SchemaParser schemas)
{
    private const string NoMethod = "the operation reads one page at a time";

    /// <summary>The paging of an operation, if it has one; <paramref name="method"/> gives the method's name.</summary>
    public PagingModel? Parse(JsonNode node, OperationModel operation, Func<CSharpIdentifier> method)
    {
        if (document.Object(node, "x-flowgen-paging") is not { } paging)
        {
            return null;
        }

        var index = document.RequiredText(paging, "index");
        var size = document.RequiredText(paging, "size");
        var first = Required(paging, "first", 0);
        var defaultSize = Required(paging, "defaultSize", 1);
        if (index is null || size is null || first is null || defaultSize is null)
        {
            return null;
        }

        if (operation.IsBodyOptional || operation.Response is not { Kind: TypeKind.List, ItemIsNullable: false, Item: { } item })
        {
            document.ReportName(SpecDiagnostics.Unsupported, paging, JsonPointer.Of(node), "its answer is not always a list whose items are never null", NoMethod);
            return null;
        }

        PropertyModel? parameter = null;
        var members = new EquatableArray<PropertyModel>(operation.Parameters.Select(static candidate => candidate.Property));
        TypeModel? page = null;
        if (document.Text(paging, "parameter") is { } name)
        {
            parameter = Find(paging, "parameter", name, members);
            if (parameter is null)
            {
                return null;
            }

            page = parameter.Type;
            if (page.Kind != TypeKind.Object || schemas.PropertiesOf(page) is not { } properties)
            {
                document.Report(SpecDiagnostics.Unsupported, paging["parameter"]!, JsonPointer.Of(node), "'" + name + "' is not an object", NoMethod);
                return null;
            }

            members = properties;
        }

        var indexProperty = Number(paging, "index", index, members);
        var sizeProperty = Number(paging, "size", size, members);
        if (indexProperty is null || sizeProperty is null)
        {
            return null;
        }

        var others = parameter is null ? [] : members.Where(member => member != indexProperty && member != sizeProperty);
        if (parameter?.IsNullableInCSharp == true && others.Find(static other => !other.IsNullableInCSharp) is { } fixedMember)
        {
            // What a request without the parameter would have there, nobody can say.
            document.Report(SpecDiagnostics.Unsupported, paging["parameter"]!, JsonPointer.Of(node), "'" + fixedMember.WireName + "' stands beside the page's number and cannot be null", NoMethod);
            return null;
        }

        return new(method(), item, parameter, page, new(others), indexProperty, sizeProperty, first.Value, defaultSize.Value);
    }

    private int? Required(JsonNode paging, string key, int minimum)
    {
        if (paging[key] is null)
        {
            document.Report(SpecDiagnostics.MissingKey, paging, JsonPointer.Of(paging), key);
            return null;
        }

        return document.Integer(paging, key, minimum);
    }

    private PropertyModel? Find(JsonNode paging, string key, string name, EquatableArray<PropertyModel> members)
    {
        if (members.FirstOrDefault(member => member.WireName == name) is { } found)
        {
            return found;
        }

        var names = members.Select(static member => member.WireName);
        var node = paging[key]!;
        document.Report(SpecDiagnostics.InvalidValue, node, JsonPointer.Of(node), name, string.Join(", ", names), document.Suggest(name, names));
        return null;
    }

    private PropertyModel? Number(JsonNode paging, string key, string name, EquatableArray<PropertyModel> members)
    {
        var property = Find(paging, key, name, members);
        if (property is null or { Type.Kind: TypeKind.Int32 or TypeKind.Int64 or TypeKind.UInt64 })
        {
            return property;
        }

        document.Report(SpecDiagnostics.Unsupported, paging[key]!, JsonPointer.Of(paging), "'" + name + "' is not a whole number", NoMethod);
        return null;
    }
}
