using System.Globalization;
using FlowGen.Generator.Diagnostics;
using FlowGen.Generator.Model;

namespace FlowGen.Generator.Spec;

/// <summary>Makes open enums of the values that schemas list.</summary>
internal sealed class EnumParser(SpecDocument document, NameScope typeNames)
{
    /// <summary>A struct with more known values, or longer ones, helps nobody and costs the compiler minutes.</summary>
    private const int MaxValues = 2_000;

    private const int MaxText = 500;

    /// <summary>What generated open enums have as members of their own.</summary>
    private static readonly string[] Members = ["Value", "HasValue", "IsKnown", "Kind", "Unknown", .. SchemaParser.ObjectMembers];

    /// <summary>Where other tools keep the names of values that say nothing themselves.</summary>
    private static readonly string[] NameLists = ["x-enum-varnames", "x-enumNames"];

    private readonly List<OpenEnumModel> _enums = [];

    public EquatableArray<OpenEnumModel> Enums => EquatableArray.Ordered(_enums, static type => type.Name.Name);

    /// <summary>The values that a schema lists; <see langword="null"/> when it lists none.</summary>
    public List<JsonNode>? Values(JsonNode schema)
    {
        if (schema["const"] is { } constant)
        {
            return [constant];
        }

        return schema["enum"] is null && schema["x-flowgen-open-enum"] is null
            ? null
            : [.. document.Items(schema, "enum"), .. document.Items(schema, "x-flowgen-open-enum")];
    }

    /// <summary>The open enum of a schema's texts; <see langword="null"/> when there are none, or too many.</summary>
    public TypeModel? Text(JsonNode schema, CSharpIdentifier name)
    {
        if (Values(schema) is not { } values || !IsBounded(schema, values, "any text is taken"))
        {
            return null;
        }

        var texts = new List<(JsonNode Node, string Text)>();
        foreach (var value in values)
        {
            // A text that looks like a number or a truth value, or is null, loses its quotation marks easily.
            if (value.Kind is JsonKind.String or JsonKind.Number)
            {
                texts.Add((value, value.Text));
            }
            else if (value.Kind is JsonKind.True or JsonKind.False)
            {
                texts.Add((value, value.Kind == JsonKind.True ? "true" : "false"));
            }
            else if (value.Kind != JsonKind.Null)
            {
                document.Text(value);
            }
        }

        return new(TypeKind.OpenEnum, Make(schema, name, texts, isNumber: false));
    }

    /// <summary>The open enum of a schema's whole numbers; <see langword="null"/> when there are none, or other values.</summary>
    public TypeModel? Integer(JsonNode schema, CSharpIdentifier name)
    {
        if (Values(schema) is not { } values || !IsBounded(schema, values, "any number is taken"))
        {
            return null;
        }

        var isUnsigned = IsUnsigned(schema);
        var isSigned = false;
        var numbers = new List<(JsonNode Node, string Text)>();
        foreach (var value in values.FindAll(static value => value.Kind != JsonKind.Null))
        {
            if (value.Kind is not (JsonKind.Number or JsonKind.String)
                || !decimal.TryParse(value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                || number is < long.MinValue or > ulong.MaxValue)
            {
                return null;
            }

            isUnsigned |= number > long.MaxValue;
            isSigned |= number < 0;
            numbers.Add((value, number.ToString(CultureInfo.InvariantCulture)));
        }

        return numbers.Count == 0 || (isSigned && isUnsigned) ? null : new(TypeKind.IntegerEnum, Make(schema, name, numbers, isNumber: true, isUnsigned));
    }

    /// <summary>An open enum of texts that stand in different places of the document.</summary>
    public OpenEnumModel Of(CSharpIdentifier wanted, string documentation, List<string> texts)
    {
        var name = typeNames.Take(wanted, Members);
        var names = new NameScope([name.Name, .. Members]);
        var model = new OpenEnumModel(
            name,
            typeNames.Take(name.With("Kind")),
            documentation,
            new(texts.ConvertAll(text => new OpenEnumValueModel(text, names.TakeMember(NameOf(text, isNumber: false)), ""))),
            IsNumber: false);
        _enums.Add(model);
        return model;
    }

    /// <summary>Whether a schema's whole numbers go from 0 beyond the signed ones of 64 bits: by its format or, without one, by its bounds.</summary>
    public static bool IsUnsigned(JsonNode schema) => schema["format"] is { } format
        ? format.Text == "uint64"
        : IsBound(schema["minimum"], static minimum => minimum >= 0) && IsBound(schema["maximum"], static maximum => maximum > long.MaxValue);

    private static bool IsBound(JsonNode? node, Func<decimal, bool> isWanted) =>
        node?.Kind == JsonKind.Number && decimal.TryParse(node.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var bound) && isWanted(bound);

    private bool IsBounded(JsonNode schema, List<JsonNode> values, string instead)
    {
        var reason = values.Count > MaxValues ? "an enum of more than " + MaxValues.ToString("N0", CultureInfo.InvariantCulture) + " values has no C# type"
            : values.Exists(static value => value.Text.Length > MaxText) ? "an enum with a value of more than " + MaxText.ToString("N0", CultureInfo.InvariantCulture) + " characters has no C# type"
            : null;
        if (reason is not null)
        {
            document.ReportName(SpecDiagnostics.Unsupported, values[0].Parent!, JsonPointer.Of(schema), reason, instead);
        }

        return reason is null;
    }

    private CSharpIdentifier Make(JsonNode schema, CSharpIdentifier wanted, List<(JsonNode Node, string Text)> items, bool isNumber, bool isUnsigned = false)
    {
        var name = typeNames.Take(wanted, Members);
        var kindName = typeNames.Take(name.With("Kind"));
        var names = new NameScope([name.Name, .. Members]);
        var texts = new HashSet<string>(StringComparer.Ordinal);
        var descriptions = document.Object(schema, "x-flowgen-enum-descriptions");
        var given = Array.Find(NameLists, key => schema[key]?.Items.Count == items.Count) is { } list ? schema[list]!.Items : null;
        var values = new List<OpenEnumValueModel>();
        for (var i = 0; i < items.Count; i++)
        {
            var text = items[i].Text;
            if (texts.Add(text))
            {
                var description = descriptions is null ? null : document.Text(descriptions, text);
                var valueName = given?[i] is { Kind: JsonKind.String } written ? CSharpIdentifier.PascalFromCapitals(written.Text, "Other") : NameOf(text, isNumber);
                values.Add(new(text, names.TakeMember(valueName), description ?? ""));
            }
        }

        foreach (var description in descriptions?.Members ?? [])
        {
            if (!texts.Contains(description.Name))
            {
                document.ReportName(SpecDiagnostics.UnknownKey, description.Value, description.Name, JsonPointer.Of(schema), document.Suggest(description.Name, texts));
            }
        }

        _enums.Add(new(name, kindName, document.Text(schema, "description") ?? document.Text(schema, "title") ?? "", new(values), isNumber, isUnsigned));
        return name;
    }

    private static CSharpIdentifier NameOf(string text, bool isNumber) => !isNumber ? CSharpIdentifier.PascalFromCapitals(text, text.Length == 0 ? "Empty" : "Other")
        : text[0] == '-' ? CSharpIdentifier.Fixed("Minus" + text.Substring(1))
        : CSharpIdentifier.Fixed("Value" + text);
}
