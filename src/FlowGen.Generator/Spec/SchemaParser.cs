using System.Globalization;
using FlowGen.Generator.Diagnostics;
using FlowGen.Generator.Model;

namespace FlowGen.Generator.Spec;

/// <summary>Decides which C# type a schema becomes, and collects the types to generate. One schema becomes one type, however often it is used.</summary>
internal sealed class SchemaParser(SpecDocument document, NameScope typeNames, CompositionParser compositions, ChoiceParser choices, EnumParser enums, Inheritance inheritance)
{
    /// <summary>Lists of lists, maps of maps: deeper ones are nobody's data, and a spec may refer from one to the next without end.</summary>
    private const int MaxDepth = 16;

    /// <summary>A reader keeps each member in a local variable, and the compiler's time grows faster than their number.</summary>
    private const int MaxProperties = 2_000;

    public const string AsJson = "its values stay JSON (JsonElement)";

    private static readonly Choices<TypeKind> StringFormats = new()
    {
        ["date-time"] = TypeKind.DateTime,
        ["date"] = TypeKind.Date,
        ["uuid"] = TypeKind.Guid,
        ["guid"] = TypeKind.Guid,
        ["byte"] = TypeKind.Base64,
    };

    private static readonly Choices<TypeKind> NumberFormats = new()
    {
        ["float"] = TypeKind.Single,
        ["double"] = TypeKind.Double,
        ["decimal"] = TypeKind.Decimal,
        ["decimal128"] = TypeKind.Decimal,
        ["int32"] = TypeKind.Int32,
        ["int64"] = TypeKind.Int64,
        ["uint64"] = TypeKind.UInt64,
    };

    private static readonly Choices<TypeKind> OwnIntegerFormats = new()
    {
        ["unix-ms"] = TypeKind.UnixMilliseconds,
    };

    private static readonly Choices<TypeKind> OwnStringFormats = new()
    {
        ["json-text"] = TypeKind.JsonText,
        ["date-time-basic-offset"] = TypeKind.DateTimeBasicOffset,
    };

    /// <summary>Where the keys of a document are names of schemas.</summary>
    private static readonly string[] NamedSchemas = ["schemas", "$defs", "definitions"];

    /// <summary>Methods of generated classes, which therefore cannot be called so.</summary>
    private static readonly string[] ObjectMethods = ["Read", "Write"];

    /// <summary>What generated classes have as members of their own.</summary>
    public static readonly string[] ObjectMembers = [.. ObjectMethods, "Equals", "GetHashCode", "GetType", "ToString", "ReferenceEquals", "MemberwiseClone", "Finalize"];

    /// <summary>
    /// Members of all types. One part can be in many types, and a small document could make more code than the memory holds; published ones take
    /// more than twenty characters for a member.
    /// </summary>
    private readonly int _maxMembers = 100_000 + (document.Root.End / 10);

    private readonly List<JsonNode> _requirements = [];
    private readonly Dictionary<JsonNode, ParsedType> _types = [];
    private readonly HashSet<JsonNode> _open = [];
    private readonly Queue<Action> _pending = [];
    private readonly List<ObjectModel> _objects = [];
    private readonly List<UnionModel> _unions = [];
    private int _depth;
    private int _members;

    public EquatableArray<ObjectModel> Objects => EquatableArray.Ordered(_objects, static type => type.Name.Name);

    public EquatableArray<UnionModel> Unions => EquatableArray.Ordered(_unions, static type => type.Name.Name);

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

        // OpenAPI 3.1: the schema true allows everything, and of what false allows there is nothing to read.
        if (schema.IsBoolean || compositions.Resolve(schema) is not { } resolved)
        {
            return new(TypeKind.Json);
        }

        // Beside a reference null counts too, as it is meant, though OpenAPI 3.0 ignores what stands there.
        var isNullableHere = schema != resolved && schema["nullable"]?.Kind == JsonKind.True;
        if (_types.TryGetValue(resolved, out var known))
        {
            isNullable = known.Type.Kind != TypeKind.Json && (known.IsNullable || isNullableHere);
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
        var wanted = Name(resolved, resolved == schema, context);
        var type = ParseResolved(resolved, wanted, out isNullable);
        if (type.Name is { } given && wanted != context && IsNumbered(wanted.Name, given.Name))
        {
            document.ReportName(SpecDiagnostics.RenamedType, resolved["x-flowgen-name"] ?? resolved, resolved.Key, given.Name, wanted.Name);
        }

        _depth--;
        _open.Remove(resolved);
        _types[resolved] = new(type, isNullable);
        isNullable |= isNullableHere && type.Kind != TypeKind.Json;
        return type;
    }

