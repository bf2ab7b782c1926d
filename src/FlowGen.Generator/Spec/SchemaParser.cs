using System.Globalization;
using FlowGen.Generator.Diagnostics;
using FlowGen.Generator.Model;

namespace FlowGen.Generator.Spec;

/// <summary>Decides which C# type a schema becomes, and collects the types to generate. One schema becomes one type, however often it is used.</summary>
internal sealed class SchemaParser(SpecDocument document, NameScope typeNames)
{
    /// <summary>Lists of lists, maps of maps: deeper ones are nobody's data, and a spec may refer from one to the next without end.</summary>
    private const int MaxDepth = 16;

    /// <summary>A reader keeps each member in a local variable, and the compiler's time grows faster than their number.</summary>
    private const int MaxProperties = 2_000;

    /// <summary>A struct with more known values, or longer ones, helps nobody and costs the compiler minutes.</summary>
    private const int MaxEnumValues = 2_000;

    private const int MaxEnumText = 500;

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

    private static readonly Dictionary<string, TypeKind> OwnIntegerFormats = new(StringComparer.Ordinal)
    {
        ["unix-ms"] = TypeKind.UnixMilliseconds,
    };

    private static readonly Dictionary<string, TypeKind> OwnStringFormats = new(StringComparer.Ordinal)
    {
        ["json-text"] = TypeKind.JsonText,
        ["date-time-basic-offset"] = TypeKind.DateTimeBasicOffset,
    };

    private static readonly Dictionary<string, (string Name, bool IsKnown)> Types = new[] { "string", "integer", "number", "boolean", "array", "object", "null" }
        .ToDictionary(static name => name, static name => (name, true), StringComparer.Ordinal);

    /// <summary>Where the keys of a document are names of schemas.</summary>
    private static readonly string[] NamedSchemas = ["schemas", "$defs", "definitions"];

    /// <summary>Methods of generated classes, which therefore cannot be called so.</summary>
    private static readonly string[] ObjectMethods = ["Read", "Write"];

    /// <summary>What generated classes have as members of their own.</summary>
    private static readonly string[] ObjectMembers = [.. ObjectMethods, "Equals", "GetHashCode", "GetType", "ToString", "ReferenceEquals", "MemberwiseClone", "Finalize"];

    /// <summary>What generated open enums have as members of their own.</summary>
    private static readonly string[] EnumMembers = ["Value", "HasValue", "IsKnown", "Kind", "Unknown", .. ObjectMembers];

    private readonly Dictionary<JsonNode, (TypeModel Type, bool IsNullable)> _types = [];
    private readonly HashSet<JsonNode> _open = [];
    private readonly Queue<(JsonNode Schema, CSharpIdentifier Name)> _pending = [];
    private readonly List<ObjectModel> _objects = [];
    private readonly List<OpenEnumModel> _enums = [];
    private int _depth;

    public EquatableArray<ObjectModel> Objects => new(_objects.OrderBy(static type => type.Name.Name, StringComparer.Ordinal));

    public EquatableArray<OpenEnumModel> Enums => new(_enums.OrderBy(static type => type.Name.Name, StringComparer.Ordinal));

    /// <summary>The type of a schema; <paramref name="context"/> names an inline one.</summary>
    public TypeModel Parse(JsonNode schema, CSharpIdentifier context) => Parse(schema, context, out _);

    /// <summary>
    /// The type of a schema, and whether it may be <c>null</c>. Objects are read later, by <see cref="ReadPending"/>: one may refer to the
    /// next without end, and the compiler's stack has one.
    /// </summary>
    public TypeModel Parse(JsonNode schema, CSharpIdentifier context, out bool isNullable)
    {
        document.CancellationToken.ThrowIfCancellationRequested();
        isNullable = false;

        // OpenAPI 3.1: the schema true allows everything.
        if (schema.Kind == JsonKind.True || document.Resolve(schema) is not { } resolved)
        {
            return new(TypeKind.Json);
        }

        if (_types.TryGetValue(resolved, out var known))
        {
            isNullable = known.IsNullable;
            return known.Type;
        }

        if (_depth == MaxDepth)
        {
            var limit = MaxDepth.ToString(CultureInfo.InvariantCulture);
            document.Report(SpecDiagnostics.Unsupported, resolved, JsonPointer.Of(resolved), "more than " + limit + " schemas lie in each other here", AsJson);
            return new(TypeKind.Json);
        }

        if (!_open.Add(resolved))
        {
            document.Report(SpecDiagnostics.CircularReference, schema, JsonPointer.Of(resolved));
            return new(TypeKind.Json);
        }

        _depth++;
        var type = ParseResolved(resolved, Name(resolved, resolved == schema, context), out isNullable);
        _depth--;
        _open.Remove(resolved);
        _types[resolved] = (type, isNullable);
        return type;
    }

    /// <summary>Reads the objects that were found, and those found in them.</summary>
    public void ReadPending()
    {
        while (_pending.Count > 0)
        {
            var (schema, name) = _pending.Dequeue();
            _objects.Add(Object(schema, name));
        }
    }

