using FlowGen.Generator.Diagnostics;
using FlowGen.Generator.Model;

namespace FlowGen.Generator.Spec;

/// <summary>Decides which C# type a schema becomes, and collects the types to generate. One schema becomes one type, however often it is used.</summary>
internal sealed class SchemaParser(SpecDocument document, NameScope typeNames)
{
    private const string AsJson = "its values stay JSON (JsonElement)";

    private static readonly string[] Compositions = ["allOf", "oneOf", "anyOf", "not"];

    private static readonly Dictionary<string, TypeKind> StringFormats = new(StringComparer.Ordinal)
    {
        ["date-time"] = TypeKind.DateTime,
        ["date"] = TypeKind.Date,
        ["uuid"] = TypeKind.Guid,
        ["byte"] = TypeKind.Base64,
    };

    private static readonly Dictionary<string, TypeKind> NumberFormats = new(StringComparer.Ordinal)
    {
        ["float"] = TypeKind.Single,
        ["double"] = TypeKind.Double,
        ["decimal"] = TypeKind.Decimal,
    };

    private static readonly Dictionary<string, TypeKind> Formats = new(StringComparer.Ordinal)
    {
        ["unix-ms"] = TypeKind.UnixMilliseconds,
    };

    private static readonly Dictionary<string, (string Name, bool IsKnown)> Types = new[] { "string", "integer", "number", "boolean", "array", "object", "null" }
        .ToDictionary(static name => name, static name => (name, true), StringComparer.Ordinal);

    /// <summary>What generated classes have as members of their own.</summary>
    private static readonly string[] ObjectMembers = ["Read", "Write", "Equals", "GetHashCode", "GetType", "ToString", "ReferenceEquals", "MemberwiseClone", "Finalize"];

    /// <summary>What generated open enums have as members of their own.</summary>
    private static readonly string[] EnumMembers = ["Value", "HasValue", "IsKnown", "Kind", "Unknown", "Read", "Write", "Equals", "GetHashCode", "GetType", "ToString", "ReferenceEquals", "MemberwiseClone", "Finalize"];

    private readonly Dictionary<JsonNode, TypeModel> _types = [];
    private readonly HashSet<JsonNode> _open = [];
    private readonly List<ObjectModel> _objects = [];
    private readonly List<OpenEnumModel> _enums = [];

    public EquatableArray<ObjectModel> Objects => new(_objects.OrderBy(static type => type.Name.Name, StringComparer.Ordinal));

    public EquatableArray<OpenEnumModel> Enums => new(_enums.OrderBy(static type => type.Name.Name, StringComparer.Ordinal));

    /// <summary>The type of a schema; <paramref name="context"/> names an inline one.</summary>
    public TypeModel Parse(JsonNode schema, CSharpIdentifier context) => Parse(schema, context, out _);

    /// <summary>The type of a schema, and whether it may be <c>null</c>.</summary>
    public TypeModel Parse(JsonNode schema, CSharpIdentifier context, out bool isNullable)
    {
        document.CancellationToken.ThrowIfCancellationRequested();
        isNullable = false;
        if (document.Resolve(schema) is not { } resolved)
        {
            return new(TypeKind.Json);
        }

        isNullable = IsNullable(resolved);
        if (_types.TryGetValue(resolved, out var known))
        {
            return known;
        }

        if (!_open.Add(resolved))
        {
            document.Report(SpecDiagnostics.CircularReference, schema, JsonPointer.Of(resolved));
            return new(TypeKind.Json);
        }

        var name = resolved == schema ? context : CSharpIdentifier.Pascal(resolved.Key, context.Name);
        if (document.Text(resolved, "x-flowgen-name") is { } wanted)
        {
            name = CSharpIdentifier.Pascal(wanted, name.Name);
        }

        var type = ParseResolved(resolved, name);
        _open.Remove(resolved);
        _types[resolved] = type;
        return type;
    }

    /// <summary>The properties of a request or of an object, in the order of the spec.</summary>
    public PropertyModel Property(string wireName, JsonNode schema, JsonNode annotations, bool isRequired, TypeModel type, bool isNullable, NameScope names, NameScope locals)
    {
        var name = names.Take(CSharpIdentifier.Pascal(document.Text(annotations, "x-flowgen-name") ?? wireName, "Property"));
        var documentation = document.Text(annotations, "description") ?? (document.Resolve(schema) is { } resolved ? document.Text(resolved, "description") : null) ?? "";
        var example = annotations["example"] ?? (schema.IsObject ? schema["example"] : null);
        return new(
            wireName,
            name,
            locals.Take(name.Camel()),
            type,
            isRequired,
            isNullable,
            documentation,
            example is { Kind: JsonKind.String or JsonKind.Number or JsonKind.True or JsonKind.False } ? Plain(example) : "");
    }

    private static string Plain(JsonNode node) => node.Kind switch
    {
        JsonKind.True => "true",
        JsonKind.False => "false",
        _ => node.Text,
    };

    private TypeModel ParseResolved(JsonNode schema, CSharpIdentifier name)
    {
        var type = TypeOf(schema);
        if (Array.Find(Compositions, composition => schema[composition] is not null) is { } composition)
        {
            if (composition == "allOf" && document.Items(schema, composition) is { Count: 1 } parts)
            {
                return Parse(parts[0], name);
            }

            document.ReportName(SpecDiagnostics.Unsupported, schema[composition]!, JsonPointer.Of(schema), "'" + composition + "' has no C# type yet", AsJson);
            return new(TypeKind.Json);
        }

        switch (type)
        {
            case "string":
                return schema["enum"] is not null || schema["x-flowgen-open-enum"] is not null
                    ? OpenEnum(schema, name)
                    : new(document.Text(schema, "format") is { } format && StringFormats.TryGetValue(format, out var text) ? text : TypeKind.String);
            case "integer":
                ReportUnsupportedEnum(schema);
                return new(document.Choice(schema, "x-flowgen-format", Formats) ?? (document.Text(schema, "format") == "int32" ? TypeKind.Int32 : TypeKind.Int64));
            case "number":
                ReportUnsupportedEnum(schema);
                return new(document.Text(schema, "format") is { } precision && NumberFormats.TryGetValue(precision, out var number) ? number : TypeKind.Double);
            case "boolean":
                return new(TypeKind.Boolean);
            case "array":
                return List(schema, name);
            case "object":
                return ObjectOrMap(schema, name);
            default:
                return new(TypeKind.Json);
        }
    }