    /// <summary>Reads the objects and unions that were found, and those found in them.</summary>
    public void ReadPending()
    {
        while (_pending.Count > 0)
        {
            _pending.Dequeue()();
        }
    }

    /// <summary>What a schema says with all its parts, those that it refers to too; <see langword="null"/> when they contradict each other.</summary>
    public JsonNode? Whole(JsonNode schema) => compositions.Resolve(schema) is { } resolved ? compositions.Merge(resolved) : null;

    /// <summary>Whether a schema without parts leaves to choose between several.</summary>
    public bool IsChoice(JsonNode whole) => choices.Of(whole) is not null;

    /// <summary>The only schema of a choice that is not <c>null</c>; <see langword="null"/> when there are none or several.</summary>
    public JsonNode? OnlyBranch(JsonNode whole) => choices.Of(whole) is { Branches.Count: 1 } choice ? choice.Branches[0] : null;

    /// <summary>The properties of an object that <see cref="ReadPending"/> has read; <see langword="null"/> when the type is none.</summary>
    public EquatableArray<PropertyModel>? PropertiesOf(TypeModel type) => _objects.Find(candidate => candidate.Name == type.Name)?.Properties;

    /// <summary>A property of a request or of an object.</summary>
    public PropertyModel Property(string wireName, JsonNode schema, JsonNode annotations, bool isRequired, TypeModel type, bool isNullable, NameScope names, LocalScope locals)
    {
        var name = names.TakeMember(CSharpIdentifier.Pascal(document.Text(annotations, "x-flowgen-name") ?? wireName, "Property"));
        var documentation = document.Text(annotations, "description") ?? (!schema.IsBoolean && document.Resolve(schema) is { } resolved ? document.Text(resolved, "description") : null) ?? "";
        return new(
            wireName,
            name,
            locals.Take(name),
            isRequired && isNullable ? locals.TakeFlag(name) : null,
            type,
            isRequired,
            isNullable,
            documentation,
            Plain(Example(annotations) ?? Example(schema)),
            Plain(annotations["default"] ?? schema["default"]),
            document.Boolean(annotations, "deprecated") || schema["deprecated"]?.Kind == JsonKind.True,
            RequiredStatuses(schema));
    }

    /// <summary>The statuses that an operation or a property needs.</summary>
    public EquatableArray<string> RequiredStatuses(JsonNode node)
    {
        if (node.IsBoolean || document.Object(node, "x-flowgen-requires") is not { } requirement)
        {
            return default;
        }

        if (requirement["status"] is null)
        {
            document.Report(SpecDiagnostics.MissingKey, requirement, JsonPointer.Of(requirement), "status");
        }

        _requirements.Add(requirement);
        return new(document.Texts(requirement, "status"));
    }

    /// <summary>What operations and properties were found to require.</summary>
    public IReadOnlyList<JsonNode> Requirements => _requirements;

    /// <summary>The example, or the first one of several, which are a list in a schema and have names elsewhere.</summary>
    private JsonNode? Example(JsonNode node) => node["example"] ?? node["examples"] switch
    {
        { Items.Count: > 0 } list => list.Items[0],
        { Members.Count: > 0 } named when named.Members[0].Value.IsObject => document.Resolve(named.Members[0].Value)?["value"],
        _ => null,
    };