    /// <summary>The properties of an object that <see cref="ReadPending"/> has read; <see langword="null"/> when the type is none.</summary>
    public IReadOnlyList<PropertyModel>? PropertiesOf(TypeModel type) => _objects.Find(candidate => candidate.Name == type.Name)?.Properties;

    /// <summary>A property of a request or of an object.</summary>
    public PropertyModel Property(string wireName, JsonNode schema, JsonNode annotations, bool isRequired, TypeModel type, bool isNullable, NameScope names, LocalScope locals)
    {
        var name = names.Take(CSharpIdentifier.Pascal(document.Text(annotations, "x-flowgen-name") ?? wireName, "Property"));
        var documentation = document.Text(annotations, "description") ?? (schema.Kind != JsonKind.True && document.Resolve(schema) is { } resolved ? document.Text(resolved, "description") : null) ?? "";
        var example = annotations["example"] ?? schema["example"];
        return new(
            wireName,
            name,
            locals.Take(name),
            isRequired && isNullable ? locals.TakeFlag(name) : null,
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

    /// <summary>The schema's own name where the document gives it one, else the place it is used in.</summary>
    private CSharpIdentifier Name(JsonNode schema, bool isInline, CSharpIdentifier context)
    {
        if (document.Text(schema, "x-flowgen-name") is { } wanted)
        {
            return CSharpIdentifier.Pascal(wanted, context.Name);
        }

        return !isInline && NamedSchemas.Contains(schema.Parent?.Key) ? CSharpIdentifier.Pascal(schema.Key, context.Name) : context;
    }

    private TypeModel ParseResolved(JsonNode schema, CSharpIdentifier name, out bool isNullable)
    {
        var type = TypeOf(schema, out isNullable);
        if (Array.Find(Compositions, composition => schema[composition] is not null) is { } composition)
        {
            if (composition != "not" && OnlyPart(schema, composition, out var allowsNull) is { } part)
            {
                var only = Parse(part, name, out var isPartNullable);
                isNullable |= isPartNullable || allowsNull;
                return only;
            }

            document.ReportName(SpecDiagnostics.Unsupported, schema[composition]!, JsonPointer.Of(schema), "'" + composition + "' has no C# type yet", AsJson);
            isNullable = false;
            return new(TypeKind.Json);
        }

        var result = type switch
        {
            "string" => String(schema, name),
            "integer" => Integer(schema),
            "number" => Number(schema),
            "boolean" => new(TypeKind.Boolean),
            "array" => List(schema, name),
            "object" => ObjectOrMap(schema, name),
            _ => new(TypeKind.Json),
        };

        // A null among the values is no value; it says that the property may be null.
        isNullable |= schema["enum"]?.Items.Any(static item => item.Kind == JsonKind.Null) == true;

        // Any JSON may be null, and a JsonElement can say so itself.
        isNullable &= result.Kind != TypeKind.Json;
        return result;
    }

    /// <summary>The one schema that a composition is about, if it is no more than that, or than that or <c>null</c>.</summary>
    private JsonNode? OnlyPart(JsonNode schema, string composition, out bool allowsNull)
    {
        var parts = document.Items(schema, composition);
        var others = parts.Where(static part => part["type"] is not { Text: "null" }).ToList();
        allowsNull = others.Count < parts.Count;
        return others.Count == 1 && schema["properties"] is null && (!allowsNull || composition != "allOf") ? others[0] : null;
    }

    /// <summary>The one type that is not <c>null</c>; a type that is not written follows from the keywords.</summary>
    private string? TypeOf(JsonNode schema, out bool isNullable)
    {
        isNullable = false;
        if (schema["type"] is { Kind: JsonKind.Array } alternatives)
        {
            var types = document.Texts(schema, "type").Where(static name => name != "null").ToArray();
            isNullable = types.Length < alternatives.Items.Count;
            if (types.Length > 1)
            {
                document.Report(SpecDiagnostics.Unsupported, alternatives, JsonPointer.Of(alternatives), "several types have no C# type", AsJson);
            }

            return types.Length == 1 ? types[0] : null;
        }

        isNullable = document.Boolean(schema, "nullable");
        if (schema["type"] is not null)
        {
            return document.Choice(schema, "type", Types) is { } type ? type.Name : null;
        }

        return schema["properties"] is not null || schema["additionalProperties"] is { IsObject: true } ? "object"
            : schema["items"] is not null ? "array"
            : schema["x-flowgen-open-enum"] is not null || schema["enum"]?.Items.FirstOrDefault()?.Kind == JsonKind.String ? "string"
            : null;
    }

    private TypeModel String(JsonNode schema, CSharpIdentifier name)
    {
        var values = document.Items(schema, "enum").Concat(document.Items(schema, "x-flowgen-open-enum")).ToList();
        if (values.Count > MaxEnumValues || values.Any(static value => value.Text.Length > MaxEnumText))
        {
            var reason = values.Count > MaxEnumValues
                ? "an enum of more than " + MaxEnumValues.ToString("N0", CultureInfo.InvariantCulture) + " values has no C# type"
                : "an enum with a value of more than " + MaxEnumText.ToString("N0", CultureInfo.InvariantCulture) + " characters has no C# type";
            document.ReportName(SpecDiagnostics.Unsupported, values[0].Parent!, JsonPointer.Of(schema), reason, "any text is taken");
            return new(TypeKind.String);
        }

        return schema["enum"] is not null || schema["x-flowgen-open-enum"] is not null
            ? OpenEnum(schema, name, values)
            : new(document.Choice(schema, "x-flowgen-format", OwnStringFormats) is { } own ? own
                : document.Text(schema, "format") is { } format && StringFormats.TryGetValue(format, out var text) ? text : TypeKind.String);
    }

    private TypeModel Integer(JsonNode schema)
    {
        ReportUnsupportedEnum(schema);
        return new(document.Choice(schema, "x-flowgen-format", OwnIntegerFormats) ?? (document.Text(schema, "format") == "int32" ? TypeKind.Int32 : TypeKind.Int64));
    }

    private TypeModel Number(JsonNode schema)
    {
        ReportUnsupportedEnum(schema);
        return new(document.Text(schema, "format") is { } format && NumberFormats.TryGetValue(format, out var number) ? number : TypeKind.Double);
    }

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

    private TypeModel ObjectOrMap(JsonNode schema, CSharpIdentifier wanted)
    {
        var members = document.Members(schema, "properties");
        var values = schema["additionalProperties"] is { IsObject: true } additional ? additional : null;
        if (members.Count > MaxProperties)
        {
            var limit = MaxProperties.ToString("N0", CultureInfo.InvariantCulture);
            document.ReportName(SpecDiagnostics.Unsupported, schema["properties"]!, JsonPointer.Of(schema), "an object of more than " + limit + " properties has no C# type", AsJson);
            return new(TypeKind.Json);
        }

        if (members.Count > 0)
        {
            if (values is not null)
            {
                document.ReportName(SpecDiagnostics.Unsupported, values, JsonPointer.Of(schema), "'additionalProperties' beside 'properties' has no C# type yet", "other members are passed over");
            }

            var name = typeNames.Take(wanted, ObjectMethods);
            _pending.Enqueue((schema, name));
            return new(TypeKind.Object, name);
        }

        if (values is not null)
        {
            var item = Parse(values, wanted.With("Value"), out var isNullable);
            return new(TypeKind.Map, Item: item, ItemIsNullable: isNullable);
        }

        return new(TypeKind.Json);
    }

    private ObjectModel Object(JsonNode schema, CSharpIdentifier name)
    {
        var declared = schema["properties"]!;
        var names = new NameScope([name.Name, .. ObjectMembers]);
        var locals = new LocalScope("reader", "writer");
        var required = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in document.Items(schema, "required"))
        {
            if (document.Text(item) is { } property && required.Add(property) && declared.Find(property) is null)
            {
                var candidates = declared.Members.Select(static member => member.Name);
                document.Report(SpecDiagnostics.UnknownRequired, item, property, JsonPointer.Of(schema), document.Suggest(property, candidates));
            }
        }

        var properties = new List<PropertyModel>();
        foreach (var member in declared.Members)
        {
            var property = member.Value;
            if (property.Kind != JsonKind.True && document.Typed(property, JsonKind.Object, "an object") is null)
            {
                continue;
            }

            var type = Parse(property, CSharpIdentifier.Pascal(name.Name + "_" + member.Name, "Type"), out var isNullable);
            properties.Add(Property(member.Name, property, property, required.Contains(member.Name), type, isNullable, names, locals));
        }

        return new(name, document.Text(schema, "description") ?? document.Text(schema, "title") ?? "", new(properties));
    }

    private TypeModel OpenEnum(JsonNode schema, CSharpIdentifier wanted, List<JsonNode> items)
    {
        var name = typeNames.Take(wanted, EnumMembers);
        var kindName = typeNames.Take(name.With("Kind"));
        var names = new NameScope([name.Name, .. EnumMembers]);
        var texts = new HashSet<string>(StringComparer.Ordinal);
        var descriptions = document.Object(schema, "x-flowgen-enum-descriptions");
        var values = new List<OpenEnumValueModel>();
        foreach (var item in items)
        {
            // A null among the values says that the property is nullable; it is no value.
            if (item.Kind != JsonKind.Null && document.Text(item) is { } text && texts.Add(text))
            {
                var description = descriptions is null ? null : document.Text(descriptions, text);
                values.Add(new(text, names.Take(CSharpIdentifier.PascalFromCapitals(text, text.Length == 0 ? "Empty" : "Other")), description ?? ""));
            }
        }

        foreach (var description in descriptions?.Members ?? [])
        {
            if (!texts.Contains(description.Name))
            {
                document.ReportName(SpecDiagnostics.UnknownKey, description.Value, description.Name, JsonPointer.Of(schema), document.Suggest(description.Name, texts));
            }
        }

        _enums.Add(new(name, kindName, document.Text(schema, "description") ?? document.Text(schema, "title") ?? "", new(values)));
        return new(TypeKind.OpenEnum, name);
    }
}