    /// <summary>The one type that is not <c>null</c>; a type that is not written follows from the keywords.</summary>
    private string? TypeOf(JsonNode schema)
    {
        if (schema["type"] is { Kind: JsonKind.Array })
        {
            var types = document.Texts(schema, "type").Where(static name => name != "null").ToArray();
            return types.Length == 1 ? types[0] : null;
        }

        if (schema["type"] is not null)
        {
            return document.Choice(schema, "type", Types) is { } type ? type.Name : null;
        }

        return schema["properties"] is not null || schema["additionalProperties"] is { IsObject: true } ? "object"
            : schema["items"] is not null ? "array"
            : schema["x-flowgen-open-enum"] is not null || schema["enum"]?.Items.FirstOrDefault()?.Kind == JsonKind.String ? "string"
            : null;
    }

    private bool IsNullable(JsonNode schema) => schema["type"] is { Kind: JsonKind.Array } types
        ? types.Items.Any(static item => item.Text == "null")
        : document.Boolean(schema, "nullable");

    private void ReportUnsupportedEnum(JsonNode schema)
    {
        if (schema["enum"] is { } values)
        {
            document.ReportName(SpecDiagnostics.Unsupported, values, JsonPointer.Of(schema), "an enum of numbers has no C# type yet", "any number is taken");
        }
    }

    private TypeModel List(JsonNode schema, CSharpIdentifier name)
    {
        if (schema["items"] is not { } items)
        {
            return new(TypeKind.List, Item: new(TypeKind.Json));
        }

        var item = Parse(items, name.With("Item"), out var isNullable);
        return new(TypeKind.List, Item: item, ItemIsNullable: isNullable);
    }

    private TypeModel ObjectOrMap(JsonNode schema, CSharpIdentifier name)
    {
        var members = document.Members(schema, "properties");
        if (members.Count > 0)
        {
            return Object(schema, name, members);
        }

        if (schema["additionalProperties"] is { IsObject: true } values)
        {
            var item = Parse(values, name.With("Value"), out var isNullable);
            return new(TypeKind.Map, Item: item, ItemIsNullable: isNullable);
        }

        return new(TypeKind.Json);
    }

    private TypeModel Object(JsonNode schema, CSharpIdentifier wanted, List<JsonMember> members)
    {
        var name = typeNames.Take(wanted);
        var type = new TypeModel(TypeKind.Object, name);

        // Known before its properties are read, so that an object may hold itself.
        _types[schema] = type;
        var names = new NameScope([name.Name, .. ObjectMembers]);
        var locals = new NameScope("reader", "writer");
        var required = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in document.Items(schema, "required"))
        {
            if (document.Text(item) is { } property)
            {
                required.Add(property);
                if (!members.Any(member => member.Name == property))
                {
                    document.Report(SpecDiagnostics.UnknownRequired, item, property, JsonPointer.Of(schema), NearMiss.Of(property, members.Select(static member => member.Name)));
                }
            }
        }

        var properties = new List<PropertyModel>();
        foreach (var member in members)
        {
            if (document.Typed(member.Value, JsonKind.Object, "an object") is not { } property)
            {
                continue;
            }

            var propertyType = Parse(property, CSharpIdentifier.Pascal(name.Name + "_" + member.Name, "Type"), out var isNullable);
            properties.Add(Property(member.Name, property, property, required.Contains(member.Name), propertyType, isNullable, names, locals));
        }

        _objects.Add(new(name, document.Text(schema, "description") ?? document.Text(schema, "title") ?? "", new(properties)));
        return type;
    }

    private TypeModel OpenEnum(JsonNode schema, CSharpIdentifier wanted)
    {
        var name = typeNames.Take(wanted);
        var kindName = typeNames.Take(name.With("Kind"));
        var names = new NameScope([name.Name, .. EnumMembers]);
        var texts = new HashSet<string>(StringComparer.Ordinal);
        var descriptions = document.Object(schema, "x-flowgen-enum-descriptions");
        var values = new List<OpenEnumValueModel>();
        foreach (var item in document.Items(schema, "enum").Concat(document.Items(schema, "x-flowgen-open-enum")))
        {
            // A null among the values says that the property is nullable; it is no value.
            if (item.Kind != JsonKind.Null && document.Text(item) is { } text && texts.Add(text))
            {
                var description = descriptions is null ? null : document.Text(descriptions, text);
                values.Add(new(text, names.Take(CSharpIdentifier.PascalFromCapitals(text, "Empty")), description ?? ""));
            }
        }

        foreach (var description in descriptions?.Members ?? [])
        {
            if (!texts.Contains(description.Name))
            {
                document.ReportName(SpecDiagnostics.UnknownKey, description.Value, description.Name, JsonPointer.Of(schema), NearMiss.Of(description.Name, texts));
            }
        }

        _enums.Add(new(name, kindName, document.Text(schema, "description") ?? document.Text(schema, "title") ?? "", new(values)));
        return new(TypeKind.OpenEnum, name);
    }
}
