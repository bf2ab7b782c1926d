using System.Text;
using System.Text.Json;

namespace FlowGen.Sandbox.Flows;

/// <summary>A Flow JSON: Meta's language for the screens of a flow.</summary>
internal sealed class FlowDocument
{
    // https://developers.facebook.com/docs/whatsapp/flows/reference/components
    private static readonly HashSet<string> ComponentTypes = new(StringComparer.Ordinal)
    {
        "CalendarPicker", "CheckboxGroup", "ChipsSelector", "DatePicker", "DocumentPicker", "Dropdown", "EmbeddedLink", "Footer", "Form", "If",
        "Image", "ImageCarousel", "NavigationList", "OptIn", "PhotoPicker", "RadioButtonsGroup", "RichText", "Switch", "TextArea", "TextBody",
        "TextCaption", "TextHeading", "TextInput", "TextSubheading",
    };

    private readonly byte[] _utf8;
    private readonly List<FlowJsonError> _errors = [];

    private FlowDocument(string json)
    {
        _utf8 = Encoding.UTF8.GetBytes(json);
        using (JsonDocument document = JsonDocument.Parse(_utf8))
        {
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new JsonException("A Flow JSON is an object.");
            }

            Version = Text(document.RootElement, "version");
            DataApiVersion = Text(document.RootElement, "data_api_version");
        }

        Utf8JsonReader reader = new(_utf8);
        reader.Read();
        Inspect(ref reader, "", isComponent: false, holdsComponents: false);
    }

    /// <summary>The version of the language; <see langword="null"/> when the document names none.</summary>
    public string? Version { get; }

    /// <summary>The version of the data-exchange API; <see langword="null"/> when the flow has no endpoint.</summary>
    public string? DataApiVersion { get; }

    /// <summary>The components whose type Meta does not have, in the document's order.</summary>
    public IReadOnlyList<FlowJsonError> Errors => _errors;

    /// <exception cref="JsonException">The text is no JSON object.</exception>
    public static FlowDocument Parse(string json) => new(json);

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private void Inspect(ref Utf8JsonReader reader, string path, bool isComponent, bool holdsComponents)
    {
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
            {
                string name = reader.GetString()!;
                string place = path.Length == 0 ? name : $"{path}.{name}";
                reader.Read();
                if (isComponent && name == "type" && !IsComponentType(ref reader))
                {
                    _errors.Add(ErrorAt(ref reader, place, name));
                }

                Inspect(ref reader, place, isComponent: false, holdsComponents: name is "children" or "then" or "else");
            }
        }
        else if (reader.TokenType == JsonTokenType.StartArray)
        {
            for (int index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
            {
                Inspect(ref reader, FormattableString.Invariant($"{path}[{index}]"), isComponent: holdsComponents, holdsComponents: false);
            }
        }
    }

    private static bool IsComponentType(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String && ComponentTypes.Contains(reader.GetString()!);

    private FlowJsonError ErrorAt(ref Utf8JsonReader reader, string path, string property)
    {
        (int lineStart, int columnStart) = Locate((int)reader.TokenStartIndex);
        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            Utf8JsonReader ahead = reader;
            ahead.Skip();
            (int line, int column) = Locate((int)ahead.BytesConsumed);
            return new(path, property, lineStart, line, columnStart, column);
        }

        (int lineEnd, int columnEnd) = Locate((int)reader.BytesConsumed);
        return new(path, property, lineStart, lineEnd, columnStart, columnEnd);
    }

    private (int Line, int Column) Locate(int offset)
    {
        ReadOnlySpan<byte> before = _utf8.AsSpan(0, offset);
        int lineStart = before.LastIndexOf((byte)'\n') + 1;
        return (before.Count((byte)'\n') + 1, Encoding.UTF8.GetCharCount(before[lineStart..]) + 1);
    }
}