    /// <summary>A value that is no object and no list, as a text.</summary>
    private static string Plain(JsonNode? node) => node?.Kind switch
    {
        JsonKind.True => "true",
        JsonKind.False => "false",
        JsonKind.String or JsonKind.Number => node.Text,
        _ => "",
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

    private static bool IsNumbered(string wanted, string given) =>
        given.Length > wanted.Length && given.StartsWith(wanted, StringComparison.Ordinal) && Characters.All(given.Substring(wanted.Length).TrimStart('_'), char.IsDigit);

    private TypeModel ParseResolved(JsonNode schema, CSharpIdentifier name, out bool isNullable)
    {
        if (!inheritance.IsOfFamily(schema) && compositions.OnlyPart(schema) is { } part)
        {
            var only = Parse(part, name, out isNullable);
            isNullable |= schema["nullable"]?.Kind == JsonKind.True && only.Kind != TypeKind.Json;
            return only;
        }

        isNullable = false;
        if (compositions.Merge(schema) is not { } merged)
        {
            return new(TypeKind.Json);
        }

        var choice = choices.Of(merged);
        var type = choice is null ? Plain(merged, name, out isNullable) : Choice(merged, choice, name, out isNullable);
        if (merged != schema)
        {
            isNullable = (isNullable && choice is not null) || compositions.IsNullable(schema);
        }

        // Any JSON may be null, and a JsonElement can say so itself.
        isNullable &= type.Kind != TypeKind.Json;
        return type;
    }

    private TypeModel Plain(JsonNode schema, CSharpIdentifier name, out bool isNullable)
    {
        var types = choices.TypesOf(schema);
        isNullable = (types & JsonTypes.Null) != 0;
        return (types & ~JsonTypes.Null) switch
        {
            JsonTypes.Text => enums.Text(schema, name)
                ?? new(document.Choice(schema, "x-flowgen-format", OwnStringFormats) is { } own ? own
                    : document.Text(schema, "format") is { } format && enums.Values(schema) is null && StringFormats.Find(format) is { } text ? text
                    : schema["contentEncoding"] is { Kind: JsonKind.String, Text: "base64" } ? TypeKind.Base64 : TypeKind.String),
            JsonTypes.Integer => Integer(schema, name),
            JsonTypes.Number or (JsonTypes.Number | JsonTypes.Integer) => Number(schema),
            JsonTypes.Boolean => new(TypeKind.Boolean),
            JsonTypes.Array => List(schema, name),
            JsonTypes.Object => ObjectOrMap(schema, name),
            _ => new(TypeKind.Json),
        };
    }

    private TypeModel Choice(JsonNode schema, Choice choice, CSharpIdentifier name, out bool isNullable)
    {
        isNullable = choice.AllowsNull;
        if (choice.Branches.Count == 1)
        {
            var only = Parse(choice.Branches[0], name, out var isOnlyNullable);
            isNullable |= isOnlyNullable;
            return only;
        }

        if (choice.Types == JsonTypes.Text)
        {
            return Texts(schema, choice, name);
        }

        if ((choice.Types & (JsonTypes.Object | JsonTypes.Array)) != 0)
        {
            var union = typeNames.Take(name, UnionParser.Members);
            _pending.Enqueue(() => _unions.Add(new UnionParser(document, this, enums, compositions, inheritance).Parse(schema, choice, union)));
            return new(TypeKind.Object, union);
        }

        // Numbers and truth values of one kind are of that kind. Of several scalar kinds JSON itself says which it is.
        var types = choice.Types is JsonTypes.Boolean or JsonTypes.Integer or JsonTypes.Number or (JsonTypes.Integer | JsonTypes.Number)
            ? TypesOf(choice, name)
            : [];
        return types.Count == 1 ? types[0] : choice.Types switch
        {
            JsonTypes.Integer => new(types.Exists(static type => type.Kind == TypeKind.UInt64) ? TypeKind.Decimal : TypeKind.Int64),
            JsonTypes.Number or (JsonTypes.Integer | JsonTypes.Number) => new(TypeKind.Double),
            _ => new(TypeKind.Json),
        };
    }

    /// <summary>Texts of several kinds: those that are listed make an open enum, which takes any other text too.</summary>
    private TypeModel Texts(JsonNode schema, Choice choice, CSharpIdentifier name)
    {
        var listed = choice.Branches.FindAll(branch => Whole(branch) is { } whole && enums.Values(whole) is not null);
        if (listed.Count == 1)
        {
            return Parse(listed[0], name);
        }

        if (listed.Count == 0)
        {
            var types = TypesOf(choice, name);
            return types.Count == 1 ? types[0] : new(TypeKind.String);
        }

        var values = new List<JsonNode>();
        var descriptions = new List<JsonMember>();
        foreach (var branch in listed)
        {
            var whole = Whole(branch)!;
            values.AddRange(enums.Values(whole)!);
            if (whole["const"] is { Kind: JsonKind.String } value
                && (whole["description"] ?? whole["title"]) is { Kind: JsonKind.String } description
                && !descriptions.Exists(known => known.Name == value.Text))
            {
                descriptions.Add(new(value.Text, 0, 0, description));
            }
        }

        var members = schema.Members.FindAll(static member => member.Name is "title" or "description");
        members.Add(new("enum", schema.Start, schema.Start, JsonNode.Composed(schema, values)));
        members.Add(new("x-flowgen-enum-descriptions", schema.Start, schema.Start, JsonNode.Composed(schema, descriptions)));
        return enums.Text(JsonNode.Composed(schema, members), name) ?? new(TypeKind.String);
    }

    /// <summary>The types of the branches, each there once.</summary>
    private List<TypeModel> TypesOf(Choice choice, CSharpIdentifier name)
    {
        var types = new List<TypeModel>();
        foreach (var branch in choice.Branches)
        {
            var type = Parse(branch, name);
            if (!types.Contains(type))
            {
                types.Add(type);
            }
        }

        return types;
    }

    private TypeModel Integer(JsonNode schema, CSharpIdentifier name) =>
        document.Choice(schema, "x-flowgen-format", OwnIntegerFormats) is { } format ? new(format)
        : enums.Integer(schema, name) ?? new(document.Text(schema, "format") == "int32" ? TypeKind.Int32 : EnumParser.IsUnsigned(schema) ? TypeKind.UInt64 : TypeKind.Int64);

    private TypeModel Number(JsonNode schema) =>
        new(document.Text(schema, "format") is { } format && NumberFormats.Find(format) is { } number ? number : TypeKind.Double);

    private TypeModel List(JsonNode schema, CSharpIdentifier name)
    {
        // Items that differ by their place have no type but JSON in common.
        if (schema["items"] is not { } items || schema["prefixItems"] is not null)
        {
            return new(TypeKind.List, Item: new(TypeKind.Json));
        }

        var item = Parse(items, ItemOf(name), out var isNullable);
        return new(TypeKind.List, Item: item, ItemIsNullable: isNullable);
    }

    /// <summary>What an item is called after its list; where the list is called items itself, one of those.</summary>
    private static CSharpIdentifier ItemOf(CSharpIdentifier list) =>
        list.Name.EndsWith("Items", StringComparison.Ordinal) ? CSharpIdentifier.Fixed(list.Name.Substring(0, list.Name.Length - 1)) : list.With("Item");

    private TypeModel ObjectOrMap(JsonNode schema, CSharpIdentifier wanted)
    {
        var members = document.Members(schema, "properties");
        var values = ChoiceParser.OtherMembers(schema) is { IsObject: true } additional ? additional : null;
        if (members.Count > MaxProperties)
        {
            var limit = MaxProperties.ToString("N0", CultureInfo.InvariantCulture);
            document.ReportName(SpecDiagnostics.Unsupported, schema["properties"]!, JsonPointer.Of(schema), "an object of more than " + limit + " properties has no C# type", AsJson);
            return new(TypeKind.Json);
        }

        if (members.Count > _maxMembers - _members)
        {
            var limit = _maxMembers.ToString("N0", CultureInfo.InvariantCulture);
            document.Report(SpecDiagnostics.Unsupported, schema, JsonPointer.Of(schema), "the types of a document of this size cannot have more than " + limit + " members", AsJson);
            return new(TypeKind.Json);
        }

        if (members.Count > 0)
        {
            _members += members.Count;
            var name = typeNames.Take(wanted, ObjectMethods);
            _pending.Enqueue(() => _objects.Add(Object(schema, name)));
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
            if (property.Kind == JsonKind.False || (!property.IsBoolean && document.Typed(property, JsonKind.Object, "an object") is null))
            {
                continue;
            }

            var type = Parse(property, CSharpIdentifier.Pascal(name.Name + "_" + member.Name, "Type"), out var isNullable);

            var direction = property["readOnly"]?.Kind == JsonKind.True ? MemberDirection.Answer
                : property["writeOnly"]?.Kind == JsonKind.True ? MemberDirection.Request
                : MemberDirection.Both;
            properties.Add(Property(member.Name, property, property, required.Contains(member.Name), type, isNullable, names, locals) with { Direction = direction });
        }

        return new(name, document.Text(schema, "description") ?? document.Text(schema, "title") ?? "", new(properties), Additional(schema, name, names, locals));
    }

    /// <summary>The map of members that have no name in the spec, where it says that there can be some.</summary>
    private PropertyModel? Additional(JsonNode schema, CSharpIdentifier name, NameScope names, LocalScope locals)
    {
        if (ChoiceParser.OtherMembers(schema) is not { Kind: not JsonKind.False } additional)
        {
            return null;
        }

        var item = Parse(additional, name.With("Value"), out var isNullable);
        var property = names.Take(CSharpIdentifier.Fixed("AdditionalProperties"));
        return new(
            "",
            property,
            locals.Take(property),
            Flag: null,
            new(TypeKind.Map, Item: item, ItemIsNullable: isNullable),
            IsRequired: false,
            IsNullable: false,
            "The members that are none of the others.",
            "",
            "",
            IsDeprecated: false,
            RequiredStatuses: default);
    }

    /// <summary>The type of a schema that has been read. A class, as the runtime would compile a dictionary for a struct in every build.</summary>
    private sealed class ParsedType(TypeModel type, bool isNullable)
    {
        public TypeModel Type { get; } = type;

        public bool IsNullable { get; } = isNullable;
    }
}
